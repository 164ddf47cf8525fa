"""The state from which the tests of the transfer office start."""

from __future__ import annotations

import pytest

from tests.unit.office.helpers import Holdings
from tests.world import DE, FAR, PREFERRED, World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Every investor holds 100 COMMON, the fund 100 PREFERRED, which investor_de may hold too."""
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, DE, accredited=FAR)
    return world


@pytest.fixture(scope="module")
def holdings(market: World) -> Holdings:
    return Holdings(market)
