"""The engine that the tests of this room try rules in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules import attach_engine
from tests.world import World


@pytest.fixture(scope="module")
def engine(world: World) -> Any:
    """An engine without rules, attached to the world's security."""
    return attach_engine(world)
