"""An ABI written as Solidity declares it: functions, events and errors, each from the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any

from eth_utils import keccak

Abi = list[dict[str, Any]]

BEGINNING = re.compile(r"^\s*(?=(?:function|event|error) )", re.M)
DECLARATION = re.compile(r"(function|event|error) (\w+)\((.*?)\)( view| pure)?(?: returns \((.*)\))?")


def abi(text: str) -> Abi:
    """The ABI of the declarations in `text`; what is none of the three kinds fails."""
    return [_entry(" ".join(part.split())) for part in BEGINNING.split(text) if part.strip()]


def signature(entry: dict[str, Any]) -> str:
    return f"{entry['name']}({','.join(item['type'] for item in entry['inputs'])})"


def selector(entry: dict[str, Any]) -> bytes:
    """What the call data of a function begins with."""
    return keccak(text=signature(entry))[:4]


def topic(entry: dict[str, Any]) -> bytes:
    """The first topic of an event."""
    return keccak(text=signature(entry))


def of_kind(entries: Abi, kind: str) -> Abi:
    return [entry for entry in entries if entry["type"] == kind]


def interface_id(entries: Abi) -> str:
    """The id of ERC-165: all selectors, each bit counted modulo two."""
    selectors = (int.from_bytes(selector(entry), "big") for entry in of_kind(entries, "function"))
    return f"0x{reduce(int.__xor__, selectors):08x}"


def _entry(declaration: str) -> dict[str, Any]:
    match = DECLARATION.fullmatch(declaration)
    if match is None:
        raise ValueError(f"neither function, event nor error: {declaration}")
    kind, name, inputs, mutability, outputs = match.groups()
    entry = {"type": kind, "name": name, "inputs": _parameters(inputs)}
    if kind == "function":
        entry["outputs"] = _parameters(outputs or "")
        entry["stateMutability"] = (mutability or " nonpayable").strip()
    return entry | {"anonymous": False} if kind == "event" else entry


def _parameters(text: str) -> Abi:
    return [_parameter(part.split()) for part in text.split(",") if part]


def _parameter(words: Sequence[str]) -> dict[str, Any]:
    name = words[-1] if len(words) > 1 and words[-1] != "indexed" else ""
    return {"type": words[0], "name": name, "indexed": "indexed" in words}
