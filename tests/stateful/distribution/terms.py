"""A distribution as the model sees it: its terms, its lines, its list, and by which tables tax is withheld."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from eth_abi import encode
from eth_utils import keccak

NONE, DECLARED, RECORDED, FUNDED, PAYABLE, CLOSED, SWEPT, CANCELLED = range(8)
PPM = 1_000_000
ENTRY = "(uint32,uint96,uint96,uint104,uint104,uint24,uint16)"


class Past(NamedTuple):
    """An entry as it was on a record date."""

    units: tuple[tuple[bytes, int], ...]
    country: int
    attributes: int


Picture = dict[int, Past]


class Share(NamedTuple):
    """What a holder receives on one line."""

    units: int
    gross: int
    tax: int


class ListEntry(NamedTuple):
    """As in IPayments."""

    folio: int
    units: int
    redeemed: int
    gross: int
    tax: int
    rate: int
    country: int


# TAX


@dataclass(frozen=True)
class Table:
    """Rows by country and category: ppm, and whether a form is needed."""

    agent: str
    default: int
    rows: tuple[tuple[int, int, int, bool], ...]

    def rate(self, country: int, attributes: int, has_form: bool) -> int:
        for place in (country, 0):
            of_place = {category: (ppm, needs) for where, category, ppm, needs in self.rows if where == place}
            own = [category for category in sorted(of_place) if category and attributes >> (category - 1) & 1]
            if own or 0 in of_place:
                ppm, needs_form = of_place[own[0] if own else 0]
                return ppm if has_form or not needs_form else self.default
        return self.default


class Form(NamedTuple):
    """A form of an investor; `ppm` is None where the table says the rate."""

    since: int
    ppm: int | None
    through: int


# DISTRIBUTIONS


@dataclass
class Line:
    """A pot, or an amount for every `per` units."""

    partition: bytes
    amount: int
    per: int
    redeemed: int
    is_taxed: bool
    eligible: int = 0

    @property
    def is_pot(self) -> bool:
        return self.per == 0

    @property
    def declared(self) -> tuple[Any, ...]:
        """IDistributions.Line."""
        return self.partition, self.amount, self.per, self.redeemed, self.is_taxed

    def paid_units(self, held: int) -> int:
        return floor(Fraction(held * self.redeemed, PPM)) if self.redeemed else held

    def gross(self, units: int) -> int:
        return floor(Fraction(units * self.amount, self.per or self.eligible)) if units else 0

    @property
    def pot(self) -> int:
        return self.amount if self.is_pot else self.gross(self.eligible)


@dataclass(frozen=True)
class Terms:
    """What is declared beside the lines."""

    currency: str
    record_date: int
    pay_date: int
    deadline: int
    until: int
    table: int
    residual: str
    excluded: tuple[str, ...]
    root: bytes


@dataclass
class Distribution:
    """A distribution as it stands; its payments by folio."""

    number: int
    terms: Terms
    lines: list[Line]
    entries: tuple[ListEntry, ...] = ()
    state: int = DECLARED
    out: frozenset[int] = frozenset()
    payments: dict[int, Any] = field(default_factory=dict)
    asides: dict[int, int] = field(default_factory=dict)
    remitted: int = 0
    carried_in: int = 0
    carried_out: int = 0

    @property
    def is_listed(self) -> bool:
        return bool(self.entries)

    @property
    def is_recorded(self) -> bool:
        return self.state in (RECORDED, PAYABLE, CLOSED, SWEPT)

    def is_done(self, folio: int) -> bool:
        """Paid, set aside, or excluded."""
        return folio in self.payments or folio in self.out

    # THE ACCOUNT

    @property
    def pot(self) -> int:
        return sum(line.pot for line in self.lines)

    @property
    def settled(self) -> int:
        return sum(payment.gross for payment in self.payments.values())

    @property
    def withheld(self) -> int:
        return sum(payment.tax for payment in self.payments.values())

    @property
    def set_aside(self) -> int:
        return sum(self.asides.values())

    def settled_units(self, number: int) -> int:
        return sum(p.shares[number].units for p in self.payments.values()) if not self.is_listed else 0

    @property
    def unclaimed(self) -> int:
        """Without what is set aside."""
        if self.is_listed or not self.is_recorded:
            return self.pot - self.settled
        return sum(line.gross(line.eligible - self.settled_units(i)) for i, line in enumerate(self.lines))

    @property
    def dust(self) -> int:
        return self.pot - self.settled - self.unclaimed

    @property
    def account(self) -> tuple[int, ...]:
        """As `accountOf` tells it."""
        paid = self.settled - self.withheld - self.set_aside
        return self.pot, paid, self.withheld, self.unclaimed + self.set_aside, self.dust


# LISTS


class Tree:
    """The Merkle tree of a list, each pair of hashes in rising order."""

    def __init__(self, number: int, entries: tuple[ListEntry, ...]) -> None:
        self.leaves = [leaf_of(number, entry) for entry in entries]
        self.floors = [self.leaves]
        while len(self.floors[-1]) > 1:
            below = self.floors[-1]
            pairs = [below[i : i + 2] for i in range(0, len(below), 2)]
            self.floors.append([_join(*pair) if len(pair) == 2 else pair[0] for pair in pairs])

    @property
    def root(self) -> bytes:
        return self.floors[-1][0]

    def proof(self, place: int) -> list[bytes]:
        """The hashes beside the way up from the leaf; one that has no neighbour goes up as it is."""
        proof = []
        for hashes in self.floors[:-1]:
            if place ^ 1 < len(hashes):
                proof.append(hashes[place ^ 1])
            place >>= 1
        return proof


def leaf_of(number: int, entry: ListEntry) -> bytes:
    return bytes(keccak(keccak(encode(["uint256", ENTRY], [number, tuple(entry)]))))


def _join(left: bytes, right: bytes) -> bytes:
    return bytes(keccak(min(left, right) + max(left, right)))
