"""Time on the chain under the tests, on ganache and on anvil alike."""

from __future__ import annotations

from brownie import chain, network
from brownie.network.web3 import web3


def now() -> int:
    """Time of the latest block, which is the time that views see."""
    return int(web3.eth.get_block("latest")["timestamp"])


def pass_time(seconds: int) -> None:
    """Lets at least `seconds` pass and makes a block."""
    block_at(now() + seconds)


def block_at(time: int) -> None:
    """Makes a block at exactly `time`."""
    if "anvil" in network.show_active():
        next_block_at(time)
        chain.mine()
    else:
        chain.mine(timestamp=time)


def next_block_at(time: int) -> None:
    """The next transaction is mined at exactly `time`."""
    if "anvil" in network.show_active():
        _ask("evm_setNextBlockTimestamp", [time])
    else:
        _ask("evm_setTime", [time * 1000])


def _ask(method: str, params: list[int]) -> None:
    answer = web3.provider.make_request(method, params)
    if "error" in answer:
        raise RuntimeError(f"{method}: {answer['error']}")
