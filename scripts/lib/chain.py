"""The chain at hand: which one it is, what time it has, and moving that time on chains made for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brownie.network.web3 import web3

from scripts.lib.problems import DeskError

PLAY_CHAIN_IDS = (1337, 31337)
PLAY_CLIENTS = ("ganache", "anvil")


@dataclass(frozen=True)
class ChainId:
    """What tells one chain from another: fresh chains of the same number differ in their first block."""

    number: int
    first_block: str


@dataclass(frozen=True)
class BlockMark:
    """A block, named so that it can be found again."""

    number: int
    hash: str
    time: int


def current_chain() -> ChainId:
    """The chain that the node is on."""
    return ChainId(int(web3.eth.chain_id), _hex(web3.eth.get_block(0)["hash"]))


def latest_block() -> BlockMark:
    """The newest block."""
    block = web3.eth.get_block("latest")
    return BlockMark(int(block["number"]), _hex(block["hash"]), int(block["timestamp"]))


def now() -> int:
    """The chain's time: that of the newest block, a unix time."""
    return latest_block().time


def has_code(address: str) -> bool:
    """Whether a contract lives at the address."""
    return len(web3.eth.get_code(address)) > 0


def is_play_chain() -> bool:
    """Whether this is a ganache or an anvil of a developer, whose clock can be moved."""
    client = str(web3.client_version).lower()
    return int(web3.eth.chain_id) in PLAY_CHAIN_IDS and client.startswith(PLAY_CLIENTS)


def move_to(time: int) -> BlockMark:
    """Moves the chain's clock to a unix time, or leaves it if that has passed, and mines a block.

    DeskError on any chain but a developer's.
    """
    if not is_play_chain():
        raise DeskError("The clock of this chain cannot be moved: wait for the time, then go on.")
    _rpc("evm_mine")
    missing = time - now()
    if missing > 0:
        _rpc("evm_increaseTime", missing)
        _rpc("evm_mine")
    return latest_block()


def snapshot() -> str:
    """Keeps the state of a developer's chain; returns the mark by which {restore} finds it."""
    return str(_rpc("evm_snapshot"))


def restore(mark: str) -> None:
    """Puts a developer's chain back to where a mark was made, its clock too."""
    _rpc("evm_revert", mark)


def _rpc(method: str, *params: Any) -> Any:
    answer: Any = web3.provider.make_request(method, list(params))
    if "error" in answer:
        raise DeskError(f"The node refuses {method}: {answer['error'].get('message')}")
    return answer.get("result")


def _hex(value: bytes) -> str:
    return "0x" + bytes(value).hex()
