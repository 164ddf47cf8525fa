"""The register of members as the events tell it.

A lost wallet is nobody once its entry was recovered: folio, flags and holds are then the new wallet's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.lib.addresses import ZERO_ADDRESS
from scripts.lib.chain import BlockMark
from scripts.lib.deployed import Deployed
from scripts.lib.events import Event, read_events
from scripts.lib.labels import label_text
from scripts.lib.memberword import read_member
from scripts.lib.ratios import Ratios
from scripts.lib.succession import Succession


@dataclass
class Entry:
    """A member. Units by class: held, frozen and on hold; `total` is what the ERC-20 events say of all classes."""

    address: str
    folio: int = 0
    investor: int = 0
    country: int = 0
    admitted_through: int = 0
    accredited_through: int = 0
    attributes: int = 0
    frozen: bool = False
    sanctioned: bool = False
    treasury: bool = False
    units: dict[str, int] = field(default_factory=dict)
    frozen_units: dict[str, int] = field(default_factory=dict)
    held_units: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, label: str, amount: int) -> None:
        """Enters units of a class, or takes them away."""
        self.units[label] = self.units.get(label, 0) + amount


@dataclass
class Register:
    """All entries, and the classes in the order of their creation; the first is the principal one.

    `stopped` are the classes of which nothing moves, `ratios` says how many shares their units are.
    """

    labels: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    succession: Succession = field(default_factory=Succession)
    ratios: Ratios = field(default_factory=Ratios)
    _holds: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    _last: Event | None = None

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
        self._last = event


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
    """Names no class: that of the event of ERC-1410 right before it, which has counted, or the principal one."""
    last = register._last
    if last and last.name == "RedeemedByPartition" and last.transaction == event.transaction:
        return
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


def _stopped(register: Register, event: Event) -> None:
    label = label_text(event["partition"])
    if event["isFrozen"]:
        register.stopped.add(label)
    else:
        register.stopped.discard(label)


def _units_frozen(register: Register, event: Event) -> None:
    register.entry(event["account"]).frozen_units[register.labels[0]] = event["amount"]


def _units_frozen_by_partition(register: Register, event: Event) -> None:
    register.entry(event["account"]).frozen_units[label_text(event["partition"])] = event["amount"]


def _hold_created(register: Register, event: Event) -> None:
    hold, label = event["hold"], label_text(event["hold"]["partition"])
    register._holds[bytes(event["holdId"])] = (hold["holder"], label)
    held = register.entry(hold["holder"]).held_units
    held[label] = held.get(label, 0) + hold["units"]


def _hold_ended(register: Register, event: Event) -> None:
    """All of a hold or a part of it; its holder may have another wallet by now."""
    holder, label = register._holds[bytes(event["holdId"])]
    register.entry(register.succession.present(holder)).held_units[label] -= event["units"]


def _recovered(register: Register, event: Event) -> None:
    """What moves with the entry without an event of its own. Units and frozen amounts have theirs."""
    lost, replacement = register.entry(event["lost"]), register.entry(event["replacement"])
    replacement.folio, replacement.investor = lost.folio, lost.investor
    replacement.frozen, replacement.sanctioned, replacement.treasury = lost.frozen, lost.sanctioned, lost.treasury
    replacement.held_units = lost.held_units
    register.entries[lost.address] = Entry(lost.address, units=lost.units, total=lost.total)
    register.succession.add(lost.address, replacement.address)


_HANDLERS: dict[str, Callable[[Register, Event], None]] = {
    "PartitionCreated": _created,
    "MemberAdmitted": _admitted,
    "MemberRemoved": _removed,
    "AddressFrozen": _setter("frozen", "isFrozen"),
    "Frozen": _units_frozen,
    "FrozenByPartition": _units_frozen_by_partition,
    "PartitionFrozen": _stopped,
    "HoldCreated": _hold_created,
    "HoldExecuted": _hold_ended,
    "HoldReleased": _hold_ended,
    "MemberRecovered": _recovered,
    "SplitScheduled": lambda register, event: register.ratios.add(event),
    "SplitCancelled": lambda register, event: register.ratios.take_back(event),
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
