"""Fixtures of the tests of the standards."""

from __future__ import annotations

import pytest

from tests.unit.standards.situations import FUNDS
from tests.world import PREFERRED, World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Every investor holds 100 units of COMMON, the fund 100 of PREFERRED too."""
    world.issue_all(FUNDS)
    world.issue_all(FUNDS, PREFERRED)
    return world
