"""Splits: what one would make of each investor's units, and the calls by which it is decided and taken back.

All wallets of an investor count together: else whoever spreads shares over wallets would gain or lose by fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd
from pathlib import Path
from typing import Any

from scripts.lib.calls import Call
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.ratios import Ratios, format_ratio, shares_of
from scripts.lib.register import Entry, Register
from scripts.lib.roles import CONFIGURER

MAX_NUMBER = 2**64 - 1


@dataclass(frozen=True)
class Terms:
    """What a plan is about: the class, its shares for a unit before and after, and its decimals.

    `price` is what a share after the split is worth, in the currency's smallest unit; None where nothing is paid.
    """

    label: str
    before: Fraction
    after: Fraction
    decimals: int
    price: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What the split makes of an investor's units.

    `wallets` are the addresses with their units, the largest first. `fraction` is what is left beside `whole` shares.
    `surplus` are the units that could be taken away without touching a whole share, `cash` their worth, rounded up:
    nobody gets less than the price. `missing` are the units that would make the fraction a whole share.
    """

    investor: int
    reference: str
    wallets: tuple[tuple[str, int], ...]
    is_treasury: bool
    units: int
    before: Fraction
    after: Fraction
    surplus: int
    missing: int
    cash: int

    @property
    def whole(self) -> int:
        """Whole shares."""
        return floor(self.after)

    @property
    def fraction(self) -> Fraction:
        """The part of a share that is left."""
        return self.after - self.whole


@dataclass(frozen=True)
class Payment:
    """Units of one wallet that are bought in, and what is paid for them."""

    address: str
    units: int
    cash: int


# The plan


def outcomes(register: Register, terms: Terms, references: Mapping[str, str]) -> list[Outcome]:
    """What the split makes of each investor's units, by folio. The treasury is paid nothing: it is the issuer's."""
    wallets: dict[int, list[Entry]] = {}
    for entry in register.members():
        if entry.units.get(terms.label):
            wallets.setdefault(entry.investor, []).append(entry)
    return [_outcome(investor, wallets[investor], terms, references) for investor in sorted(wallets)]


def _outcome(investor: int, entries: Sequence[Entry], terms: Terms, references: Mapping[str, str]) -> Outcome:
    held = sorted(((entry.address, entry.units[terms.label]) for entry in entries), key=lambda wallet: -wallet[1])
    units = sum(amount for _, amount in held)
    after = shares_of(units, terms.after, terms.decimals)
    is_treasury = any(entry.treasury for entry in entries)
    surplus = 0 if is_treasury else units - _units_for(floor(after), terms)
    return Outcome(
        investor=investor,
        reference=next((references[address] for address, _ in held if address in references), ""),
        wallets=tuple(held),
        is_treasury=is_treasury,
        units=units,
        before=shares_of(units, terms.before, terms.decimals),
        after=after,
        surplus=surplus,
        missing=0 if is_treasury else _units_for(ceil(after), terms) - units,
        cash=ceil(shares_of(surplus, terms.after, terms.decimals) * (terms.price or 0)),
    )


def _units_for(shares: int, terms: Terms) -> int:
    """The fewest of the smallest unit that are so many whole shares."""
    return ceil(shares * 10**terms.decimals / terms.after)


def payments(outcome: Outcome) -> Iterator[Payment]:
    """From which wallets the surplus comes, the largest first, and what is paid for each; together the whole cash."""
    left, paid, bought = outcome.surplus, 0, 0
    for address, held in outcome.wallets:
        units = min(left, held)
        if not units:
            return
        left, bought = left - units, bought + units
        share = outcome.cash * bought // outcome.surplus - paid
        paid += share
        yield Payment(address, units, share)


def board_lot(ratio: Fraction, decimals: int) -> int:
    """The fewest whole shares that units make up exactly: whole shares move in multiples of them."""
    return ratio.numerator // gcd(ratio.numerator, ratio.denominator * 10**decimals)


# The decision


def schedule_call(
    deployed: Deployed, ratios: Ratios, label: str, factor: tuple[int, int], moment: int, document: Path
) -> Call:
    """Decides the split; DeskError if its document has decided one of the class already."""
    if not document.is_file():
        raise DeskError(f"There is no file {document}.")
    hashed = hash_document(document)
    for split in ratios.of(label):
        if split.document == hashed:
            raise DeskError(
                f"{document.name} has split {label} already, {format_ratio(split.factor)} "
                f"from {format_time(split.effective_at)} on."
            )
    numerator, denominator = factor
    sentence = f"Split {label} {numerator:,} for {denominator:,} from {format_time(moment)} on"
    return _call(deployed, "scheduleSplit", (label_bytes(label), numerator, denominator, moment, hashed), sentence)


def cancel_call(deployed: Deployed, label: str) -> Call:
    """Takes back the split of the class that is to come."""
    return _call(deployed, "cancelSplit", (label_bytes(label),), f"Take back the split of {label}")


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.security, function, arguments, sentence, deployed.holder_of(CONFIGURER))
