"""The terms of preferred units, and what a class of them is due in a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from scripts.lib.amounts import MILLION
from scripts.lib.dividends.arithmetic.arrears import Arrears
from scripts.lib.dividends.arithmetic.daycount import check_frequency


class Participation(Enum):
    """Whether preferred units share with the common ones in what is left after both had their rate."""

    NONE = "none"
    FULL = "full"
    CAPPED = "capped"


@dataclass(frozen=True)
class PreferredTerms:
    """Terms of a class; amounts are per unit and year, of the smallest unit of money.

    A higher `rank` is paid first, and equal ranks share. `cap` is the most of current dividend and participation
    together, arrears not counted, of a class whose participation is capped. Units without a par value have a par of 0.
    """

    partition: str
    rank: int
    dividend: Fraction
    is_cumulative: bool
    frequency: int = 1
    par: int = 0
    participation: Participation = Participation.NONE
    cap: Fraction | None = None

    def __post_init__(self) -> None:
        check_frequency(self.frequency)
        if self.dividend < 0 or self.par < 0:
            raise ValueError(f"{self.partition}: neither dividend nor par can be negative")
        if (self.cap is not None) != (self.participation is Participation.CAPPED):
            raise ValueError(f"{self.partition}: a cap belongs to a capped participation, and to no other")
        if self.cap is not None and self.cap < self.dividend:
            raise ValueError(f"{self.partition}: the cap is below the dividend")

    @property
    def due(self) -> Fraction:
        """The dividend of one unit for one period."""
        return self.dividend / self.frequency

    @property
    def is_participating(self) -> bool:
        """Whether it shares in what is left."""
        return self.participation is not Participation.NONE


@dataclass(frozen=True)
class Preferred:
    """A class on a record date: its eligible units, and what it is owed of earlier periods."""

    terms: PreferredTerms
    units: int
    arrears: Arrears = field(default_factory=Arrears)

    def __post_init__(self) -> None:
        if self.units < 0:
            raise ValueError(f"{self.terms.partition}: units cannot be negative")
        if self.arrears.entries and not self.terms.is_cumulative:
            raise ValueError(f"{self.terms.partition}: only cumulative units have arrears")
        if self.arrears.entries and not self.units:
            raise ValueError(f"{self.terms.partition}: there are arrears, and no eligible units to pay them to")

    @property
    def due(self) -> Fraction:
        """The dividend of the class for this period, exactly."""
        return self.units * self.terms.due

    @property
    def arrears_due(self) -> int:
        """What can be paid on the arrears: whole units of money."""
        return int(self.arrears.total)

    @property
    def current_due(self) -> int:
        """What can be paid for this period once the arrears are; a fraction that they left counts with it."""
        return int(self.arrears.total + self.due) - self.arrears_due


@dataclass(frozen=True)
class Common:
    """The common class on a record date. `match` is what one unit gets before others participate.

    Without a `match`, it is the rate of the participating classes.
    """

    partition: str
    units: int
    par: int = 0
    match: Fraction | None = None

    def __post_init__(self) -> None:
        if self.units < 0 or self.par < 0 or (self.match is not None and self.match < 0):
            raise ValueError(f"{self.partition}: nothing can be negative")


def of_par(par: int, ppm: int) -> Fraction:
    """An amount per unit that is fixed as parts of a million of its par value."""
    return Fraction(par * ppm, MILLION)
