"""The desk's own modules: no chain is touched here, so none is put back after each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def isolation() -> None:
    """Takes the place of the fixture that puts the chain back."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file into a folder of the test's own: text as UTF-8, or bytes as they are."""

    def write_file(content: str | bytes, name: str = "input.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
