"""Random payments of two distributions against a Python model, by the sentences D-1 to D-3 of docs/invariants.md."""

from __future__ import annotations

from typing import Any

import pytest
from brownie.exceptions import VirtualMachineError
from brownie.test import strategy

from tests import clock
from tests.invariants import hold
from tests.sabotage import DISTRIBUTOR, Defect, sabotage
from tests.stateful.search import hunt, search
from tests.unit.distribution.helpers import Desk, gross_of, new, tax_of
from tests.world import CH, DAY, DE, FR, US, build_world

COUNTRIES = (CH, DE, FR, US)
UNITS = (3, 3, 1, 1_009)
TERMS = ((100_000_007, 300_000, {CH: 350_000, DE: 263_750}), (10**30 + 57, 1, {US: 0}))


class Model:
    """What one distribution should pay: plain numbers and sets, fixed on the record date."""

    def __init__(self, pot: int, default: int, rates: dict[int, int], holders: list[Any], deadline: int) -> None:
        self.pot = pot
        self.deadline = deadline
        self.due: dict[Any, tuple[int, int]] = {}
        for holder, units, country in zip(holders, UNITS, COUNTRIES, strict=True):
            gross = gross_of(pot, units, sum(UNITS))
            self.due[holder] = gross, tax_of(gross, rates.get(country, default))
        self.paid: set[Any] = set()
        self.remitted = 0
        self.is_closed = False

    @property
    def is_payable(self) -> bool:
        return clock.now() <= self.deadline and not self.is_closed

    @property
    def settled(self) -> int:
        return sum(self.due[holder][0] for holder in self.paid)

    @property
    def withheld(self) -> int:
        return sum(self.due[holder][1] for holder in self.paid)

    @property
    def owed(self) -> int:
        """What the distributor must still have for it."""
        return (0 if self.is_closed else self.pot - self.settled) + self.withheld - self.remitted

    def net(self, holder: Any) -> int:
        gross, tax = self.due[holder]
        return gross - tax


class DistributionMachine:
    """Four holders, a treasury that is excluded and a stranger; a currency that blocks payees now and then."""

    st_which = strategy("uint8", max_value=1)
    st_who = strategy("uint8", max_value=5)
    st_crowd = strategy("uint8[]", max_value=5, min_length=1, max_length=4)
    st_country = strategy("uint8", max_value=3)

    def __init__(cls, build: Any) -> None:
        cls.desk, cls.numbers = build()

    def setup(self) -> None:
        self.world = self.desk.world
        self.holders = list(self.world.investors)
        self.accounts = [*self.holders, self.world.treasury, self.world.stranger]
        deadlines = [self.desk.term(number, "deadline") for number in self.numbers]
        self.models = [Model(*TERMS[i], self.holders, deadlines[i]) for i in (0, 1)]
        self.frozen: set[Any] = set()
        self.blocked: set[Any] = set()

    def rule_claim(self, st_which: int, st_who: int) -> None:
        self._claim([st_which], self.accounts[st_who])

    def rule_claim_both(self, st_who: int) -> None:
        self._claim([0, 1], self.accounts[st_who])

    def rule_push(self, st_which: int, st_crowd: list[int]) -> None:
        model = self.models[st_which]
        crowd = [self.accounts[who] for who in st_crowd]
        done = self._try(self.desk.distributor.push, self.numbers[st_which], crowd, sender=self.world.stranger)
        assert done == model.is_payable, "a push goes through in the pay period, whoever is on the list"
        if done:
            model.paid |= {holder for holder in crowd if self._can_be_paid(model, holder)}

    def rule_push_all_and_remit(self, st_which: int) -> None:
        self.rule_push(st_which, [5, 4, 3, 2, 1, 0, 0])
        self.rule_remit(st_which)

    def rule_remit(self, st_which: int) -> None:
        self.desk.distributor.remitTax(self.numbers[st_which], {"from": self.world.stranger})
        self.models[st_which].remitted = self.models[st_which].withheld

    def rule_sell(self, st_who: int) -> None:
        """All units change hands after the record date, which must change nothing."""
        seller, buyer = self.accounts[st_who % 4], self.accounts[(st_who + 1) % 4]
        if not {seller, buyer} & self.frozen:
            units = self.world.security.balanceOf(seller)
            self.world.security.transfer(buyer, units, {"from": seller})

    def rule_move_abroad(self, st_who: int, st_country: int) -> None:
        """So must a new country."""
        self.world.admit(self.accounts[st_who % 4], COUNTRIES[st_country])

    def rule_freeze(self, st_who: int) -> None:
        holder = self.accounts[st_who % 4]
        self.frozen ^= {holder}
        self.world.security.setAddressFrozen(holder, holder in self.frozen, {"from": self.world.freezer})

    def rule_block(self, st_who: int) -> None:
        holder = self.accounts[st_who % 4]
        self.blocked ^= {holder}
        self.desk.currency.setBlocked(holder, holder in self.blocked)

    def rule_block_and_push(self, st_which: int, st_who: int) -> None:
        self.rule_block(st_who)
        self.rule_push(st_which, [st_who % 4])

    def rule_week_passes(self) -> None:
        clock.pass_time(7 * DAY)

    def rule_close(self, st_which: int) -> None:
        number, model = self.numbers[st_which], self.models[st_which]
        if self._try(self.desk.distributor.close, number, sender=self.world.treasurer):
            model.is_closed = True

    def invariant_accounts(self) -> None:
        for number, model in zip(self.numbers, self.models, strict=True):
            pot, paid, withheld, unclaimed, dust = self._account(number)
            hold("D-1", paid + withheld + unclaimed + dust == pot == model.pot, number)
            hold("D-1", (paid + withheld, withheld) == (model.settled, model.withheld), number, paid, withheld)

    def invariant_shares(self) -> None:
        for holder in self.holders:
            money = sum(model.net(holder) for model in self.models if holder in model.paid)
            hold("D-2", self.desk.money_of(holder) == money, holder, money)

    def invariant_total(self) -> None:
        held = self.desk.money_of(self.desk.distributor)
        owed = sum(model.owed for model in self.models)
        hold("D-3", held == owed, held, owed)

    def _account(self, number: int) -> tuple[int, ...]:
        """The account as the distributor tells it; nothing when it cannot even subtract."""
        try:
            return tuple(self.desk.distributor.accountOf(number))
        except VirtualMachineError:
            return (0,) * 5

    def _claim(self, which: list[int], holder: Any) -> None:
        models = [self.models[i] for i in which]
        numbers = [self.numbers[i] for i in which]
        expected = all(model.is_payable and self._can_be_paid(model, holder) for model in models)
        done = self._try(self.desk.distributor.claimMany, numbers, sender=holder)
        hold("D-2", expected or not done, numbers, holder)
        assert done or not expected, "a holder who is due and not stopped is paid"
        if done:
            for model in models:
                model.paid.add(holder)

    def _can_be_paid(self, model: Model, holder: Any) -> bool:
        if holder not in model.due or holder in model.paid or holder in self.frozen:
            return False
        return holder not in self.blocked or model.net(holder) == 0

    def _try(self, call: Any, *arguments: Any, sender: Any) -> bool:
        try:
            call(*arguments, {"from": sender})
        except VirtualMachineError:
            return False
        return True


def distributing_world() -> tuple[Desk, list[int]]:
    """Both distributions on their pay date; they end half a day after the third and the fourth week."""
    world = build_world()
    for holder, units in zip((*world.investors, world.treasury), (*UNITS, 500), strict=True):
        world.issue(holder, units)
    desk = Desk(world, new(world, "BlocklistCurrency"))
    numbers = []
    for weeks, (pot, default, rates) in enumerate(TERMS, 3):
        pay_date = clock.now() + DAY
        terms = {"pot": pot, "default_tax": default, "taxes": list(rates.items())}
        deadline = pay_date + weeks * 7 * DAY + DAY // 2
        numbers.append(desk.declare_and_fund(pay_date=pay_date, deadline=deadline, **terms))
    desk.at_pay_date(numbers[-1])
    return desk, numbers


def test_distributions__random_lives__every_sentence_holds(state_machine: Any) -> None:
    state_machine(DistributionMachine, distributing_world, settings=search(lives=12, steps=15))


PAID = "emit HolderPaid(id, holder, units, gross, tax, country);\n            return;"
DEFECTS = {
    "failed payments stay counted": Defect(
        "D-1", DISTRIBUTOR.source, good="book.settledUnits -= uint96(units);", bad="", victim=DISTRIBUTOR
    ),
    "sent twice": Defect(
        "D-2",
        DISTRIBUTOR.source,
        good=PAID,
        bad=f"Payment.trySend(book.currency, holder, gross - tax); {PAID}",
        victim=DISTRIBUTOR,
    ),
    "tax remitted twice": Defect(
        "D-3", DISTRIBUTOR.source, good="book.remitted = book.withheld;", bad="", victim=DISTRIBUTOR
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_sabotage__broken_distributor__the_machine_notices(state_machine: Any, name: str) -> None:
    defect = DEFECTS[name]

    def broken_world() -> tuple[Desk, list[int]]:
        desk, numbers = distributing_world()
        sabotage(desk.world, defect, list(DEFECTS.values()))
        return desk, numbers

    with pytest.raises(AssertionError, match=f"{defect.sentence}: "):
        state_machine(DistributionMachine, broken_world, settings=hunt(lives=30, steps=15))
