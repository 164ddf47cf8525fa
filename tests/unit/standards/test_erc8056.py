"""ERC-8056 by its own interface: balances as the ERC shows them, while ERC-20 goes on in units."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.erc.spoken import answer, said, through
from tests.erc.standards import (
    ERC20,
    ERC8056,
    ERC8056_BALANCES,
    ERC8056_CONVERSION,
    ERC8056_PENDING,
)
from tests.splits import decide, split
from tests.unit.standards.situations import FUNDS
from tests.world import DAY, PREFERRED, World

ONE = 10**18


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC20, ERC8056, ERC8056_PENDING, ERC8056_CONVERSION, ERC8056_BALANCES)


def told(transaction: Any) -> list[tuple[int, ...]]:
    """Old multiplier, new multiplier and moment of each event."""
    return [tuple(values.values()) for _, values in said(transaction, ERC8056)]


def test_views__before_any_split__units_are_shares(market: World, token: Any) -> None:
    assert answer(token, "uiMultiplier") == answer(token, "newUIMultiplier") == ONE
    assert answer(token, "effectiveAt") == 0
    assert answer(token, "toUIAmount", 7) == answer(token, "fromUIAmount", 7) == 7
    for holder in (*market.investors, market.stranger):
        assert answer(token, "balanceOfUI", holder) == answer(token, "balanceOf", holder)
    assert answer(token, "totalSupplyUI") == answer(token, "totalSupply")


def test_uiMultiplier__two_for_one__doubles_what_is_shown_and_no_balance(market: World, token: Any) -> None:
    split(market, 2, 1)
    assert answer(token, "uiMultiplier") == 2 * ONE
    assert answer(token, "balanceOf", market.investor_ch) == FUNDS
    assert answer(token, "balanceOfUI", market.investor_ch) == 2 * FUNDS
    assert (answer(token, "toUIAmount", 7), answer(token, "fromUIAmount", 7)) == (14, 3)


def test_pending__to_come__told_and_shown_until_it_applies(market: World, token: Any) -> None:
    moment = clock.now() + DAY
    assert told(decide(market, 2, 1, moment)) == [(ONE, 2 * ONE, moment)]
    for time, multiplier in ((moment - 1, ONE), (moment, 2 * ONE), (moment + DAY, 2 * ONE)):
        clock.block_at(time)
        assert answer(token, "uiMultiplier") == multiplier
        assert (answer(token, "newUIMultiplier"), answer(token, "effectiveAt")) == (2 * ONE, moment)


def test_pending__taken_back__told_and_the_present_one_stays(market: World, token: Any) -> None:
    split(market, 3, 1)
    moment = clock.now() + DAY
    decide(market, 2, 1, moment)
    transaction = market.security.cancelSplit(market.security.principal(), {"from": market.configurer})
    assert told(transaction) == [(3 * ONE, 3 * ONE, clock.now())]
    assert answer(token, "uiMultiplier") == answer(token, "newUIMultiplier") == 3 * ONE
    assert answer(token, "effectiveAt") == clock.now()
    clock.block_at(moment)
    assert answer(token, "uiMultiplier") == 3 * ONE


def test_event__of_another_class__not_told(market: World, token: Any) -> None:
    transaction = decide(market, 2, 1, clock.now() + DAY, PREFERRED)
    assert said(transaction, ERC8056) == []
    assert said(market.security.cancelSplit(PREFERRED, {"from": market.configurer}), ERC8056) == []
    assert answer(token, "newUIMultiplier") == ONE


def test_uiMultiplier__thirds__rounded_down_and_the_amounts_are_not(market: World, token: Any) -> None:
    """A client that multiplies by itself would show 0 shares for 3 units."""
    split(market, 1, 3)
    multiplier = answer(token, "uiMultiplier")
    assert (multiplier, 3 * multiplier // ONE) == (ONE // 3, 0)
    assert (answer(token, "toUIAmount", 3), answer(token, "fromUIAmount", 1)) == (1, 3)


def test_transfer__after_a_split__is_of_units(market: World, token: Any) -> None:
    split(market, 2, 1)
    transaction = token.transfer(market.investor_de, 10, {"from": market.investor_ch})
    [(name, values)] = said(transaction, ERC20)
    assert (name, values["value"]) == ("Transfer", 10)
    assert answer(token, "balanceOfUI", market.investor_de) == 2 * (FUNDS + 10)


def test_balanceOfUI__two_classes__counts_both_like_balanceOf(market: World, token: Any) -> None:
    split(market, 2, 1)
    assert answer(token, "balanceOf", market.fund_us) == 2 * FUNDS
    assert answer(token, "balanceOfUI", market.fund_us) == 2 * FUNDS + FUNDS
    assert answer(token, "totalSupplyUI") == 4 * 2 * FUNDS + FUNDS
