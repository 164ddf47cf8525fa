"""The kinds of distributions as dividend.yaml has them. Money is in the currency's smallest unit, rates in ppm."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from scripts.lib.dates import Moment
from scripts.lib.dividends.arithmetic.lines import Line
from scripts.lib.dividends.arithmetic.preferred import PreferredTerms
from scripts.lib.dividends.arithmetic.revenueshare import RevenueShareState, RevenueShareTerms
from scripts.lib.dividends.arithmetic.waterfall import Basis


@dataclass(frozen=True)
class Lines:
    """Pots or amounts per unit, as they stand in the file."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CouponLine:
    """The interest of a class for some days, counted since 1970-01-01; the last one is not part of them.

    `regular` is the regular period in which they lie, which only ACT/ACT ICMA needs.
    """

    partition: str
    first: int
    last: int
    regular: tuple[int, int] | None


@dataclass(frozen=True)
class Coupons:
    """Interest as the terms of the bonds make it, which stand on chain."""

    lines: tuple[CouponLine, ...]


@dataclass(frozen=True)
class RedemptionLine:
    """So many ppm of everybody's units are cancelled, and each one is paid the price."""

    partition: str
    part: int
    price: Fraction
    is_taxed: bool


@dataclass(frozen=True)
class Redemption:
    """Units that are paid back, with the interest that has accrued on all units if the file says so."""

    lines: tuple[RedemptionLine, ...]
    interest: tuple[CouponLine, ...]


@dataclass(frozen=True)
class PreferredClass:
    """A preferred class: its terms and, by the name of a period, what of it is still owed."""

    terms: PreferredTerms
    arrears: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PreferredDividend:
    """A pot that preferred classes and the common one share by rank."""

    pot: int
    period: str
    basis: Basis
    preferred: tuple[PreferredClass, ...]
    common: str
    common_par: int
    match: Fraction | None


@dataclass(frozen=True)
class RevenueShare:
    """A part of a period's revenue."""

    partition: str
    terms: RevenueShareTerms
    state: RevenueShareState
    revenue: int


@dataclass(frozen=True)
class ListedLine:
    """What a list is made of: a line that is divided here by the register, or a file that says who gets what.

    `register_date` is the second after which the register is read, None for the newest block.
    """

    partition: str
    line: Line | None
    entries: Path | None
    register_date: Moment | None


Kind = Lines | Coupons | Redemption | PreferredDividend | RevenueShare | ListedLine
