"""The cap table: who holds what of each class at one block, in folio order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from scripts.lib.amounts import MILLION, format_amount
from scripts.lib.chain import BlockMark
from scripts.lib.countries import alpha2_code
from scripts.lib.dates import format_day, format_time
from scripts.lib.ratios import format_ratio, format_shares, shares_of
from scripts.lib.register import Entry, Register
from scripts.lib.reports import write_csv, write_json


@dataclass(frozen=True)
class CapTable:
    """Rows as they are printed, with the classes' totals; amounts in units as the security shows them.

    `ratios` and `shares` are of the classes that were split: shares for a unit, and all of them.
    """

    block: BlockMark
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    totals: Mapping[str, int]
    ratios: Mapping[str, Fraction]
    shares: Mapping[str, str]


def cap_table(register: Register, block: BlockMark, references: Mapping[str, str], decimals: int) -> CapTable:
    """Everybody who is in the register or holds units. `references` are the issuer's own numbers by wallet.

    Holdings of a class that was split stand in shares too. A holding's part of its class is in parts per million,
    rounded down.
    """
    totals = {label: register.issued(label) for label in register.labels}
    ratios = {label: register.ratios.at(label, block.time) for label in register.labels}
    ratios = {label: ratio for label, ratio in ratios.items() if ratio != 1}
    classes = [column for label in register.labels for column in _columns(label, label in ratios)]
    facts = ("folio", "investor", "reference", "address", "country", "admitted_through", "accredited_through")
    columns = (*facts, "status", *classes, "units")
    rows = tuple(
        _row(entry, references.get(entry.address, ""), totals, ratios, decimals)
        for entry in register.members()
        if entry.admitted_through or any(entry.units.values())
    )
    shares = {label: _shares(totals[label], ratio, decimals) for label, ratio in ratios.items()}
    return CapTable(block, columns, rows, totals, ratios, shares)


def _columns(label: str, is_split: bool) -> list[str]:
    return [label, f"{label}_shares", f"{label}_ppm"] if is_split else [label, f"{label}_ppm"]


def write_cap_table(table: CapTable, folder: Path) -> tuple[Path, Path]:
    """Writes captable.csv and captable.json, with the block at the foot; the same table, the same bytes."""
    ratios = {f"{label} shares for units": format_ratio(ratio) for label, ratio in table.ratios.items()}
    footer = {
        **ratios,
        "block": table.block.number,
        "hash": table.block.hash,
        "time": format_time(table.block.time),
    }
    as_csv = write_csv(folder / "captable.csv", table.columns, table.rows, footer)
    content = {"rows": list(table.rows), "totals": dict(table.totals), **footer}
    return as_csv, write_json(folder / "captable.json", content)


def _row(
    entry: Entry, reference: str, totals: Mapping[str, int], ratios: Mapping[str, Fraction], decimals: int
) -> dict[str, Any]:
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
        if label in ratios:
            row[f"{label}_shares"] = _shares(held, ratios[label], decimals)
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


def _shares(units: int, ratio: Fraction, decimals: int) -> str:
    """Units in shares, for machines."""
    return format_shares(shares_of(units, ratio, decimals), decimals).replace(",", "")
