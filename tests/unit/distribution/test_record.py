"""The units that share a pot: counted once, as they were after the last second of the record date."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CANCELLED, FUNDED, PAYABLE, RECORDED, Desk
from tests.world import COMMON, PREFERRED, World


def test_record__by_anybody__units_without_the_excluded(desk: Desk, world: World) -> None:
    number = desk.open(excluded=[world.treasury, world.investor_fr])
    event = desk.record(number).events["DistributionRecorded"]
    assert event == {"id": number, "eligibleUnits": (3_000,)}
    assert desk.eligible(number) == 3_000


def test_record__nobody_excluded__treasury_s_units_count(desk: Desk) -> None:
    number = desk.open(excluded=[])
    desk.record(number)
    assert desk.eligible(number) == 5_000


def test_record__excluded_without_units_or_entry__changes_nothing(desk: Desk, world: World) -> None:
    number = desk.open(excluded=[world.treasury, world.stranger, world.second_wallet_ch])
    desk.record(number)
    assert desk.eligible(number) == 4_000
    assert len(desk.push(number, world.investors).events["HolderPaid"]) == 4


def test_record__twice__nothing_new(desk: Desk, opened: int) -> None:
    desk.record(opened)
    assert not desk.record(opened).events


def test_record__before_the_pay_date__allowed(desk: Desk) -> None:
    number = desk.declare_and_fund()
    clock.pass_time(1)
    desk.record(number)
    assert desk.eligible(number) == 4_000


def test_record__after_the_deadline__allowed(desk: Desk, opened: int) -> None:
    desk.after_deadline(opened)
    desk.record(opened)
    assert desk.eligible(opened) == 4_000


def test_record__in_the_last_second_of_the_record_date__refused(desk: Desk, world: World) -> None:
    date = clock.now() + 100
    number = desk.declare_and_fund(record_date=date)
    clock.next_block_at(date)
    with reverts(None, "RecordDateNotPassed", date, date):
        world.distributor.record(number, {"from": world.stranger})
    clock.next_block_at(date + 1)
    desk.record(number)


def test_record__not_funded__counted_and_payable_once_funded(desk: Desk, world: World) -> None:
    number = desk.declare(pot=4_000)
    clock.pass_time(1)
    desk.record(number)
    assert (desk.eligible(number), desk.term(number, "state")) == (4_000, RECORDED)
    assert not desk.record(number).events
    desk.fund(number)
    assert desk.term(number, "state") == PAYABLE
    desk.at_pay_date(number)
    desk.push(number, world.investors)
    assert [desk.money_of(holder) for holder in world.investors] == [1_000] * 4


def test_record__funded__payable(desk: Desk) -> None:
    number = desk.declare_and_fund()
    assert desk.term(number, "state") == FUNDED
    clock.pass_time(1)
    desk.record(number)
    assert desk.term(number, "state") == PAYABLE


def test_record__cancelled_or_unknown__refused(desk: Desk, world: World) -> None:
    number = desk.declare_and_fund(record_date=clock.now() + 100)
    desk.cancel(number)
    clock.pass_time(200)
    with reverts(world.distributor, "WrongState", number, CANCELLED):
        world.distributor.record(number, {"from": world.stranger})
    with reverts(world.distributor, "WrongState", number + 1, 0):
        world.distributor.record(number + 1, {"from": world.stranger})


@pytest.mark.parametrize(("offset", "units"), [(-1, 900), (0, 900), (1, 1_000)])
def test_record__sale_around_the_record_date__counts_through_its_last_second(
    desk: Desk, world: World, offset: int, units: int
) -> None:
    date = clock.now() + 100
    number = desk.declare_and_fund(record_date=date, pot=4_000)
    clock.next_block_at(date + offset)
    world.security.transfer(world.investor_de, 100, {"from": world.investor_ch})
    desk.at_pay_date(number)
    desk.push(number, world.investors)
    assert (desk.money_of(world.investor_ch), desk.money_of(world.investor_de)) == (units, 2_000 - units)


@pytest.mark.parametrize(("offset", "eligible"), [(0, 4_100), (1, 4_000)])
def test_record__issue_around_the_record_date__counts_through_its_last_second(
    desk: Desk, world: World, offset: int, eligible: int
) -> None:
    date = clock.now() + 100
    number = desk.declare_and_fund(record_date=date)
    clock.next_block_at(date + offset)
    world.issue(world.investor_ch, 100)
    desk.at_pay_date(number)
    desk.record(number)
    assert desk.eligible(number) == eligible


def test_record__redeemed_after_the_record_date__counts_and_is_paid(desk: Desk, world: World) -> None:
    number = desk.declare_and_fund(pot=4_000)
    clock.pass_time(1)
    world.security.redeem(1_000, b"", {"from": world.investor_ch})
    desk.at_pay_date(number)
    desk.claim(number, world.investor_ch)
    assert desk.eligible(number) == 4_000
    assert desk.money_of(world.investor_ch) == 1_000


def test_record__each_class__its_own_units(desk: Desk, world: World) -> None:
    world.issue(world.fund_us, 7, PREFERRED)
    numbers = [desk.declare_and_fund(partition=partition) for partition in (COMMON, PREFERRED)]
    desk.at_pay_date(numbers[-1])
    for number in numbers:
        desk.record(number)
    assert [desk.eligible(number) for number in numbers] == [4_000, 7]


# nobody to pay


@pytest.mark.parametrize("excluded", ["everybody", "nobody"])
def test_record__no_eligible_units__nobody_is_paid_and_all_goes_to_the_residual_payee(
    desk: Desk, distributor: Any, world: World, excluded: str
) -> None:
    everybody = [world.treasury, *world.investors]
    partition = COMMON if excluded == "everybody" else PREFERRED
    number = desk.open(partition=partition, excluded=everybody if excluded == "everybody" else [])
    desk.record(number)
    assert distributor.entitlement(number, world.investor_ch) == (0, 0, 0, 0)
    assert "HolderPaid" not in desk.push(number, everybody).events
    with reverts(distributor, "NothingDue", number, world.investor_ch):
        distributor.claim(number, {"from": world.investor_ch})
    assert distributor.accountOf(number) == (1_000_000, 0, 0, 1_000_000, 0)
    desk.after_deadline(number)
    desk.close(number)
    assert desk.money_of(world.residual) == 1_000_000
