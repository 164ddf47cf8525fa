"""The lines of a distribution, as the contracts take them: a class, and a pot or an exact amount per unit.

A holder's gross is rounded down line by line. What a line leaves undivided is dust and stays in the pot.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class PotLine:
    """A pot that the eligible units of a class share. `part` says what it is for, such as arrears."""

    partition: str
    part: str
    pot: int

    def __post_init__(self) -> None:
        if self.pot < 0:
            raise ValueError(f"a pot cannot be negative: {self.pot}")

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

    def __post_init__(self) -> None:
        if self.amount < 0 or self.per <= 0:
            raise ValueError(f"not an amount per units: {self.amount}/{self.per}")

    def gross(self, units: int, eligible: int) -> int:
        """What is due to a holder of so many units, before tax, however many others there are."""
        return self.amount * units // self.per

    def needed(self, eligible: int) -> int:
        """What must be paid in for the line: enough for all, since shares that are rounded down are never more."""
        return self.amount * eligible // self.per


Line = PotLine | RateLine


def rate_line(partition: str, part: str, per_unit: Fraction) -> RateLine:
    """The line of an exact amount per unit, in lowest terms."""
    return RateLine(partition, part, per_unit.numerator, per_unit.denominator)
