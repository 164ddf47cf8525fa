"""On peers units that a rule held back could not be seized, and what was seized could not be sold on."""

from __future__ import annotations

import pytest

from scripts.lib.artifacts import container
from scripts.lib.lots import RULE_144A
from tests.regression.forces import REDEMPTIONS, TRANSFERS
from tests.regression.strictness import ON_SALES, fill, impose
from tests.unit.office.helpers import recover
from tests.world import COMMON, World, spare_account

OF_COMMON = [name for name, (_, partition) in TRANSFERS.items() if partition == COMMON]
REDEMPTIONS_OF_COMMON = [name for name, (_, partition) in REDEMPTIONS.items() if partition == COMMON]


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """All rules together, each of which refuses."""
    fill(world)
    impose(world, ON_SALES.values())
    return world


def test_forced__past_all_rules_at_their_strictest__each_way(market: World) -> None:
    before = market.security.balanceOf(market.investor_ch)
    for name in OF_COMMON:
        TRANSFERS[name][0](market, market.investor_ch, market.investor_fr, 5)
    for name in REDEMPTIONS_OF_COMMON:
        REDEMPTIONS[name][0](market, market.investor_ch, 5)
    ways = len(OF_COMMON) + len(REDEMPTIONS_OF_COMMON)
    assert market.security.balanceOf(market.investor_ch) == before - 5 * ways
    assert market.security.balanceOf(market.investor_fr) == 5 * len(OF_COMMON)


def test_recovery__past_all_rules_at_their_strictest__whole(market: World) -> None:
    recover(market, market.investor_ch, spare_account(0))
    assert market.security.balanceOf(spare_account(0)) == 100


def test_seized__to_the_issuer__sold_on_as_a_lot_of_the_regime(market: World) -> None:
    world, engine = market, impose(market, [ON_SALES["lots"], ON_SALES["locks"]])
    lots = container("HoldingPeriods").at(engine.rules()[0])
    world.security.controllerTransfer(world.investor_ch, world.treasury, 60, b"", b"", {"from": world.controller})
    world.security.transfer(world.investor_fr, 60, {"from": world.treasury})
    assert [tuple(lot)[:2] for lot in lots.lotsOf(COMMON, world.investor_fr)] == [(60, RULE_144A)]
    assert sum(lot[0] for lot in lots.lotsOf(COMMON, world.investor_ch)) == 40
