"""The units of each wallet and class, from nothing but the events of the security."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from brownie.network.web3 import web3
from eth_utils import event_abi_to_log_topic, to_checksum_address

from tests.world import COMMON, NOWHERE

NAMES = (
    *("Transfer", "TransferByPartition", "IssuedByPartition", "RedeemedByPartition"),
    *("Issued", "Redeemed", "ControllerRedemption"),
)
Event = Mapping[str, Any]


class Journal:
    """Reads on from the block after the last one read.

    ERC-20's `Transfer` tells every change without the class; the event after it tells the class. A redemption of a
    class by force has two such events, of which the first one counts.
    """

    def __init__(self, security: Any) -> None:
        self.security = security
        self.units: Counter[tuple[bytes, str]] = Counter()
        self.totals: Counter[str] = Counter()
        self.next_block = 0
        self.is_redemption_open = False

    def read_on(self) -> None:
        for name, event, block in _events(self.security, self.next_block):
            getattr(self, f"_{name}")(event)
            self.next_block = block + 1

    def _Transfer(self, event: Event) -> None:
        self.totals[event["from"]] -= event["value"]
        self.totals[event["to"]] += event["value"]
        self.totals[NOWHERE] = 0
        self.is_redemption_open = event["to"] == NOWHERE

    def _TransferByPartition(self, event: Event) -> None:
        self.units[event["fromPartition"], event["from"]] -= event["value"]
        self.units[event["fromPartition"], event["to"]] += event["value"]

    def _IssuedByPartition(self, event: Event) -> None:
        self.units[event["partition"], event["to"]] += event["value"]

    def _RedeemedByPartition(self, event: Event) -> None:
        self._redeemed(event["partition"], event["from"], event)

    def _Issued(self, event: Event) -> None:
        self.units[COMMON, event["to"]] += event["value"]

    def _Redeemed(self, event: Event) -> None:
        self._redeemed(COMMON, event["from"], event)

    def _ControllerRedemption(self, event: Event) -> None:
        self._redeemed(COMMON, event["tokenHolder"], event)

    def _redeemed(self, partition: bytes, holder: str, event: Event) -> None:
        if self.is_redemption_open:
            self.units[partition, holder] -= event["value"]
        self.is_redemption_open = False


def _events(security: Any, first: int) -> Iterator[tuple[str, Event, int]]:
    """Name, plain values and block of each event. (web3.py's own reader is slow with so large an ABI.)"""
    if first > web3.eth.block_number:  # which anvil takes for an error
        return
    kinds = _kinds(security)
    topics = ["0x" + topic.hex() for topic in kinds]
    for log in web3.eth.get_logs({"address": security.address, "fromBlock": first, "topics": [topics]}):
        item, data = kinds[bytes(log["topics"][0])], bytes(log["data"])
        indexed = [bytes(topic) for topic in log["topics"][1:]]
        words = iter(data[i : i + 32] for i in range(0, len(data), 32))
        values = {
            field["name"]: _value(field["type"], indexed.pop(0) if field["indexed"] else next(words))
            for field in item["inputs"]
        }
        yield item["name"], values, log["blockNumber"]


@cache
def _kinds(security: Any) -> dict[bytes, dict[str, Any]]:
    events = [item for item in security.abi if item["type"] == "event" and item["name"] in NAMES]
    return {bytes(event_abi_to_log_topic(item)): item for item in events}


def _value(kind: str, word: bytes) -> Any:
    """A word by its type; of what is longer than a word, which no event is read for, where it stands."""
    if kind == "address":
        return to_checksum_address(word[12:])
    return word if kind == "bytes32" else int.from_bytes(word, "big")
