"""Writes the cap table of the newest block as CSV and JSON, after proving that events and state agree.

Who runs it: anybody. The issuer's own references come from investors.csv beside issuer.yaml; names stay
there.

    brownie run captable --network local

Reports: reports/<network>/captable.csv and captable.json.
"""

from __future__ import annotations

import logging
from pathlib import Path

from scripts.lib.captable import CapTable, cap_table, write_cap_table
from scripts.lib.chain import latest_block
from scripts.lib.command import command
from scripts.lib.deployed import Deployed
from scripts.lib.paths import report_folder, shown
from scripts.lib.problems import DeskError
from scripts.lib.reconciliation import register_differences
from scripts.lib.references import references_of
from scripts.lib.register import read_register
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def main() -> None:
    """main: writes the cap table."""
    table, paths = write(open_security())
    for label, total in table.totals.items():
        log.info("%-12s %15s units%s", label, f"{total:,}", _shares(table, label))
    log.info("written at block %d: %s", table.block.number, ", ".join(map(shown, paths)))


def write(deployed: Deployed) -> tuple[CapTable, tuple[Path, Path]]:
    """Writes the cap table and returns it with its files; DeskError where events and state differ."""
    block = latest_block()
    register = read_register(deployed, block)
    differences = register_differences(deployed, register, block)
    if differences:
        raise DeskError("\n".join(["The events and the state of the security differ:", *differences]))
    table = cap_table(register, block, references_of(deployed, register.succession), deployed.settings.decimals)
    return table, write_cap_table(table, report_folder(deployed.network.name))


def _shares(table: CapTable, label: str) -> str:
    return f", {table.shares[label]} shares" if label in table.shares else ""
