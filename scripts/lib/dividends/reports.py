"""Writes the reports of a distribution: statements, totals for the tax agent, and the register of what is unclaimed.

Each as CSV for people and JSON for programs, with the same rows, the account and the block at the foot. Amounts are
texts with all their places. The same block gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scripts.lib.amounts import format_amount
from scripts.lib.countries import alpha2_code
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.rates import percentage
from scripts.lib.dividends.statements import Statement, StatementRow
from scripts.lib.dividends.taxtotals import totals_of
from scripts.lib.paths import report_folder
from scripts.lib.reports import write_csv, write_json

STATEMENT = (
    "holder",
    "folio",
    "country",
    "class",
    "line",
    "units",
    "gross",
    "rate",
    "tax",
    "net",
    "state",
    "paid_to",
    "transaction",
)
UNCLAIMED = ("folio", "holder", "country", "class", "line", "units", "gross", "rate", "tax", "net", "state")
TOTALS = ("country", "rate", "holders", "gross", "untaxed", "tax", "net")


def write_statements(deployed: Deployed, statement: Statement) -> list[Path]:
    """Every holder and line."""
    rows = [_row(deployed, statement, row) for row in statement.rows]
    return _write(deployed, statement, "statements", STATEMENT, rows)


def write_unclaimed(deployed: Deployed, statement: Statement) -> list[Path]:
    """Those lines whose money the holder has not received, set aside or not."""
    rows = [_row(deployed, statement, row) for row in statement.rows if row.state != "paid"]
    return _write(deployed, statement, "unclaimed", UNCLAIMED, rows)


def write_totals(deployed: Deployed, statement: Statement) -> list[Path]:
    """What was withheld by country and rate."""
    money = statement.money
    rows = [
        {
            "country": alpha2_code(total.country),
            "rate": percentage(total.ppm),
            "holders": total.holders,
            "gross": money.plain(total.gross),
            "untaxed": money.plain(total.untaxed),
            "tax": money.plain(total.tax),
            "net": money.plain(total.net),
        }
        for total in totals_of(statement)
    ]
    return _write(deployed, statement, "tax", TOTALS, rows)


def footer_of(statement: Statement) -> dict[str, Any]:
    """Where the money is, and as of when."""
    money, account, standing = statement.money, statement.account, statement.standing
    amounts = {**vars(account), "set_aside": standing.set_aside, "remitted": standing.remitted}
    return {
        "distribution": statement.number,
        "state": standing.state,
        "currency": money.symbol,
        "currency_address": money.address,
        **{name: money.plain(amount) for name, amount in amounts.items()},
        "block": statement.block.number,
        "block_hash": statement.block.hash,
    }


def _row(deployed: Deployed, statement: Statement, row: StatementRow) -> dict[str, Any]:
    money = statement.money
    return {
        "holder": row.holder,
        "folio": row.folio,
        "country": alpha2_code(row.country),
        "class": row.partition,
        "line": row.line,
        "units": format_amount(row.units, deployed.settings.decimals).replace(",", ""),
        "gross": money.plain(row.gross),
        "rate": percentage(row.rate),
        "tax": money.plain(row.tax),
        "net": money.plain(row.net),
        "state": row.state,
        "paid_to": row.paid_to,
        "transaction": row.transaction,
    }


def _write(
    deployed: Deployed, statement: Statement, name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]
) -> list[Path]:
    path = report_folder(deployed.network.name) / f"dividend-{statement.number}-{name}.csv"
    shown = [{column: row[column] for column in columns} for row in rows]
    footer = footer_of(statement)
    return [
        write_csv(path, columns, shown, footer),
        write_json(path.with_suffix(".json"), {**footer, "rows": shown}),
    ]
