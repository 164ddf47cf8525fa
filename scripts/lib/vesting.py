"""Vesting worked out exactly: what the rule VestingLocks keeps locked, and what a schedule says to its holder.

A schedule has the fields of `IVestingLocks.Schedule`, in the same order. Units are whole: of a fraction the chain knows
nothing, and `vested_fraction` alone shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise
from math import floor

from scripts.lib.dates import DAY

EPOCH = date(1970, 1, 1)
CYCLE_DAYS, CYCLE_MONTHS = 146_097, 4_800  # the calendar repeats after 400 years
ALL_UNITS = 2**96 - 1  # of a lock: whatever the investor ever holds


class Kind(IntEnum):
    """How units fall due."""

    LOCK = 0
    LINEAR = 1
    MONTHLY = 2
    DAILY = 3


class Allocation(IntEnum):
    """How units are divided among tranches when they do not divide evenly, as in the Open Cap Table Format."""

    CUMULATIVE_ROUNDING = 0
    CUMULATIVE_ROUND_DOWN = 1
    FRONT_LOADED = 2
    BACK_LOADED = 3
    FRONT_LOADED_TO_SINGLE_TRANCHE = 4
    BACK_LOADED_TO_SINGLE_TRANCHE = 5
    FRACTIONAL = 6


class State(IntEnum):
    """What became of a schedule."""

    RUNNING = 0
    ENDED = 1
    RETURNED = 2
    RELEASED = 3


@dataclass(frozen=True)
class Schedule:
    """A lock or a grant; times are unix times.

    `start` is when a linear grant begins or the first tranche falls due, `cliff` when the first units fall due at the
    earliest (of a lock its end), `end` when a linear grant is over, `period` the months or days between tranches.
    """

    kind: Kind
    allocation: Allocation = Allocation.CUMULATIVE_ROUNDING
    state: State = State.RUNNING
    quantity: int = 0
    start: int = 0
    cliff: int = 0
    end: int = 0
    tranches: int = 0
    period: int = 0
    changed_at: int = 0

    def values(self) -> tuple[int, ...]:
        """The fields as the contract takes them."""
        return astuple(self)


def lock(units: int, until: int) -> Schedule:
    """Units that are locked by contract."""
    return Schedule(Kind.LOCK, quantity=units, cliff=until)


def vested_at(schedule: Schedule, time: int) -> int:
    """Whole units that have fallen due at a unix time."""
    return floor(vested_fraction(schedule, time))


def vested_fraction(schedule: Schedule, time: int) -> Fraction:
    """As `vested_at`, with the fraction of a unit: of linear grants, and of tranches allocated as FRACTIONAL."""
    if schedule.state is not State.RUNNING and time >= schedule.changed_at:
        if schedule.state is State.RELEASED:
            return Fraction(schedule.quantity)
        time = schedule.changed_at
    if time < schedule.cliff:
        return Fraction(0)
    return _BY_KIND[schedule.kind](schedule, time)


def locked_at(schedule: Schedule, time: int) -> int:
    """Whole units that are still locked at a unix time that has not gone by."""
    return 0 if schedule.state is State.RETURNED else schedule.quantity - vested_at(schedule, time)


def tranche_times(schedule: Schedule) -> list[int]:
    """When the tranches would fall due if there were no cliff."""
    day, second = divmod(schedule.start, DAY)
    counts = [number * schedule.period for number in range(schedule.tranches)]
    if schedule.kind is Kind.DAILY:
        return [schedule.start + count * DAY for count in counts]
    return [add_months(day, count) * DAY + second for count in counts]


def tranche_units(schedule: Schedule) -> list[Fraction]:
    """What falls due with each tranche; whole units unless allocated as FRACTIONAL. They add up to the quantity."""
    sums = [allocated(schedule, number) for number in range(schedule.tranches + 1)]
    return [later - earlier for earlier, later in pairwise(sums)]


def allocated(schedule: Schedule, tranches: int) -> Fraction:
    """What the first `tranches` of a grant make together."""
    share, rest = divmod(schedule.quantity, schedule.tranches)
    even = Fraction(schedule.quantity * tranches, schedule.tranches)
    match schedule.allocation:
        case Allocation.CUMULATIVE_ROUNDING:
            return Fraction(floor(even + Fraction(1, 2)))
        case Allocation.CUMULATIVE_ROUND_DOWN:
            return Fraction(floor(even))
        case Allocation.FRONT_LOADED:
            extra = min(tranches, rest)
        case Allocation.BACK_LOADED:
            extra = max(0, tranches - (schedule.tranches - rest))
        case Allocation.FRONT_LOADED_TO_SINGLE_TRANCHE:
            extra = rest if tranches else 0
        case Allocation.BACK_LOADED_TO_SINGLE_TRANCHE:
            extra = rest if tranches == schedule.tranches else 0
        case Allocation.FRACTIONAL:
            return even
    return Fraction(share * tranches + extra)


def add_months(day: int, months: int) -> int:
    """The same day of the month later, or the first of the next month where there is none. Days since 1970-01-01."""
    # Whole cycles of the calendar, which Python's dates would not reach, are left out and added again.
    cycles, day = divmod(day, CYCLE_DAYS)
    more, months = divmod(months, CYCLE_MONTHS)
    start = EPOCH + timedelta(days=day)
    month = start.year * 12 + start.month - 1 + months
    same_day = _first_of(month) + timedelta(days=start.day - 1)
    return (min(same_day, _first_of(month + 1)) - EPOCH).days + (cycles + more) * CYCLE_DAYS


def _first_of(month: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


def _lock(schedule: Schedule, time: int) -> Fraction:
    return Fraction(schedule.quantity)


def _linear(schedule: Schedule, time: int) -> Fraction:
    passed = min(max(time, schedule.start), schedule.end) - schedule.start
    return Fraction(schedule.quantity * passed, schedule.end - schedule.start)


def _in_tranches(schedule: Schedule, time: int) -> Fraction:
    return allocated(schedule, sum(due <= time for due in tranche_times(schedule)))


_BY_KIND: dict[Kind, Callable[[Schedule, int], Fraction]] = {
    Kind.LOCK: _lock,
    Kind.LINEAR: _linear,
    Kind.MONTHLY: _in_tranches,
    Kind.DAILY: _in_tranches,
}
