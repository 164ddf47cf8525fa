"""allotments.csv: which units are issued to whom.

The number of an allotment is recorded on chain with its units.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import parse_address
from scripts.lib.amounts import MAX_UNITS, parse_count
from scripts.lib.investors import parse_reference
from scripts.lib.labels import parse_label
from scripts.lib.tables import Row, Table, read_table

COLUMNS = ("number", "reference", "address", "partition", "units")
MAX_NUMBER = 10**9


@dataclass(frozen=True)
class Allotment:
    """A line of the file: `units` of a class for one wallet."""

    line: int
    number: int
    reference: str
    address: str
    partition: str
    units: int


def read_allotments(path: Path, partitions: Collection[str]) -> tuple[Allotment, ...]:
    """The lines of the file; InputError with every malformed one.

    `partitions` are the labels of issuer.yaml.
    """
    table = read_table(path, COLUMNS)
    allotments = tuple(_allotment(row, partitions) for row in table.rows)
    _check_numbers(table, allotments)
    table.finish()
    return allotments


def _allotment(row: Row, partitions: Collection[str]) -> Allotment:
    def partition(text: str) -> str:
        if parse_label(text) not in partitions:
            raise ValueError(f"unknown partition {text}")
        return text

    return Allotment(
        line=row.line,
        number=row.value("number", lambda text: _parse_positive(text, MAX_NUMBER)),
        reference=row.value("reference", parse_reference),
        address=row.value("address", parse_address),
        partition=row.value("partition", partition),
        units=row.value("units", lambda text: _parse_positive(text, MAX_UNITS)),
    )


def _parse_positive(text: str, maximum: int) -> int:
    value = parse_count(text, maximum)
    if value == 0:
        raise ValueError("must be at least 1")
    return value


def _check_numbers(table: Table, allotments: tuple[Allotment, ...]) -> None:
    """Each number once: it is how a second run knows what was issued."""
    first: dict[int, int] = {}
    for row, allotment in zip(table.rows, allotments, strict=True):
        if allotment.number and first.setdefault(allotment.number, row.line) != row.line:
            row.note(f"the number {allotment.number} stands in line {first[allotment.number]} already")
