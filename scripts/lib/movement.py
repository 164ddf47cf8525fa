"""Movements of units: what the security says of one, and the call that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes, label_text
from scripts.lib.reasons import SUCCESS, Refusal, movement_refusal

# IMovements.Kind
TRANSFER = 0
ISSUE = 1
REDEEM = 2


@dataclass(frozen=True)
class Verdict:
    """What a movement would do now.

    `refusal` is None when it would succeed; `opens_at` when time cures it.
    """

    reason: str
    refusal: Refusal | None
    opens_at: int


def explain_movement(
    deployed: Deployed, kind: int, partition: str, operator: str, sender: str, receiver: str, units: int
) -> Verdict:
    """Asks the security's evaluator, which also decides when the movement is made. Sends nothing."""
    code, reason, guilty, opens_at = deployed.security.explainMovement(
        kind, label_bytes(partition), operator, sender, receiver, units
    )
    status, text = "0x" + bytes(code).hex(), label_text(reason)
    refusal = None if status == SUCCESS else movement_refusal(status, text, guilty)
    return Verdict(text, refusal, opens_at)


def explain_transfer(deployed: Deployed, partition: str, sender: str, receiver: str, units: int) -> Verdict:
    """As {explain_movement}, for a transfer that the holder sends."""
    return explain_movement(deployed, TRANSFER, partition, sender, sender, receiver, units)


def transfer_call(deployed: Deployed, partition: str, sender: Actor, receiver: str, units: int) -> Call:
    """The holder's transfer; of the principal class as any ERC-20 wallet would send it."""
    sentence = f"Transfer {units:,} {partition} from {sender} to {receiver}"
    if partition == deployed.settings.principal.label:
        return Call(deployed.security, "transfer", (receiver, units), sentence, sender)
    arguments = (label_bytes(partition), receiver, units, b"")
    return Call(deployed.security, "transferByPartition", arguments, sentence, sender)


def convert_call(deployed: Deployed, old: str, new: str, holder: Actor, units: int) -> Call:
    """Units of a class that the holder turns into units of another, at the ratio that the issuer set."""
    arguments = (label_bytes(old), label_bytes(new), holder.address, units, b"")
    return Call(deployed.security, "convert", arguments, f"Convert {units:,} {old} of {holder} into {new}", holder)
