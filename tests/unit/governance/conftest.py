"""The state from which the tests of meetings start."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.governance.helpers import Hall
from tests.world import World


@pytest.fixture(scope="module")
def hall(world: World) -> Hall:
    """investor_ch holds 100 COMMON, investor_de 200, investor_fr 300, fund_us 400 and the treasury 500."""
    for units, holder in enumerate((*world.investors, world.treasury), 1):
        world.issue(holder, 100 * units)
    return Hall(world)


@pytest.fixture
def voting(world: World) -> Any:
    return world.voting
