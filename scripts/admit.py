"""Admits investors to the register of members.

Who runs it: the transfer agent (role ADMITTER). The file is investors.csv beside issuer.yaml unless another
is named. A malformed line stops the whole run before anything is sent. A line whose admission has run out, or
whose country is closed, is left out, with the reason. Lines that are in the register as they stand in the
file are skipped, so that a second run sends nothing.

    brownie run admit --network local
    brownie run admit main examples/brunnhalde/investors.csv dry-run --network local

Report: reports/<network>/admission.csv, without names.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scripts.lib.admission import AdmissionPlan, admission_calls, plan_admission
from scripts.lib.chain import now
from scripts.lib.command import command
from scripts.lib.dates import day_of
from scripts.lib.deployed import Deployed
from scripts.lib.investors import Investor, read_investors
from scripts.lib.paths import report_folder, shown
from scripts.lib.reports import write_csv
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def main(path: str = "", mode: str = "") -> None:
    """main [FILE] [dry-run|send]: admits the investors of the file."""
    deployed = open_security(mode)
    file = Path(path) if path else deployed.settings.folder / "investors.csv"
    plan, _ = admit(deployed, read_investors(file, deployed.settings.attributes))
    for line in plan.refused:
        log.info("%s:%d: %s is refused: %s", shown(file), line.investor.line, line.investor.reference, line.reason)
    log.info(
        "%d admitted, %d renewed, %d further wallets linked, %d unchanged, %d refused",
        len(plan.admitted),
        len(plan.renewed),
        len(plan.linked),
        len(plan.unchanged),
        len(plan.refused),
    )


def admit(deployed: Deployed, investors: tuple[Investor, ...]) -> tuple[AdmissionPlan, list[Any]]:
    """Admits those who can be, and writes the report; what was done with each line, and the receipts."""
    plan = plan_admission(deployed, investors, day_of(now()))
    receipts = deployed.send(admission_calls(deployed, plan))
    if not deployed.sending.dry_run:
        write_csv(report_folder(deployed.network.name) / "admission.csv", REPORT_COLUMNS, _report(plan))
    return plan, receipts


REPORT_COLUMNS = ("line", "reference", "address", "outcome", "reason")


def _report(plan: AdmissionPlan) -> list[dict[str, str | int]]:
    """A row for each line of the file, in its order."""
    outcomes = [(investor, "admitted", "") for investor in plan.admitted]
    outcomes += [(investor, "renewed", "") for investor in plan.renewed]
    outcomes += [(investor, "linked", "") for investor, _ in plan.linked]
    outcomes += [(investor, "unchanged", "") for investor in plan.unchanged]
    outcomes += [(line.investor, "refused", line.reason) for line in plan.refused]
    return [
        {
            "line": investor.line,
            "reference": investor.reference,
            "address": investor.address,
            "outcome": outcome,
            "reason": reason,
        }
        for investor, outcome, reason in sorted(outcomes, key=lambda item: item[0].line)
    ]
