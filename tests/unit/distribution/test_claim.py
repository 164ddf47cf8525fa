"""A holder claims: what arrives, when, and why not."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CANCELLED, DECLARED, FUNDED, MAX_POT, PPM, SWEPT, Desk, member, new
from tests.world import COMMON, DAY, PREFERRED, World

POT = 4_000_003
SHARE = 1_000_000


def test_claim__in_a_currency__net_arrives_and_is_told(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.open(pot=POT, default_tax=100_000)
    event = desk.claim(number, world.investor_de).events["HolderPaid"]
    assert event == {
        "id": number,
        "holder": world.investor_de,
        "line": 0,
        "units": 1_000,
        "gross": SHARE,
        "tax": 100_000,
        "rate": 100_000,
        "country": 276,
    }
    assert desk.money_of(world.investor_de) == 900_000
    assert distributor.isPaid(number, world.investor_de)
    assert distributor.accountOf(number) == (POT, 900_000, 100_000, 3_000_002, 1)


def test_claim__in_ETH__net_arrives(eth_desk: Desk, world: World) -> None:
    number = eth_desk.open(pot=POT, default_tax=100_000)
    before = eth_desk.money_of(world.investor_de)
    transaction = eth_desk.claim(number, world.investor_de)
    fee = transaction.gas_used * transaction.gas_price
    assert eth_desk.money_of(world.investor_de) == before + 900_000 - fee


def test_claim__currency_that_answers_nothing__net_arrives(shareholders: World) -> None:
    desk = Desk(shareholders, new(shareholders, "SilentCurrency"))
    desk.claim(desk.open(pot=POT), shareholders.fund_us)
    assert desk.money_of(shareholders.fund_us) == SHARE


def test_claim__other_class__its_holders_share(desk: Desk, distributor: Any, world: World) -> None:
    world.issue(world.fund_us, 10, PREFERRED)
    number = desk.open(pot=POT, partition=PREFERRED)
    with reverts(distributor, "NothingDue", number, world.investor_ch):
        distributor.claim(number, {"from": world.investor_ch})
    desk.claim(number, world.fund_us)
    assert desk.money_of(world.fund_us) == POT


def test_claim__without_a_record_before__records(desk: Desk, opened: int, world: World) -> None:
    events = desk.claim(opened, world.investor_ch).events
    assert events["DistributionRecorded"] == {"id": opened, "eligibleUnits": (4_000,)}
    assert "DistributionRecorded" not in desk.claim(opened, world.investor_de).events


def test_claim__gross_below_one_unit_of_money__paid_with_nothing(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.open(pot=3)
    events = desk.claim(number, world.investor_ch).events
    assert (events["HolderPaid"]["gross"], "Transfer" in events) == (0, False)
    assert distributor.isPaid(number, world.investor_ch)


def test_claim__tax_takes_all__paid_with_nothing(desk: Desk, world: World) -> None:
    number = desk.open(pot=POT, default_tax=PPM)
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == 0
    assert desk.term(number, "withheld") == SHARE


def test_claim__largest_pot_and_most_units__no_overflow(world: World) -> None:
    units = 2**96 - 1
    world.security.setAuthorised(PREFERRED, units, {"from": world.configurer})
    world.issue(world.fund_us, units, PREFERRED)
    desk = Desk(world, world.new_currency())
    number = desk.open(pot=MAX_POT, partition=PREFERRED, default_tax=PPM - 1)
    event = desk.claim(number, world.fund_us).events["HolderPaid"]
    assert event["gross"] == MAX_POT
    assert event["tax"] == (2 * MAX_POT * (PPM - 1) + PPM) // (2 * PPM)
    desk.remit(number)


# when


def test_claim__one_second_before_the_pay_date__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare_and_fund()
    pay_date, deadline = desk.term(number, "payDate"), desk.term(number, "deadline")
    clock.next_block_at(pay_date - 1)
    with reverts(distributor, "OutsidePayPeriod", number, pay_date, deadline, pay_date - 1):
        distributor.claim(number, {"from": world.investor_ch})


@pytest.mark.parametrize("date", ["payDate", "deadline"])
def test_claim__first_and_last_second__paid(desk: Desk, distributor: Any, world: World, date: str) -> None:
    number = desk.declare_and_fund()
    clock.next_block_at(desk.term(number, date))
    desk.claim(number, world.investor_ch)
    assert distributor.isPaid(number, world.investor_ch)


def test_claim__one_second_after_the_deadline__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    pay_date, deadline = desk.term(opened, "payDate"), desk.term(opened, "deadline")
    clock.next_block_at(deadline + 1)
    with reverts(distributor, "OutsidePayPeriod", opened, pay_date, deadline, deadline + 1):
        distributor.claim(opened, {"from": world.investor_ch})


def test_claim__unknown_id__refused(distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.claim(99, {"from": world.investor_ch})


def test_claim__not_funded__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare()
    desk.at_pay_date(number)
    with reverts(distributor, "WrongState", number, DECLARED):
        distributor.claim(number, {"from": world.investor_ch})


def test_claim__swept__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    desk.after_deadline(opened)
    desk.close(opened)
    with reverts(distributor, "WrongState", opened, SWEPT):
        distributor.claim(opened, {"from": world.investor_ch})


def test_claim__cancelled__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare_and_fund(record_date=clock.now() + 100)
    desk.cancel(number)
    desk.at_pay_date(number)
    with reverts(distributor, "WrongState", number, CANCELLED):
        distributor.claim(number, {"from": world.investor_ch})


# who


def test_claim__twice__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    desk.claim(opened, world.investor_ch)
    with reverts(distributor, "AlreadyPaid", opened, world.investor_ch):
        distributor.claim(opened, {"from": world.investor_ch})


def test_claim__after_a_push__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    desk.push(opened, [world.investor_ch])
    with reverts(distributor, "AlreadyPaid", opened, world.investor_ch):
        distributor.claim(opened, {"from": world.investor_ch})


@pytest.mark.parametrize("who", ["stranger", "second_wallet_ch"])
def test_claim__no_units_on_the_record_date__refused(
    desk: Desk, opened: int, distributor: Any, world: World, who: str
) -> None:
    with reverts(distributor, "NothingDue", opened, getattr(world, who)):
        distributor.claim(opened, {"from": getattr(world, who)})


@pytest.mark.parametrize("recorded", [False, True])
def test_claim__excluded__refused(desk: Desk, distributor: Any, world: World, recorded: bool) -> None:
    number = desk.open(excluded=[world.treasury, world.investor_fr])
    if recorded:
        desk.record(number)
    for excluded in (world.treasury, world.investor_fr):
        with reverts(distributor, "NothingDue", number, excluded):
            distributor.claim(number, {"from": excluded})
        assert not distributor.isPaid(number, excluded)


@pytest.mark.parametrize("stop", ["setAddressFrozen", "setSanctioned"])
def test_claim__holder_stopped__money_waits_until_released(
    desk: Desk, opened: int, distributor: Any, world: World, stop: str
) -> None:
    getattr(world.security, stop)(world.investor_ch, True, {"from": world.freezer})
    desk.record(opened)
    assert distributor.entitlement(opened, world.investor_ch) == (1_000, SHARE, 0, SHARE)
    with reverts(distributor, "HolderStopped", opened, world.investor_ch):
        distributor.claim(opened, {"from": world.investor_ch})
    getattr(world.security, stop)(world.investor_ch, False, {"from": world.freezer})
    desk.claim(opened, world.investor_ch)
    assert desk.money_of(world.investor_ch) == SHARE


def test_claim__frozen_on_the_record_date__counts_and_is_paid_later(desk: Desk, world: World) -> None:
    world.security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    number = desk.open(pot=POT)
    desk.claim(number, world.investor_de)
    assert desk.eligible(number) == 4_000
    world.security.setAddressFrozen(world.investor_ch, False, {"from": world.freezer})
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == desk.money_of(world.investor_de) == SHARE


def test_claim__sold_after_the_record_date__old_holder_paid_and_new_one_not(
    desk: Desk, distributor: Any, world: World
) -> None:
    number = desk.declare_and_fund(pot=POT)
    world.admit(world.stranger)
    clock.pass_time(1)
    world.security.transfer(world.stranger, 1_000, {"from": world.investor_ch})
    desk.at_pay_date(number)
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == SHARE
    with reverts(distributor, "NothingDue", number, world.stranger):
        distributor.claim(number, {"from": world.stranger})


def test_claim__sold_and_left_the_register__still_paid(desk: Desk, world: World) -> None:
    number = desk.declare_and_fund(pot=POT)
    clock.pass_time(1)
    world.security.transfer(world.investor_de, 1_000, {"from": world.investor_ch})
    world.security.removeMember(world.investor_ch, {"from": world.admitter})
    desk.at_pay_date(number)
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == SHARE


def test_claim__issued_after_the_record_date__no_part(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare_and_fund(pot=POT)
    clock.pass_time(1)
    member(world, world.stranger, 50_000)
    world.issue(world.investor_ch, 5)
    desk.at_pay_date(number)
    desk.claim(number, world.investor_ch)
    assert desk.money_of(world.investor_ch) == SHARE
    assert distributor.entitlement(number, world.stranger) == (0, 0, 0, 0)


# many at once


def test_claimMany__several__each_paid(desk: Desk, world: World) -> None:
    numbers = [desk.declare_and_fund(pot=pot) for pot in (4_000, 8_000, 12_000)]
    desk.at_pay_date(numbers[-1])
    events = desk.claim_many(numbers, world.investor_ch).events["HolderPaid"]
    assert [event["gross"] for event in events] == [1_000, 2_000, 3_000]
    assert desk.money_of(world.investor_ch) == 6_000


def test_claimMany__one_paid_already__nothing_paid(desk: Desk, distributor: Any, world: World) -> None:
    numbers = [desk.declare_and_fund() for _ in range(2)]
    desk.at_pay_date(numbers[-1])
    desk.claim(numbers[1], world.investor_ch)
    with reverts(distributor, "AlreadyPaid", numbers[1], world.investor_ch):
        distributor.claimMany(numbers, {"from": world.investor_ch})
    assert not distributor.isPaid(numbers[0], world.investor_ch)


def test_claimMany__same_one_twice__nothing_paid(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    with reverts(distributor, "AlreadyPaid", opened, world.investor_ch):
        distributor.claimMany([opened, opened], {"from": world.investor_ch})
    assert not distributor.isPaid(opened, world.investor_ch)


def test_claimMany__none__nothing_happens(distributor: Any, world: World) -> None:
    assert not distributor.claimMany([], {"from": world.investor_ch}).events


def test_entitlement__recorded__as_after_the_payment(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.open(pot=POT, default_tax=333_333)
    desk.record(number)
    before = [distributor.entitlement(number, holder) for holder in (*world.investors, world.treasury)]
    desk.claim(number, world.investor_ch)
    assert [distributor.entitlement(number, holder) for holder in (*world.investors, world.treasury)] == before
    assert before[0] == (1_000, SHARE, 333_333, SHARE - 333_333)
    assert before[-1] == (0, 0, 0, 0)


@pytest.mark.parametrize(("funded", "state"), [(False, DECLARED), (True, FUNDED)])
def test_entitlement__not_recorded__refused(
    desk: Desk, distributor: Any, world: World, funded: bool, state: int
) -> None:
    date = clock.now() + DAY
    number = (desk.declare_and_fund if funded else desk.declare)(record_date=date, pay_date=date + 1)
    for time in (date, date + 1):
        clock.block_at(time)
        with reverts(distributor, "WrongState", number, state):
            distributor.entitlement(number, world.investor_ch)
        with reverts(distributor, "WrongState", number, state):
            distributor.statementsOf(number, [world.investor_ch])
    desk.record(number)
    assert distributor.entitlement(number, world.investor_ch)[0] == 1_000
    assert world.security.balanceOfAt(COMMON, world.investor_ch, date) == 1_000
