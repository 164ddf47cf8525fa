"""What a revert means: decodes its data by the errors that the contracts declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from eth_abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils import keccak, to_checksum_address

from scripts.lib.artifacts import all_abis
from scripts.lib.labels import label_text
from scripts.lib.sentences import REASONS, sentence

SUCCESS = "0x51"
BALANCE = "0x52"
ALLOWANCE = "0x53"

_BUILT_IN = (
    {"type": "error", "name": "Error", "inputs": [{"name": "message", "type": "string"}]},
    {"type": "error", "name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]},
)


@dataclass(frozen=True)
class Refusal:
    """A revert in words. Without a `code` it is not about a movement; then `reason` and `guilty` are empty too."""

    error: str
    sentence: str
    code: str = ""
    reason: str = ""
    guilty: str = ""

    def __str__(self) -> str:
        if not self.code:
            return self.sentence
        return f"{self.code} {self.reason}: {self.sentence} (guilty: {self.guilty})"


def explain(data: bytes) -> Refusal:
    """The refusal that a call's revert data mean."""
    found = _errors().get(data[:4])
    if found is None:
        return Refusal("", f"reverted with 0x{data.hex()}" if data else "reverted without saying why")
    name, inputs = found
    try:
        decoded = decode([_canonical(item) for item in inputs], data[4:])
    except DecodingError:
        return Refusal(name, f"reverted with {name}, with unreadable values")
    values = {item["name"]: value for item, value in zip(inputs, decoded, strict=True)}
    return _movement(name, values) or Refusal(name, sentence(name, values))


def movement_refusal(code: str, reason: str, guilty: str, error: str = "Refused") -> Refusal:
    """A refused movement, by its pair of code and reason."""
    return Refusal(error, REASONS.get(reason, reason), code, reason, to_checksum_address(guilty))


def _movement(name: str, values: Mapping[str, Any]) -> Refusal | None:
    """The errors that refuse a movement; for lack of balance and of allowance ERC-6093 has its own."""
    if name == "Refused":
        code, reason = "0x" + values["code"].hex(), label_text(values["reason"])
        return movement_refusal(code, reason, values["guilty"])
    if name == "ERC20InsufficientBalance":
        return movement_refusal(BALANCE, "INSUFFICIENT_BALANCE", values["sender"], name)
    if name == "ERC20InsufficientAllowance":
        return movement_refusal(ALLOWANCE, "INSUFFICIENT_ALLOWANCE", values["spender"], name)
    return None


@cache
def _errors() -> dict[bytes, tuple[str, list[dict[str, Any]]]]:
    """Selector to name and inputs, of every error that a contract of the project declares."""
    items = [item for abi in (_BUILT_IN, *all_abis()) for item in abi if item["type"] == "error"]
    return {_selector(item): (item["name"], item["inputs"]) for item in items}


def _selector(item: Mapping[str, Any]) -> bytes:
    types = ",".join(_canonical(value) for value in item["inputs"])
    return keccak(text=f"{item['name']}({types})")[:4]


def _canonical(item: Mapping[str, Any]) -> str:
    """The ABI type as it stands in a signature: structs spelled out."""
    kind: str = item["type"]
    if not kind.startswith("tuple"):
        return kind
    return f"({','.join(map(_canonical, item['components']))}){kind[len('tuple') :]}"
