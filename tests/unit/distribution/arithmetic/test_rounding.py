"""Rounding conserves: floor and carry, largest remainder, half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.rounding import (
    floor_and_carry,
    half_up,
    half_up_ppm,
    largest_remainder,
    share_out,
)
from tests.unit.distribution.arithmetic.worked import Case, each

AMOUNTS = st.integers(0, 2**128)
WEIGHTS = st.lists(st.integers(0, 2**96), min_size=1, max_size=12).filter(any)


@each("largest remainder")
def test_largest_remainder__worked_numbers__all_and_its_ties(case: Case) -> None:
    allocation = largest_remainder(case["total"], case["weights"])
    assert (list(allocation.shares), list(allocation.ties)) == (case["shares"], case["ties"])


@each("floor and carry")
def test_floor_and_carry__worked_numbers__rounded_down_and_carried(case: Case) -> None:
    floored = floor_and_carry(case["total"], case["weights"])
    assert (list(floored.shares), floored.carry) == (case["shares"], case["carry"])


def test_floor_and_carry__asset_sold_for_900_units__dust_of_400() -> None:
    floored = floor_and_carry(40_000_000_000, [1] * 900)
    assert set(floored.shares) == {44_444_444} and floored.carry == 400


@given(total=AMOUNTS, weights=WEIGHTS)
def test_largest_remainder__any__conserves_and_is_within_one_unit(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights).shares
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1
        assert share >= 0 and (weight or not share)


@given(total=AMOUNTS, weights=WEIGHTS)
def test_largest_remainder__any__no_smaller_fraction_is_preferred(total: int, weights: list[int]) -> None:
    allocation = largest_remainder(total, weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    up = [value % 1 for value, share in zip(exact, allocation.shares, strict=True) if share > value]
    down = [value % 1 for value, share in zip(exact, allocation.shares, strict=True) if share <= value]
    if up:
        assert min(up) >= max(down)
        tied = [place for place, value in enumerate(exact) if value % 1 == min(up)]
        assert list(allocation.ties) == (tied if min(up) == max(down) else [])


@given(total=AMOUNTS, weights=WEIGHTS, data=st.data())
def test_largest_remainder__other_order_without_ties__same_shares(
    total: int, weights: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(weights))))
    before, after = largest_remainder(total, weights), largest_remainder(total, [weights[place] for place in order])
    same = [before.shares[place] for place in order] == list(after.shares)
    assert same or before.ties
    assert sorted(order[place] for place in after.ties) == list(before.ties)


@given(total=AMOUNTS, weights=WEIGHTS)
def test_floor_and_carry__any__conserves_and_carries_less_than_sharers(total: int, weights: list[int]) -> None:
    floored = floor_and_carry(total, weights)
    assert sum(floored.shares) + floored.carry == total and 0 <= floored.carry < sum(weight > 0 for weight in weights)
    assert all(
        share <= Fraction(total * weight, sum(weights)) < share + 1
        for share, weight in zip(floored.shares, weights, strict=True)
    )


@given(total=AMOUNTS, more=AMOUNTS, weights=WEIGHTS)
def test_floor_and_carry__more_to_divide__nobody_gets_less(total: int, more: int, weights: list[int]) -> None:
    less, much = floor_and_carry(total, weights), floor_and_carry(total + more, weights)
    assert all(before <= after for before, after in zip(less.shares, much.shares, strict=True))


@given(pots=st.lists(st.integers(0, 10**9), max_size=8), weights=WEIGHTS)
def test_floor_and_carry__year_after_year__nothing_is_lost(pots: list[int], weights: list[int]) -> None:
    paid = carry = 0
    for pot in pots:
        floored = floor_and_carry(pot + carry, weights)
        paid, carry = paid + sum(floored.shares), floored.carry
    assert paid + carry == sum(pots)


@given(available=AMOUNTS, dues=st.lists(AMOUNTS, max_size=12))
def test_share_out__any__all_dues_or_all_there_is(available: int, dues: list[int]) -> None:
    shares = share_out(available, dues).shares
    assert sum(shares) == min(available, sum(dues))
    assert all(share <= due for share, due in zip(shares, dues, strict=True))


@pytest.mark.parametrize("divide", [floor_and_carry, largest_remainder])
def test_divide__what_cannot_be_shared__refused(divide: object) -> None:
    assert callable(divide)
    for total, weights in ((-1, [1]), (1, [2, -1])):
        with pytest.raises(ValueError, match="neither the total nor a weight can be negative"):
            divide(total, weights)
    for weights in ([], [0, 0]):
        with pytest.raises(ValueError, match="nobody shares in 1"):
            divide(1, weights)
        assert divide(0, weights).shares == tuple(weights)


def test_share_out__less_than_nothing__refused() -> None:
    with pytest.raises(ValueError, match="less than nothing is available: -1"):
        share_out(-1, [1])


@pytest.mark.parametrize(
    ("amount", "ppm", "tax"),
    [
        (1_000_000_000, 263_750, 263_750_000),
        (1, 499_999, 0),
        (1, 500_000, 1),
        (3, 500_000, 2),
        (2, 249_999, 0),
        (2, 250_000, 1),
        (7, 0, 0),
        (7, 1_000_000, 7),
    ],
)
def test_half_up_ppm__around_a_half__up_from_it(amount: int, ppm: int, tax: int) -> None:
    assert half_up_ppm(amount, ppm) == tax


@given(numerator=st.integers(0, 10**20), denominator=st.integers(1, 10**6).map(lambda exponent: 2 ** (exponent % 20)))
def test_half_up__any_binary_fraction__as_in_decimals(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    if exact * denominator == numerator:  # decimals of the default precision say it exactly
        assert half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, 0), (1, -2)])
def test_half_up__negative_or_of_nothing__refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match=f"not rounded: {numerator}/{denominator}"):
        half_up(numerator, denominator)
