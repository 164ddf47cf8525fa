"""Moves the entry of a member who lost a wallet to a new one, after a time in which the old one can object.

Who runs it: the controller (role CONTROLLER). LOST and NEW are addresses or names of config/<network>.yaml;
EVIDENCE is a file, such as the member's declaration, whose hash the chain keeps. The new wallet must never have
been in the register. Units, frozen amounts, holds, folio and history go with the entry; the lost wallet is barred.

    brownie run recover initiate LOST NEW EVIDENCE [dry-run|send] --network local
    brownie run recover execute LOST [dry-run|send] --network local
    brownie run recover cancel LOST [dry-run|send] --network local
"""

from __future__ import annotations

import logging
from pathlib import Path

from scripts.lib.command import command
from scripts.lib.dates import format_time
from scripts.lib.recoveries import cancel_call, due_time, execute_call, initiate_call
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def initiate(lost: str, new: str, evidence: str, mode: str = "") -> None:
    """initiate LOST NEW EVIDENCE [dry-run|send]: begins the time in which the lost wallet can object."""
    deployed = open_security(mode)
    wallets = (deployed.actors[lost].address, deployed.actors[new].address)
    if deployed.send([initiate_call(deployed, *wallets, Path(evidence))]):
        log.info("can be executed from %s", format_time(due_time(deployed, wallets[0])))


@command
def execute(lost: str, mode: str = "") -> None:
    """execute LOST [dry-run|send]: moves the entry, once that time is over."""
    deployed = open_security(mode)
    deployed.send([execute_call(deployed, deployed.actors[lost].address)])


@command
def cancel(lost: str, mode: str = "") -> None:
    """cancel LOST [dry-run|send]: ends a recovery that was initiated."""
    deployed = open_security(mode)
    deployed.send([cancel_call(deployed, deployed.actors[lost].address)])
