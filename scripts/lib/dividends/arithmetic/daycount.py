"""Day count conventions: which fraction of a year lies between two days.

Periods include their first day and exclude their last. The conventions are those of the 2006 ISDA Definitions,
section 4.16, and of rule 251 of the ICMA; their numbers are those of the contracts.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

FREQUENCIES = (1, 2, 4, 12)


class DayCount(IntEnum):
    """How days are counted, and of how many a year is."""

    THIRTY_360 = 0
    """30/360 or bond basis, section 4.16(f): a 31st is a 30th at the start, and at the end only after a 30th or 31st.

    The last of February is left as it is; United States practice that makes a 30th of it is another convention.
    """
    THIRTY_E_360 = 1
    """30E/360 or Eurobond basis, section 4.16(g): a 31st is always a 30th."""
    ACT_365F = 2
    """Actual/365 (Fixed), section 4.16(d)."""
    ACT_360 = 3
    """Actual/360, section 4.16(e)."""
    ACT_ACT_ICMA = 4
    """Actual/Actual (ICMA), section 4.16(c): days over those of the regular period, times the periods of a year."""
    ACT_ACT_ISDA = 5
    """Actual/Actual, section 4.16(b): days of leap years over 366, all others over 365."""


@dataclass(frozen=True)
class Period:
    """From a day to the one before another."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period cannot end on {self.end} that starts on {self.start}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def holds(self, other: Period) -> bool:
        """Whether all of the other lies within it."""
        return self.start <= other.start and other.end <= self.end


def fraction(convention: DayCount, start: date, end: date, frequency: int, reference: Period | None = None) -> Fraction:
    """The fraction of a year from `start` to `end`.

    ACT_ACT_ICMA counts in regular periods: `reference` is the one in which the days lie. Days that lie in several are
    counted one regular period at a time (see `schedule`), so that a reference which does not hold them is refused.
    """
    counted = Fraction(*numerator_denominator(convention, start, end, frequency, reference))
    if convention is DayCount.ACT_ACT_ICMA and reference and not reference.holds(Period(start, end)):
        raise ValueError(f"{start} to {end} is not within the regular period {reference.start} to {reference.end}")
    return counted


def numerator_denominator(
    convention: DayCount, start: date, end: date, frequency: int, reference: Period | None = None
) -> tuple[int, int]:
    """The fraction as the contracts' library gives it: not reduced, and without a look at where the reference lies."""
    period = Period(start, end)
    check_frequency(frequency)
    match convention:
        case DayCount.THIRTY_360:
            return _thirty_360_days(start, end), 360
        case DayCount.THIRTY_E_360:
            return _ordinal_of_thirties(end) - _ordinal_of_thirties(start), 360
        case DayCount.ACT_365F:
            return period.days, 365
        case DayCount.ACT_360:
            return period.days, 360
        case DayCount.ACT_ACT_ICMA:
            if reference is None:
                raise ValueError("ACT_ACT_ICMA needs the regular period in which the days lie")
            return period.days, reference.days * frequency
        case DayCount.ACT_ACT_ISDA:
            leap = _leap_days(start, end)
            return (period.days - leap) * 366 + leap * 365, 365 * 366


def check_frequency(frequency: int) -> None:
    """ValueError for a number of periods that a year is not divided into."""
    if frequency not in FREQUENCIES:
        raise ValueError(f"a year has 1, 2, 4 or 12 periods, not {frequency}")


def _thirty_360_days(start: date, end: date) -> int:
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def _ordinal_of_thirties(day: date) -> int:
    """The place of a day in a calendar of months of 30 days."""
    return day.year * 360 + day.month * 30 + min(day.day, 30)


def _leap_days(start: date, end: date) -> int:
    """How many of the days lie in leap years."""
    years = range(start.year, end.year + 1)
    return sum((min(end, _after(year)) - max(start, date(year, 1, 1))).days for year in years if isleap(year))


def _after(year: int) -> date:
    """The first day of the next year."""
    return date(year + 1, 1, 1)
