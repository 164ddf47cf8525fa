"""The register of members as the events tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.chain import BlockMark
from scripts.lib.deployed import Deployed
from scripts.lib.events import Event, read_events
from scripts.lib.labels import label_text
from scripts.lib.memberword import read_member


@dataclass
class Entry:
    """A member. `units` by class; `total` is what the ERC-20 events say of all classes together."""

    address: str
    folio: int = 0
    investor: int = 0
    country: int = 0
    admitted_through: int = 0
    accredited_through: int = 0
    attributes: int = 0
    frozen: bool = False
    frozen_units: int = 0
    sanctioned: bool = False
    treasury: bool = False
    units: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, label: str, amount: int) -> None:
        """Enters units of a class, or takes them away."""
        self.units[label] = self.units.get(label, 0) + amount


@dataclass
class Register:
    """All entries, and the classes in the order of their creation; the first is the principal one."""

    labels: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)

    def entry(self, address: str) -> Entry:
        """The entry of an address, made when it is new."""
        return self.entries.setdefault(address, Entry(address))

    def members(self) -> list[Entry]:
        """Everybody who was ever entered, in folio order."""
        return sorted((entry for entry in self.entries.values() if entry.folio), key=lambda entry: entry.folio)

    def issued(self, label: str) -> int:
        """Units of a class that are held in all."""
        return sum(entry.units.get(label, 0) for entry in self.entries.values())

    def apply(self, event: Event) -> None:
        """Takes an event in."""
        _HANDLERS[event.name](self, event)


def read_register(deployed: Deployed, block: BlockMark) -> Register:
    """Rebuilds the register from nothing but the events up to the block."""
    register = Register()
    for event in read_events(deployed.security, _HANDLERS.keys(), last=block.number):
        register.apply(event)
    return register


def _admitted(register: Register, event: Event) -> None:
    word = read_member(event["profile"])
    entry = register.entry(event["account"])
    entry.folio, entry.investor, entry.country = word.folio, word.investor, word.country
    entry.admitted_through, entry.accredited_through = word.admitted_through, word.accredited_through
    entry.attributes = word.attributes


def _removed(register: Register, event: Event) -> None:
    entry = register.entry(event["account"])
    entry.country = entry.admitted_through = entry.accredited_through = entry.attributes = 0


def _moved(register: Register, event: Event) -> None:
    label = label_text(event["fromPartition"])
    register.entry(event["from"]).add(label, -event["value"])
    register.entry(event["to"]).add(label, event["value"])


def _issued_by_partition(register: Register, event: Event) -> None:
    register.entry(event["to"]).add(label_text(event["partition"]), event["value"])


def _redeemed_by_partition(register: Register, event: Event) -> None:
    register.entry(event["from"]).add(label_text(event["partition"]), -event["value"])


def _issued(register: Register, event: Event) -> None:
    register.entry(event["to"]).add(register.labels[0], event["value"])


def _redeemed(register: Register, event: Event) -> None:
    register.entry(event["from"]).add(register.labels[0], -event["value"])


def _forcibly_redeemed(register: Register, event: Event) -> None:
    register.entry(event["tokenHolder"]).add(register.labels[0], -event["value"])


def _transferred(register: Register, event: Event) -> None:
    """The ERC-20 journal knows no classes; it is kept beside the other one, as a check on it."""
    for address, amount in ((event["from"], -event["value"]), (event["to"], event["value"])):
        if address != ZERO_ADDRESS:
            register.entry(address).total += amount


def _setter(attribute: str, value: str) -> Callable[[Register, Event], None]:
    """Takes over one value of an event into the entry of its account."""

    def apply(register: Register, event: Event) -> None:
        setattr(register.entry(event["account"]), attribute, event[value])

    return apply


def _created(register: Register, event: Event) -> None:
    register.labels.append(label_text(event["partition"]))


_HANDLERS: dict[str, Callable[[Register, Event], None]] = {
    "PartitionCreated": _created,
    "MemberAdmitted": _admitted,
    "MemberRemoved": _removed,
    "AddressFrozen": _setter("frozen", "isFrozen"),
    "Frozen": _setter("frozen_units", "amount"),
    "SanctionSet": _setter("sanctioned", "sanctioned"),
    "TreasurySet": _setter("treasury", "treasury"),
    "Issued": _issued,
    "IssuedByPartition": _issued_by_partition,
    "Redeemed": _redeemed,
    "RedeemedByPartition": _redeemed_by_partition,
    "ControllerRedemption": _forcibly_redeemed,
    "TransferByPartition": _moved,
    "Transfer": _transferred,
}
