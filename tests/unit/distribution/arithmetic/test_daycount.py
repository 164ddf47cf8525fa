"""Day counts: worked numbers, and what each convention promises between any days."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.daycount import DayCount, Period, fraction, numerator_denominator
from tests.unit.distribution.arithmetic.worked import Case, each, period

DAYS = st.dates(date(1970, 1, 1), date(2149, 6, 6))
ADDITIVE = (DayCount.THIRTY_E_360, DayCount.ACT_365F, DayCount.ACT_360, DayCount.ACT_ACT_ISDA)
JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))


def days_of(count: int) -> st.SearchStrategy[list[date]]:
    """So many different days, in order."""
    return st.lists(DAYS, min_size=count, max_size=count, unique=True).map(sorted)


@each("day counts")
def test_numerator_denominator__worked_numbers__not_reduced(case: Case) -> None:
    start, end = map(date.fromisoformat, (case["start"], case["end"]))
    reference = period(case.get("reference"))
    counted = numerator_denominator(DayCount[case["convention"]], start, end, case["frequency"], reference)
    assert counted == (case["numerator"], case["denominator"])
    assert fraction(DayCount[case["convention"]], start, end, case["frequency"], reference) == Fraction(*counted)


def test_conventions__their_numbers__those_of_the_contracts() -> None:
    names = ["THIRTY_360", "THIRTY_E_360", "ACT_365F", "ACT_360", "ACT_ACT_ICMA", "ACT_ACT_ISDA"]
    assert [DayCount(number).name for number in range(6)] == names and len(DayCount) == 6


@given(days=days_of(2), frequency=st.sampled_from([1, 2, 4, 12]))
def test_fraction__any_days__as_counted_day_by_day(days: list[date], frequency: int) -> None:
    start, end = days[0], min(days[1], days[0] + timedelta(days=3_000))
    each_day = [start + timedelta(days=number) for number in range((end - start).days)]
    leap = sum(date(day.year, 12, 31).timetuple().tm_yday == 366 for day in each_day)
    expected = {
        DayCount.ACT_365F: Fraction(len(each_day), 365),
        DayCount.ACT_360: Fraction(len(each_day), 360),
        DayCount.ACT_ACT_ISDA: Fraction(leap, 366) + Fraction(len(each_day) - leap, 365),
        # In months of 30 days a 31st adds nothing, and the last of February adds what its month lacks.
        DayCount.THIRTY_E_360: Fraction(sum(map(_thirtieths, each_day)), 360),
    }
    for convention, years in expected.items():
        assert fraction(convention, start, end, frequency) == years


def _thirtieths(day: date) -> int:
    """How many days of a calendar of months of 30 days pass until the next day."""
    after = day + timedelta(days=1)
    if after.day == 1:
        return 30 - min(day.day, 30) + 1
    return min(after.day, 30) - day.day if day.day < 30 else 0


@pytest.mark.parametrize("convention", ADDITIVE)
@given(days=days_of(3))
def test_fraction__additive_convention__parts_make_the_whole(convention: DayCount, days: list[date]) -> None:
    first, middle, last = days
    parts = fraction(convention, first, middle, 1) + fraction(convention, middle, last, 1)
    assert parts == fraction(convention, first, last, 1)


@given(days=days_of(3), frequency=st.sampled_from([1, 2, 4, 12]))
def test_fraction__icma_in_one_regular_period__parts_make_the_whole(days: list[date], frequency: int) -> None:
    first, middle, last = days
    whole = Period(first, last)
    parts = [fraction(DayCount.ACT_ACT_ICMA, *span, frequency, whole) for span in ((first, middle), (middle, last))]
    assert sum(parts) == Fraction(1, frequency)


def test_fraction__bond_basis__parts_do_not_make_the_whole() -> None:
    """The 31st is left as it is after the 15th, and a 30th after itself: the two parts have a day too many."""
    days = [date(2026, 1, 15), date(2026, 1, 31), date(2026, 2, 28)]
    counts = [numerator_denominator(DayCount.THIRTY_360, days[a], days[b], 1)[0] for a, b in ((0, 1), (1, 2), (0, 2))]
    assert counts == [16, 28, 43]


@given(days=days_of(2))
def test_fraction__bond_basis_and_eurobond_basis__differ_by_an_end_on_the_31st(days: list[date]) -> None:
    start, end = days
    bond, euro = (numerator_denominator(convention, start, end, 1)[0] for convention in list(DayCount)[:2])
    assert bond - euro == (end.day == 31 and start.day < 30)


@given(days=days_of(3), convention=st.sampled_from([one for one in DayCount if one != DayCount.ACT_ACT_ICMA]))
def test_fraction__a_later_end__is_never_less(days: list[date], convention: DayCount) -> None:
    assert 0 <= fraction(convention, days[0], days[1], 2) <= fraction(convention, days[0], days[2], 2)


@given(start=DAYS)
def test_fraction__a_year_from_any_day__is_near_one(start: date) -> None:
    end = start.replace(year=start.year + 1, day=min(start.day, 28))
    for convention in DayCount:
        if convention != DayCount.ACT_ACT_ICMA:
            assert abs(fraction(convention, start, end, 1) - 1) < Fraction(1, 40)


@pytest.mark.parametrize("convention", DayCount)
@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_fraction__end_not_after_start__refused(convention: DayCount, end: date) -> None:
    with pytest.raises(ValueError, match=f"a period cannot end on {end} that starts on 2026-01-01"):
        fraction(convention, date(2026, 1, 1), end, 1, JANUARY)


@pytest.mark.parametrize("convention", DayCount)
@pytest.mark.parametrize("frequency", [0, 3, 6, 13, -1, 365])
def test_fraction__no_such_frequency__refused(convention: DayCount, frequency: int) -> None:
    with pytest.raises(ValueError, match=f"a year has 1, 2, 4 or 12 periods, not {frequency}"):
        fraction(convention, JANUARY.start, JANUARY.end, frequency, JANUARY)


def test_fraction__icma_without_its_regular_period__refused() -> None:
    with pytest.raises(ValueError, match="needs the regular period"):
        fraction(DayCount.ACT_ACT_ICMA, JANUARY.start, JANUARY.end, 12)


@pytest.mark.parametrize("days", [(date(2025, 12, 31), date(2026, 1, 2)), (date(2026, 1, 31), date(2026, 2, 2))])
def test_fraction__icma_beyond_its_regular_period__refused(days: tuple[date, date]) -> None:
    with pytest.raises(ValueError, match="is not within the regular period 2026-01-01 to 2026-02-01"):
        fraction(DayCount.ACT_ACT_ICMA, *days, 12, JANUARY)
    assert numerator_denominator(DayCount.ACT_ACT_ICMA, *days, 12, JANUARY) == (2, 372)
