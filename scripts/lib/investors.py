"""investors.csv: who asks to be admitted.

Names and references stay in the file; the chain learns the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import parse_address
from scripts.lib.countries import numeric_code
from scripts.lib.dates import parse_day
from scripts.lib.tables import Row, Table, read_table

COLUMNS = (
    "reference",
    "name",
    "kind",
    "address",
    "country",
    "admitted_through",
    "accredited_through",
    "attributes",
)
KINDS = ("person", "company", "fund", "pension_fund", "bank", "foundation")

_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}", re.ASCII)


@dataclass(frozen=True)
class Profile:
    """What the register keeps of an investor. Dates are days since 1970-01-01, 0 for none."""

    country: int
    admitted_through: int
    accredited_through: int
    attributes: int


@dataclass(frozen=True)
class Investor:
    """A line of the file: one wallet of an investor.

    Lines with the same reference are the same investor's.
    """

    line: int
    reference: str
    name: str
    kind: str
    address: str
    profile: Profile


def read_investors(path: Path, attributes: Mapping[str, int]) -> tuple[Investor, ...]:
    """The lines of the file; InputError with every malformed one.

    `attributes` are names and bits of issuer.yaml.
    """
    table = read_table(path, COLUMNS)
    investors = tuple(_investor(row, attributes) for row in table.rows)
    _check_addresses(table, investors)
    _check_references(table, investors)
    table.finish()
    return investors


def parse_reference(text: str) -> str:
    """The issuer's own number for an investor; ValueError unless it is capitals, digits and hyphens."""
    if not _REFERENCE.fullmatch(text):
        raise ValueError(f"not a reference (A-Z 0-9 -): {text!r}")
    return text


def _investor(row: Row, attributes: Mapping[str, int]) -> Investor:
    return Investor(
        line=row.line,
        reference=row.value("reference", parse_reference),
        name=row.value("name", str),
        kind=row.value("kind", _parse_kind),
        address=row.value("address", parse_address),
        profile=Profile(
            country=row.value("country", numeric_code),
            admitted_through=row.value("admitted_through", parse_day),
            accredited_through=row.value("accredited_through", parse_day, 0),
            attributes=row.value("attributes", lambda text: _parse_attributes(text, attributes), 0),
        ),
    )


def _parse_attributes(text: str, attributes: Mapping[str, int]) -> int:
    """`qib;us_person` as a bit set."""
    names = [name.strip() for name in text.split(";")]
    for name in names:
        if name not in attributes:
            raise ValueError(f"unknown attribute {name!r}")
    if len(set(names)) != len(names):
        raise ValueError("the same attribute twice")
    return sum(1 << attributes[name] for name in names)


def _parse_kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(f"unknown kind {text!r}; the kinds are {', '.join(KINDS)}")
    return text


def _check_addresses(table: Table, investors: tuple[Investor, ...]) -> None:
    """Each wallet once."""
    first: dict[str, int] = {}
    for row, investor in zip(table.rows, investors, strict=True):
        if investor.address and first.setdefault(investor.address, row.line) != row.line:
            row.note(f"{investor.address} stands in line {first[investor.address]} already")


def _check_references(table: Table, investors: tuple[Investor, ...]) -> None:
    """All wallets of an investor say the same of it."""
    first: dict[str, Investor] = {}
    for row, investor in zip(table.rows, investors, strict=True):
        known = first.setdefault(investor.reference, investor)
        if investor.reference and _facts(known) != _facts(investor):
            row.note(f"{investor.reference} is described otherwise in line {known.line}")


def _facts(investor: Investor) -> tuple[str, str, Profile]:
    return (investor.name, investor.kind, investor.profile)
