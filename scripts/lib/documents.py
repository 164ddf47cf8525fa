"""Documents stay in the issuer's files; the chain keeps their hash."""

from __future__ import annotations

from pathlib import Path

from eth_utils import keccak


def hash_document(path: Path) -> bytes:
    """Keccak-256 of the file, byte by byte."""
    return keccak(path.read_bytes())
