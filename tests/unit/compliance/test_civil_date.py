"""CivilDate against the calendar of Python, which is that of law."""

from __future__ import annotations

from typing import Any

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.artifacts import container
from scripts.lib.dates import MAX_DAY, format_day, parse_day
from scripts.lib.lots import add_months
from tests.world import World


@pytest.fixture(scope="module")
def dates(world: World) -> Any:
    return container("CivilDates").deploy({"from": world.deployer})


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-08-31", 6, "2026-03-01"),
        ("2025-01-31", 6, "2025-07-31"),
        ("2027-08-30", 6, "2028-03-01"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2099-08-29", 6, "2100-03-01"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-06-02", 12, "2026-06-02"),
        ("2025-06-02", 0, "2025-06-02"),
    ],
)
def test_add_months__known_dates__same_number_or_first_of_the_next(
    dates: Any, start: str, months: int, end: str
) -> None:
    assert format_day(dates.addMonths(parse_day(start), 1, months)[0]) == end
    assert format_day(add_months(parse_day(start), months)) == end


@pytest.mark.parametrize(
    ("first", "count"),
    [("2024-01-01", 500), ("2025-05-15", 500), ("2026-09-27", 461), ("2099-07-01", 400)],
)
def test_add_months__every_day_of_four_years_and_about_2100__as_python(dates: Any, first: str, count: int) -> None:
    start = parse_day(first)
    assert list(dates.addMonths(start, count, 6)) == [add_months(day, 6) for day in range(start, start + count)]


@given(day=st.integers(0, MAX_DAY), months=st.integers(0, 255))
def test_add_months__any_day_and_number__as_python(dates: Any, day: int, months: int) -> None:
    assert dates.addMonths(day, 1, months)[0] == add_months(day, months)
