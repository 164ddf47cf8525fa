"""Who gets how much of a dividend when there are preferred classes.

Rank by rank, the highest first: arrears, then the current dividend. Then the common class, as much as its units would
get at the rate of the participating classes; then those and the common class share what is left, by par value or by
units. Where no class participates, the common one takes all that is left. Classes of equal rank for which there is not
enough share by largest remainder of what is due to them. What cumulative classes do not get becomes their arrears;
what others do not get lapses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import groupby

from scripts.lib.dividends.arithmetic.arrears import Arrears
from scripts.lib.dividends.arithmetic.lines import PotLine
from scripts.lib.dividends.arithmetic.preferred import Common, Preferred
from scripts.lib.dividends.arithmetic.rounding import largest_remainder, share_out

ARREARS, CURRENT, MATCH, PARTICIPATION, COMMON = "arrears", "current", "match", "participation", "common"


class Basis(Enum):
    """By what the common class is matched, and participation shared."""

    PAR = "par value"
    UNITS = "units"


@dataclass(frozen=True)
class Part:
    """What a class gets under one title. `is_tied` where the order of classes decided on the last unit of money."""

    partition: str
    title: str
    amount: int
    is_tied: bool = False


@dataclass(frozen=True)
class Outcome:
    """The whole pot in parts, the arrears that each preferred class has from now on, and what lapsed."""

    parts: tuple[Part, ...]
    arrears: dict[str, Arrears]
    lapsed: dict[str, Fraction]

    def lines(self) -> tuple[PotLine, ...]:
        """The lines of the distribution."""
        return tuple(PotLine(part.partition, part.title, part.amount) for part in self.parts)

    def amount(self, partition: str, *titles: str) -> int:
        """What a class gets: under these titles, or under all."""
        return _sum(self.parts, partition, titles)


def distribute(
    pot: int, period: str, preferred: Sequence[Preferred], common: Common, basis: Basis = Basis.PAR
) -> Outcome:
    """Divides a pot for one period, of which `period` is the name in the arrears."""
    _check(pot, preferred, common)
    parts: list[Part] = []
    ranked = sorted(preferred, key=lambda group: -group.terms.rank)
    for _, equals in groupby(ranked, key=lambda group: group.terms.rank):
        peers = list(equals)
        parts += _by_due(pot - _total(parts), peers, ARREARS, lambda group: group.arrears_due)
        parts += _by_due(pot - _total(parts), peers, CURRENT, lambda group: group.current_due)
    participants = [group for group in preferred if group.terms.is_participating and group.units]
    if participants:
        match = common.match if common.match is not None else _match(participants, common, basis)
        parts.append(Part(common.partition, MATCH, min(pot - _total(parts), int(common.units * match))))
        parts += _participate(pot - _total(parts), participants, common, basis)
    else:
        parts.append(Part(common.partition, COMMON, pot - _total(parts)))
    return _outcome(parts, period, preferred)


def _check(pot: int, preferred: Sequence[Preferred], common: Common) -> None:
    partitions = [common.partition, *(group.terms.partition for group in preferred)]
    if len(set(partitions)) < len(partitions):
        raise ValueError("a class stands here twice")
    if pot < 0:
        raise ValueError(f"a pot cannot be negative: {pot}")
    if not common.units:
        raise ValueError(f"{common.partition} has no eligible units to take what is left")


def _by_due(rest: int, peers: Sequence[Preferred], title: str, due: Callable[[Preferred], int]) -> list[Part]:
    """What classes of equal rank get: what is due to them, or all there is."""
    allocation = share_out(rest, [due(group) for group in peers])
    return [
        Part(group.terms.partition, title, share, place in allocation.ties)
        for place, (group, share) in enumerate(zip(peers, allocation.shares, strict=True))
    ]


def _match(participants: Sequence[Preferred], common: Common, basis: Basis) -> Fraction:
    """What a common unit gets at the rate of the participating classes, which must have the same."""
    rates = {group.terms.due / _base(group.terms.partition, group.terms.par, basis) for group in participants}
    if len(rates) > 1:
        raise ValueError("the participating classes have different rates: say what the common units are matched with")
    return rates.pop() * _base(common.partition, common.par, basis)


def _base(partition: str, par: int, basis: Basis) -> int:
    """What one unit weighs."""
    if basis is Basis.UNITS:
        return 1
    if not par:
        raise ValueError(f"{partition} has no par value to share by")
    return par


def _participate(rest: int, participants: Sequence[Preferred], common: Common, basis: Basis) -> list[Part]:
    """What is left, by weight; a class that reaches its cap leaves the others what is beyond it."""
    partitions = [*(group.terms.partition for group in participants), common.partition]
    weights = [group.units * _base(group.terms.partition, group.terms.par, basis) for group in participants]
    weights.append(common.units * _base(common.partition, common.par, basis))
    shares, ties = _fill(rest, weights, [*map(_room, participants), None])
    return [
        Part(partition, PARTICIPATION, share, place in ties)
        for place, (partition, share) in enumerate(zip(partitions, shares, strict=True))
    ]


def _room(group: Preferred) -> int | None:
    """What a class may get beyond its current dividend, in whole units of money; None without a cap.

    Nobody participates before that dividend is paid, so that it need not be looked up here.
    """
    if group.terms.cap is None:
        return None
    return int(group.units * (group.terms.cap - group.terms.dividend) / group.terms.frequency)


def _fill(rest: int, weights: Sequence[int], room: Sequence[int | None]) -> tuple[list[int], tuple[int, ...]]:
    """Shares by weight within their room. Who would get more gets its room, and the others share anew."""
    shares, open_places = [0] * len(weights), list(range(len(weights)))
    while full := _full(rest, weights, room, open_places):
        for place, most in full.items():
            shares[place] = most
        rest -= sum(full.values())
        open_places = [place for place in open_places if place not in full]
    allocation = largest_remainder(rest, [weights[place] for place in open_places])
    for place, share in zip(open_places, allocation.shares, strict=True):
        shares[place] = share
    return shares, tuple(open_places[place] for place in allocation.ties)


def _full(rest: int, weights: Sequence[int], room: Sequence[int | None], open_places: Sequence[int]) -> dict[int, int]:
    """The places whose share is their room or more, with that room."""
    whole = sum(weights[place] for place in open_places)
    found = {}
    for place in open_places:
        most = room[place]
        if most is not None and rest * weights[place] >= most * whole:
            found[place] = most
    return found


def _outcome(parts: Sequence[Part], period: str, preferred: Sequence[Preferred]) -> Outcome:
    arrears, lapsed = {}, {}
    for group in preferred:
        partition = group.terms.partition
        owed = group.arrears.add(period, group.due).pay(_sum(parts, partition, (ARREARS, CURRENT)))
        arrears[partition] = owed if group.terms.is_cumulative else Arrears()
        lapsed[partition] = Fraction(0) if group.terms.is_cumulative else owed.total
    return Outcome(tuple(part for part in parts if part.amount), arrears, lapsed)


def _sum(parts: Iterable[Part], partition: str, titles: Sequence[str]) -> int:
    return _total(part for part in parts if part.partition == partition and (not titles or part.title in titles))


def _total(parts: Iterable[Part]) -> int:
    return sum(part.amount for part in parts)
