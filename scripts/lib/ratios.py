"""How many shares the units of each class are, at any time: the chain keeps only the latest ratio, the events all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from scripts.lib.amounts import format_amount, format_count
from scripts.lib.events import Event
from scripts.lib.labels import label_text

PLACES = 6


@dataclass(frozen=True)
class Split:
    """A split: its factor, the class's shares for a unit from its moment on, and the hash of the decision."""

    factor: Fraction
    ratio: Fraction
    effective_at: int
    document: bytes


@dataclass
class Ratios:
    """The splits of each class in their order, without those that were taken back."""

    splits: dict[str, list[Split]] = field(default_factory=dict)

    def of(self, label: str) -> list[Split]:
        """The splits of a class."""
        return self.splits.get(label, [])

    def at(self, label: str, time: int) -> Fraction:
        """Shares that a unit of the class was at a time; of a record date, the ratio with which it ended."""
        ratios = [split.ratio for split in self.of(label) if split.effective_at <= time]
        return ratios[-1] if ratios else Fraction(1)

    def pending(self, label: str, time: int) -> Split | None:
        """The split that was still to come at a time."""
        return next((split for split in self.of(label) if split.effective_at > time), None)

    def add(self, event: Event) -> None:
        """Takes in SplitScheduled."""
        split = Split(
            _ratio(event["factor"]), _ratio(event["next"]), event["effectiveAt"], bytes(event["documentHash"])
        )
        self.splits.setdefault(label_text(event["partition"]), []).append(split)

    def take_back(self, event: Event) -> None:
        """Takes in SplitCancelled: none but the last one is ever still to come."""
        self.splits[label_text(event["partition"])].pop()


def _ratio(scale: Mapping[str, Any]) -> Fraction:
    return Fraction(scale["numerator"], scale["denominator"])


def shares_of(units: int, ratio: Fraction, decimals: int) -> Fraction:
    """Shares that so many of the smallest unit are."""
    return units * ratio / 10**decimals


def format_shares(shares: Fraction, decimals: int) -> str:
    """Shares with the class's decimals; where that is not exact with six places or more, rounded down."""
    places = decimals if (shares * 10**decimals).denominator == 1 else max(decimals, PLACES)
    return format_amount(int(shares * 10**places), places)


def format_ratio(ratio: Fraction) -> str:
    """`6 for 5`."""
    return f"{format_count(ratio.numerator)} for {format_count(ratio.denominator)}"
