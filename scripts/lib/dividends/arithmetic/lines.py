"""The lines of a distribution, as the contracts take them: a class, and a pot or an exact amount per unit.

A holder's gross is rounded down line by line. What a line leaves undivided is dust and stays in the pot. Tax is
withheld from a line, or not: from interest and dividends, but not from principal that is paid back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

# What a line of the contracts holds.
MAX_POT = 2**104 - 1
MAX_AMOUNT = 2**128 - 1
MAX_PER = 2**96 - 1


@dataclass(frozen=True)
class PotLine:
    """A pot that the eligible units of a class share. `part` says what it is for, such as arrears."""

    partition: str
    part: str
    pot: int
    is_taxed: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.pot <= MAX_POT:
            raise ValueError(f"not a pot from 0 to 2^104 - 1: {self.pot}")

    def gross(self, units: int, eligible: int) -> int:
        """What is due to a holder of so many of the eligible units, before tax."""
        return self.pot * units // eligible

    def needed(self, eligible: int) -> int:
        """What must be paid in for the line."""
        return self.pot


@dataclass(frozen=True)
class RateLine:
    """`amount` of money for every `per` units of a class, both whole."""

    partition: str
    part: str
    amount: int
    per: int
    is_taxed: bool = True

    def __post_init__(self) -> None:
        if not (0 <= self.amount <= MAX_AMOUNT and 0 < self.per <= MAX_PER):
            raise ValueError(f"not an amount below 2^128 for units from 1 to 2^96 - 1: {self.amount}/{self.per}")

    def gross(self, units: int, eligible: int) -> int:
        """What is due to a holder of so many units, before tax, however many others there are."""
        return self.amount * units // self.per

    def needed(self, eligible: int) -> int:
        """What must be paid in for the line: enough for all, since shares that are rounded down are never more."""
        return self.amount * eligible // self.per


Line = PotLine | RateLine


def rate_line(partition: str, part: str, per_unit: Fraction, *, is_taxed: bool = True) -> RateLine:
    """The line of an exact amount per unit, in lowest terms."""
    return RateLine(partition, part, per_unit.numerator, per_unit.denominator, is_taxed)
