"""Transfers units, or says why the security would refuse to.

Who runs it: the holder. SENDER and RECEIVER are addresses or names of config/<network>.yaml; without a
PARTITION the units are of the principal class. Nothing is sent if the transfer would be refused: code, reason
and the guilty party are printed and the exit code is 1.

    brownie run transfer main SENDER RECEIVER UNITS [PARTITION] [dry-run|send] --network local
"""

from __future__ import annotations

from scripts.lib.arguments import amount_argument, partition_argument
from scripts.lib.command import command
from scripts.lib.dates import format_time
from scripts.lib.movement import explain_transfer, transfer_call
from scripts.lib.problems import DeskError
from scripts.lib.session import open_security


@command
def main(sender: str, receiver: str, units: str, partition: str = "", mode: str = "") -> None:
    """main SENDER RECEIVER UNITS [PARTITION] [dry-run|send]: transfers units."""
    deployed = open_security(mode)
    label = partition_argument(deployed.settings, partition)
    amount = amount_argument(units, deployed.settings.decimals)
    holder, target = deployed.actors[sender], deployed.actors[receiver].address
    verdict = explain_transfer(deployed, label, holder.address, target, amount)
    if verdict.refusal:
        cure = f"; possible from {format_time(verdict.opens_at)}" if verdict.opens_at else ""
        raise DeskError(f"refused: {verdict.refusal}{cure}")
    deployed.send([transfer_call(deployed, label, holder, target, amount)])
