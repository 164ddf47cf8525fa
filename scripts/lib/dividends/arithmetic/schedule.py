"""The coupon periods of a bond, by the calendar and unadjusted: a bank holiday moves a payment, never a period.

Coupon days are counted back from the maturity, each from the maturity itself, so that a month without such a day
does not shift those before it. In such a month the coupon falls due on its last day. Locks do otherwise: they end
on the first day of the next month (`scripts.lib.vesting.add_months`), since a lock must never open early, while a
coupon must fall due in its own month and its period must not reach into the next.

What does not fill a regular period lies at the front.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scripts.lib.dividends.arithmetic.daycount import Period, check_frequency


@dataclass(frozen=True)
class Accrual:
    """Days for which interest accrues, within one regular period."""

    span: Period
    regular: Period


@dataclass(frozen=True)
class CouponPeriod:
    """The days of one coupon, in order; a long first one lies in two regular periods."""

    accruals: tuple[Accrual, ...]

    @property
    def start(self) -> date:
        """The first day for which the coupon pays."""
        return self.accruals[0].span.start

    @property
    def end(self) -> date:
        """The day on which the coupon falls due."""
        return self.accruals[-1].span.end

    def until(self, day: date) -> CouponPeriod:
        """The same period, broken off before a day of it."""
        if not self.start < day <= self.end:
            raise ValueError(f"{day} is not after {self.start} and through {self.end}")
        return CouponPeriod(
            tuple(
                Accrual(Period(accrual.span.start, min(day, accrual.span.end)), accrual.regular)
                for accrual in self.accruals
                if accrual.span.start < day
            )
        )


def coupon_periods(
    issue: date, maturity: date, frequency: int, *, end_of_month: bool = False, long_first: bool = False
) -> tuple[CouponPeriod, ...]:
    """The periods from issue to maturity, the oldest first.

    With `end_of_month` a maturity on the last day of a month puts every coupon there. A first period that is too short
    stands alone, or with `long_first` is one with the next.
    """
    issued = Period(issue, maturity).start
    days = _coupon_days(issued, maturity, frequency, end_of_month)
    accruals = [
        Accrual(Period(max(first, issued), last), Period(first, last)) for first, last in pairwise(reversed(days))
    ]
    if long_first and accruals[0].span != accruals[0].regular:
        return (CouponPeriod(tuple(accruals[:2])), *_one_each(accruals[2:]))
    return _one_each(accruals)


def add_months(day: date, months: int, *, end_of_month: bool = False) -> date:
    """The same day so many months later, or earlier if negative; the last of a month that has no such day.

    With `end_of_month` the last day of a month leads to the last day of another.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if end_of_month and day.day == monthrange(day.year, day.month)[1]:
        return date(year, month + 1, last)
    return date(year, month + 1, min(day.day, last))


def _coupon_days(issue: date, maturity: date, frequency: int, end_of_month: bool) -> list[date]:
    """From the maturity back to the first regular day that is not after the issue."""
    check_frequency(frequency)
    days = [maturity]
    while days[-1] > issue:
        days.append(add_months(maturity, -len(days) * 12 // frequency, end_of_month=end_of_month))
    return days


def _one_each(accruals: list[Accrual]) -> tuple[CouponPeriod, ...]:
    return tuple(CouponPeriod((accrual,)) for accrual in accruals)
