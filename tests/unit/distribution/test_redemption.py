"""Redemption: units are cancelled in the moment in which they are paid, never before and never without."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.artifacts import container
from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, freeze, payments, pot, principal, rate, ready, set_aside
from tests.unit.distribution.helpers import PAYABLE, PPM, Desk, member, new
from tests.unit.distribution.test_push import skipped
from tests.unit.office.helpers import Holdings, freeze_units, pause, recover, refused
from tests.world import COMMON, DAY, PREFERRED, World, spare_account

PRICE = 1_000_000
PART = 300_000


@pytest.fixture(scope="module")
def register(world: World) -> World:
    """COMMON: 333, 333 and 334; the treasury has 1,000 more, which take no part."""
    for holder, units in zip(world.investors, (333, 333, 334), strict=False):
        world.issue(holder, units)
    world.issue(world.treasury, 1_000)
    return world


@pytest.fixture(scope="module")
def till(register: World) -> Desk:
    return Desk(register, register.new_currency())


@pytest.fixture(scope="module")
def whole(till: Desk) -> int:
    """All units redeemed at 1.000000 each, on the pay date."""
    return ready(till, lines=[principal(PRICE)])


@pytest.fixture(scope="module")
def part(till: Desk) -> int:
    """30 % of the units redeemed at 1.000000 each, on the pay date."""
    return ready(till, lines=[principal(PRICE, part=PART)])


def units(world: World, holder: Any, partition: bytes = COMMON) -> int:
    return int(world.security.balanceOfByPartition(partition, holder))


# paid and cancelled together


@pytest.mark.parametrize("way", ["claim", "push"])
def test_redemption__of_all__paid_and_cancelled(till: Desk, whole: int, register: World, way: str) -> None:
    holder = register.investor_ch
    supply = register.security.totalSupplyByPartition(COMMON)
    transaction = till.claim(whole, holder) if way == "claim" else till.push(whole, [holder])
    assert payments(transaction) == [(holder, 0, 333, 333 * PRICE, 0)]
    event = transaction.events["RedeemedByPartition"]
    assert (event["operator"], event["from"], event["value"]) == (register.distributor, holder, 333)
    assert int(str(event["operatorData"]), 16) == whole
    assert (units(register, holder), till.money_of(holder)) == (0, 333 * PRICE)
    assert register.security.totalSupplyByPartition(COMMON) == supply - 333


def test_redemption__of_three_tenths__floored_for_each_holder(till: Desk, part: int, register: World) -> None:
    till.push(part, register.investors)
    assert [units(register, holder) for holder in register.investors] == [234, 234, 234, 0]
    assert [till.money_of(holder) for holder in register.investors] == [99 * PRICE, 99 * PRICE, 100 * PRICE, 0]
    assert [(line["eligible"], line["settled"]) for line in till.distributor.linesOf(part)] == [(300, 298)]
    assert account(till, part) == (300 * PRICE, 298 * PRICE, 0, 2 * PRICE, 0)


def test_close__parts_floored__what_nobody_is_due_goes_to_the_residual_payee(
    till: Desk, part: int, register: World
) -> None:
    till.push(part, register.investors)
    till.after_deadline(part)
    till.close(part)
    assert till.money_of(register.residual) == 2 * PRICE


def test_redemption__part_that_floors_to_nothing__nothing_due(till: Desk, register: World) -> None:
    tiny = member(register, spare_account(0), 3)
    number = ready(till, lines=[principal(PRICE, part=PART)])
    with reverts(till.distributor, "NothingDue", number, tiny):
        till.distributor.claim(number, {"from": tiny})
    assert payments(till.push(number, [tiny])) == []
    assert units(register, tiny) == 3


def test_redemption__again__nothing_more_is_cancelled(till: Desk, part: int, register: World) -> None:
    till.claim(part, register.investor_ch)
    with reverts(till.distributor, "AlreadyPaid", part, register.investor_ch):
        till.distributor.claim(part, {"from": register.investor_ch})
    assert payments(till.push(part, [register.investor_ch])) == []
    assert units(register, register.investor_ch) == 234


def test_redemption__bought_since_the_record_date__only_the_units_of_then(
    till: Desk, whole: int, register: World
) -> None:
    register.issue(register.investor_ch, 50)
    till.claim(whole, register.investor_ch)
    assert (units(register, register.investor_ch), till.money_of(register.investor_ch)) == (50, 333 * PRICE)


def test_redemption__excluded_treasury__keeps_its_units(till: Desk, whole: int, register: World) -> None:
    assert payments(till.push(whole, [register.treasury])) == []
    assert units(register, register.treasury) == 1_000


# coupon and principal in one


def test_redemption__with_a_last_coupon__both_paid_and_cancelled_once(till: Desk, register: World) -> None:
    lines = [rate(25_000), principal(PRICE), pot(1_000, taxed=False)]
    number = ready(till, lines=lines, default_tax=350_000)
    transaction = till.claim(number, register.investor_ch)
    assert payments(transaction) == [
        (register.investor_ch, 0, 333, 8_325_000, 2_913_750),
        (register.investor_ch, 1, 333, 333 * PRICE, 0),
        (register.investor_ch, 2, 333, 333, 0),
    ]
    assert units(register, register.investor_ch) == 0
    assert len(transaction.events["RedeemedByPartition"]) == 1


def test_redemption__by_two_lines_of_a_class__both_parts_cancelled(till: Desk, register: World) -> None:
    number = ready(till, lines=[principal(PRICE, part=PART), principal(2 * PRICE, part=PPM - PART)])
    till.claim(number, register.investor_fr)
    assert units(register, register.investor_fr) == 334 - 100 - 233
    assert till.money_of(register.investor_fr) == 100 * PRICE + 233 * 2 * PRICE


def test_redemption__two_lines_that_take_all_or_one_more__accepted_or_refused(till: Desk, register: World) -> None:
    with reverts(till.distributor, "InvalidDeclaration", "redeemed"):
        till.declare(lines=[principal(PRICE, part=PPM - 1), principal(PRICE, part=2)])
    number = ready(till, lines=[principal(PRICE, part=PPM // 2), principal(PRICE, part=PPM // 2)])
    assert skipped(till.push(number, register.investors)) == []
    assert units(register, register.investor_ch) == 333 - 2 * 166


# units that are not there


def test_redemption__sold_since__skipped_and_paid_when_bought_back(till: Desk, whole: int, register: World) -> None:
    seller, buyer = register.investor_ch, register.fund_us
    register.security.transfer(buyer, 1, {"from": seller})
    with reverts(register.security, "ERC20InsufficientBalance", seller, 332, 333):
        till.distributor.claim(whole, {"from": seller})
    transaction = till.push(whole, [seller, register.investor_de, buyer])
    assert skipped(transaction) == [(seller, "UNITS_MISSING")]
    assert [share[0] for share in payments(transaction)] == [register.investor_de]
    assert (till.money_of(seller), till.distributor.isPaid(whole, seller)) == (0, False)
    register.security.transfer(seller, 1, {"from": buyer})
    till.claim(whole, seller)
    assert (till.money_of(seller), units(register, seller)) == (333 * PRICE, 0)


def test_redemption__on_hold__skipped_until_released(till: Desk, whole: int, register: World) -> None:
    holdings = Holdings(register)
    holdings.create(units=1)
    assert skipped(till.push(whole, [register.investor_ch])) == [(register.investor_ch, "UNITS_MISSING")]
    with refused(register, 0x55, "ON_HOLD", register.investor_ch):
        till.distributor.claim(whole, {"from": register.investor_ch})
    holdings.release(register.operator)
    till.claim(whole, register.investor_ch)
    assert units(register, register.investor_ch) == 0


@pytest.mark.parametrize(("frozen", "free"), [(234, True), (235, False)])
def test_redemption__partly_frozen__paid_just_if_enough_is_free(
    till: Desk, part: int, register: World, frozen: int, free: bool
) -> None:
    freeze_units(register, register.investor_ch, frozen)
    transaction = till.push(part, [register.investor_ch])
    assert bool(payments(transaction)) == free
    assert skipped(transaction) == ([] if free else [(register.investor_ch, "UNITS_MISSING")])
    assert units(register, register.investor_ch) == (234 if free else 333)


def test_redemption__claim_of_several_with_units_missing_in_one__nothing_happens(
    till: Desk, whole: int, part: int, register: World
) -> None:
    """Both distributions together ask for more units than there are."""
    with reverts(register.security, "ERC20InsufficientBalance", register.investor_ch, 234, 333):
        till.distributor.claimMany([part, whole], {"from": register.investor_ch})
    assert (units(register, register.investor_ch), till.money_of(register.investor_ch)) == (333, 0)


# the security stands still


def test_redemption__while_the_security_is_paused__paid_and_cancelled(till: Desk, whole: int, register: World) -> None:
    pause(register, 2)
    till.claim(whole, register.investor_ch)
    assert units(register, register.investor_ch) == 0


def test_redemption__class_that_its_holders_may_not_redeem__paid_and_cancelled(till: Desk, register: World) -> None:
    register.issue(register.fund_us, 10, PREFERRED)
    number = ready(till, lines=[principal(PRICE, partition=PREFERRED)])
    till.claim(number, register.fund_us)
    assert (units(register, register.fund_us, PREFERRED), till.money_of(register.fund_us)) == (0, 10 * PRICE)


def test_redeemPaid__by_others_than_the_distributor__refused(register: World) -> None:
    for who in (register.issuer, register.controller, register.treasurer, register.investor_ch):
        with reverts(register.security, "AccessControlUnauthorizedAccount", who, role_id("REDEEMER")):
            register.security.redeemPaid(COMMON, register.investor_ch, 1, b"", {"from": who})


# stopped holders


def test_redemption__stopped_holder__neither_paid_nor_cancelled(till: Desk, whole: int, register: World) -> None:
    freeze(register, register.investor_ch)
    assert skipped(till.push(whole, [register.investor_ch])) == [(register.investor_ch, "FROZEN")]
    with reverts(till.distributor, "HolderStopped", whole, register.investor_ch):
        till.distributor.claim(whole, {"from": register.investor_ch})
    assert units(register, register.investor_ch) == 333


def test_setAside__redemption__cancelled_and_the_money_waits(till: Desk, whole: int, register: World) -> None:
    freeze(register, register.investor_ch)
    set_aside(till, whole, [register.investor_ch])
    assert (units(register, register.investor_ch), till.term(whole, "setAside")) == (0, 333 * PRICE)
    freeze(register, register.investor_ch, False)
    till.claim(whole, register.investor_ch)
    assert till.money_of(register.investor_ch) == 333 * PRICE


def test_redemption__recovered_wallet__its_units_cancelled_and_paid(till: Desk, whole: int, register: World) -> None:
    replacement = spare_account(1)
    recover(register, register.investor_ch, replacement)
    assert payments(till.push(whole, [register.investor_ch, replacement])) == [(replacement, 0, 333, 333 * PRICE, 0)]
    assert units(register, replacement) == 0


# payees that refuse, and pushers that are stingy


@pytest.fixture
def refusing(register: World) -> tuple[Desk, int, Any]:
    """A redemption in ETH, on its pay date, of a contract that takes none."""
    payee = member(register, new(register, "RefusingPayee"), 100)
    desk = Desk(register)
    return desk, ready(desk, lines=[principal(PRICE)]), payee


def test_redemption__payee_refuses__nothing_cancelled_and_claimed_later(
    refusing: tuple[Desk, int, Any], register: World
) -> None:
    desk, number, payee = refusing
    before = desk.distributor.distribution(number)
    assert skipped(desk.push(number, [payee, register.investor_de])) == [(payee, "PAYMENT_FAILED")]
    assert (units(register, payee), desk.distributor.isPaid(number, payee)) == (100, False)
    assert desk.term(number, "settled") == before["settled"] + 333 * PRICE
    payee.setTakes(True)
    payee.act(desk.distributor, desk.distributor.claim.encode_input(number))
    assert (units(register, payee), desk.money_of(payee)) == (0, 100 * PRICE)
    desk.check()


@pytest.mark.parametrize("gas", [150_000, 250_000, 300_000, 350_000, 400_000, 450_000])
def test_push__redemption_with_little_gas__all_or_nothing(till: Desk, whole: int, register: World, gas: int) -> None:
    """Whatever the pusher leaves for the payment, a holder has either the money or the units."""
    holder = register.investor_ch
    try:
        till.distributor.push(whole, [holder], {"from": register.stranger, "gas_limit": gas})
    except Exception as failure:  # the whole call may run out of gas, or say that there is not enough
        assert "revert" in str(failure) or "gas" in str(failure)
    assert (units(register, holder), till.money_of(holder)) in ((333, 0), (0, 333 * PRICE))
    assert till.distributor.isPaid(whole, holder) == (units(register, holder) == 0)
    if units(register, holder):
        till.claim(whole, holder)
        assert (units(register, holder), till.money_of(holder)) == (0, 333 * PRICE)
    till.check()


def test_payRedeeming__by_anybody_but_the_distributor__refused(whole: int, register: World) -> None:
    distributor = container("DividendDistributor").at(str(register.distributor.address))
    for who in (register.investor_ch, register.treasurer, register.admin):
        with reverts(distributor, "OnlyItself"):
            distributor.payRedeeming(whole, register.investor_ch, {"from": who})


# the record


def test_record__part_of_all_eligible__counted_once_for_the_line(till: Desk, register: World) -> None:
    date = clock.now() + DAY
    number = till.declare(lines=[principal(7, 2, PART)], record_date=date, pay_date=date + DAY)
    clock.block_at(date + 1)
    till.record(number)
    eligible = 1_000 * PART // PPM
    assert (till.distributor.linesOf(number)[0]["eligible"], till.term(number, "pot")) == (eligible, eligible * 7 // 2)
    till.fund(number)
    assert till.term(number, "state") == PAYABLE
