"""What the register should hold: entries in plain dictionaries, no words, no packing, and copies instead of history.

Everything that belongs to a member hangs on its entry; a wallet only leads to one. So a recovery moves nothing: the
entry stands at another wallet, with its units, freezes, holds, folio and past.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from tests.world import COMMON, DAY, KP, NOWHERE, PREFERRED

PARTITIONS = (COMMON, PREFERRED)
UNLIMITED = 2**256 - 1
RECOVERY_DELAY = 3 * DAY


class Kind(IntEnum):
    """As in IMovements."""

    TRANSFER = 0
    ISSUE = 1
    REDEEM = 2
    FORCED_TRANSFER = 3
    FORCED_REDEEM = 4
    HOLD_EXECUTION = 5


FORCED = (Kind.FORCED_TRANSFER, Kind.FORCED_REDEEM)


class Move(NamedTuple):
    """A movement that somebody tries. `right`: how many units the actor may move; None for a stranger."""

    kind: Kind
    partition: bytes
    actor: str
    sender: str
    receiver: str
    units: int
    right: float | None = math.inf


@dataclass(eq=False)
class Entry:
    """A member; days as day numbers, 0 for never."""

    folio: int
    investor: int
    country: int
    through: int
    accredited: int = 0
    attributes: int = 0
    frozen: bool = False
    sanctioned: bool = False
    treasury: bool = False
    units: Counter[bytes] = field(default_factory=Counter)
    frozen_units: Counter[bytes] = field(default_factory=Counter)

    @property
    def profile(self) -> tuple[int, ...]:
        """What the entry says beside its numbers, in the order of `memberOf`."""
        dates = (self.through, self.accredited)
        return (self.country, *dates, self.attributes, self.frozen, self.sanctioned, self.treasury)


@dataclass(eq=False)
class Hold:
    """Units set aside; `units` are what is left. `recipient` is a wallet, NOWHERE where the notary says."""

    partition: bytes
    entry: Entry
    units: int
    recipient: str
    expiry: int
    notary: str
    secret_hash: bytes = bytes(32)


@dataclass
class Class:
    """The terms of a partition and its capital."""

    authorised: int
    accredited_only: bool
    redeemable: bool
    require_all: int = 0
    forbid_any: int = 0
    unlock_at: int = 0
    stopped: bool = False


class Past(NamedTuple):
    """The register as it stood on a record date, by folios."""

    units: dict[tuple[bytes, int], int]
    profiles: dict[int, tuple[int, int]]
    """Country and attributes."""
    supply: dict[bytes, int]


class Model:
    """The register, changed by the methods below. Whether a change is allowed is for the rules beside it to say."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.folios = 0
        self.entries: dict[str, Entry] = {}
        self.successors: dict[str, str] = {}
        self.recoveries: dict[str, tuple[str, int]] = {}
        self.holds: dict[bytes, Hold] = {}
        self.classes: dict[bytes, Class] = {}
        self.ratios: dict[tuple[bytes, bytes], tuple[int, int]] = {}
        self.operators: set[tuple[str, str, bytes]] = set()
        self.allowances: Counter[tuple[bytes, str, str]] = Counter()
        self.closed = {KP}
        self.pause_level, self.paused_until = 0, 0
        self.expired_may_sell = False
        self.terms_missing = False
        self.pending: set[int] = set()
        self.past: dict[int, Past] = {}

    # ENTRIES

    def admit(self, wallet: str, country: int, through: int, accredited: int = 0, attributes: int = 0) -> None:
        """A new entry, or a new profile of the one that stands there."""
        if wallet not in self.entries:
            self.folios += 1
            self.entries[wallet] = Entry(self.folios, self.folios, country, through)
        entry = self.entries[wallet]
        entry.country, entry.through = country, through
        entry.accredited, entry.attributes = accredited, attributes

    def link(self, wallet: str, first: str) -> None:
        """A further wallet of an investor, known and stopped like the first."""
        one = self.entries[first]
        self.admit(wallet, one.country, one.through, one.accredited, one.attributes)
        other = self.entries[wallet]
        other.investor, other.frozen, other.sanctioned = one.investor, one.frozen, one.sanctioned

    def remove(self, wallet: str) -> None:
        """Nothing is known any more of the member; the entry keeps folio, investor and freezes."""
        self.admit(wallet, country=0, through=0)
        self.entries[wallet].treasury = False

    def recover(self, lost: str) -> None:
        """The entry stands at the new wallet."""
        replacement, _ = self.recoveries.pop(lost)
        self.entries[replacement] = self.entries.pop(lost)
        self.successors[lost] = replacement

    def present(self, wallet: str) -> str:
        """Where the entry of a wallet stands today."""
        while wallet in self.successors:
            wallet = self.successors[wallet]
        return wallet

    def wallet_of(self, entry: Entry) -> str:
        return next(wallet for wallet, other in self.entries.items() if other is entry)

    # UNITS

    def units(self, partition: bytes, wallet: str) -> int:
        entry = self.entries.get(wallet)
        return entry.units[partition] if entry else 0

    def supply(self, partition: bytes) -> int:
        return sum(entry.units[partition] for entry in self.entries.values())

    def held(self, partition: bytes, wallet: str) -> int:
        """Units on hold, counted anew from the open holds."""
        entry = self.entries.get(wallet)
        return sum(h.units for h in self.holds.values() if h.entry is entry and h.partition == partition)

    def free(self, partition: bytes, wallet: str) -> tuple[int, int]:
        """Units that are not frozen, and those of them that are not on hold either."""
        entry = self.entries[wallet]
        unfrozen = max(entry.units[partition] - entry.frozen_units[partition], 0)
        return unfrozen, max(unfrozen - self.held(partition, wallet), 0)

    def move(self, move: Move) -> None:
        """Does what was allowed."""
        if move.kind in FORCED:
            self._unfreeze(move)
        if move.sender != NOWHERE:
            self.entries[move.sender].units[move.partition] -= move.units
        if move.receiver != NOWHERE:
            self.entries[move.receiver].units[move.partition] += move.units
        if move.right is not None and move.right != math.inf:
            self.allowances[move.partition, move.sender, move.actor] -= move.units

    def _unfreeze(self, move: Move) -> None:
        """What is forced takes free units first, then frozen ones, which are free thereby, and last those on hold."""
        frozen = self.entries[move.sender].frozen_units
        _, free = self.free(move.partition, move.sender)
        frozen[move.partition] -= min(frozen[move.partition], max(move.units - free, 0))

    def convert(self, wallet: str, old: bytes, new: bytes, units: int, converted: int) -> None:
        self.entries[wallet].units[old] -= units
        self.entries[wallet].units[new] += converted

    # RIGHTS

    def is_operator(self, partition: bytes, actor: str, holder: str) -> bool:
        if actor == holder:
            return True
        return bool({(holder, actor, b""), (holder, actor, partition)} & self.operators) and not self.is_stopped(actor)

    def is_stopped(self, actor: str) -> bool:
        """Whether it acts for nobody."""
        entry = self.entries.get(actor)
        return actor in self.successors or bool(entry and (entry.frozen or entry.sanctioned))

    def allowance(self, partition: bytes, holder: str, actor: str) -> float:
        """Units that a spender may move, also none."""
        allowed = self.allowances[partition, holder, actor]
        return math.inf if allowed == UNLIMITED else allowed

    def right(self, partition: bytes, actor: str, holder: str) -> float | None:
        """Of an operator, or of one with an allowance of the class; None for a stranger."""
        if self.is_operator(partition, actor, holder):
            return math.inf
        return None if self.is_stopped(actor) else self.allowance(partition, holder, actor) or None

    # TIME

    def time_is(self, now: int) -> None:
        """Nothing has moved since the last call of this."""
        self.now = now
        for date in sorted(self.pending):
            if date < now:
                self.pending.remove(date)
                self.past[date] = self._photograph()

    def _photograph(self) -> Past:
        entries = self.entries.values()
        return Past(
            {(partition, entry.folio): entry.units[partition] for partition in PARTITIONS for entry in entries},
            {entry.folio: (entry.country, entry.attributes) for entry in entries},
            {partition: self.supply(partition) for partition in PARTITIONS},
        )

    @property
    def today(self) -> int:
        return self.now // DAY
