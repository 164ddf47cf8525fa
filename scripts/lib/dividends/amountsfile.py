"""A file of amounts for a list: `holder,units,redeemed,gross`, one holder a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.lib.addresses import parse_address
from scripts.lib.amounts import MAX_UNITS, parse_amount
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.arithmetic.lines import MAX_POT
from scripts.lib.dividends.money import plan_money
from scripts.lib.tables import read_table

COLUMNS = ("holder", "units", "redeemed", "gross")


@dataclass(frozen=True)
class ListedAmount:
    """What somebody is to be paid, by the line of the file; units and money in their smallest units."""

    line: int
    address: str
    units: int
    redeemed: int
    gross: int


def read_amounts(path: Path, deployed: Deployed, in_eth: bool) -> list[ListedAmount]:
    """Reads and checks the file; InputError with every problem in it."""
    return parse_amounts(path, plan_money(deployed, in_eth).decimals, deployed.settings.decimals)


def parse_amounts(path: Path, decimals: int, unit_decimals: int) -> list[ListedAmount]:
    """As {read_amounts}, for so many decimals of the money and of the units."""
    table = read_table(path, COLUMNS)
    amounts = [
        ListedAmount(
            line=row.line,
            address=row.value("holder", parse_address),
            units=row.value("units", lambda text: parse_amount(text, unit_decimals, MAX_UNITS)),
            redeemed=row.value("redeemed", lambda text: parse_amount(text, unit_decimals, MAX_UNITS), 0),
            gross=row.value("gross", lambda text: parse_amount(text, decimals, MAX_POT)),
        )
        for row in table.rows
    ]
    seen: set[str] = set()
    for row, amount in zip(table.rows, amounts, strict=True):
        if amount.address in seen:
            row.note(f"{amount.address} stands here twice")
        if amount.redeemed and amount.units is not None and amount.redeemed > amount.units:
            row.note("redeemed: more than the units")
        if amount.address:
            seen.add(amount.address)
    table.finish()
    return amounts
