"""Tender offers and buy-backs: how many of the units tendered are bought when there are more than the limit.

Odd lots come first: of holders of fewer than a round lot who tender all they have. The others are bought in the
proportion (limit - odd lots) / (tendered - odd lots), by largest remainder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.lib.dividends.arithmetic.rounding import Allocation, share_out

ROUND_LOT = 100


@dataclass(frozen=True)
class Tender:
    """What an investor, with all its wallets, holds and tenders."""

    investor: str
    held: int
    units: int

    def __post_init__(self) -> None:
        if not 0 <= self.units <= self.held:
            raise ValueError(f"{self.investor} tenders {self.units} of {self.held} units")

    def is_odd_lot(self, round_lot: int = ROUND_LOT) -> bool:
        """Whether it comes first."""
        return self.units == self.held < round_lot


def accept(limit: int, tenders: Sequence[Tender], round_lot: int = ROUND_LOT) -> Allocation:
    """How many units are bought of each; everything if it is within the limit. A round lot of 0 prefers nobody."""
    investors = [tender.investor for tender in tenders]
    if len(set(investors)) < len(investors):
        raise ValueError("an investor stands here twice: what it tenders counts together")
    odd = [tender.units if tender.is_odd_lot(round_lot) else 0 for tender in tenders]
    first = share_out(limit, odd)
    others = [tender.units - lot for tender, lot in zip(tenders, odd, strict=True)]
    second = share_out(limit - sum(first.shares), others)
    shares = tuple(map(sum, zip(first.shares, second.shares, strict=True)))
    return Allocation(shares, tuple(sorted(first.ties + second.ties)))
