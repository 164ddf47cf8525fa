"""Issues the units of an allotment list.

Who runs it: the transfer agent (role ISSUER). The file is allotments.csv beside issuer.yaml unless another is
named; the wallets are checked against investors.csv there. A line that is malformed, that the security would
refuse, or that exceeds the authorised capital stops the whole run before anything is sent. The number of each
allotment is recorded on chain: a second run issues what is new in the file and nothing twice.

    brownie run issue --network local
    brownie run issue main examples/brunnhalde/allotments.csv dry-run --network local
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scripts.lib.allotments import read_allotments
from scripts.lib.command import command
from scripts.lib.deployed import Deployed
from scripts.lib.investors import read_investors
from scripts.lib.issuance import IssuePlan, issue_calls, plan_issue
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def main(path: str = "", mode: str = "") -> None:
    """main [FILE] [dry-run|send]: issues the allotments of the file."""
    deployed = open_security(mode)
    plan, _ = issue(deployed, Path(path) if path else deployed.settings.folder / "allotments.csv")
    log.info("%d allotments issued, %d were issued before", len(plan.outstanding), len(plan.issued))


def issue(deployed: Deployed, file: Path) -> tuple[IssuePlan, list[Any]]:
    """Issues what of the file is not issued yet; what was done with each line, and the receipts."""
    settings = deployed.settings
    investors = read_investors(settings.folder / "investors.csv", settings.attributes)
    allotments = read_allotments(file, [partition.label for partition in settings.partitions])
    plan = plan_issue(deployed, file, allotments, investors)
    return plan, deployed.send(issue_calls(deployed, plan))
