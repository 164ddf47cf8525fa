"""Pays many holders in batches that fit into a block, so that it can break off anywhere and go on later.

Who is paid stands on chain, one bit a folio, and nowhere else: nothing is written here that could be wrong after a
crash. Each batch is put together from those whose bit is not set at that moment, and the contract passes over who is
paid, so that two pushes at once pay nobody twice either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from scripts.lib.actors import Actor
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.dividends.dues import Due, unsettled
from scripts.lib.dividends.gas import Cost, measure
from scripts.lib.problems import DeskError

log = logging.getLogger("scrip")


class Payee(Protocol):
    """Somebody to be paid."""

    @property
    def folio(self) -> int: ...

    @property
    def address(self) -> str: ...


P = TypeVar("P", bound=Payee)


@dataclass(frozen=True)
class Batches(Sequence[Call], Generic[P]):
    """The transactions of a push, each built only when it is its turn."""

    deployed: Deployed
    number: int
    payees: Sequence[P]
    build: Callable[[Sequence[P]], Call]
    size: int

    def __len__(self) -> int:
        return -(-len(self.payees) // self.size)

    def __getitem__(self, place: Any) -> Any:
        return self.build(self.payees[place * self.size : (place + 1) * self.size])

    def __iter__(self) -> Iterator[Call]:
        """Without those who have been paid since."""
        for start in range(0, len(self.payees), self.size):
            batch = self.payees[start : start + self.size]
            left = unsettled(self.deployed, self.number, {payee.folio: payee.address for payee in batch})
            unpaid = [payee for payee in batch if payee.folio in left]
            if unpaid:
                yield self.build(unpaid)


def pay_all(
    deployed: Deployed, number: int, payees: Sequence[P], build: Callable[[Sequence[P]], Call], cost: Cost | None = None
) -> list[Any]:
    """Pays everybody of the list who is not paid yet; returns the receipts.

    Where a batch proves too large for a block, what is left goes on in smaller ones.
    """
    if not payees:
        return []
    size = (cost or measure(payees, build)).size(deployed.network.batches.payees)
    receipts: list[Any] = []
    while True:
        batches = Batches(deployed, number, payees, build, size)
        try:
            return receipts + deployed.send(batches, label=f"pay {len(payees):,} holder{'s' * (len(payees) != 1)}")
        except DeskError:
            if size == 1:
                raise
            size = -(-size // 4)
            log.info("a batch was refused: going on with %d holders a batch", size)


def push_builder(deployed: Deployed, number: int, sender: Actor) -> Callable[[Sequence[Due]], Call]:
    """Batches of holders who are paid by the register; anybody may send them."""

    def build(batch: Sequence[Due]) -> Call:
        sentence = f"Pay {len(batch)} holders of distribution {number}"
        return Call(deployed.distributor, "push", (number, [due.address for due in batch]), sentence, sender)

    return build


def aside_builder(deployed: Deployed, number: int, sender: Actor) -> Callable[[Sequence[Due]], Call]:
    """Batches of holders who are stopped, for whom the money is set aside; anybody may send them."""

    def build(batch: Sequence[Due]) -> Call:
        sentence = f"Set aside what is due to {len(batch)} holders of distribution {number}"
        return Call(deployed.distributor, "setAside", (number, [due.address for due in batch]), sentence, sender)

    return build
