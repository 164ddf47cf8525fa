"""Coupons, accrued interest and calls, exact per unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import gcd
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.bonds import (
    BondTerms,
    Call,
    CouponRounding,
    accrued,
    call_lines,
    call_premium,
    coupon,
    coupon_line,
    coupon_lines,
    coupon_of,
)
from scripts.lib.dividends.arithmetic.daycount import DayCount
from scripts.lib.dividends.arithmetic.lines import RateLine
from tests.unit.distribution.arithmetic.worked import Case, each, period

TERMS = BondTerms(
    face=1_000_000_000,
    rate_ppm=50_000,
    convention=DayCount.ACT_365F,
    frequency=2,
    issue=date(2026, 1, 15),
    maturity=date(2029, 1, 15),
    calls=(Call(date(2027, 1, 15), 20_000), Call(date(2028, 1, 15), 10_000)),
)
LONG_FIRST = replace(
    TERMS, convention=DayCount.ACT_ACT_ICMA, issue=date(2002, 8, 15), maturity=date(2004, 1, 15), long_first=True
)

BONDS = st.builds(
    lambda life, **terms: BondTerms(maturity=terms["issue"] + timedelta(days=life), **terms),
    life=st.integers(1, 4_000),
    face=st.integers(1, 10**15),
    rate_ppm=st.integers(0, 300_000),
    convention=st.sampled_from(DayCount),
    frequency=st.sampled_from([1, 2, 4, 12]),
    issue=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    end_of_month=st.booleans(),
    long_first=st.booleans(),
)


@each("coupons")
@pytest.mark.parametrize("convention", DayCount, ids=lambda convention: convention.name)
def test_coupon__worked_numbers__by_convention(case: Case, convention: DayCount) -> None:
    start, end = map(date.fromisoformat, (case["start"], case["end"]))
    terms = replace(
        TERMS, face=case["face"], rate_ppm=case["rate_ppm"], frequency=case["frequency"], convention=convention
    )
    amount, per = coupon(terms, start, end, period(case["reference"]))
    assert case["units"] * amount // per == case["gross"][convention.name]
    assert gcd(amount, per) == 1


def test_coupon_of__long_first_by_icma__its_regular_parts_added_up() -> None:
    first, second = LONG_FIRST.periods()
    year = Fraction(LONG_FIRST.face * 5, 100)
    assert Fraction(*coupon_of(LONG_FIRST, first)) == year * (Fraction(153, 184 * 2) + Fraction(1, 2))
    assert Fraction(*coupon_of(LONG_FIRST, second)) == year / 2


def test_coupon_of__short_first_by_icma__part_of_the_regular_period_it_lies_in() -> None:
    terms = replace(LONG_FIRST, frequency=1, issue=date(1999, 2, 1), maturity=date(2000, 7, 1), long_first=False)
    coupons = [Fraction(*coupon_of(terms, each_period)) for each_period in terms.periods()]
    assert coupons == [Fraction(50_000_000 * 150, 365), 50_000_000]


def test_accrued__on_a_coupon_day__starts_again() -> None:
    days = [date(2026, 1, 15), date(2026, 1, 16), date(2026, 7, 14), date(2026, 7, 15), date(2026, 7, 16)]
    passed = [Fraction(*accrued(TERMS, day)) * 365 / 50_000_000 for day in days]
    assert passed == [0, 1, 180, 0, 1]
    assert accrued(TERMS, TERMS.maturity) == (0, 1)


def test_accrued__in_a_long_first_period__through_both_regular_ones() -> None:
    year = Fraction(LONG_FIRST.face * 5, 100)
    days = (date(2003, 1, 15), date(2003, 1, 16))
    assert [Fraction(*accrued(LONG_FIRST, day)) / year for day in days] == [
        Fraction(153, 368),
        Fraction(153, 368) + Fraction(1, 362),
    ]


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2029, 1, 16)])
def test_accrued__outside_the_life__refused(day: date) -> None:
    with pytest.raises(ValueError, match=f"{day} is not from 2026-01-15 through 2029-01-15"):
        accrued(TERMS, day)


def test_coupon_line__on_position_or_per_unit__what_is_rounded() -> None:
    first = TERMS.periods()[0]
    exact = coupon_line("BOND", TERMS, first)
    floored = coupon_line("BOND", TERMS, first, CouponRounding.PER_UNIT)
    assert exact == RateLine("BOND", "coupon", 1_810_000_000, 73)  # 24,794,520.54...
    assert floored == RateLine("BOND", "coupon", 24_794_520, 1)
    assert [line.gross(1_000, 0) for line in (exact, floored)] == [24_794_520_547, 24_794_520_000]


@given(terms=BONDS, units=st.integers(0, 10**12))
def test_coupon_line__any_coupon__per_unit_is_less_by_less_than_the_units(terms: BondTerms, units: int) -> None:
    first = terms.periods()[0]
    exact = coupon_line("BOND", terms, first).gross(units, 0)
    floored = coupon_line("BOND", terms, first, CouponRounding.PER_UNIT).gross(units, 0)
    assert 0 <= exact - floored < max(units, 1)


@given(terms=BONDS)
def test_coupons__of_a_whole_life__make_the_interest_from_issue_to_maturity(terms: BondTerms) -> None:
    """Where the convention adds up; by ICMA every regular coupon is the same."""
    periods = terms.periods()
    coupons = [Fraction(*coupon_of(terms, each_period)) for each_period in periods]
    if terms.convention == DayCount.ACT_ACT_ICMA:
        assert set(coupons[1:]) <= {Fraction(terms.face * terms.rate_ppm, 1_000_000 * terms.frequency)}
    elif terms.convention != DayCount.THIRTY_360:
        assert sum(coupons) == Fraction(*coupon(terms, terms.issue, terms.maturity))


@given(terms=BONDS, data=st.data())
def test_accrued__day_by_day__never_falls_and_ends_below_the_coupon(terms: BondTerms, data: st.DataObject) -> None:
    running = data.draw(st.sampled_from(terms.periods()))
    if (running.end - running.start).days < 2:
        return
    day = data.draw(st.dates(running.start + timedelta(days=1), running.end - timedelta(days=1)))
    before, now = (Fraction(*accrued(terms, one)) for one in (day - timedelta(days=1), day))
    assert before <= now <= Fraction(*coupon_of(terms, running)) or terms.convention == DayCount.THIRTY_360


@pytest.mark.parametrize(
    ("day", "premium"),
    [
        (date(2027, 1, 15), 20_000_000),
        (date(2028, 1, 14), 20_000_000),
        (date(2028, 1, 15), 10_000_000),
        (date(2029, 1, 15), 10_000_000),
    ],
)
def test_call_premium__by_day__that_of_the_latest_step(day: date, premium: int) -> None:
    assert call_premium(TERMS, day) == premium
    assert call_premium(replace(TERMS, calls=TERMS.calls[::-1]), day) == premium


def test_call_premium__before_the_first_call__refused() -> None:
    with pytest.raises(ValueError, match="the bond cannot be called on 2027-01-14"):
        call_premium(TERMS, date(2027, 1, 14))


def test_call_lines__between_coupons__face_premium_and_accrued_interest() -> None:
    lines = call_lines("BOND", TERMS, date(2027, 1, 25))
    assert lines == (
        RateLine("BOND", "principal", 1_000_000_000, 1, is_taxed=False),
        RateLine("BOND", "premium", 20_000_000, 1),
        RateLine("BOND", "accrued interest", 100_000_000, 73),
    )


def test_call_lines__on_a_coupon_day_without_premium__face_alone() -> None:
    terms = replace(TERMS, calls=(Call(date(2028, 1, 15), 0),))
    assert call_lines("BOND", terms, date(2028, 1, 15)) == (
        RateLine("BOND", "principal", 1_000_000_000, 1, is_taxed=False),
    )


def test_terms__face_of_several_units__all_of_it_per_unit() -> None:
    """As if each of 8 units had an eighth of the face."""
    shared, single = replace(TERMS, face=8_000, per=8), replace(TERMS, face=1_000)
    first = TERMS.periods()[0]
    assert coupon_of(shared, first) == coupon_of(single, first)
    assert call_lines("BOND", shared, date(2027, 1, 25)) == call_lines("BOND", single, date(2027, 1, 25))
    assert replace(TERMS, face=1, per=10**18).principal == Fraction(1, 10**18)


def test_coupon_lines__long_first_by_icma__one_for_each_regular_period() -> None:
    first, second = LONG_FIRST.periods()
    lines = coupon_lines("BOND", LONG_FIRST, first)
    assert [Fraction(line.amount, line.per) for line in lines] == [Fraction(50_000_000 * 153, 368), 25_000_000]
    assert coupon_lines("BOND", LONG_FIRST, second) == (coupon_line("BOND", LONG_FIRST, second),)
    other = replace(LONG_FIRST, convention=DayCount.ACT_360)
    assert coupon_lines("BOND", other, first) == (coupon_line("BOND", other, first),)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"face": 0}, "the face and its units must be positive"),
        ({"per": 0}, "the face and its units must be positive"),
        ({"rate_ppm": -1}, "no rate or premium negative"),
        ({"calls": (Call(date(2027, 1, 15), -1),)}, "no rate or premium negative"),
        ({"frequency": 6}, "a year has 1, 2, 4 or 12 periods, not 6"),
        ({"maturity": date(2026, 1, 15)}, "a period cannot end on 2026-01-15"),
    ],
)
def test_terms__impossible__refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        replace(TERMS, **change)
