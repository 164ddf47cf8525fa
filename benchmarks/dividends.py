"""The rows on dividends: one life of several distributions for each kind, the same for every system."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.chain import unknown_addresses
from benchmarks.peers.dividends import Dividends, Kind
from benchmarks.peers.peer import Peer
from benchmarks.rows import CLAIMED_AT_ONCE, FEW_PUSHED, MANY_PUSHED

KINDS = {"": Kind(), "_ether": Kind(in_ether=True), "_list": Kind(by_list=True)}

# The distributions by number: those that are claimed together have record dates of their own; the latest date has one
# to be claimed alone and two to be pushed.
TOGETHER = range(CLAIMED_AT_ONCE)
ALONE, PUSHED_TO_FEW, PUSHED_TO_MANY = range(TOGETHER.stop, TOGETHER.stop + 3)
NUMBERS = range(PUSHED_TO_MANY + 1)


def measure(peer: Peer, kind: str, claimants: Sequence[str]) -> dict[str, int]:
    """The gas by row, with the kind's ending; nothing of what the system does not have.

    One claimant is the first to be paid in each distribution, so that the other finds what a later one finds.
    """
    crowd = unknown_addresses(MANY_PUSHED)
    dividends = peer.dividends(KINDS[kind], [*claimants, *crowd])
    if dividends is None:
        return {}
    gas = _life(dividends, claimants, crowd)
    return {f"{row}{kind}": figure for row, figure in gas.items() if figure is not None}


def _life(dividends: Dividends, claimants: Sequence[str], crowd: Sequence[str]) -> dict[str, int | None]:
    first, later = claimants
    declared = [dividends.declare(has_own_date=number <= ALONE) for number in NUMBERS]
    dividends.open()
    opened = [dividends.claim(number, first) for number in NUMBERS]
    together = dividends.claim_many(TOGETHER, later)
    return {
        "declare": declared[ALONE],
        "claim_first": opened[ALONE],
        "claim": dividends.claim(ALONE, later),
        "claim_five": None if together is None else _share(together, CLAIMED_AT_ONCE),
        "push_50": _share(dividends.push(PUSHED_TO_FEW, crowd[:FEW_PUSHED]), FEW_PUSHED),
        "push_100": _share(dividends.push(PUSHED_TO_MANY, crowd), MANY_PUSHED),
    }


def _share(gas: int, count: int) -> int:
    """What one of `count` payments cost, rounded up."""
    return -(-gas // count)
