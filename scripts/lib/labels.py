"""Short ASCII texts as the contracts keep them: in bytes32, padded with zeros.

Partitions and reasons are such texts.
"""

from __future__ import annotations

import re

NUMBER_BYTES = 2

_LABEL = re.compile(r"[A-Z0-9][A-Z0-9_.-]{0,31}", re.ASCII)


def parse_label(text: str) -> str:
    """A name of a partition: 1 to 32 capitals, digits, `_`, `.` or `-`; ValueError for anything else."""
    if not _LABEL.fullmatch(text):
        raise ValueError(f"not a label (1 to 32 of A-Z 0-9 _ . -): {text!r}")
    return text


def label_bytes(label: str) -> bytes:
    """The label as bytes32."""
    return label.encode("ascii").ljust(32, b"\0")


def parameter_key(name: str, number: int = 0) -> bytes:
    """A parameter of a rule as bytes32: its name in ASCII, and a number in the two lowest bytes."""
    return label_bytes(name)[:-NUMBER_BYTES] + number.to_bytes(NUMBER_BYTES, "big")


def key_parts(key: bytes) -> tuple[str, int]:
    """Name and number of a parameter of a rule."""
    raw = bytes(key)
    return label_text(raw[:-NUMBER_BYTES]), int.from_bytes(raw[-NUMBER_BYTES:], "big")


def label_text(value: bytes) -> str:
    """The text of a bytes32; hex when it is no ASCII text."""
    raw = bytes(value)
    text = raw.rstrip(b"\0")
    if not text or all(32 < byte < 127 for byte in text):
        return text.decode("ascii")
    return "0x" + raw.hex()
