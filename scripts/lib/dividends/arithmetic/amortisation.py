"""Bonds and notes that are repaid in instalments: the principal of all of them is the face, exactly.

Every instalment is of whole units of money, and the last one takes what rounding has left. Interest is exact, of
the principal that is still outstanding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scripts.lib.amounts import MILLION
from scripts.lib.dividends.arithmetic.bonds import BondTerms, coupon_of
from scripts.lib.dividends.arithmetic.daycount import check_frequency
from scripts.lib.dividends.arithmetic.lines import RateLine, rate_line
from scripts.lib.dividends.arithmetic.rounding import half_up
from scripts.lib.dividends.arithmetic.schedule import CouponPeriod


@dataclass(frozen=True)
class Instalment:
    """What is repaid of a face at the end of a period, and what was outstanding in it.

    `per` is the number of units that the face is of. `interest` is that of one unit: an amount per so many.
    """

    period: CouponPeriod
    outstanding: int
    principal: int
    per: int
    interest: tuple[int, int]

    def lines(self, partition: str) -> tuple[RateLine, ...]:
        """The lines that pay it, without those that would pay nothing."""
        interest = RateLine(partition, "interest", *self.interest)
        principal = rate_line(partition, "principal", Fraction(self.principal, self.per), is_taxed=False)
        return tuple(line for line in (interest, principal) if line.amount)


def by_weight(face: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Principal by weight, each rounded down, and the rest in the last one; equal weights are equal instalments."""
    whole = sum(weights)
    if face <= 0 or whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("the face and the sum of the weights must be positive, and no weight negative")
    earlier = [face * weight // whole for weight in weights[:-1]]
    return (*earlier, face - sum(earlier))


def level_payments(face: int, rate_ppm: int, frequency: int, count: int) -> tuple[int, ...]:
    """Principal such that interest and principal together are the same in every period but, by rounding, the last.

    The interest of a period is the rate of a year, divided by the periods of a year, rounded down. The payment is
    rounded half up to a whole amount; what that makes grows at the rate until the last period, which takes it.
    """
    check_frequency(frequency)
    if face <= 0 or rate_ppm < 0 or count <= 0:
        raise ValueError("face and count must be positive, and the rate not negative")
    if rate_ppm == 0:
        return by_weight(face, [1] * count)
    rate = Fraction(rate_ppm, MILLION * frequency)
    growth = (1 + rate) ** count
    exact = face * rate * growth / (growth - 1)
    return _principals(face, rate, half_up(exact.numerator, exact.denominator), count)


def instalments(terms: BondTerms, principals: Sequence[int]) -> tuple[Instalment, ...]:
    """The instalments of a bond; ValueError unless there is one for every period and they make the face."""
    periods = terms.periods()
    if len(principals) != len(periods):
        raise ValueError(f"{len(principals)} instalments for {len(periods)} periods")
    if sum(principals) != terms.face or min(principals) < 0:
        raise ValueError(f"the instalments make {sum(principals)}, not the face of {terms.face}")
    found, outstanding = [], terms.face
    for period, principal in zip(periods, principals, strict=True):
        interest = coupon_of(replace(terms, face=outstanding), period) if outstanding else (0, 1)
        found.append(Instalment(period, outstanding, principal, terms.per, interest))
        outstanding -= principal
    return tuple(found)


def _principals(face: int, rate: Fraction, payment: int, count: int) -> tuple[int, ...]:
    """What each payment leaves when the interest of the period is taken from it."""
    earlier, outstanding = [], face
    for _ in range(count - 1):
        interest = outstanding * rate.numerator // rate.denominator
        principal = min(payment - interest, outstanding)
        earlier.append(principal)
        outstanding -= principal
    return (*earlier, outstanding)
