"""Holds: units set aside for one who is to receive them."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils import keccak

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.labels import label_bytes

NO_HASH = bytes(32)


@dataclass(frozen=True)
class Hold:
    """Units of a class that a notary hands over until a unix time. `reference` is the parties' own name of it."""

    reference: str
    holder: Actor
    recipient: str
    notary: Actor
    partition: str
    units: int
    expiry: int

    @property
    def id(self) -> bytes:
        """The hold's id on chain."""
        return keccak(text=self.reference)


def create_call(deployed: Deployed, hold: Hold) -> Call:
    """The holder sets the units aside."""
    terms = (hold.holder.address, hold.units, hold.recipient, hold.expiry, hold.notary.address)
    arguments = (hold.id, (*terms, label_bytes(hold.partition), NO_HASH))
    sentence = f"Hold {hold.units:,} {hold.partition} of {hold.holder} for {hold.recipient}"
    return Call(deployed.security, "createHold", arguments, sentence, hold.holder)


def execute_call(deployed: Deployed, hold: Hold) -> Call:
    """The notary hands them over."""
    arguments = (hold.id, hold.recipient, hold.units, NO_HASH)
    sentence = f"Hand {hold.units:,} {hold.partition} on hold over to {hold.recipient}"
    return Call(deployed.security, "executeHold", arguments, sentence, hold.notary)
