"""What the events of a distribution tell: who was paid on which line, and what else became of the money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from brownie.network.web3 import web3
from eth_utils import keccak, to_checksum_address

from scripts.lib.deployed import Deployed
from scripts.lib.events import BLOCKS_A_REQUEST, Event, read_events
from scripts.lib.labels import label_text
from scripts.lib.problems import DeskError

_NAMES = {
    keccak(text=signature): name
    for name, signature in {
        "paid": "HolderPaid(uint256,address,uint256,uint256,uint256,uint256,uint256,uint256)",
        "elsewhere": "PaidElsewhere(uint256,address,address,uint256)",
        "skipped": "HolderSkipped(uint256,address,bytes32)",
        "aside": "SetAside(uint256,address,uint256)",
        "released": "Released(uint256,address,uint256)",
    }.items()
}


@dataclass(frozen=True)
class LinePaid:
    """What a holder was paid on a line."""

    line: int
    units: int
    gross: int
    tax: int
    rate: int
    country: int
    transaction: str


@dataclass
class History:
    """What happened to one holder, by the wallet that the events name."""

    paid: list[LinePaid] = field(default_factory=list)
    paid_to: str = ""
    skipped: str = ""
    set_aside: int = 0
    released_in: str = ""

    @property
    def transaction(self) -> str:
        """In which the holder was paid, or what had been set aside was; empty while it waits."""
        if self.set_aside:
            return ""
        return self.released_in or (self.paid[0].transaction if self.paid else "")


def declared_event(deployed: Deployed, number: int) -> Event:
    """The event of the declaration; DeskError when there is none."""
    for event in read_events(deployed.distributor, {"DistributionDeclared"}):
        if int(event["id"]) == number:
            return event
    raise DeskError(f"There is no distribution {number}.")


def declared_root(deployed: Deployed, number: int) -> bytes:
    """The root of the list by which a distribution is paid; zeros where it is paid by the register."""
    declaration: Mapping[str, Any] = declared_event(deployed, number)["declaration"]
    return bytes(declaration["listRoot"])


def histories(deployed: Deployed, number: int, last_block: int) -> dict[str, History]:
    """The history of each holder who has one."""
    found: dict[str, History] = {}
    for name, holder, entry in _entries(deployed, number, last_block):
        history = found.setdefault(holder, History())
        _APPLY[name](history, bytes(entry["data"]), entry)
    return found


def _entries(deployed: Deployed, number: int, last_block: int) -> Iterator[tuple[str, str, Any]]:
    names = ["0x" + topic.hex() for topic in _NAMES]
    query = {"address": str(deployed.distributor.address), "topics": [names, "0x" + number.to_bytes(32, "big").hex()]}
    for first in range(declared_event(deployed, number).block, last_block + 1, BLOCKS_A_REQUEST):
        last = min(first + BLOCKS_A_REQUEST - 1, last_block)
        logs = web3.eth.get_logs({**query, "fromBlock": first, "toBlock": last})
        for entry in sorted(logs, key=lambda entry: (entry["blockNumber"], entry["logIndex"])):
            yield _NAMES[bytes(entry["topics"][0])], _address(entry["topics"][2]), entry


def _paid(history: History, data: bytes, entry: Any) -> None:
    history.paid.append(LinePaid(*_words(data), transaction=_transaction(entry)))


def _elsewhere(history: History, data: bytes, entry: Any) -> None:
    history.paid_to = _address(entry["topics"][3])


def _skipped(history: History, data: bytes, entry: Any) -> None:
    history.skipped = label_text(data)


def _aside(history: History, data: bytes, entry: Any) -> None:
    [history.set_aside] = _words(data)


def _released(history: History, data: bytes, entry: Any) -> None:
    history.set_aside, history.released_in = 0, _transaction(entry)


_APPLY = {"paid": _paid, "elsewhere": _elsewhere, "skipped": _skipped, "aside": _aside, "released": _released}


def _words(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + 32], "big") for at in range(0, len(data), 32)]


def _address(topic: bytes) -> str:
    return to_checksum_address(bytes(topic)[12:])


def _transaction(entry: Any) -> str:
    return "0x" + bytes(entry["transactionHash"]).hex()
