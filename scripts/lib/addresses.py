"""Addresses in input files: written out with their EIP-55 checksum, so that a slip of the pen is found."""

from __future__ import annotations

import re

from eth_utils import to_checksum_address

ZERO_ADDRESS = "0x" + "0" * 40

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)


def parse_address(text: str) -> str:
    """The address; ValueError unless it has 40 hex digits, the right checksum and is not the zero address."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f"not an address: {text!r}")
    if text == ZERO_ADDRESS:
        raise ValueError("the zero address cannot hold anything")
    if text != to_checksum_address(text):
        raise ValueError(f"wrong checksum (EIP-55) in {text}")
    return text


def is_address(text: str) -> bool:
    """Whether the text has the form of an address."""
    return bool(_ADDRESS.fullmatch(text))
