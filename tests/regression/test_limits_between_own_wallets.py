"""On a peer limits bound moves between an investor's own wallets; on another these took it off the count."""

from __future__ import annotations

import pytest

from tests.regression.strictness import ON_SALES, fill, impose
from tests.world import World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    return fill(world)


@pytest.mark.parametrize("name", ON_SALES)
def test_transfer__each_rule_at_its_strictest__own_wallets_are_free(market: World, name: str) -> None:
    impose(market, [ON_SALES[name]])
    with ON_SALES[name].refuses(market):
        market.security.transfer.call(market.investor_fr, 10, {"from": market.investor_ch})
    market.security.transfer(market.second_wallet_ch, 100, {"from": market.investor_ch})
    with ON_SALES[name].refuses(market, market.second_wallet_ch):
        market.security.transfer.call(market.investor_fr, 10, {"from": market.second_wallet_ch})
    market.security.transfer(market.investor_ch, 100, {"from": market.second_wallet_ch})
