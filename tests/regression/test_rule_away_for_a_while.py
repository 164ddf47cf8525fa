"""On a peer a rule that was taken out and put back went on with the books of before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lots import issue_lot
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.unit.office.helpers import refused
from tests.world import COMMON, World

REGIME = 1000
EVERYBODY = ("investor_ch", "investor_de", "investor_fr", "fund_us")


@pytest.fixture(scope="module")
def rules(world: World) -> list[Any]:
    """Engine, lots and counters. While the rules were away investor_ch sold all to investor_fr, and fund_us bought."""
    engine = attach_engine(world)
    lots, caps = (new_rule(world, engine, name) for name in ("HoldingPeriods", "HolderCaps"))
    set_parameter(world, lots, "LOCKED", 30 << 152, REGIME)
    set_parameter(world, lots, "DEFAULT_REGIME", REGIME)
    enact(world, engine, lots, caps)
    world.issue(world.investor_ch, 100)
    issue_lot(world, world.investor_de, 100, REGIME)
    enact(world, engine)
    world.security.transfer(world.investor_fr, 100, {"from": world.investor_ch})
    world.issue(world.fund_us, 5)
    enact(world, engine, lots, caps)
    return [engine, lots, caps]


def test_reconcile__after_the_absence__books_as_the_register(world: World, rules: list[Any]) -> None:
    engine, lots, caps = rules
    assert caps.counts()[0] == 2
    members = [getattr(world, name) for name in EVERYBODY]
    engine.reconcile(members, {"from": world.stranger})
    assert caps.counts() == (3, 2)
    lots.reconcile(world.investor_ch, {"from": world.compliance_officer})
    for member in members:
        units = sum(lot[0] for lot in lots.lotsOf(COMMON, member))
        assert units == world.security.balanceOf(member)


def test_transfer__after_the_absence_and_before_reconciliation__no_lock_is_lost(world: World, rules: list[Any]) -> None:
    with refused(world, 0x55, "CONTRACTUAL_LOCK", world.investor_fr):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_fr})
