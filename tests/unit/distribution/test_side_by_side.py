"""Distributions of the same currency live side by side, and none touches another's money."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import DECLARED, FUNDED, Desk
from tests.world import CH, COMMON, DAY, DE, PREFERRED, World


@pytest.mark.parametrize("money", ["currency", "ETH"])
def test_two__paid_in_turns__each_account_is_its_own(
    desk: Desk, eth_desk: Desk, distributor: Any, world: World, money: str
) -> None:
    used = desk if money == "currency" else eth_desk
    first = used.declare_and_fund(pot=4_000, default_tax=100_000)
    second = used.declare_and_fund(pot=80_000, default_tax=500_000)
    used.at_pay_date(second)
    used.push(first, world.investors[:3])
    used.push(second, world.investors[1:])
    used.remit(first)
    assert distributor.accountOf(first) == (4_000, 2_700, 300, 1_000, 0)
    assert distributor.accountOf(second) == (80_000, 30_000, 30_000, 20_000, 0)
    used.after_deadline(second)
    used.close(first)
    used.remit(second)
    assert used.money_of(distributor) == 20_000
    used.close(second)
    assert used.money_of(distributor) == 0


def test_unfunded__beside_a_funded_one__pays_nothing_of_its_money(desk: Desk, distributor: Any, world: World) -> None:
    desk.declare_and_fund(pot=1_000_000)
    unfunded = desk.declare(pot=1_000_000)
    desk.at_pay_date(unfunded)
    with reverts(distributor, "WrongState", unfunded, DECLARED):
        distributor.push(unfunded, world.investors, {"from": world.stranger})
    desk.after_deadline(unfunded)
    desk.close(unfunded)
    assert desk.money_of(world.residual) == desk.carried() == 0


def test_cancelled__beside_a_funded_one__refunds_its_own_pot_only(desk: Desk, distributor: Any, world: World) -> None:
    other = desk.declare_and_fund(pot=500)
    number = desk.declare_and_fund(pot=70, record_date=clock.now() + DAY, pay_date=clock.now() + 2 * DAY)
    desk.cancel(number)
    assert desk.money_of(world.residual) == 70
    assert desk.term(other, "state") == FUNDED


def test_taxes_and_exclusions__of_one__are_not_those_of_the_next(desk: Desk, distributor: Any, world: World) -> None:
    first = desk.declare(default_tax=1, taxes=[(CH, 2)], excluded=[world.investor_ch])
    second = desk.declare(default_tax=3, taxes=[(DE, 4)], excluded=[])
    clock.pass_time(1)
    desk.record(first)
    desk.record(second)
    holders = (world.investor_ch, world.investor_de)
    rates = [[distributor.taxRate(number, holder) for holder in holders] for number in (first, second)]
    assert rates == [[2, 1], [3, 4]]
    assert [distributor.isExcluded(number, world.investor_ch) for number in (first, second)] == [True, False]


def test_same_record_date__two_classes__holder_of_both_is_paid_twice(desk: Desk, world: World) -> None:
    world.issue(world.fund_us, 100, PREFERRED)
    date = clock.now() + DAY
    numbers = [
        desk.declare_and_fund(pot=400, partition=partition, record_date=date, pay_date=date + 1)
        for partition in (COMMON, PREFERRED)
    ]
    desk.at_pay_date(numbers[-1])
    desk.claim_many(numbers, world.fund_us)
    assert desk.money_of(world.fund_us) == 100 + 400


def test_three_record_dates__units_move_between__each_pays_the_holders_of_its_date(desk: Desk, world: World) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(desk.declare_and_fund(pot=4_000, pay_date=clock.now() + 10 * DAY))
        clock.pass_time(1)
        world.security.transfer(world.investor_de, 300, {"from": world.investor_ch})
    desk.at_pay_date(numbers[-1])
    shares = []
    for number in numbers:
        before = desk.money_of(world.investor_ch), desk.money_of(world.investor_de)
        desk.push(number, [world.investor_ch, world.investor_de])
        shares.append((desk.money_of(world.investor_ch) - before[0], desk.money_of(world.investor_de) - before[1]))
    assert shares == [(1_000, 1_000), (700, 1_300), (400, 1_600)]
