"""Chapter: the cap table, the reports, and where to go from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.captable import write
from scripts.lib.amounts import format_amount, format_count
from scripts.lib.captable import CapTable
from scripts.lib.deployed import Deployed
from scripts.lib.paths import report_folder, shown
from scripts.lib.problems import DeskError
from scripts.lib.verify import differences
from scripts.story.narrator import Narrator

SHOWN_ROWS = 10


def tell_books(narrator: Narrator, deployed: Deployed) -> CapTable:
    """Writes the cap table and shows its largest holders."""
    narrator.chapter("The books")
    table, _ = write(deployed)
    narrator.say(
        "The register of members, rebuilt from nothing but the events, agrees with the state of the "
        f"contracts in every field of its {len(table.rows)} entries. "
        f"At block {table.block.number} ({table.block.hash}):"
    )
    narrator.space()
    _tell_largest(narrator, table)
    found = differences(deployed)
    if found:
        raise DeskError("\n".join(found))
    narrator.space()
    narrator.say(f"Roles and rules still are what {shown(deployed.settings.path)} says. Reports:")
    for path in sorted(report_folder(deployed.network.name).iterdir()):
        print(f"    {shown(path)}")
    return table


def tell_console(narrator: Narrator, deployed: Deployed) -> None:
    """How to go on with the same chain."""
    narrator.chapter("Go on yourself")
    if not deployed.network.keep_state:
        narrator.say("This chain ends with this command. `make demo` tells the story on one that stays.")
        return
    narrator.say("The chain and its state are kept. Start it again and open Brownie's console on it:")
    for line in (
        "make chain",
        ".venv/bin/brownie console --network local",
        '>>> s = run("console")',
        ">>> s.security.name(), s.security.totalSupply()",
        ">>> s.voting.tally(1)",
    ):
        print(f"    {line}")


def _tell_largest(narrator: Narrator, table: CapTable) -> None:
    """The largest holders and the rest, so that the columns add up."""
    labels = list(table.totals)
    ranked = sorted(table.rows, key=lambda row: (-int(row["units"].replace(".", "")), row["folio"]))
    rows = [
        _line(f"{row['folio']}", _name(row), {label: int(row[label]) for label in labels}, table)
        for row in ranked[:SHOWN_ROWS]
    ]
    rest = {label: sum(int(row[label]) for row in ranked[SHOWN_ROWS:]) for label in labels}
    rows.append(_line("", f"{len(ranked) - SHOWN_ROWS} further entries", rest, table))
    rows.append(_line("", "all", dict(table.totals), table))
    header = ("folio", "member", *(title for label in labels for title in (label, "share")))
    narrator.table(header, rows, left=2)


def _line(folio: str, name: str, units: dict[str, int], table: CapTable) -> tuple[str, ...]:
    cells = []
    for label, total in table.totals.items():
        cells += [format_count(units[label]), _share(units[label], total)]
    return (folio, name, *cells)


def _share(units: int, total: int) -> str:
    """A share in per cent with two places, rounded down."""
    return f"{format_amount(units * 10_000 // total if total else 0, 2)} %"


def _name(row: Mapping[str, Any]) -> str:
    reference = row["reference"] or row["status"]
    return f"{reference} {row['address']}"
