"""Stops a member, or some of its units, and lets go again.

Who runs it: the compliance officer (role FREEZER). MEMBER is an address or a name of config/<network>.yaml.
With UNITS, that many units of the PARTITION, or of the principal class, are frozen, in place of what was
frozen before. `release` frees the member and its units of every class.

    brownie run freeze main MEMBER [UNITS] [PARTITION] [dry-run|send] --network local
    brownie run freeze release MEMBER [dry-run|send] --network local
"""

from __future__ import annotations

import logging

from scripts.lib.arguments import amount_argument, partition_argument
from scripts.lib.command import command
from scripts.lib.freezing import freeze_call, freeze_units_call, release_calls
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def main(member: str, units: str = "", partition: str = "", mode: str = "") -> None:
    """main MEMBER [UNITS] [PARTITION] [dry-run|send]: freezes the member, or some of its units."""
    deployed = open_security(mode)
    address = deployed.actors[member].address
    if units:
        amount = amount_argument(units, deployed.settings.decimals)
        label = partition_argument(deployed.settings, partition)
        deployed.send([freeze_units_call(deployed, address, amount, label)])
    else:
        deployed.send([freeze_call(deployed, address)])


@command
def release(member: str, mode: str = "") -> None:
    """release MEMBER [dry-run|send]: lets the member and its units go."""
    deployed = open_security(mode)
    calls = release_calls(deployed, deployed.actors[member].address)
    if not calls:
        log.info("nothing of %s is frozen", member)
    deployed.send(calls)
