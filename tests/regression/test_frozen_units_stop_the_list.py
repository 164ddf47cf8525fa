"""A stopped holder on a list whose units could not be cancelled stopped the payment of everybody else."""

from __future__ import annotations

import pytest

from tests.unit.distribution.drawing import HolderList, counted, freeze, listed, payments
from tests.unit.distribution.helpers import Desk
from tests.unit.distribution.test_push import skipped
from tests.unit.office.helpers import freeze_units
from tests.world import World


@pytest.mark.parametrize("frozen", [40, 41])
def test_pushListed__stopped_holder_with_frozen_units__others_paid(world: World, frozen: int) -> None:
    world.issue_all(100)
    desk = Desk(world, world.new_currency())
    holders = world.investors[:2]
    entries = [listed(world, holder, 10, units=100, redeemed=60) for holder in holders]
    tree = HolderList(1, entries)
    number = desk.open(pot=20, list_root=tree.root, excluded=[])
    freeze_units(world, holders[0], frozen)
    freeze(world, holders[0])
    proofs = [tree.proof(entry) for entry in entries]
    pushed = desk.distributor.pushListed(number, holders, entries, proofs, {"from": world.stranger})
    counted(desk, pushed)
    assert [share[0] for share in payments(pushed)] == list(holders[frozen - 40 :])
    assert skipped(pushed) == [(holders[0], "UNITS_MISSING")] * (frozen - 40)
    assert desk.distributor.setAsideOf(number, holders[0]) == (0 if frozen > 40 else 10)
    assert desk.money_of(holders[1]) == 10
