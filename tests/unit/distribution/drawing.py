"""What the tests draw up for distributions: lines, tax rows, lists, and the acts that end a distribution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from eth_abi import encode
from eth_utils import keccak

from tests.unit.distribution.helpers import PPM, Desk, tax_of
from tests.world import COMMON, World

Line = tuple[bytes, int, int, int, bool]
ENTRY = "(uint32,uint96,uint96,uint104,uint104,uint24,uint16)"


# lines


def pot(amount: int, partition: bytes = COMMON, taxed: bool = True) -> Line:
    """A line that the eligible units share."""
    return (partition, amount, 0, 0, taxed)


def rate(amount: int, per: int = 1, partition: bytes = COMMON, taxed: bool = True) -> Line:
    """A line of an amount for every `per` units."""
    return (partition, amount, per, 0, taxed)


def principal(amount: int, per: int = 1, part: int = PPM, partition: bytes = COMMON) -> Line:
    """A line that cancels `part` of the units, ppm, and pays for them; capital, so untaxed."""
    return (partition, amount, per, part, False)


# acts


def ready(desk: Desk, **changes: Any) -> int:
    """A distribution by the unit, recorded, funded and on its pay date."""
    number = desk.declare(**changes)
    desk.at_pay_date(number)
    desk.record(number)
    desk.fund(number)
    return number


def set_aside(desk: Desk, number: int, holders: Sequence[Any]) -> Any:
    return counted(desk, desk.distributor.setAside(number, holders, {"from": desk.world.stranger}))


def carry_over(desk: Desk, number: int) -> Any:
    return counted(desk, desk.distributor.carryOver(number, {"from": desk.world.stranger}))


def sweep(desk: Desk, number: int) -> Any:
    return counted(desk, desk.distributor.sweep(number, {"from": desk.world.stranger}))


def counted(desk: Desk, transaction: Any) -> Any:
    """The transaction, after which every distribution's account adds up."""
    desk.check()
    return transaction


def freeze(world: World, account: Any, frozen: bool = True) -> None:
    world.security.setAddressFrozen(account, frozen, {"from": world.freezer})


def sanction(world: World, account: Any, sanctioned: bool = True) -> None:
    world.security.setSanctioned(account, sanctioned, {"from": world.freezer})


# reading


def payments(transaction: Any) -> list[tuple[Any, int, int, int, int]]:
    """What a transaction paid: holder, line, units, gross and tax of each share."""
    if "HolderPaid" not in transaction.events:
        return []
    return [(e["holder"], e["line"], e["units"], e["gross"], e["tax"]) for e in transaction.events["HolderPaid"]]


def account(desk: Desk, number: int) -> tuple[int, ...]:
    """Pot, paid, withheld, unclaimed and dust."""
    return tuple(int(part) for part in desk.distributor.accountOf(number))


# lists


class Listed(NamedTuple):
    """An entry of a list, in the order of the struct."""

    folio: int
    units: int
    redeemed: int
    gross: int
    tax: int
    rate: int
    country: int


def listed(world: World, holder: Any, gross: int, units: int = 0, redeemed: int = 0, ppm: int = 0) -> Listed:
    """The entry of a holder; country and folio as the register has them."""
    member = world.security.memberOf(holder)
    tax = tax_of(gross, ppm)
    return Listed(int(member["folio"]), units, redeemed, gross, tax, ppm, int(member["country"]))


class HolderList:
    """A list by which holders are paid: its Merkle tree of sorted pairs, and the proof of each entry.

    `number` is the id that the distribution will have.
    """

    def __init__(self, number: int, entries: Iterable[Listed]) -> None:
        self.number = number
        self.levels = [sorted(leaf(number, entry) for entry in entries)]
        while len(self.levels[-1]) > 1:
            self.levels.append(_parents(self.levels[-1]))

    @property
    def root(self) -> bytes:
        return self.levels[-1][0]

    def proof(self, entry: Listed) -> list[bytes]:
        """The neighbours of an entry on its way to the root."""
        place = self.levels[0].index(leaf(self.number, entry))
        found = []
        for level in self.levels[:-1]:
            if place ^ 1 < len(level):
                found.append(level[place ^ 1])
            place //= 2
        return found


def leaf(number: int, entry: Listed) -> bytes:
    """The hash of an entry, as IPayments.leafOf says."""
    return bytes(keccak(keccak(encode(["uint256", ENTRY], [number, tuple(entry)]))))


def _parents(level: Sequence[bytes]) -> list[bytes]:
    """The next level of a tree; who has no neighbour rises as it is."""
    pairs = [bytes(keccak(b"".join(sorted(pair)))) for pair in list(pairwise(level))[::2]]
    return pairs + list(level[len(pairs) * 2 :])
