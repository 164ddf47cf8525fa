"""Defects of other dividend modules, each tried here: late terms, live pots, strange currencies, pages, double pay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, carry_over, freeze, payments, rate, ready, sanction
from tests.unit.distribution.helpers import BR, PAYABLE, RECORDED, Desk, member, new, tax_of
from tests.unit.distribution.test_push import skipped
from tests.unit.office.helpers import Holdings, freeze_units
from tests.world import COMMON, DAY, World, spare_account

POT = 4_000_000
SHARE = 1_000_000


@pytest.fixture(scope="module")
def register(world: World) -> World:
    """The four investors have 1,000 units each."""
    world.issue_all(1_000)
    return world


@pytest.fixture(scope="module")
def desk(register: World) -> Desk:
    return Desk(register, register.new_currency())


# terms and pots


@pytest.mark.parametrize("deadline", [1, -1])
def test_declare__expiry_in_the_past__refused(desk: Desk, deadline: int) -> None:
    """A dividend module let its administrator set the expiry to 1, and take the pot back at once."""
    pay_date = clock.now() + DAY
    expiry = deadline if deadline > 0 else pay_date + deadline
    with reverts(desk.distributor, "InvalidDeclaration", "deadline"):
        desk.declare(pay_date=pay_date, deadline=expiry)


@pytest.mark.parametrize("when", ["payDate", "deadline"])
def test_pot__before_the_deadline__nobody_takes_it_out(desk: Desk, register: World, when: str) -> None:
    """Owners of dividend modules swept what holders had not claimed yet."""
    number = desk.open(pot=POT)
    desk.claim(number, register.investor_ch)
    deadline = desk.term(number, "deadline")
    clock.block_at(desk.term(number, when))
    with reverts(desk.distributor, "WrongState", number, PAYABLE):
        desk.distributor.cancel.call(number, {"from": register.treasurer})
    for way in (desk.distributor.close, desk.distributor.sweep):
        with reverts(desk.distributor, "NotYet", number, deadline, desk.term(number, when)):
            way.call(number, {"from": register.treasurer})
    for taker in (register.admin, register.deployer, register.residual):
        with reverts(desk.distributor, "MissingRole", taker, role_id("TREASURER")):
            desk.distributor.close(number, {"from": taker})
    assert desk.money_of(desk.distributor) == 3 * SHARE


def test_tax__raised_after_the_declaration__holders_keep_the_declared_rate(desk: Desk, register: World) -> None:
    """A dividend module let the withholding go from 0 to 50 % after the declaration."""
    number = desk.open(pot=POT, default_tax=100_000)
    desk.table(500_000)
    register.distributor.fileTaxForm(register.investor_ch, 500_000, 2**16 - 1, b"\1" * 32, {"from": register.treasurer})
    register.admit(register.investor_ch, country=BR)
    assert payments(desk.claim(number, register.investor_ch)) == [
        (register.investor_ch, 0, 1_000, SHARE, tax_of(SHARE, 100_000))
    ]


def test_fund__a_second_time__refused_and_gifts_change_no_share(register: World) -> None:
    """A dividend module took later deposits into the pot, of which those who claimed late had more."""
    desk = Desk(register, register.new_currency())
    number = desk.open(pot=POT)
    desk.claim(number, register.investor_ch)
    with reverts(desk.distributor, "WrongState", number, PAYABLE):
        desk.distributor.fund(number, {"from": register.treasurer})
    desk.currency.mint(desk.distributor, POT, {"from": register.stranger})
    desk.donated += POT
    desk.push(number, register.investors)
    assert [desk.money_of(holder) for holder in register.investors] == [SHARE] * 4


def test_pot__after_some_claims__the_rest_is_never_short(desk: Desk, register: World) -> None:
    """A dividend module let money be withdrawn after some had claimed, and paid the others less."""
    numbers = [desk.declare_and_fund(pot=POT) for _ in range(2)]
    desk.at_pay_date(numbers[-1])
    desk.claim_many(numbers, register.investor_ch)
    desk.after_deadline(numbers[0])
    desk.close(numbers[0])
    assert desk.money_of(register.residual) == 3 * SHARE == desk.money_of(desk.distributor)
    assert desk.term(numbers[1], "settled") == SHARE


# payees


def test_push__payees_that_need_more_than_2300_gas__paid_in_ETH(register: World) -> None:
    """Dividend modules sent ETH with 2300 gas: wallets that are contracts were never paid, without a word."""
    wallet = member(register, new(register, "ReentrantAccount"), 1_000)
    wallet.arm(register.distributor, register.distributor.count.encode_input())
    eth = Desk(register)
    number = eth.open(pot=5 * SHARE)
    assert [share[0] for share in payments(eth.push(number, [wallet]))] == [wallet]
    assert (wallet.attempts(), eth.money_of(wallet)) == (1, SHARE)


def test_push__one_payee_blocked_by_the_currency__others_paid_and_its_money_stays(register: World) -> None:
    """In most dividend modules one payee who cannot be paid reverts the whole batch."""
    currency = new(register, "BlocklistCurrency")
    till = Desk(register, currency)
    number = till.open(pot=POT)
    currency.setBlocked(register.investor_de, True)
    transaction = till.push(number, register.investors)
    assert (len(payments(transaction)), skipped(transaction)) == (3, [(register.investor_de, "PAYMENT_FAILED")])
    assert account(till, number) == (POT, 3 * SHARE, 0, SHARE, 0)
    till.distributor.claimTo([number], spare_account(0), {"from": register.investor_de})
    assert till.money_of(spare_account(0)) == SHARE


@pytest.mark.parametrize("stop", [freeze, sanction])
def test_push__stopped_holder__not_paid_by_either_way(desk: Desk, register: World, stop: Callable[..., None]) -> None:
    """A dividend module asked the compliance rules when a holder claimed, and not when it was pushed."""
    number = desk.open(pot=POT)
    stop(register, register.investor_de)
    assert skipped(desk.push(number, [register.investor_de])) == [(register.investor_de, "FROZEN")]
    with reverts(desk.distributor, "HolderStopped", number, register.investor_de):
        desk.distributor.claim(number, {"from": register.investor_de})


def test_push__some_claimed_meanwhile__passed_over_and_not_failed(desk: Desk, register: World) -> None:
    """A claim for many reverted where one of them had been paid; another module reported that one as failed."""
    number = desk.open(pot=POT)
    desk.claim(number, register.investor_de)
    transaction = desk.push(number, register.investors)
    assert (len(payments(transaction)), skipped(transaction)) == (3, [])


def test_claim__payee_calls_back__marked_as_paid_before_the_money_goes(register: World) -> None:
    """A payout module set the flag after the transfer."""
    thief = member(register, new(register, "ReentrantAccount"), 1_000)
    currency = new(register, "HookCurrency")
    currency.setListens(thief, True)
    till = Desk(register, currency)
    number = till.open(pot=5 * SHARE)
    thief.arm(register.distributor, register.distributor.claim.encode_input(number))
    till.push(number, [thief])
    assert (thief.attempts(), thief.succeeded(), till.money_of(thief)) == (1, False, SHARE)


# currencies


def test_currency__that_answers_nothing__funds_and_pays(register: World) -> None:
    """`require(token.transfer(..))` keeps out currencies that answer nothing, as Tether's does."""
    till = Desk(register, new(register, "SilentCurrency"))
    number = till.open(pot=POT, default_tax=100_000)
    till.claim(number, register.investor_ch)
    till.push(number, register.investors)
    till.remit(number)
    assert account(till, number) == (POT, 3_600_000, 400_000, 0, 0)
    assert till.money_of(register.tax_agent) == 400_000


def test_fund__currency_keeps_a_fee__refused(register: World) -> None:
    """Dividend modules booked what was sent, not what arrived: the last to claim found too little."""
    currency = new(register, "FeeCurrency")
    till = Desk(register, currency)
    number = till.declare(pot=POT)
    currency.setCharges(True)
    with reverts(till.distributor, "WrongFunding", number, POT * 99 // 100, POT):
        till.distributor.fund(number, {"from": register.treasurer})
    assert till.money_of(till.distributor) == 0


# who held what


def test_claim__units_moved_to_a_custodian_after_the_record_date__paid_once(desk: Desk, register: World) -> None:
    """A dividend module compared where it should have assigned: units moved to a custodian were paid twice."""
    custodian = member(register, spare_account(1), 0)
    number = desk.open(pot=POT)
    register.security.transfer(custodian, 1_000, {"from": register.investor_ch})
    desk.claim(number, register.investor_ch)
    with reverts(desk.distributor, "NothingDue", number, custodian):
        desk.distributor.claim(number, {"from": custodian})
    desk.push(number, [*register.investors, custodian])
    assert account(desk, number) == (POT, POT, 0, 0, 0)


@pytest.mark.parametrize(("second", "buyer"), [(0, 2 * SHARE), (1, SHARE)])
def test_claim__sold_in_the_second_of_the_record_date_or_the_next__paid_to_one_of_them(
    desk: Desk, register: World, second: int, buyer: int
) -> None:
    """Snapshots by block let a transfer in the block of the snapshot count on both sides, or on none."""
    date = clock.now() + DAY
    number = desk.declare_and_fund(pot=POT, record_date=date, pay_date=date + DAY)
    clock.next_block_at(date + second)
    register.security.transfer(register.investor_de, 1_000, {"from": register.investor_ch})
    desk.at_pay_date(number)
    desk.push(number, register.investors)
    assert [desk.money_of(holder) for holder in register.investors[:2]] == [2 * SHARE - buyer, buyer]
    assert account(desk, number) == (POT, POT, 0, 0, 0)


def test_claim__units_on_hold_frozen_or_locked__paid_in_full(desk: Desk, register: World) -> None:
    """A payout module paid the free balance over the whole supply: what was held or frozen got nothing."""
    Holdings(register).create(units=600)
    freeze_units(register, register.investor_de, 700)
    register.set_terms(COMMON, unlockAt=clock.now() + 400 * DAY)
    number = desk.open(pot=POT)
    desk.push(number, register.investors)
    assert [desk.money_of(holder) for holder in register.investors] == [SHARE] * 4


def test_record__units_issued_since__share_in_nothing(desk: Desk, register: World) -> None:
    """Shares of a supply that is read later shrink with every issue."""
    number = desk.open(pot=POT)
    register.issue(member(register, spare_account(2), 0), 4_000)
    desk.push(number, [*register.investors, spare_account(2)])
    assert account(desk, number) == (POT, POT, 0, 0, 0)


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_push__in_pages_of_any_size__same_amounts(desk: Desk, register: World, page: int) -> None:
    """A payout module took its percentage of what was left on each page: later pages were paid less."""
    number = ready(desk, lines=[rate(777, 2)])
    for start in range(0, 4, page):
        desk.push(number, register.investors[start : start + page])
    assert [desk.money_of(holder) for holder in register.investors] == [388_500] * 4


def test_carryOver__at_once__dust_does_not_wait_for_the_deadline(desk: Desk, register: World) -> None:
    """Dividend modules gave the dust back after the expiry, to the issuer."""
    number = desk.open(pot=POT + 3)
    desk.push(number, register.investors)
    carry_over(desk, number)
    assert (desk.distributor.carryOf(COMMON, desk.address), desk.money_of(register.residual)) == (3, 0)


def test_declare__not_paid_in__nobody_is_promised_anything(desk: Desk, register: World) -> None:
    """A payout module paid as long as there was money: who came last came away empty."""
    number = desk.declare(pot=POT)
    desk.at_pay_date(number)
    desk.record(number)
    with reverts(desk.distributor, "WrongState", number, RECORDED):
        desk.distributor.claim(number, {"from": register.investor_ch})
    with reverts(desk.distributor, "WrongState", number, RECORDED):
        desk.distributor.push(number, register.investors, {"from": register.stranger})
    desk.fund(number)
    desk.push(number, register.investors)
    assert account(desk, number)[1] == POT
