"""Fractions after splits and bonus issues: per investor, however many wallets it has."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.in_lieu import (
    FractionPolicy,
    WalletUnits,
    cash_at_price,
    cash_from_proceeds,
    entitle,
    fractions_sold,
)
from tests.unit.distribution.arithmetic.worked import Case, each

ONE_FOR_TEN = Fraction(1, 10)
HOLDINGS = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 10**6)), max_size=12).map(
    lambda pairs: [WalletUnits(f"wallet {number}", *pair) for number, pair in enumerate(pairs)]
)
RATIOS = st.fractions(Fraction(1, 1_000), 1_000, max_denominator=1_000)


def of_one(*units: int) -> list[WalletUnits]:
    """One investor with so many units in wallets of its own."""
    return [WalletUnits(f"wallet {number}", "A", count) for number, count in enumerate(units)]


@each("splits")
def test_entitle__worked_numbers__under_each_policy(case: Case) -> None:
    holdings, ratio = of_one(case["units"]), Fraction(case["ratio"])
    (cash,), (up,), (kept,) = (entitle(holdings, ratio, policy) for policy in FractionPolicy)
    assert (cash.whole, cash_at_price([cash], case["price"])) == (case["cash"]["whole"], (case["cash"]["paid"],))
    assert up.whole == case["round_up"] and up.sold == up.kept == 0
    assert kept.whole + kept.kept == kept.exact == Fraction(case["exact"]) and kept.sold == 0


def test_entitle__units_spread_over_wallets__nothing_gained_by_it() -> None:
    spread, together = of_one(*[1] * 105), of_one(105)
    for policy in FractionPolicy:
        (many,), (one,) = (entitle(holdings, ONE_FOR_TEN, policy) for holdings in (spread, together))
        assert (many.whole, many.sold, many.kept) == (one.whole, one.sold, one.kept)


def test_entitle__several_wallets__whole_units_by_largest_remainder() -> None:
    (up,) = entitle(of_one(33, 36, 36), ONE_FOR_TEN, FractionPolicy.ROUND_UP)
    assert up.wallets == (("wallet 0", 3), ("wallet 1", 4), ("wallet 2", 4))


def test_cash_from_proceeds__fractions_sold_together__rounded_down_and_carried() -> None:
    holdings = [WalletUnits(name, name, units) for name, units in (("A", 105), ("B", 107), ("C", 108), ("D", 100))]
    entitled = entitle(holdings, ONE_FOR_TEN, FractionPolicy.CASH)
    assert fractions_sold(entitled) == 2
    floored = cash_from_proceeds(entitled, 39_999_999)
    assert floored.shares == (9_999_999, 13_999_999, 15_999_999, 0) and floored.carry == 2


def test_cash_from_proceeds__nobody_has_a_fraction__nothing_to_pay() -> None:
    entitled = entitle(of_one(100), ONE_FOR_TEN, FractionPolicy.CASH)
    assert cash_from_proceeds(entitled, 0).shares == (0,) and cash_from_proceeds([], 0).shares == ()
    with pytest.raises(ValueError, match="nobody shares in 1"):
        cash_from_proceeds(entitled, 1)


@given(holdings=HOLDINGS, ratio=RATIOS, policy=st.sampled_from(FractionPolicy))
def test_entitle__any__whole_and_fraction_make_what_is_exact(
    holdings: list[WalletUnits], ratio: Fraction, policy: FractionPolicy
) -> None:
    for entitlement in entitle(holdings, ratio, policy):
        own = [holding for holding in holdings if holding.investor == entitlement.investor]
        exact = ratio * sum(holding.units for holding in own)
        if policy is FractionPolicy.ROUND_UP:
            assert entitlement.whole == ceil(exact)
        else:
            assert entitlement.whole == floor(exact)
            assert entitlement.whole + entitlement.sold + entitlement.kept == exact == entitlement.exact
        assert [wallet for wallet, _ in entitlement.wallets] == [holding.wallet for holding in own]
        for (_, units), holding in zip(entitlement.wallets, own, strict=True):
            assert abs(units - ratio * holding.units) < 2 and (holding.units or not units)


@given(holdings=HOLDINGS, ratio=RATIOS, data=st.data())
def test_entitle__wallets_in_another_order__same_for_each_investor(
    holdings: list[WalletUnits], ratio: Fraction, data: st.DataObject
) -> None:
    before, after = (
        {one.investor: (one.whole, one.sold) for one in entitle(order, ratio, FractionPolicy.CASH)}
        for order in (holdings, data.draw(st.permutations(holdings)))
    )
    assert before == after


@given(holdings=HOLDINGS, ratio=RATIOS, price=st.integers(0, 10**12))
def test_cash__at_a_price_or_from_proceeds__never_more_than_the_fractions_are_worth(
    holdings: list[WalletUnits], ratio: Fraction, price: int
) -> None:
    entitled = entitle(holdings, ratio, FractionPolicy.CASH)
    worth = fractions_sold(entitled) * price
    assert 0 <= worth - sum(cash_at_price(entitled, price)) <= len(entitled)
    if worth:
        floored = cash_from_proceeds(entitled, int(worth))
        assert sum(floored.shares) + floored.carry == int(worth)


@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(-1, 2)])
def test_entitle__no_ratio__refused(ratio: Fraction) -> None:
    with pytest.raises(ValueError, match=f"not a ratio: {ratio}"):
        entitle(of_one(1), ratio, FractionPolicy.CASH)
