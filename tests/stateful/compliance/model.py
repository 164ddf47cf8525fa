"""What the machine keeps of its own: what the register said last, parameters, sales, consents, the hostile rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from scripts.lib.lots import Lot, add_months
from tests.lots import Party
from tests.world import COMMON, DAY, NOWHERE, PREFERRED

PARTITIONS = (COMMON, PREFERRED)
MILLION = 1_000_000
SILENCE, VALIDITY = 30 * DAY, 60 * DAY + DAY // 2
REQUESTED, APPROVED, REJECTED, USED = 1, 2, 3, 4
Deal = tuple[bytes, str, str, int]


class Kind(IntEnum):
    """As the contracts number them."""

    TRANSFER = 0
    ISSUE = 1
    REDEEM = 2
    FORCED_TRANSFER = 3
    FORCED_REDEEM = 4
    HOLD_EXECUTION = 5
    CONVERSION = 6


SALES = (Kind.TRANSFER, Kind.HOLD_EXECUTION)
FORCED = (Kind.FORCED_TRANSFER, Kind.FORCED_REDEEM)


class Entry(NamedTuple):
    """A wallet as `memberOf` tells it."""

    folio: int
    investor: int
    country: int
    through: int
    accredited_through: int
    attributes: int
    frozen: int
    sanctioned: int
    treasury: int


@dataclass(frozen=True)
class Deed:
    """A movement: `received` units of `destination` for `units` of `partition`; the same but for a conversion."""

    kind: Kind
    partition: bytes
    giver: str
    taker: str
    units: int
    destination: bytes
    received: int

    @property
    def deal(self) -> Deal:
        return self.partition, self.giver, self.taker, self.units

    @property
    def is_told(self) -> bool:
        """From a wallet to itself nothing moves."""
        return self.giver != self.taker or self.kind == Kind.CONVERSION


def deed(kind: Kind, partition: bytes, giver: str, taker: str, units: int) -> Deed:
    """A movement within a class."""
    return Deed(kind, partition, giver, taker, units, partition, units)


@dataclass
class Picture:
    """What the register and the books of lots say at one moment."""

    time: int
    entries: dict[str, Entry]
    units: dict[tuple[bytes, str], int]
    supplies: dict[bytes, int]
    lots: dict[tuple[bytes, int], list[Lot]] = field(default_factory=dict)

    @property
    def today(self) -> int:
        return self.time // DAY

    def investors(self) -> dict[int, list[str]]:
        """The wallets of each."""
        wallets = defaultdict(list)
        for wallet, entry in self.entries.items():
            if entry.investor:
                wallets[entry.investor].append(wallet)
        return wallets

    def investor(self, wallet: str) -> int:
        return self.entries[wallet].investor if wallet in self.entries else 0

    def units_of(self, partition: bytes, investor: int) -> int:
        return sum(self.units[partition, wallet] for wallet in self.investors().get(investor, ()))

    def is_holder(self, investor: int) -> bool:
        """Whether there are units of any class in a wallet that is not the issuer's."""
        wallets = [wallet for wallet in self.investors()[investor] if not self.entries[wallet].treasury]
        return any(self.units[partition, wallet] for partition in PARTITIONS for wallet in wallets)

    def is_holder_at(self, wallet: str) -> bool:
        return bool(self.entries[wallet].treasury) or self.is_holder(self.investor(wallet))

    def party(self, wallet: str) -> Party:
        """The wallet's member as gates see one."""
        entry = self.entries[wallet]
        return Party(entry.attributes, entry.accredited_through >= self.today, bool(entry.treasury))

    def moves_between_investors(self, done: Deed) -> bool:
        """Whether the units reach an investor, and come from elsewhere."""
        return done.taker != NOWHERE and (
            done.kind == Kind.CONVERSION or self.investor(done.giver) != self.investor(done.taker)
        )


@dataclass
class Consent:
    """A request or a consent, and how it stands."""

    status: int
    expiry: int
    automatic_from: int = 0

    def is_granted(self, now: int) -> bool:
        is_silent = self.status == REQUESTED and now >= self.automatic_from
        return (self.status == APPROVED or is_silent) and now <= self.expiry

    def is_pending(self, now: int) -> bool:
        return self.status in (REQUESTED, APPROVED) and now <= self.expiry


class Parameters:
    """The rules' parameters, each with the value that replaces it later."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, int], tuple[int, int, int]] = {}

    def set(self, name: str, number: int, value: int, now: int, effective_from: int = 0) -> None:
        later = effective_from > now
        present = self.value(now, name, number)
        self.words[name, number] = (present, value, effective_from) if later else (value, 0, 0)

    def value(self, now: int, name: str, number: int = 0) -> int:
        present, later, since = self.words.get((name, number), (0, 0, 0))
        return later if since and now >= since else present


@dataclass
class Sales:
    """What affiliates sold, by class, investor and day; and in which groups they are."""

    sold: list[tuple[bytes, int, int, int]] = field(default_factory=list)
    groups: dict[int, int] = field(default_factory=dict)

    def in_window(self, partition: bytes, investor: int, today: int, months: int) -> int:
        """What still counts today, for the investor and its group."""
        together = set(self._group(investor))
        return sum(
            units
            for cls, seller, day, units in self.sold
            if cls == partition and seller in together and add_months(day, months) > today
        )

    def _group(self, investor: int) -> Iterator[int]:
        group = self.groups.get(investor, 0)
        yield investor
        yield from (other for other, its in self.groups.items() if group and its == group)
