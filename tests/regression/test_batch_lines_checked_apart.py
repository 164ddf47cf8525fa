"""On a peer batches met no rule; on another each line was held against what had been before all of them."""

from __future__ import annotations

import pytest

from tests.regression.strictness import ON_SALES, Strict, fill, impose
from tests.world import World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    return fill(world)


@pytest.mark.parametrize("name", ON_SALES)
def test_batchTransfer__a_rule_refuses_the_second_line__no_line_is_done(market: World, name: str) -> None:
    impose(market, [ON_SALES[name]])
    with ON_SALES[name].refuses(market):
        lines = ([market.second_wallet_ch, market.investor_fr], [10, 10])
        market.security.batchTransfer(*lines, {"from": market.investor_ch})
    assert market.security.balanceOf(market.second_wallet_ch) == 0


def test_batchTransfer__lines_that_only_together_exceed__refused(market: World) -> None:
    rule = Strict("HoldingLimits", 0x57, "MAX_BALANCE", "receiver", {"MAX_UNITS": 19})
    impose(market, [rule])
    with rule.refuses(market):
        market.security.batchTransfer([market.investor_fr] * 2, [10, 10], {"from": market.investor_ch})
    market.security.batchTransfer([market.investor_fr] * 2, [10, 9], {"from": market.investor_ch})
