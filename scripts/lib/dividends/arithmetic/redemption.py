"""Redemption of units: which are taken from whom, and what is paid when there is not enough.

What a unit is paid stands in `bonds.call_lines`. All results are in the order in which the holdings were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from scripts.lib.amounts import MILLION
from scripts.lib.dividends.arithmetic.rounding import Allocation, largest_remainder, share_out


@dataclass(frozen=True)
class HeldLot:
    """Units that a holder acquired on a day, counted since 1970-01-01."""

    holder: str
    acquired: int
    units: int


def units_of(outstanding: int, ppm: int) -> int:
    """How many units a redemption of so many parts of a million takes, rounded down."""
    if not 0 <= ppm <= MILLION:
        raise ValueError(f"not between nothing and all: {ppm} ppm")
    return outstanding * ppm // MILLION


def whole(holdings: Sequence[int]) -> Allocation:
    """Everything from everybody."""
    return Allocation(tuple(holdings))


def pro_rata(units: int, holdings: Sequence[int]) -> Allocation:
    """So many units in proportion to the holdings, by largest remainder; nobody gives more than it has."""
    _check(units, holdings)
    return largest_remainder(units, holdings)


def oldest_lots(units: int, lots: Sequence[HeldLot]) -> Allocation:
    """So many units of the lots acquired first. Lots of the last day reached give pro rata, as far as needed."""
    _check(units, [lot.units for lot in lots])
    taken = [0] * len(lots)
    ties: tuple[int, ...] = ()
    in_order = sorted(range(len(lots)), key=lambda place: (lots[place].acquired, place))
    for _, places_of_day in groupby(in_order, key=lambda place: lots[place].acquired):
        places = list(places_of_day)
        allocation = share_out(units, [lots[place].units for place in places])
        units -= sum(allocation.shares)
        ties += tuple(places[tie] for tie in allocation.ties)
        for place, share in zip(places, allocation.shares, strict=True):
            taken[place] = share
    return Allocation(tuple(taken), ties)


def short_pay(available: int, dues: Sequence[int]) -> Allocation:
    """What is paid when a debtor pays less than is due: pro rata to the dues, by largest remainder."""
    return share_out(available, dues)


def _check(units: int, holdings: Sequence[int]) -> None:
    if not 0 <= units <= sum(holdings):
        raise ValueError(f"{units} of {sum(holdings)} units cannot be redeemed")
