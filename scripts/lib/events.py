"""The events of a contract, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from brownie.network.web3 import web3
from eth_utils import event_abi_to_log_topic

BLOCKS_A_REQUEST = 10_000


@dataclass(frozen=True)
class Event:
    """Something that happened: its name, its values, and where."""

    name: str
    values: Mapping[str, Any]
    block: int
    transaction: str

    def __getitem__(self, field: str) -> Any:
        return self.values[field]


def read_events(contract: Any, names: Collection[str], first: int = 0, last: int | None = None) -> Iterator[Event]:
    """The contract's events of these names in the blocks `first` to `last`, or to the newest one."""
    # The whole of a large ABI would be looked through for each event.
    abi = [item for item in contract.abi if item["type"] == "event" and item["name"] in names]
    decoder = web3.eth.contract(address=str(contract.address), abi=abi)
    kinds = {bytes(event_abi_to_log_topic(item)): item["name"] for item in abi}
    topics = ["0x" + topic.hex() for topic in kinds]
    last = int(web3.eth.block_number) if last is None else last
    for start in range(first, last + 1, BLOCKS_A_REQUEST):
        end = min(start + BLOCKS_A_REQUEST - 1, last)
        logs = web3.eth.get_logs({"address": decoder.address, "fromBlock": start, "toBlock": end, "topics": [topics]})
        for entry in sorted(logs, key=lambda entry: (entry["blockNumber"], entry["logIndex"])):
            name = kinds[bytes(entry["topics"][0])]
            yield _event(name, decoder.events[name]().process_log(entry))


def _event(name: str, decoded: Any) -> Event:
    return Event(name, dict(decoded["args"]), decoded["blockNumber"], "0x" + bytes(decoded["transactionHash"]).hex())
