"""Dust: what rounding leaves goes into the next distribution of the same class and currency, once."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, carry_over, pot, rate, ready, sweep
from tests.unit.distribution.helpers import CLOSED, FUNDED, SWEPT, Desk
from tests.world import COMMON, DAY, PREFERRED, World

POT = 100_000_000


@pytest.fixture(scope="module")
def sevenths(world: World) -> World:
    """Three holders with 3, 3 and 1 of 7 units of COMMON; the US fund has 7 PREFERRED."""
    for holder, units in zip(world.investors, (3, 3, 1), strict=False):
        world.issue(holder, units)
    world.issue(world.fund_us, 7, PREFERRED)
    return world


@pytest.fixture(scope="module")
def till(sevenths: World) -> Desk:
    return Desk(sevenths, sevenths.new_currency())


@pytest.fixture
def paid_out(till: Desk, sevenths: World) -> int:
    """100.000000 paid to everybody: 42.857142, 42.857142, 14.285714, and 2 of dust."""
    number = till.open(pot=POT)
    events = till.push(number, sevenths.investors).events["HolderPaid"]
    assert [event["gross"] for event in events] == [42_857_142, 42_857_142, 14_285_714]
    assert account(till, number) == (POT, POT - 2, 0, 0, 2)
    return number


def carry(till: Desk, partition: bytes = COMMON) -> int:
    """Dust that waits."""
    return int(till.distributor.carryOf(partition, till.address))


def hand_on(till: Desk, number: int, way: str) -> Any:
    """Hands the dust on, in either way."""
    if way == "carryOver":
        return carry_over(till, number)
    till.after_deadline(number)
    return till.close(number)


@pytest.mark.parametrize("way", ["carryOver", "close"])
def test_dust__worked_numbers__goes_into_the_next(till: Desk, sevenths: World, paid_out: int, way: str) -> None:
    event = hand_on(till, paid_out, way).events["DustCarried"]
    assert (event["id"], event["currency"], event["amount"]) == (paid_out, till.address, 2)
    assert (carry(till), till.term(paid_out, "carriedOut"), till.dust(paid_out)) == (2, 2, 2)
    second = till.open(pot=POT)
    assert (carry(till), till.term(second, "carriedIn"), till.term(second, "pot")) == (0, 2, POT + 2)
    events = till.push(second, sevenths.investors).events["HolderPaid"]
    assert [event["gross"] for event in events] == [42_857_143, 42_857_143, 14_285_714]
    assert account(till, second) == (POT + 2, POT, 0, 0, 2)
    hand_on(till, second, way)
    assert carry(till) == 2 == till.money_of(till.distributor)


def test_carryOver__somebody_not_paid_yet__refused(till: Desk, sevenths: World) -> None:
    number = till.open(pot=POT)
    till.push(number, sevenths.investors[:2])
    with reverts(till.distributor, "DustUnknown", number):
        carry_over(till, number)
    till.claim(number, sevenths.investor_fr)
    carry_over(till, number)
    assert carry(till) == 2


def test_carryOver__before_it_is_payable__refused(till: Desk) -> None:
    number = till.declare_and_fund(pot=POT)
    with reverts(till.distributor, "WrongState", number, FUNDED):
        carry_over(till, number)


def test_carryOver__twice_and_then_closed_and_swept__handed_on_once(till: Desk, sevenths: World, paid_out: int) -> None:
    carry_over(till, paid_out)
    assert "DustCarried" not in carry_over(till, paid_out).events
    till.after_deadline(paid_out)
    assert "DustCarried" not in till.close(paid_out).events
    assert (carry(till), till.term(paid_out, "state")) == (2, SWEPT)
    for state, again in ((SWEPT, carry_over), (SWEPT, sweep)):
        with reverts(till.distributor, "WrongState", paid_out, state):
            again(till, paid_out)
    assert till.money_of(sevenths.residual) == 0


def test_carryOver__no_dust__nothing_said(till: Desk, sevenths: World) -> None:
    number = till.open(pot=700)
    till.push(number, sevenths.investors)
    assert "DustCarried" not in carry_over(till, number).events
    assert carry(till) == 0


def test_dust__untouched_by_tax__of_the_gross_alone(till: Desk, sevenths: World) -> None:
    number = till.open(pot=POT, default_tax=333_333)
    till.push(number, sevenths.investors)
    carry_over(till, number)
    assert carry(till) == 2


# into amounts by the unit


@pytest.mark.parametrize(("amount", "due"), [(14, 12), (2, 0), (1, 0)])
def test_fund__by_the_unit__dust_is_taken_off_what_is_paid_in(
    till: Desk, sevenths: World, paid_out: int, amount: int, due: int
) -> None:
    carry_over(till, paid_out)
    number = till.declare(lines=[rate(amount, 7)])
    till.at_pay_date(number)
    till.record(number)
    assert till.distributor.fundingOf(number) == due
    before = till.money_of(sevenths.treasurer)
    event = till.fund(number).events["DistributionFunded"]
    used = amount - due
    assert (event["pot"], event["carriedIn"]) == (amount, used)
    assert before - till.money_of(sevenths.treasurer) == due
    assert (carry(till), till.term(number, "carriedIn")) == (2 - used, used)
    events = till.push(number, sevenths.investors).events["HolderPaid"]
    assert [event["gross"] for event in events] == [amount * units // 7 for units in (3, 3, 1)]


def test_dust__of_amounts_by_the_unit__handed_on(till: Desk, sevenths: World) -> None:
    number = ready(till, lines=[rate(100, 7)])
    till.push(number, sevenths.investors)
    carry_over(till, number)
    assert account(till, number) == (100, 98, 0, 0, 2)
    assert carry(till) == 2


# cancelled


def test_cancel__funded_with_dust__dust_waits_again_and_the_rest_is_refunded(
    till: Desk, sevenths: World, paid_out: int
) -> None:
    carry_over(till, paid_out)
    date = clock.now() + DAY
    number = till.declare_and_fund(pot=500, record_date=date, pay_date=date + DAY)
    assert (carry(till), till.term(number, "carriedIn")) == (0, 2)
    event = till.cancel(number).events
    assert event["DistributionCancelled"]["refunded"] == 500 == till.money_of(sevenths.residual)
    assert event["DustCarried"]["amount"] == 2 == carry(till)


def test_cancel__declared_only__dust_was_never_taken(till: Desk, paid_out: int) -> None:
    carry_over(till, paid_out)
    date = clock.now() + DAY
    till.cancel(till.declare(pot=500, record_date=date, pay_date=date + DAY))
    assert carry(till) == 2


# whose dust


def test_fund__first_line_of_another_class__dust_stays(till: Desk, paid_out: int) -> None:
    carry_over(till, paid_out)
    other = till.open(lines=[pot(700, PREFERRED), pot(700)])
    assert (carry(till), carry(till, PREFERRED), till.term(other, "carriedIn")) == (2, 0, 0)


def test_fund__another_currency__dust_stays(till: Desk, sevenths: World, paid_out: int) -> None:
    carry_over(till, paid_out)
    for desk in (Desk(sevenths, sevenths.new_currency()), Desk(sevenths)):
        assert desk.term(desk.open(pot=700), "carriedIn") == 0
    assert carry(till) == 2


def test_fund__a_line_of_the_class_that_is_not_the_first__dust_stays(till: Desk, paid_out: int) -> None:
    carry_over(till, paid_out)
    number = till.open(lines=[pot(700), pot(9)])
    assert till.term(number, "pot") == 711
    assert [line["amount"] for line in till.distributor.linesOf(number)] == [702, 9]


def test_fund__two_at_once__only_the_first_has_the_dust(till: Desk, paid_out: int) -> None:
    carry_over(till, paid_out)
    early, late = till.declare(pot=700), till.declare(pot=700)
    till.fund(late)
    till.fund(early)
    assert [till.term(number, "carriedIn") for number in (early, late)] == [0, 2]


def test_carryOver__by_anybody_while_a_distribution_is_declared__what_is_paid_in_by_pot_is_the_same(
    till: Desk, paid_out: int
) -> None:
    """Nobody stops the funding of a pot by handing dust on just before it."""
    number = till.declare(pot=700)
    due = till.distributor.fundingOf(number)
    carry_over(till, paid_out)
    assert till.distributor.fundingOf(number) == due == 700
    till.fund(number)


# closed, and claimed back


def test_close__some_not_paid__their_money_is_no_dust_and_later_claims_are_paid(till: Desk, sevenths: World) -> None:
    pay_date = clock.now() + DAY
    number = till.open(pot=POT, pay_date=pay_date, deadline=pay_date, claim_back_until=pay_date + 10 * DAY)
    till.claim(number, sevenths.investor_ch)
    till.after_deadline(number)
    till.close(number)
    assert (carry(till), till.term(number, "state")) == (1, CLOSED)
    assert account(till, number) == (POT, 42_857_142, 0, 57_142_857, 1)
    assert [p["gross"] for p in till.push(number, sevenths.investors).events["HolderPaid"]] == [42_857_142, 14_285_714]
    assert (carry(till), account(till, number)) == (1, (POT, POT - 2, 0, 0, 2))
    clock.block_at(pay_date + 10 * DAY + 1)
    sweep(till, number)
    assert (carry(till), till.money_of(sevenths.residual), till.money_of(till.distributor)) == (1, 1, 1)


def test_close__after_the_dust_was_handed_on_and_nobody_is_left__swept_with_nothing(
    till: Desk, sevenths: World, paid_out: int
) -> None:
    till.after_deadline(paid_out)
    till.close(paid_out)
    assert (carry(till), till.term(paid_out, "state"), till.money_of(sevenths.residual)) == (2, SWEPT, 0)


def test_dust__over_many_distributions__never_more_than_a_payment(till: Desk, sevenths: World) -> None:
    """Five times 10 for seven units: in all 50 is paid in, and less than three units of money wait in between."""
    paid = 0
    for _ in range(5):
        number = till.open(pot=10)
        grosses = [event["gross"] for event in till.push(number, sevenths.investors).events["HolderPaid"]]
        paid += sum(grosses)
        carry_over(till, number)
        assert carry(till) < 3
    assert paid + carry(till) == 50 == paid + till.money_of(till.distributor)
