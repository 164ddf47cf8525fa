"""The transfer agent's consent to single transfers: asked for, given, refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.lib.actors import Actor
from scripts.lib.amounts import format_amount
from scripts.lib.calls import Call
from scripts.lib.compliance.present import engine_of
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.roles import APPROVER

# IApprovals.Status
STATUSES = ("none", "requested", "approved", "rejected", "used")


@dataclass(frozen=True)
class Transfer:
    """One exact transfer, to which alone a consent applies."""

    label: str
    sender: str
    receiver: str
    units: int

    @property
    def arguments(self) -> tuple[bytes, str, str, int]:
        """As the engine takes it."""
        return (label_bytes(self.label), self.sender, self.receiver, self.units)

    def in_words(self, deployed: Deployed) -> str:
        """For a line of the journal."""
        sender, receiver = (deployed.actors.name_of(address) for address in (self.sender, self.receiver))
        return f"{format_amount(self.units, deployed.settings.decimals)} {self.label} from {sender} to {receiver}"


def request_call(deployed: Deployed, transfer: Transfer, document: bytes, sender: Actor) -> Call:
    """The giver, or the transfer agent for it, asks."""
    arguments = (*transfer.arguments, document)
    sentence = f"Ask for consent to {transfer.in_words(deployed)}"
    return Call(_engine(deployed), "requestApproval", arguments, sentence, sender)


def approve_call(deployed: Deployed, transfer: Transfer, expiry: int, document: bytes) -> Call:
    """The transfer agent consents, up to and including a time."""
    arguments = (*transfer.arguments, expiry, document)
    sentence = f"Consent to {transfer.in_words(deployed)} until {format_time(expiry)}"
    return Call(_engine(deployed), "approveTransfer", arguments, sentence, deployed.holder_of(APPROVER))


def reject_call(deployed: Deployed, transfer: Transfer, reason: int) -> Call:
    """The transfer agent refuses, or takes its consent back; the reason is a number of ERC-1450."""
    engine = _engine(deployed)
    arguments = (engine.approvalId(*transfer.arguments), reason)
    sentence = f"Refuse {transfer.in_words(deployed)}, for reason {reason}"
    return Call(engine, "rejectTransfer", arguments, sentence, deployed.holder_of(APPROVER))


def consent_in_words(deployed: Deployed, transfer: Transfer) -> str:
    """Where a request stands."""
    engine = _engine(deployed)
    consent = engine.consentOf(engine.approvalId(*transfer.arguments))
    status = STATUSES[int(consent["status"])]
    parts = [status]
    if status == "requested" and consent["automaticFrom"]:
        parts.append(f"silence is consent from {format_time(consent['automaticFrom'])}")
    if status in ("requested", "approved") and consent["expiry"]:
        parts.append(f"counts until {format_time(consent['expiry'])}")
    return ", ".join(parts)


def _engine(deployed: Deployed) -> Any:
    engine = engine_of(deployed)
    if engine is None:
        raise DeskError("The security has no compliance engine: apply a pack first.")
    return engine
