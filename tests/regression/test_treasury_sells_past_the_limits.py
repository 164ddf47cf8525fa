"""Limits on what the issuer may sell looked at issues alone.

Units that were issued to the treasury, and sold by it, went past the limit of an investor, the least ticket and the
thirty-five purchasers.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.world import World, bytes32


@pytest.fixture(scope="module")
def engine(world: World) -> Any:
    """The treasury holds 100."""
    engine = attach_engine(world)
    world.admit(world.treasury)
    world.security.setTreasury(world.treasury, True, {"from": world.configurer})
    world.issue(world.treasury, 100)
    return engine


def sell(world: World, receiver: Any, units: int) -> Any:
    return world.security.transfer(receiver, units, {"from": world.treasury})


def test_transfer__from_the_treasury_above_the_limit__refused(world: World, engine: Any) -> None:
    rule = new_rule(world, engine, "InvestmentLimits")
    enact(world, engine, rule)
    for name, value in (("PRICE", 10), ("LIMITED", 1), ("LEAST_NATURAL", 20)):
        set_parameter(world, rule, name, value)
    rule.setInvestorLimit(world.investor_ch, 50, 0, 65_535, bytes32("INCOME"), {"from": world.compliance_officer})
    with reverts(world.security, "Refused", "0x50", "BELOW_MINIMUM_TICKET", world.security):
        sell(world, world.investor_ch, 1)
    with reverts(world.security, "Refused", "0x50", "INVESTMENT_LIMIT", world.security):
        sell(world, world.investor_ch, 6)
    explained = world.security.explainTransfer(
        world.security.partitions()[0], world.treasury, world.treasury, world.investor_ch, 6, b""
    )
    assert explained[6] == 5
    sell(world, world.investor_ch, 3)
    assert rule.boughtBy(world.investor_ch) == 30
    with reverts(world.security, "Refused", "0x50", "INVESTMENT_LIMIT", world.security):
        world.issue(world.investor_ch, 3)
    world.security.transfer(world.treasury, 3, {"from": world.investor_ch})
    assert rule.boughtBy(world.investor_ch) == 30


def test_transfer__from_the_treasury_to_one_purchaser_too_many__refused(world: World, engine: Any) -> None:
    rule = new_rule(world, engine, "PurchaserLimit")
    enact(world, engine, rule)
    set_parameter(world, rule, "LIMIT", 1)
    sell(world, world.investor_ch, 10)
    assert rule.purchasers() == 1
    with reverts(world.security, "Refused", "0x57", "PURCHASER_LIMIT", world.investor_de):
        sell(world, world.investor_de, 10)
    sell(world, world.fund_us, 10)
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    assert rule.purchasers() == 1
