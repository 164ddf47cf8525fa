"""What the rules HolderCaps and BenefitPlans count, recounted from nothing but the events.

A rule's counters change with each movement; these are taken from the register as the events tell it, by the rules' own
definitions. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.lib.chain import BlockMark
from scripts.lib.deployed import Deployed
from scripts.lib.events import Event, read_events
from scripts.lib.register import Entry, Register

FULL_SHARE = 1_000_000

# What makes an entry, changes it or moves units.
_CHANGES = {
    "PartitionCreated",
    "MemberAdmitted",
    "MemberRemoved",
    "MemberRecovered",
    "TreasurySet",
    "Issued",
    "IssuedByPartition",
    "Redeemed",
    "RedeemedByPartition",
    "ControllerRedemption",
    "TransferByPartition",
}
_CONVERSION = ["RedeemedByPartition", "IssuedByPartition", "ChangedPartition"]
_PARTIES = ("account", "from", "to", "tokenHolder", "lost", "replacement")


@dataclass(frozen=True)
class Profile:
    """What an investor is counted as."""

    country: int
    accredited_through: int
    attributes: int


@dataclass(frozen=True)
class Holder:
    """An investor who holds units, in so many wallets and classes."""

    positions: int
    profile: Profile


@dataclass
class HolderCounts:
    """The investors who hold units of the class `label`, or of any, and those of them who are counted."""

    label: str | None = None
    exempt: int = 0
    holders: dict[int, Holder] = field(default_factory=dict)

    def counted(self) -> list[Profile]:
        """As what each counted investor is counted."""
        profiles = (holder.profile for holder in self.holders.values())
        return [profile for profile in profiles if not profile.attributes & self.exempt]

    def total(self) -> int:
        """All who are counted."""
        return len(self.counted())

    def non_accredited(self, today: int) -> int:
        """Those whose accreditation ended before the day, or who have none."""
        return sum(profile.accredited_through < today for profile in self.counted())

    def of_country(self, country: int) -> int:
        """Those of a country."""
        return sum(profile.country == country for profile in self.counted())

    def of_category(self, bit: int) -> int:
        """Those with the attribute of that bit."""
        return sum(profile.attributes >> bit & 1 for profile in self.counted())


@dataclass(frozen=True)
class PlanCounts:
    """Of a class: units of the plans times their shares, in millionths of units, and issued units but the excluded."""

    plan_units: int
    whole_units: int


# Holders


def count_holders(deployed: Deployed, block: BlockMark, label: str | None = None, exempt: int = 0) -> HolderCounts:
    """The holders at the block; `exempt` are the attributes of which one frees an investor from being counted.

    An investor is counted as the profile that was written last for any of its wallets while it held units, or as
    that of the wallet with which it began to hold. Hence the whole story is told again.
    """
    counts = HolderCounts(label, exempt)
    story = _Story(counts)
    events = list(read_events(deployed.security, _CHANGES | {"ChangedPartition"}, last=block.number))
    for step in _steps(events):
        story.tell(step)
    return counts


class _Story:
    """The register at each step, and who holds."""

    def __init__(self, counts: HolderCounts) -> None:
        self.register = Register()
        self.counts = counts
        self.wallets: dict[int, set[str]] = {}

    def tell(self, step: Sequence[Event]) -> None:
        """Takes in what happened at once."""
        entries = {event[name] for event in step for name in _PARTIES if name in event.values}
        before = {address: self._written(address) for address in entries}
        for event in step:
            if event.name in _CHANGES:
                self.register.apply(event)
        for address in entries:
            self.wallets.setdefault(self.register.entry(address).investor, set()).add(address)
        for address in entries:
            # What comes with a link or a recovery to a wallet that nobody knew is no news.
            is_news = step[0].name == "MemberAdmitted" and before[address] not in (None, self._written(address))
            self._recount(self.register.entry(address), is_news)

    def _recount(self, entry: Entry, is_news: bool) -> None:
        """Who begins to hold does so with the wallet at hand, or with another one of this step."""
        holders = self.counts.holders
        positions = sum(map(self._positions, self.wallets[entry.investor])) if entry.investor else 0
        begins = entry.investor not in holders and self._positions(entry.address) != 0
        if positions == 0:
            holders.pop(entry.investor, None)
        elif begins or (is_news and entry.investor in holders):
            holders[entry.investor] = Holder(positions, _profile_of(entry))
        elif entry.investor in holders:
            holders[entry.investor] = Holder(positions, holders[entry.investor].profile)

    def _written(self, address: str) -> tuple[int, Profile] | None:
        """What is written of a wallet; None if nothing ever was."""
        entry = self.register.entry(address)
        return (entry.admitted_through, _profile_of(entry)) if entry.folio else None

    def _positions(self, address: str) -> int:
        entry = self.register.entry(address)
        if entry.treasury:
            return 0
        label = self.counts.label
        return sum(units != 0 and label in (None, name) for name, units in entry.units.items())


def _profile_of(entry: Entry) -> Profile:
    return Profile(entry.country, entry.accredited_through, entry.attributes)


def _steps(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    """The events by what happened at once: those of a conversion and of a recovery belong together."""
    position = 0
    while position < len(events):
        end = _end_of_step(events, position)
        yield events[position:end]
        position = end


def _end_of_step(events: Sequence[Event], start: int) -> int:
    first = events[start]
    if [event.name for event in events[start : start + 3]] == _CONVERSION:
        return start + 3
    for end, event in enumerate(events[start:], start):
        if event.transaction != first.transaction or not _may_be_of_recovery(event, first):
            break
        if event.name == "MemberRecovered":
            return end + 1
    return start + 1


def _may_be_of_recovery(event: Event, first: Event) -> bool:
    """Whether it is one of a recovery's events, which begins with the lost wallet's units or with its removal."""
    lost = first.values.get("from", first.values.get("account"))
    names = {"TransferByPartition": "from", "MemberRemoved": "account", "MemberRecovered": "lost"}
    return event.name == "MemberAdmitted" or (event.name in names and bool(event[names[event.name]] == lost))


# Plans


def count_plans(deployed: Deployed, rule: Any, block: BlockMark, label: str, plans: int, excluded: int) -> PlanCounts:
    """The plans' units of a class at the block, with the shares that the rule was told.

    `plans` and `excluded` are attributes of which one makes an investor a plan, or leaves its units out of the whole.
    """
    shares = {event["investor"]: event["ppm"] for event in read_events(rule, {"PlanShareSet"}, last=block.number)}
    register = Register()
    for event in read_events(deployed.security, _CHANGES, last=block.number):
        register.apply(event)
    plan_units = whole_units = 0
    for entry in register.entries.values():
        units = entry.units.get(label, 0)
        is_plan = bool(entry.attributes & plans)
        plan_units += units * shares.get(entry.investor, FULL_SHARE) * is_plan
        whole_units += units * (is_plan or not entry.attributes & excluded)
    return PlanCounts(plan_units, whole_units)
