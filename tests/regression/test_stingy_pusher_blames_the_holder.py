"""Who pushed a redemption with too little gas had it recorded that the holder's units were missing."""

from __future__ import annotations

from unittest.mock import ANY

import pytest

from tests.errors import reverts
from tests.unit.distribution.drawing import principal, ready
from tests.unit.distribution.helpers import Desk
from tests.world import World


@pytest.fixture(scope="module")
def desk(world: World) -> Desk:
    world.issue_all(100)
    return Desk(world, world.new_currency())


@pytest.mark.parametrize("gas", [200_000, 250_000, 300_000, 340_000])
def test_push__gas_too_little_for_a_redemption__refused_and_nobody_skipped(desk: Desk, world: World, gas: int) -> None:
    number = ready(desk, lines=[principal(1)])
    with reverts(None, "NotEnoughGas", ANY):
        desk.distributor.push(number, [world.investor_ch], {"from": world.stranger, "gas_limit": gas})
    assert not desk.distributor.isPaid(number, world.investor_ch)
