"""DayCount against the definitions of ISDA and ICMA, as Python's calendar has them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from scripts.lib.artifacts import container
from tests.world import World

EPOCH = date(1970, 1, 1)
THIRTY_360, THIRTY_E_360, ISDA = 0, 1, 5
COUNT = 400


@pytest.fixture(scope="module")
def counts(world: World) -> Any:
    return container("DayCounts").deploy({"from": world.deployer})


def number(text: str) -> int:
    """The day number of an ISO date."""
    return (date.fromisoformat(text) - EPOCH).days


def thirty(first: date, last: date, european: bool) -> Fraction:
    """ISDA 2006, section 4.16(f) and (g)."""
    d1 = min(first.day, 30)
    d2 = 30 if last.day == 31 and (european or d1 == 30) else last.day
    return Fraction(360 * (last.year - first.year) + 30 * (last.month - first.month) + d2 - d1, 360)


def isda(first: date, last: date) -> Fraction:
    """ISDA 2006, section 4.16(b): each year's days over that year's length."""
    total = Fraction(0)
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year + 1, 1, 1))
        total += Fraction((end - start).days, 366 if calendar.isleap(year) else 365)
    return total


def reference(convention: int, first: int, last: int) -> Fraction:
    days = EPOCH + timedelta(first), EPOCH + timedelta(last)
    return isda(*days) if convention == ISDA else thirty(*days, european=convention == THIRTY_E_360)


def one(counts: Any, convention: int, first: str, last: str) -> Fraction:
    """What the library makes of one period."""
    start = number(first)
    (numerator,), denominator = counts.fractions(convention, start, 1, number(last) - start)
    return Fraction(numerator, denominator)


@pytest.mark.parametrize(
    ("convention", "first", "last", "fraction"),
    [
        (THIRTY_360, "2027-01-31", "2027-02-28", Fraction(28, 360)),
        (THIRTY_360, "2027-01-30", "2027-01-31", Fraction(0)),
        (THIRTY_360, "2027-01-29", "2027-01-31", Fraction(2, 360)),
        (THIRTY_360, "2027-02-28", "2027-03-31", Fraction(33, 360)),
        (THIRTY_E_360, "2027-02-28", "2027-03-31", Fraction(32, 360)),
        (THIRTY_E_360, "2027-01-29", "2027-01-31", Fraction(1, 360)),
        (THIRTY_360, "2027-03-31", "2027-09-30", Fraction(1, 2)),
        (THIRTY_E_360, "2026-12-31", "2027-12-31", Fraction(1)),
        (THIRTY_360, "2026-06-15", "2026-12-15", Fraction(1, 2)),
        (ISDA, "2027-01-01", "2028-01-01", Fraction(1)),
        (ISDA, "2028-01-01", "2029-01-01", Fraction(1)),
        (ISDA, "2027-12-31", "2028-01-01", Fraction(1, 365)),
        (ISDA, "2028-12-31", "2029-01-02", Fraction(1, 366) + Fraction(1, 365)),
        (ISDA, "2003-11-01", "2004-05-01", Fraction(61, 365) + Fraction(121, 366)),
        (ISDA, "2099-12-31", "2101-01-01", Fraction(1, 365) + 1),
        (ISDA, "1999-12-31", "2001-01-01", Fraction(1, 365) + 1),
    ],
)
def test_day_count__known_periods__exact_fractions(
    counts: Any, convention: int, first: str, last: str, fraction: Fraction
) -> None:
    assert one(counts, convention, first, last) == fraction


@pytest.mark.parametrize("convention", [THIRTY_360, THIRTY_E_360, ISDA])
@pytest.mark.parametrize("length", [1, 30, 31, 181, 184, 365, 366, 1_461])
@pytest.mark.parametrize("start", ["1970-01-01", "1999-11-15", "2027-12-01", "2099-12-01"])
def test_day_count__every_day_for_years__as_the_reference(
    counts: Any, convention: int, length: int, start: str
) -> None:
    first = number(start)
    numerators, denominator = counts.fractions(convention, first, COUNT, length)
    found = [Fraction(numerator, denominator) for numerator in numerators]
    assert found == [reference(convention, day, day + length) for day in range(first, first + COUNT)]


def test_day_count__as_far_as_days_go__as_the_reference(counts: Any) -> None:
    """Python's calendar ends with the year 9999."""
    first = number("9989-01-01")
    for convention in (THIRTY_360, THIRTY_E_360, ISDA):
        numerators, denominator = counts.fractions(convention, first, COUNT, 3_000)
        found = [Fraction(numerator, denominator) for numerator in numerators]
        assert found == [reference(convention, day, day + 3_000) for day in range(first, first + COUNT)]


@pytest.mark.parametrize("convention", [THIRTY_360, THIRTY_E_360, ISDA])
def test_day_count__largest_days__no_overflow(counts: Any, convention: int) -> None:
    (numerator,), denominator = counts.fractions(convention, 0, 1, 2**32 - 1)
    years = Fraction(2**32 - 1) / Fraction(146_097, 400)
    assert abs(Fraction(numerator, denominator) - years) < 2


@pytest.mark.parametrize("basis", [360, 365])
@pytest.mark.parametrize(("first", "last"), [(0, 1), (100, 282), (0, 2**32 - 1)])
def test_actual__days_over_the_basis__exact(counts: Any, basis: int, first: int, last: int) -> None:
    assert counts.actual(first, last, basis) == (last - first, basis)


@pytest.mark.parametrize(
    ("first", "last", "period", "frequency", "fraction"),
    [
        ("2026-12-15", "2027-06-15", ("2026-12-15", "2027-06-15"), 2, Fraction(1, 2)),
        ("2027-01-15", "2027-06-15", ("2026-12-15", "2027-06-15"), 2, Fraction(151, 364)),
        ("1999-02-01", "1999-07-01", ("1998-07-01", "1999-07-01"), 1, Fraction(150, 365)),
        ("2002-08-15", "2003-07-15", ("2002-08-15", "2003-07-15"), 1, Fraction(1)),
        ("2027-03-31", "2027-06-30", ("2027-03-31", "2027-06-30"), 4, Fraction(1, 4)),
    ],
)
def test_icma__days_over_those_of_the_period__exact(
    counts: Any, first: str, last: str, period: tuple[str, str], frequency: int, fraction: Fraction
) -> None:
    answer = counts.icma(number(first), number(last), *map(number, period), frequency)
    assert Fraction(*answer) == fraction
