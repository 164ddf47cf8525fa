"""The cap table: who holds what of each class at one block, in folio order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.lib.amounts import MILLION, format_amount
from scripts.lib.chain import BlockMark
from scripts.lib.countries import alpha2_code
from scripts.lib.dates import format_day, format_time
from scripts.lib.register import Entry, Register
from scripts.lib.reports import write_csv, write_json


@dataclass(frozen=True)
class CapTable:
    """Rows as they are printed, with the classes' totals; amounts in units as the security shows them."""

    block: BlockMark
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    totals: Mapping[str, int]


def cap_table(register: Register, block: BlockMark, references: Mapping[str, str], decimals: int) -> CapTable:
    """Everybody who is in the register or holds units. `references` are the issuer's own numbers by wallet.

    Shares of a class are in parts per million, rounded down.
    """
    totals = {label: register.issued(label) for label in register.labels}
    classes = [column for label in register.labels for column in (label, f"{label}_ppm")]
    facts = ("folio", "investor", "reference", "address", "country", "admitted_through", "accredited_through")
    columns = (*facts, "status", *classes, "units")
    rows = tuple(
        _row(entry, references.get(entry.address, ""), totals, decimals)
        for entry in register.members()
        if entry.admitted_through or any(entry.units.values())
    )
    return CapTable(block, columns, rows, totals)


def write_cap_table(table: CapTable, folder: Path) -> tuple[Path, Path]:
    """Writes captable.csv and captable.json, with the block at the foot; the same table, the same bytes."""
    footer = {"block": table.block.number, "hash": table.block.hash, "time": format_time(table.block.time)}
    as_csv = write_csv(folder / "captable.csv", table.columns, table.rows, footer)
    content = {"rows": list(table.rows), "totals": dict(table.totals), **footer}
    return as_csv, write_json(folder / "captable.json", content)


def _row(entry: Entry, reference: str, totals: Mapping[str, int], decimals: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "folio": entry.folio,
        "investor": entry.investor,
        "reference": reference,
        "address": entry.address,
        "country": alpha2_code(entry.country) if entry.country else "",
        "admitted_through": format_day(entry.admitted_through),
        "accredited_through": format_day(entry.accredited_through),
        "status": _status(entry, decimals),
    }
    for label, total in totals.items():
        held = entry.units.get(label, 0)
        row[label] = _plain(held, decimals)
        row[f"{label}_ppm"] = held * MILLION // total if total else 0
    row["units"] = _plain(entry.total, decimals)
    return row


def _status(entry: Entry, decimals: int) -> str:
    words = {
        "treasury": entry.treasury,
        "frozen": entry.frozen,
        "sanctioned": entry.sanctioned,
        **{f"{_plain(units, decimals)} {label} frozen": units > 0 for label, units in entry.frozen_units.items()},
        **{f"{_plain(units, decimals)} {label} on hold": units > 0 for label, units in entry.held_units.items()},
        "removed": entry.admitted_through == 0,
    }
    return ", ".join(word for word, applies in words.items() if applies)


def _plain(units: int, decimals: int) -> str:
    """An amount for machines: all places, no separators."""
    return format_amount(units, decimals).replace(",", "")
