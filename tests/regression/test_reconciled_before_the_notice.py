"""A rule could have another put its books right after units had moved and before the other was told of it.

The other then counted the movement twice: one holder as two positions, and its lots as twice its units.
"""

from __future__ import annotations

import pytest

from tests.lots import held
from tests.rules import attach_engine, enact, new_rule
from tests.world import World

CALLS_BACK = 4


@pytest.mark.parametrize("artifact", ["HolderCaps", "HoldingPeriods", "BenefitPlans"])
def test_reconcile__by_a_rule_that_is_being_told__refused(world: World, artifact: str) -> None:
    engine = attach_engine(world)
    meddler, rule = new_rule(world, engine, "RuleDouble"), new_rule(world, engine, artifact)
    enact(world, engine, meddler, rule)
    world.issue(world.investor_ch, 100)
    meddler.setCall(rule, rule.reconcile.encode_input(world.investor_de), {"from": world.deployer})
    meddler.behave(0, CALLS_BACK, {"from": world.deployer})
    world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})

    assert not meddler.calledBack()
    if artifact == "HolderCaps":
        assert rule.recordOf(world.investor_de)["positions"] == 1
    if artifact == "HoldingPeriods":
        assert sum(lot.units for lot in held(rule, world.investor_de)) == 10
    rule.reconcile(world.investor_de, {"from": world.stranger})
