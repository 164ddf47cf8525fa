"""Tax withheld: which rate applies to a holder, and what the certificates say.

The table is resolved as the contracts do it:

1. A form in force that has a rate of its own: that rate.
2. Otherwise a row of the holder's country: of the lowest category that the holder belongs to and the country lists;
   if there is none, of any category.
3. Otherwise a row of every other country, in the same way.
4. Otherwise, and where that row needs a form and none is in force, the default.

Tax is rounded half up for every line of a distribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scripts.lib.amounts import MILLION
from scripts.lib.dividends.arithmetic.rounding import half_up_ppm

EVERY_OTHER_COUNTRY = 0
CATEGORIES = 32
MAX_CATEGORIES = 9
OF_THE_TABLE = 2**24 - 1  # how the contracts say that a form has no rate of its own


@dataclass(frozen=True)
class Form:
    """What a holder has handed in, such as a W-8; in force through a day, counted since 1970-01-01.

    `ppm` is the rate that was granted, None where that of the table applies.
    """

    ppm: int | None
    valid_through: int

    def __post_init__(self) -> None:
        _check_rate(self.ppm or 0)

    def values(self) -> tuple[int, int]:
        """Rate and last day as the contracts take them."""
        return (OF_THE_TABLE if self.ppm is None else self.ppm, self.valid_through)

    def is_in_force(self, day: int) -> bool:
        """Whether it counts on a day."""
        return day <= self.valid_through


@dataclass(frozen=True)
class TaxRow:
    """The rate of a country (ISO 3166 numeric) for a category, which is a bit of the attributes; None for any."""

    country: int
    category: int | None
    ppm: int
    needs_form: bool = False

    def __post_init__(self) -> None:
        _check_rate(self.ppm)
        if self.category is not None and not 0 <= self.category < CATEGORIES:
            raise ValueError(f"not a category: {self.category}")

    def values(self) -> tuple[int, int, int, bool]:
        """The row as the contracts take it."""
        return (self.country, 0 if self.category is None else self.category + 1, self.ppm, self.needs_form)


@dataclass(frozen=True)
class TaxTable:
    """Rows, and the rate of those to whom none applies."""

    rows: tuple[TaxRow, ...]
    default_ppm: int

    def __post_init__(self) -> None:
        _check_rate(self.default_ppm)
        keys = [(row.country, row.category) for row in self.rows]
        if len(set(keys)) < len(keys):
            raise ValueError("a country and category stand here twice")
        for country in {row.country for row in self.rows}:
            if len(self._categories(country)) > MAX_CATEGORIES:
                raise ValueError(f"country {country} has more than {MAX_CATEGORIES} categories")

    def values(self) -> list[tuple[int, int, int, bool]]:
        """The rows as the contracts take them: by country and rising category, where 0 is any and n is bit n - 1."""
        return sorted(row.values() for row in self.rows)

    def rate(self, country: int, attributes: int, form: Form | None, day: int) -> int:
        """The rate of a holder on a day, in parts of a million."""
        in_force = form is not None and form.is_in_force(day)
        if form is not None and form.ppm is not None and in_force:
            return form.ppm
        row = self._row(country, attributes) or self._row(EVERY_OTHER_COUNTRY, attributes)
        if row is None or (row.needs_form and not in_force):
            return self.default_ppm
        return row.ppm

    def _row(self, country: int, attributes: int) -> TaxRow | None:
        """The row of a country for one with these attributes; the lowest category comes before the others."""
        rows = {row.category: row for row in self.rows if row.country == country}
        for category in self._categories(country):
            if attributes >> category & 1:
                return rows[category]
        return rows.get(None)

    def _categories(self, country: int) -> list[int]:
        return sorted(row.category for row in self.rows if row.country == country and row.category is not None)


@dataclass(frozen=True)
class Certificate:
    """What a holder was paid, for the holder and for the tax authority; `untaxed` is what of the gross is no income."""

    holder: str
    country: int
    ppm: int
    gross: int
    tax: int
    untaxed: int = 0

    @property
    def net(self) -> int:
        """What the holder receives."""
        return self.gross - self.tax


@dataclass(frozen=True)
class TaxTotal:
    """All certificates of one country and rate."""

    country: int
    ppm: int
    holders: int
    gross: int
    tax: int
    untaxed: int = 0

    @property
    def net(self) -> int:
        """What the holders receive."""
        return self.gross - self.tax


def certify(holder: str, country: int, ppm: int, taxed: Iterable[int], untaxed: int = 0) -> Certificate:
    """The certificate of a holder with so much gross in each line that is taxed, and in all that are not."""
    lines = list(taxed)
    tax = sum(half_up_ppm(gross, ppm) for gross in lines)
    return Certificate(holder, country, ppm, sum(lines) + untaxed, tax, untaxed)


def totals(certificates: Sequence[Certificate]) -> tuple[TaxTotal, ...]:
    """By country and rate, in the order of these."""
    keys = sorted({(certificate.country, certificate.ppm) for certificate in certificates})
    return tuple(_total(country, ppm, certificates) for country, ppm in keys)


def w8_valid_through(signed: date) -> date:
    """The last day of a W-8: the end of the third year after that of the signature (26 CFR 1.1441-1(e)(4)(ii)(A))."""
    return date(signed.year + 3, 12, 31)


def _total(country: int, ppm: int, certificates: Sequence[Certificate]) -> TaxTotal:
    alike = [one for one in certificates if (one.country, one.ppm) == (country, ppm)]
    sums = (sum(parts) for parts in zip(*((one.gross, one.tax, one.untaxed) for one in alike), strict=True))
    return TaxTotal(country, ppm, len(alike), *sums)


def _check_rate(ppm: int) -> None:
    if not 0 <= ppm <= MILLION:
        raise ValueError(f"not a rate between 0 % and 100 %: {ppm} ppm")
