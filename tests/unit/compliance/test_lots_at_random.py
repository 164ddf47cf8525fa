"""Books of lots against a model: random issues, transfers, redemptions and forced movements among five investors."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from scripts.lib.lots import REG_A_T2, REG_CF, REG_D_506C, REG_S, RULE_144A, Lot, lot_instruction
from tests import clock
from tests.lots import (
    BLOCKED,
    FREE,
    NOON,
    REGIMES,
    WITH_APPROVAL,
    Party,
    admit_us,
    fit,
    grade,
    held,
    movement,
    new_holding_periods,
    put,
    received,
    take,
)
from tests.world import AFFILIATE, COMMON, DAY, QIB, US_PERSON, World, code

ISSUES, STEPS = 55, 45
TODAY = NOON // DAY
TOO_MANY = 3


@dataclass
class Holder:
    """An investor: the account, what gates see of it, the lots that the model gives it."""

    account: Any
    party: Party
    lots: list[Lot] = field(default_factory=list)

    @property
    def units(self) -> int:
        return sum(lot.units for lot in self.lots)


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    return new_holding_periods(world, engine)


@pytest.fixture(scope="module")
def holders(world: World, rule: Any) -> list[tuple[Any, Party]]:
    """A foreigner, a US fund, two US persons of whom one is an affiliate, and the treasury."""
    world.admit(world.treasury)
    world.security.setTreasury(world.treasury, True, {"from": world.configurer})
    return [
        (world.investor_ch, Party()),
        (world.fund_us, Party(US_PERSON | QIB, accredited=True)),
        (admit_us(world, 1), Party(US_PERSON)),
        (admit_us(world, 2, attributes=AFFILIATE), Party(US_PERSON | AFFILIATE)),
        (world.treasury, Party(treasury=True)),
    ]


class Books:
    """The model beside the rule."""

    def __init__(self, world: World, engine: Any, rule: Any, holders: list[tuple[Any, Party]], seed: int) -> None:
        self.world, self.engine, self.rule = world, engine, rule
        self.holders = [Holder(*each) for each in holders]
        self.random = Random(seed)

    def outcome(self, giver: Holder, taker: Holder, units: int, time: int) -> tuple[int, list[Lot], list[Lot]]:
        """What a transfer comes to: the worst grade, or too many lots; what stays and what the receiver has then."""
        goes, stays, worst = take(giver.lots, units, lambda lot: grade(lot, giver.party, taker.party, time))
        has = list(taker.lots)
        for lot in goes:
            put(has, received(lot, giver.party, time))
        fits = fit(has, time, force=taker.party.treasury)
        return (worst if fits or worst == BLOCKED else TOO_MANY), stays, has

    def issue(self) -> None:
        holder, units = self.random.choice(self.holders), self.random.randint(1, 50)
        regime = self.random.choice([0, REG_A_T2, REG_CF, REG_S, RULE_144A] + 3 * [REG_D_506C])
        acquired = TODAY - self.random.randint(0, 500)
        end = REGIMES[regime].locked.lock_end(acquired) if regime else 0
        has = list(holder.lots)
        put(has, Lot(acquired, end, regime, units))
        if not fit(has, clock.now(), force=holder.party.treasury):
            return
        data = lot_instruction(regime, acquired)
        self.world.security.issueByPartition(COMMON, holder.account, units, data, {"from": self.world.issuer})
        holder.lots = has

    def transfer(self) -> None:
        """Asks first, in every way there is, and makes the transfer where it passes."""
        giver, taker = self.random.sample(self.holders, 2)
        if not giver.units:
            return
        most = self.random.choice([50, giver.units])
        units, now = self.random.randint(1, min(most, giver.units)), clock.now()
        result, stays, has = self.outcome(giver, taker, units, now)
        status, _, _, opens_at = self.world.restriction(giver.account, taker.account, units)
        assert (result == FREE) == (code(status) == 0x51)
        assert (result == WITH_APPROVAL) == (code(status) == 0x50)
        assert (result >= BLOCKED) == (code(status) in (0x55, 0x57))
        self.compare_questions(giver, taker, units, now)
        if result == FREE:
            self.world.security.transfer(taker.account, units, {"from": giver.account})
            giver.lots, taker.lots = stays, has
        elif result >= BLOCKED:
            assert opens_at == self.opens_at(giver, taker, units, now)

    def compare_questions(self, giver: Holder, taker: Holder, units: int, now: int) -> None:
        """The largest amount passes and one unit more does not; what is eligible is what the grades say."""
        largest = self.engine.largest(movement(self.world, giver.account, taker.account, units))
        assert largest <= units and self.outcome(giver, taker, largest, now)[0] == FREE
        assert largest == units or self.outcome(giver, taker, largest + 1, now)[0] != FREE
        eligible = [0, 0, 0]
        for lot in giver.lots:
            eligible[grade(lot, giver.party, taker.party, now)] += lot.units
        assert list(self.rule.eligibleUnits(COMMON, giver.account, taker.account)) == eligible[:2]

    def opens_at(self, giver: Holder, taker: Holder, units: int, now: int) -> int:
        ends = sorted({lot.unlock_at for lot in giver.lots + taker.lots if now < lot.unlock_at < 2**40 - 1})
        return next((end for end in ends if self.outcome(giver, taker, units, end)[0] == FREE), 0)

    def redeem(self) -> None:
        holder = self.random.choice(self.holders)
        units = self.random.randint(0, min(100, holder.units))
        self.world.security.redeem(units, b"", {"from": holder.account})
        holder.lots = take(holder.lots, units, lambda lot: FREE)[1]

    def force(self) -> None:
        giver, taker = self.random.sample(self.holders, 2)
        units = self.random.randint(0, giver.units)
        self.world.security.controllerTransfer(
            giver.account, taker.account, units, b"", b"", {"from": self.world.controller}
        )
        goes, giver.lots, _ = take(giver.lots, units, lambda lot: FREE)
        for lot in goes:
            put(taker.lots, received(lot, giver.party, clock.now()))
        fit(taker.lots, clock.now(), force=True)

    def compare_books(self) -> None:
        """Lots are the model's, and add up to what the register says."""
        for holder in self.holders:
            lots = held(self.rule, holder.account)
            assert lots == holder.lots
            assert sum(lot.units for lot in lots) == self.world.security.balanceOf(holder.account)


@pytest.mark.parametrize("seed", range(2))
def test_movements__at_random__books_as_the_model(
    world: World, engine: Any, rule: Any, holders: list[tuple[Any, Party]], seed: int
) -> None:
    books = Books(world, engine, rule, holders, seed)
    for _ in range(ISSUES):
        books.issue()
    moves = [books.transfer] * 8 + [books.issue] * 3 + [books.redeem, books.force]
    for step in range(STEPS):
        books.random.choice(moves)()
        if step % 15 == 14:
            clock.pass_time(books.random.randint(1, 60) * DAY)
        books.compare_books()
