"""Scrip's distributions, by the register and by list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.chain import START
from benchmarks.merkle_tree import MerkleTree
from benchmarks.peers.dividends import Dividends, Kind
from tests import clock
from tests.world import CH, COMMON, DAY, NOWHERE, World, bytes32

POT = 10**9
TAX_PPM, PPM = 300_000, 1_000_000
UNLIMITED = 2**256 - 1
NO_LIST = bytes(32)
PAY_DATE, DEADLINE = START + 200 * DAY, START + 900 * DAY  # after all days that `next_day` gives


class ScripDividends(Dividends):
    """Pots for the principal class, of which three tenths are withheld as tax."""

    def __init__(
        self, world: World, kind: Kind, holders: Sequence[str], units: int, next_day: Callable[[], int]
    ) -> None:
        self._world, self._kind = world, kind
        self._holders, self._units = holders, units
        self._next_day = next_day
        self._distributor = world.distributor
        self._treasurer = {"from": world.treasurer}
        made = self._distributor.addTaxTable(world.tax_agent, TAX_PPM, [], self._treasurer)
        self._table = int(made.events["TaxTableAdded"]["table"])
        self._currency = self._give_ether() if kind.in_ether else self._give_tokens()
        self._folios = [int(world.security.memberOf(holder)["folio"]) for holder in holders]
        self._lists: list[MerkleTree] = []
        self._record_date = 0

    def declare(self, has_own_date: bool) -> int:
        if has_own_date:
            self._record_date = self._next_day()
        if self._kind.by_list:
            self._lists.append(self._list_of(len(self._lists) + 1))
        payer = {**self._treasurer, "value": POT if self._kind.in_ether else 0}
        return _gas(self._distributor.declareAndFund(self._terms(), payer))

    def open(self) -> None:
        clock.block_at(PAY_DATE)

    def claim(self, number: int, holder: str) -> int:
        if not self._kind.by_list:
            return _gas(self._distributor.claim(number + 1, {"from": holder}))
        entry, proof = self._listed(number, holder)
        return _gas(self._distributor.claimListed(number + 1, entry, proof, holder, {"from": holder}))

    def claim_many(self, numbers: Sequence[int], holder: str) -> int | None:
        if self._kind.by_list:
            return None
        ids = [number + 1 for number in numbers]
        return _gas(self._distributor.claimMany(ids, {"from": holder}))

    def push(self, number: int, holders: Sequence[str]) -> int:
        sender = {"from": self._world.stranger}
        if not self._kind.by_list:
            return _gas(self._distributor.push(number + 1, holders, sender))
        entries, proofs = zip(*(self._listed(number, holder) for holder in holders), strict=True)
        return _gas(self._distributor.pushListed(number + 1, holders, entries, proofs, sender))

    def _terms(self) -> tuple[Any, ...]:
        """A declaration; who is on no list is not paid, so that a list excludes nobody."""
        line = (COMMON, POT, 0, 0, True)
        dates = (self._record_date, PAY_DATE, DEADLINE, DEADLINE)
        excluded, root = ([], self._lists[-1].root) if self._kind.by_list else ([self._world.treasury], NO_LIST)
        payees = (self._world.residual, excluded, root)
        return ([line], [], self._currency, *dates, self._table, *payees, bytes32("RESOLUTION"))

    def _list_of(self, distribution: int) -> MerkleTree:
        entries = map(self._entry, range(len(self._holders)))
        return MerkleTree([bytes(self._distributor.leafOf(distribution, entry)) for entry in entries])

    def _listed(self, number: int, holder: str) -> tuple[tuple[int, ...], list[bytes]]:
        """The holder's entry, with its proof."""
        index = self._holders.index(holder)
        return self._entry(index), self._lists[number].proof(index)

    def _entry(self, index: int) -> tuple[int, ...]:
        gross = POT // len(self._holders)
        tax = gross * TAX_PPM // PPM
        return (self._folios[index], self._units, 0, gross, tax, TAX_PPM, CH)

    def _give_tokens(self) -> Any:
        """A currency of which everybody has some."""
        currency = self._world.new_currency()
        for account in (self._world.treasurer, *self._holders):
            currency.mint(account, POT * len(self._holders), {"from": self._world.deployer})
        currency.approve(self._distributor, UNLIMITED, self._treasurer)
        return currency

    def _give_ether(self) -> str:
        """So that no payment creates an account."""
        for holder in self._holders:
            self._world.deployer.transfer(holder, 1)
        return NOWHERE


def _gas(tx: Any) -> int:
    return int(tx.gas_used)
