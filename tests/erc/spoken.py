"""A contract as one who knows nothing but the standards sees it.

`through` calls it by a standard's own ABI, `answer` and `said` read what it returns and emits by that ABI alone, and
strictly: a selector, a topic, an indexed field or a return value that differs from the standard fails.
"""

from __future__ import annotations

from typing import Any

from brownie import Contract
from brownie.network.event import _add_deployment_topics
from brownie.network.web3 import web3
from eth_abi import decode, encode
from eth_utils import keccak, to_checksum_address

from tests.erc.abi import Abi, of_kind, selector, topic

DYNAMIC = ("string", "bytes")


def through(security: Any, *standards: Abi) -> Any:
    """The contract with the functions and errors of the standards and no others; `said` reads the events.

    Brownie would keep events for good, and for all contracts.
    """
    entries = [entry for standard in standards for entry in standard if entry["type"] != "event"]
    contract = Contract.from_abi("Standard", str(security.address), entries, persist=False)
    # What Brownie itself reads at this address stays the whole security.
    _add_deployment_topics(str(security.address), security.abi)
    return contract


def answer(contract: Any, name: str, *arguments: Any, sender: Any = None) -> Any:
    """What a call of a function of the contract's ABI would return: its value, or a tuple of several.

    The answer must be exactly what the ABI says, to the byte.
    """
    (entry,) = (
        item
        for item in of_kind(contract.abi, "function")
        if item["name"] == name and len(item["inputs"]) == len(arguments)
    )
    plain = [_plain(argument) for argument in arguments]
    data = selector(entry) + encode([item["type"] for item in entry["inputs"]], plain)
    request = {"to": contract.address, "data": "0x" + data.hex()}
    if sender is not None:
        request["from"] = sender.address
    raw = bytes(web3.eth.call(request))
    types = [item["type"] for item in entry["outputs"]]
    values = decode(types, raw)
    assert encode(types, values) == raw, f"{name} answers {raw.hex()}"
    read = tuple(_read(kind, value) for kind, value in zip(types, values, strict=True))
    return read[0] if len(read) == 1 else read


def said(tx: Any, *standards: Abi) -> list[tuple[str, dict[str, Any]]]:
    """The events of a transaction that the standards know, in order, each with its values by name."""
    known = {topic(entry): entry for standard in standards for entry in of_kind(standard, "event")}
    logs = web3.eth.get_transaction_receipt(tx.txid)["logs"]
    return [_event(known[bytes(log["topics"][0])], log) for log in logs if bytes(log["topics"][0]) in known]


def _event(entry: dict[str, Any], log: Any) -> tuple[str, dict[str, Any]]:
    name, inputs = entry["name"], entry["inputs"]
    indexed = [item for item in inputs if item.get("indexed")]
    plain = [item for item in inputs if not item.get("indexed")]
    topics, data = [bytes(word) for word in log["topics"][1:]], bytes(log["data"])
    assert len(topics) == len(indexed), f"{name} has {len(topics)} indexed fields"
    types = [item["type"] for item in plain]
    values = decode(types, data)
    assert encode(types, values) == data, f"{name} carries {data.hex()}"
    read = {item["name"]: _read(item["type"], value) for item, value in zip(plain, values, strict=True)}
    for item, word in zip(indexed, topics, strict=True):
        # Of text the topic has the hash alone.
        read[item["name"]] = word if item["type"] in DYNAMIC else _read(item["type"], decode([item["type"]], word)[0])
    return name, {item["name"]: read[item["name"]] for item in inputs}


def _read(kind: str, value: Any) -> Any:
    return to_checksum_address(value) if kind == "address" else value


def _plain(argument: Any) -> Any:
    """Accounts and contracts as their addresses, also within a list."""
    if isinstance(argument, list):
        return [_plain(item) for item in argument]
    return getattr(argument, "address", argument)


def hashed(text: str) -> bytes:
    """What an indexed text becomes."""
    return keccak(text=text)
