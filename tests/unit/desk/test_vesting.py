"""Vesting by hand, to the second and to the unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.dates import DAY, parse_day, parse_time
from scripts.lib.vesting import (
    Allocation,
    Kind,
    Schedule,
    State,
    add_months,
    allocated,
    lock,
    locked_at,
    tranche_times,
    tranche_units,
    vested_at,
    vested_fraction,
)

START = parse_time("2026-01-31 12:00")
LINEAR = Schedule(Kind.LINEAR, quantity=1_000, start=START, cliff=START + 250, end=START + 1_000)
MONTHLY = Schedule(Kind.MONTHLY, quantity=18, start=START, tranches=4, period=1)
ALLOCATIONS = {
    Allocation.CUMULATIVE_ROUNDING: [5, 4, 5, 4],
    Allocation.CUMULATIVE_ROUND_DOWN: [4, 5, 4, 5],
    Allocation.FRONT_LOADED: [5, 5, 4, 4],
    Allocation.BACK_LOADED: [4, 4, 5, 5],
    Allocation.FRONT_LOADED_TO_SINGLE_TRANCHE: [6, 4, 4, 4],
    Allocation.BACK_LOADED_TO_SINGLE_TRANCHE: [4, 4, 4, 6],
    Allocation.FRACTIONAL: [Fraction(9, 2)] * 4,
}


def test_lock__around_its_end__all_or_nothing() -> None:
    agreed = lock(500, START)
    assert [locked_at(agreed, START + second) for second in (-1, 0)] == [500, 0]


@pytest.mark.parametrize(
    ("second", "units"), [(-1, 0), (249, 0), (250, 250), (251, 251), (999, 999), (1_000, 1_000), (9_999, 1_000)]
)
def test_linear__second_by_second__nothing_before_the_cliff(second: int, units: int) -> None:
    assert vested_at(LINEAR, START + second) == units


def test_linear__fraction_of_a_unit__floored() -> None:
    third = replace(LINEAR, quantity=1, end=START + 3, cliff=0)
    assert [vested_at(third, START + second) for second in range(4)] == [0, 0, 0, 1]
    assert vested_fraction(third, START + 2) == Fraction(2, 3)


@pytest.mark.parametrize("allocation", ALLOCATIONS, ids=lambda allocation: allocation.name)
def test_tranche_units__18_in_4__as_the_format_says(allocation: Allocation) -> None:
    assert tranche_units(replace(MONTHLY, allocation=allocation)) == ALLOCATIONS[allocation]


def test_tranche_times__from_the_31st__counted_from_the_first() -> None:
    """No 31st of February or April: the first of the next month; March has its 31st again."""
    days = [parse_day(text) for text in ("2026-01-31", "2026-03-01", "2026-03-31", "2026-05-01")]
    assert tranche_times(MONTHLY) == [day * DAY + DAY // 2 for day in days]


def test_tranches__due_before_the_cliff__fall_due_at_it() -> None:
    cliff = parse_time("2026-04-15 00:00")
    grant = replace(MONTHLY, cliff=cliff, allocation=Allocation.BACK_LOADED)
    assert [vested_at(grant, time) for time in (cliff - 1, cliff)] == [0, 13]


def test_daily__every_90_days__to_the_second() -> None:
    grant = Schedule(Kind.DAILY, quantity=40, start=START, tranches=4, period=90)
    assert [vested_at(grant, START + 90 * DAY + second) for second in (-1, 0)] == [10, 20]


def test_ended__before_or_after_the_time__vests_no_further() -> None:
    grant = replace(LINEAR, state=State.ENDED, changed_at=START + 600)
    assert [vested_at(grant, START + second) for second in (500, 600, 5_000)] == [500, 600, 600]
    assert locked_at(grant, START + 5_000) == 400


def test_ended__before_the_cliff__all_is_forfeited() -> None:
    assert locked_at(replace(LINEAR, state=State.ENDED, changed_at=START + 249), START + 5_000) == 1_000


def test_returned__forfeited_units_back__nothing_is_locked() -> None:
    grant = replace(LINEAR, state=State.RETURNED, changed_at=START + 600)
    assert locked_at(grant, START + 601) == 0 and vested_at(grant, START + 5_000) == 600


def test_released__at_once__all_vested() -> None:
    grant = replace(LINEAR, state=State.RELEASED, changed_at=START + 600)
    assert [vested_at(grant, START + second) for second in (599, 600)] == [599, 1_000]


@given(day=st.integers(0, 1_000_000), months=st.integers(0, 20_000))
def test_add_months__any_day__as_the_calendar_says(day: int, months: int) -> None:
    start, later = (date(1970, 1, 1) + timedelta(days=number) for number in (day, add_months(day, months)))
    passed = (later.year - start.year) * 12 + later.month - start.month
    if passed == months:
        assert later.day == start.day
    else:
        assert passed == months + 1 and later.day == 1 and (later - timedelta(days=1)).day < start.day


def test_add_months__beyond_the_years_of_python__the_calendar_repeats() -> None:
    day = parse_day("2024-02-29")
    assert add_months(day, 48 + 4_800 * 20) == parse_day("2028-02-29") + 146_097 * 20
    assert add_months(day + 146_097 * 50, 1) == parse_day("2024-03-29") + 146_097 * 50


@given(quantity=st.integers(1, 2**96 - 1), tranches=st.integers(1, 500), allocation=st.sampled_from(Allocation))
def test_tranche_units__any_grant__add_up_and_are_near_the_even_share(
    quantity: int, tranches: int, allocation: Allocation
) -> None:
    grant = Schedule(Kind.DAILY, allocation, quantity=quantity, start=START, tranches=tranches, period=1)
    parts = tranche_units(grant)
    assert sum(parts) == quantity == allocated(grant, tranches) and allocated(grant, 0) == 0
    share = Fraction(quantity, tranches)
    single = allocation in (Allocation.FRONT_LOADED_TO_SINGLE_TRANCHE, Allocation.BACK_LOADED_TO_SINGLE_TRANCHE)
    assert all(part >= 0 and abs(part - share) < (tranches if single else 1) for part in parts)
