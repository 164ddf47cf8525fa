"""Bonds: what a unit earns, as an exact amount per unit.

Nothing is rounded here but where PER_UNIT asks for it: the contracts round what a position is due, or the unit's
amount, and the line says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from scripts.lib.amounts import MILLION
from scripts.lib.dividends.arithmetic.daycount import DayCount, Period, check_frequency, fraction
from scripts.lib.dividends.arithmetic.lines import RateLine, rate_line
from scripts.lib.dividends.arithmetic.schedule import CouponPeriod, coupon_periods


class CouponRounding(Enum):
    """What is rounded down to the smallest unit of money."""

    ON_POSITION = "on position"
    """What all units of a holder earn together; the rule."""
    PER_UNIT = "per unit"
    """What one unit earns; a position is a multiple of that."""


@dataclass(frozen=True)
class Call:
    """From a day on, the issuer may redeem early and pays a premium in parts of a million of the face."""

    first_day: date
    premium_ppm: int


@dataclass(frozen=True)
class BondTerms:
    """The terms of a bond: `face` is the principal of `per` units, and `rate_ppm` a year's interest of it."""

    face: int
    rate_ppm: int
    convention: DayCount
    frequency: int
    issue: date
    maturity: date
    end_of_month: bool = False
    long_first: bool = False
    calls: tuple[Call, ...] = ()
    per: int = 1

    def __post_init__(self) -> None:
        check_frequency(self.frequency)
        Period(self.issue, self.maturity)
        if min(self.face, self.per) <= 0 or min(self.rate_ppm, *(call.premium_ppm for call in self.calls), 0) < 0:
            raise ValueError("the face and its units must be positive, and no rate or premium negative")

    @property
    def principal(self) -> Fraction:
        """That of one unit."""
        return Fraction(self.face, self.per)

    def periods(self) -> tuple[CouponPeriod, ...]:
        """All coupon periods, the oldest first."""
        return coupon_periods(
            self.issue, self.maturity, self.frequency, end_of_month=self.end_of_month, long_first=self.long_first
        )


def coupon(terms: BondTerms, start: date, end: date, reference: Period | None = None) -> tuple[int, int]:
    """The interest of one unit from `start` to `end`: an amount per so many units, in lowest terms.

    `reference` is the regular period, which only ACT_ACT_ICMA needs.
    """
    return _lowest_terms(terms, fraction(terms.convention, start, end, terms.frequency, reference))


def coupon_of(terms: BondTerms, period: CouponPeriod) -> tuple[int, int]:
    """The interest of one unit for a coupon period, in the form of {coupon}; of a long one by its regular parts."""
    return _lowest_terms(terms, _year_fraction(terms, period))


def accrued(terms: BondTerms, day: date) -> tuple[int, int]:
    """The interest of one unit that has accrued since the last coupon, in the form of {coupon}.

    None on the day of issue or of a coupon.
    """
    if not terms.issue <= day <= terms.maturity:
        raise ValueError(f"{day} is not from {terms.issue} through {terms.maturity}")
    running = next((period for period in terms.periods() if period.start < day < period.end), None)
    return coupon_of(terms, running.until(day)) if running else (0, 1)


def coupon_line(
    partition: str,
    terms: BondTerms,
    period: CouponPeriod,
    rounding: CouponRounding = CouponRounding.ON_POSITION,
) -> RateLine:
    """The line that pays a coupon."""
    amount, per = coupon_of(terms, period)
    if rounding is CouponRounding.PER_UNIT:
        amount, per = amount // per, 1
    return RateLine(partition, "coupon", amount, per)


def coupon_lines(partition: str, terms: BondTerms, period: CouponPeriod) -> tuple[RateLine, ...]:
    """The lines of a coupon that the contracts are to check: they look at one regular period at a time.

    By ACT_ACT_ICMA there is one for each accrual of the period; of a long first coupon these are two, each of which is
    rounded by itself.
    """
    if terms.convention is not DayCount.ACT_ACT_ICMA:
        return (coupon_line(partition, terms, period),)
    return tuple(coupon_line(partition, terms, CouponPeriod((accrual,))) for accrual in period.accruals)


def call_premium(terms: BondTerms, day: date) -> Fraction:
    """The premium of one unit that is called on a day: that of the latest step reached."""
    reached = [call for call in terms.calls if call.first_day <= day]
    if not reached:
        raise ValueError(f"the bond cannot be called on {day}")
    return terms.principal * Fraction(max(reached, key=lambda call: call.first_day).premium_ppm, MILLION)


def call_lines(partition: str, terms: BondTerms, day: date) -> tuple[RateLine, ...]:
    """What a unit is paid that is called on a day: face, premium, and the interest accrued since the last coupon."""
    earned = {"premium": call_premium(terms, day), "accrued interest": Fraction(*accrued(terms, day))}
    return (
        rate_line(partition, "principal", terms.principal, is_taxed=False),
        *(rate_line(partition, part, per_unit) for part, per_unit in earned.items() if per_unit),
    )


def _year_fraction(terms: BondTerms, period: CouponPeriod) -> Fraction:
    """ACT_ACT_ICMA adds up regular periods; the others count from end to end, since 30/360 does not add up."""
    if terms.convention is not DayCount.ACT_ACT_ICMA:
        return fraction(terms.convention, period.start, period.end, terms.frequency)
    parts = (
        fraction(terms.convention, accrual.span.start, accrual.span.end, terms.frequency, accrual.regular)
        for accrual in period.accruals
    )
    return sum(parts, Fraction(0))


def _lowest_terms(terms: BondTerms, years: Fraction) -> tuple[int, int]:
    interest = terms.principal * Fraction(terms.rate_ppm, MILLION) * years
    return interest.numerator, interest.denominator
