"""The arithmetic of distributions: no chain is touched here, so none is put back after each test.

Random tests take `given` from hypothesis.core: that of brownie.test would put a chain back for each example.
"""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def isolation() -> None:
    """Takes the place of the fixture that puts the chain back."""
