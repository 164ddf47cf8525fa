"""Dates are UTC whatever the machine says, and limits are those of the contracts' fields."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.dates import (
    DAY,
    MAX_DAY,
    MAX_TIME,
    Moment,
    day_of,
    format_day,
    format_time,
    parse_day,
    parse_duration,
    parse_moment,
    parse_time,
)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/New_York"])
def timezone(request: pytest.FixtureRequest) -> Iterator[None]:
    """The machine stands somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize(
    ("text", "day"), [("1970-01-02", 1), ("2024-02-29", 19_782), ("2031-12-31", 22_644), ("2149-06-06", MAX_DAY)]
)
def test_parse_day__date__days_since_1970(timezone: None, text: str, day: int) -> None:
    assert parse_day(text) == day
    assert format_day(day) == text


@pytest.mark.parametrize(
    "text",
    ["", "31.12.2031", "2031-12-3", "2031-13-01", "2023-02-29", "1970-01-01", "2149-06-07", "20311231", "2031-12-31 "],
)
def test_parse_day__no_date__refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


def test_format_day__none__empty() -> None:
    assert format_day(0) == ""


def test_parse_time__utc__unix_time(timezone: None) -> None:
    assert parse_time("2026-11-24 16:32") == 1_795_537_920
    assert parse_time("2026-11-24T16:32:05") == 1_795_537_925
    assert format_time(1_795_537_925) == "2026-11-24 16:32:05 UTC"


@pytest.mark.parametrize("text", ["2026-11-24", "2026-11-24 24:00", "2026-11-24 12:60", "12:00", "2106-02-07 06:28:16"])
def test_parse_time__no_time__refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_time(text)


def test_parse_time__last_second__fits_32_bits() -> None:
    assert parse_time("2106-02-07 06:28:15") == MAX_TIME


@pytest.mark.parametrize(("text", "seconds"), [("1 second", 1), ("36 hours", 129_600), ("2 days", 2 * DAY)])
def test_parse_duration__words__seconds(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["2", "days", "2 weeks", "-1 days", "1.5 days"])
def test_parse_duration__no_duration__refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_duration(text)


def test_parse_moment__relative__counts_from_now() -> None:
    assert parse_moment("+10 days") == Moment(10 * DAY, True)
    assert parse_moment("+10 days").at(100) == 10 * DAY + 100


def test_parse_moment__fixed__stays() -> None:
    assert parse_moment("2026-11-24 16:32").at(5) == 1_795_537_920


@given(day=st.integers(1, MAX_DAY), second=st.integers(0, DAY - 1))
def test_day_of__any_second__its_day(day: int, second: int) -> None:
    assert day_of(day * DAY + second) == day
