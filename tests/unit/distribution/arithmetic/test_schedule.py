"""Coupon periods: by the calendar, counted back from the maturity, with what does not fit at the front."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dates import parse_day
from scripts.lib.dividends.arithmetic.schedule import add_months, coupon_periods
from scripts.lib.vesting import add_months as add_months_to_a_lock
from tests.unit.distribution.arithmetic.worked import Case, each

FREQUENCIES = st.sampled_from([1, 2, 4, 12])
ISSUES = st.dates(date(1990, 1, 1), date(2090, 1, 1))
LIVES = st.integers(1, 15_000)


@each("schedules")
def test_coupon_periods__worked_dates__as_the_calendar_says(case: Case) -> None:
    issue, maturity = map(date.fromisoformat, (case["issue"], case["maturity"]))
    options = {name: case.get(name, False) for name in ("end_of_month", "long_first")}
    periods = coupon_periods(issue, maturity, case["frequency"], **options)
    days = [periods[0].start, *(period.end for period in periods)]
    assert [day.isoformat() for day in days] == case["days"]


@given(issue=ISSUES, life=LIVES, frequency=FREQUENCIES, end_of_month=st.booleans(), long_first=st.booleans())
def test_coupon_periods__any_life__without_gap_and_regular_but_the_first(
    issue: date, life: int, frequency: int, end_of_month: bool, long_first: bool
) -> None:
    maturity = issue + timedelta(days=life)
    periods = coupon_periods(issue, maturity, frequency, end_of_month=end_of_month, long_first=long_first)
    assert periods[0].start == issue and periods[-1].end == maturity
    assert all(earlier.end == later.start for earlier, later in pairwise(periods))
    for period in periods[1:]:
        (accrual,) = period.accruals
        assert accrual.span == accrual.regular
    assert all(accrual.regular.holds(accrual.span) for accrual in periods[0].accruals)
    assert len(periods[0].accruals) <= 1 + long_first
    for number, period in enumerate(reversed(periods[1:]), start=1):
        months = (maturity.year - period.start.year) * 12 + maturity.month - period.start.month
        assert months == number * 12 // frequency


@given(issue=ISSUES, life=LIVES, frequency=FREQUENCIES)
def test_coupon_periods__long_first__never_shorter_than_a_regular_one(issue: date, life: int, frequency: int) -> None:
    periods = coupon_periods(issue, issue + timedelta(days=life), frequency, long_first=True)
    if len(periods) > 1:
        assert periods[0].accruals[-1].span == periods[0].accruals[-1].regular


@given(day=ISSUES, months=st.integers(-1_000, 1_000))
def test_add_months__any_day__same_number_or_last_of_that_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(day=ISSUES, months=st.integers(-1_000, 1_000))
def test_add_months__end_of_month__last_day_to_last_day(day: date, months: int) -> None:
    later = add_months(day, months, end_of_month=True)
    is_last = (day + timedelta(days=1)).day == 1
    assert ((later + timedelta(days=1)).day == 1) if is_last else (later == add_months(day, months))


def test_add_months__no_such_day__coupon_in_the_month_and_lock_after_it() -> None:
    first = date(2026, 8, 31)
    assert add_months(first, 6) == date(2027, 2, 28)
    assert add_months_to_a_lock(parse_day("2026-08-31"), 6) == parse_day("2027-03-01")


def test_until__within_a_long_first_period__only_what_has_passed() -> None:
    period = coupon_periods(date(2002, 8, 15), date(2004, 1, 15), 2, long_first=True)[0]
    assert [len(period.until(day).accruals) for day in (date(2003, 1, 15), date(2003, 1, 16))] == [1, 2]
    assert period.until(date(2003, 1, 16)).end == date(2003, 1, 16)
    assert period.until(period.end) == period


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 7, 16)])
def test_until__outside_the_period__refused(day: date) -> None:
    (period,) = coupon_periods(date(2026, 1, 15), date(2026, 7, 15), 2)
    with pytest.raises(ValueError, match=f"{day} is not after 2026-01-15 and through 2026-07-15"):
        period.until(day)


@pytest.mark.parametrize("maturity", [date(2026, 1, 15), date(2026, 1, 14)])
def test_coupon_periods__maturity_not_after_issue__refused(maturity: date) -> None:
    with pytest.raises(ValueError, match=f"a period cannot end on {maturity} that starts on 2026-01-15"):
        coupon_periods(date(2026, 1, 15), maturity, 2)


def test_coupon_periods__no_such_frequency__refused() -> None:
    with pytest.raises(ValueError, match="a year has 1, 2, 4 or 12 periods, not 3"):
        coupon_periods(date(2026, 1, 15), date(2027, 1, 15), 3)
