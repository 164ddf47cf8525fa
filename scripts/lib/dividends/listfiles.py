"""The list of a distribution as files: a table for people, and JSON with proofs for whoever claims or pays by it."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from scripts.lib.amounts import format_amount
from scripts.lib.chain import BlockMark
from scripts.lib.countries import alpha2_code
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.lists import ListedHolder, ListEntry, PaymentList
from scripts.lib.dividends.money import Money
from scripts.lib.dividends.rates import percentage
from scripts.lib.paths import report_folder, shown
from scripts.lib.problems import DeskError
from scripts.lib.reports import write_csv, write_json

_COLUMNS = ("holder", "folio", "country", "class", "units", "redeemed", "gross", "rate", "tax", "net")
_FIELDS = tuple(field.name for field in fields(ListEntry))


def list_path(deployed: Deployed, number: int) -> Path:
    """Where the list of a distribution lies: with its proofs."""
    return report_folder(deployed.network.name) / f"list-{number}.json"


def write_list(deployed: Deployed, found: PaymentList, money: Money) -> list[Path]:
    """Writes the list as CSV and JSON; returns the paths."""
    path = list_path(deployed, found.number)
    decimals = deployed.settings.decimals
    rows = [_row(holder, found.partition, money, decimals) for holder in found.holders]
    footer = {
        "distribution": found.number,
        "root": "0x" + found.tree.root.hex(),
        "gross": money.plain(found.gross),
        "tax": money.plain(found.tax),
        "currency": money.symbol,
        "block": found.register.number,
        "block_hash": found.register.hash,
    }
    return [
        write_csv(path.with_suffix(".csv"), _COLUMNS, rows, footer),
        write_json(path, {**footer, "class": found.partition, "block_time": found.register.time, **_proven(found)}),
    ]


def read_list(path: Path) -> PaymentList:
    """The list of a JSON file; DeskError unless its entries make the root that it states."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        block = BlockMark(content["block"], content["block_hash"], content["block_time"])
        holders = tuple(_holder(item) for item in content["entries"])
        found = PaymentList(int(content["distribution"]), content["class"], block, holders)
        root = "0x" + found.tree.root.hex()
    except OSError:
        raise DeskError(f"There is no list {shown(path)}: `dividends list FILE` makes it.") from None
    except (ValueError, KeyError, TypeError, OverflowError):
        raise DeskError(f"{shown(path)} is not a list of this desk.") from None
    if root != content.get("root"):
        raise DeskError(f"{shown(path)} was changed: its entries make another root than it states.")
    return found


def _row(holder: ListedHolder, label: str, money: Money, decimals: int) -> dict[str, Any]:
    entry = holder.entry
    return {
        "holder": holder.address,
        "folio": entry.folio,
        "country": alpha2_code(entry.country),
        "class": label,
        "units": format_amount(entry.units, decimals).replace(",", ""),
        "redeemed": format_amount(entry.redeemed, decimals).replace(",", ""),
        "gross": money.plain(entry.gross),
        "rate": percentage(entry.rate),
        "tax": money.plain(entry.tax),
        "net": money.plain(entry.gross - entry.tax),
    }


def _proven(found: PaymentList) -> dict[str, Any]:
    """Entries as the contracts take them, amounts as texts, since JSON of other programs has no large integers."""
    return {
        "entries": [
            {
                "holder": holder.address,
                **{name: str(getattr(holder.entry, name)) for name in _FIELDS},
                "proof": ["0x" + sibling.hex() for sibling in found.tree.proof(place)],
            }
            for place, holder in enumerate(found.holders)
        ]
    }


def _holder(item: dict[str, Any]) -> ListedHolder:
    return ListedHolder(str(item["holder"]), ListEntry(**{name: int(item[name]) for name in _FIELDS}))
