"""Rounding that conserves: whatever is divided adds up again, to the last unit of money.

*Floor and carry* is the way of the contracts: each share is rounded down, and what remains is added to the next
distribution. *Largest remainder* divides all of it, for lists that are made here: each share is rounded down, and the
units left over go one by one to the largest fractions. Where fractions are equal the order of the register decides,
and the tie is reported, because another order would have favoured somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.lib.amounts import MILLION


@dataclass(frozen=True)
class Floored:
    """Shares that are rounded down, and what that leaves to carry."""

    shares: tuple[int, ...]
    carry: int


@dataclass(frozen=True)
class Allocation:
    """Shares that make the whole. `ties` are the places that were equal where their order decided; empty if nowhere."""

    shares: tuple[int, ...]
    ties: tuple[int, ...] = ()


def floor_and_carry(total: int, weights: Sequence[int]) -> Floored:
    """Divides by weight; `total` includes what was carried from before."""
    whole = _whole(total, weights)
    shares = tuple(total * weight // whole for weight in weights)
    return Floored(shares, total - sum(shares))


def largest_remainder(total: int, weights: Sequence[int]) -> Allocation:
    """Divides all of `total` by weight; of equal fractions the first in the order of the register is rounded up."""
    whole = _whole(total, weights)
    shares, rests = [], []
    for weight in weights:
        share, rest = divmod(total * weight, whole)
        shares.append(share)
        rests.append(rest)
    extra = total - sum(shares)
    order = sorted(range(len(rests)), key=lambda place: (-rests[place], place))
    for place in order[:extra]:
        shares[place] += 1
    return Allocation(tuple(shares), _ties(rests, order, extra))


def share_out(available: int, dues: Sequence[int]) -> Allocation:
    """Each due in full if there is enough for all; otherwise all there is, by largest remainder of the dues."""
    if available < 0:
        raise ValueError(f"less than nothing is available: {available}")
    return largest_remainder(min(available, sum(dues)), dues)


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number; a half is rounded up. Of nothing negative."""
    if numerator < 0 or denominator <= 0:
        raise ValueError(f"not rounded: {numerator}/{denominator}")
    return (2 * numerator + denominator) // (2 * denominator)


def half_up_ppm(amount: int, ppm: int) -> int:
    """So many parts of a million of an amount, half up, as the contracts withhold tax."""
    return half_up(amount * ppm, MILLION)


def _whole(total: int, weights: Sequence[int]) -> int:
    """The sum of the weights; 1 where there is nothing to divide, and nobody to whom."""
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither the total nor a weight can be negative")
    whole = sum(weights)
    if total and not whole:
        raise ValueError(f"nobody shares in {total}")
    return whole or 1


def _ties(rests: Sequence[int], order: Sequence[int], extra: int) -> tuple[int, ...]:
    """The places with the same fraction as the last that was rounded up, if one of them was not."""
    if not extra or rests[order[extra - 1]] != rests[order[extra]]:
        return ()
    return tuple(place for place, rest in enumerate(rests) if rest == rests[order[extra]])
