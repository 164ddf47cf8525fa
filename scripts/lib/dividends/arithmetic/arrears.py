"""What cumulative preferred units are still owed, period by period.

Arrears are simple: interest on them is never due, and they do not compound. They are no debt until a distribution
is declared; the ledger says only who comes first when one is. Money that is paid on them settles the oldest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Arrear:
    """What is left of the dividend of one period."""

    period: str
    amount: Fraction


@dataclass(frozen=True)
class Arrears:
    """What a class is owed, the oldest first; exact, so that fractions of a unit of money are not lost."""

    entries: tuple[Arrear, ...] = ()

    def __post_init__(self) -> None:
        if any(entry.amount <= 0 for entry in self.entries):
            raise ValueError("what is owed must be positive")

    @property
    def total(self) -> Fraction:
        """All of it."""
        return sum((entry.amount for entry in self.entries), Fraction(0))

    def add(self, period: str, amount: Fraction) -> Arrears:
        """With the dividend of one more period; the same if that is nothing."""
        return Arrears((*self.entries, Arrear(period, amount))) if amount else self

    def pay(self, amount: int) -> Arrears:
        """What is left when so much is paid; ValueError if that is more than is owed."""
        if not 0 <= amount <= self.total:
            raise ValueError(f"{amount} is not between nothing and the {self.total} that are owed")
        left, rest = [], Fraction(amount)
        for entry in self.entries:
            settled = min(rest, entry.amount)
            rest -= settled
            if settled < entry.amount:
                left.append(Arrear(entry.period, entry.amount - settled))
        return Arrears(tuple(left))
