"""A stopped holder whose units could not be cancelled kept the money of everybody else from being set aside."""

from __future__ import annotations

from tests.unit.distribution.drawing import freeze, principal, ready, set_aside
from tests.unit.distribution.helpers import Desk
from tests.unit.distribution.test_push import skipped
from tests.unit.office.helpers import freeze_units
from tests.world import World


def test_setAside__one_with_frozen_units__recorded_and_others_set_aside(world: World) -> None:
    world.issue_all(100)
    desk = Desk(world, world.new_currency())
    holders = world.investors[:2]
    number = ready(desk, lines=[principal(5)])
    freeze_units(world, holders[0], 1)
    for holder in holders:
        freeze(world, holder)
    done = set_aside(desk, number, holders)
    assert skipped(done) == [(holders[0], "UNITS_MISSING")]
    assert [world.distributor.setAsideOf(number, holder) for holder in holders] == [0, 500]
    assert [world.security.balanceOf(holder) for holder in holders] == [100, 0]
