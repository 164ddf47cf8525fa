"""Money of holders who are stopped: anybody sets it aside, and it waits for them without a limit of time."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, freeze, payments, pot, sanction, set_aside, sweep
from tests.unit.distribution.helpers import SWEPT, Desk, member, new
from tests.unit.office.helpers import recover
from tests.world import CH, DAY, DE, NOWHERE, World, spare_account

POT = 4_000_000
SHARE = 1_000_000
TAX = 100_000
NET = SHARE - TAX


@pytest.fixture
def taxed(desk: Desk) -> int:
    """1,000,000 for each of four, a tenth of it tax, on its pay date."""
    pay_date = clock.now() + DAY
    return desk.open(pot=POT, default_tax=TAX, pay_date=pay_date, deadline=pay_date + 10 * DAY)


@pytest.fixture
def waiting(desk: Desk, taxed: int, world: World) -> int:
    """The same; the money of investor_de, who is frozen, is set aside."""
    freeze(world, world.investor_de)
    set_aside(desk, taxed, [world.investor_de])
    return taxed


def swept(desk: Desk, number: int) -> int:
    """The same after its end."""
    desk.after_deadline(number)
    desk.close(number)
    assert desk.term(number, "state") == SWEPT
    return number


@pytest.mark.parametrize("stop", [freeze, sanction])
def test_setAside__stopped_holder__taxed_once_and_waits(desk: Desk, taxed: int, world: World, stop: Any) -> None:
    stop(world, world.investor_de)
    transaction = set_aside(desk, taxed, [world.investor_de])
    assert payments(transaction) == [(world.investor_de, 0, 1_000, SHARE, TAX)]
    event = transaction.events["SetAside"]
    assert (event["id"], event["holder"], event["net"]) == (taxed, world.investor_de, NET)
    assert desk.distributor.setAsideOf(taxed, world.investor_de) == NET == desk.term(taxed, "setAside")
    assert desk.distributor.isPaid(taxed, world.investor_de)
    assert account(desk, taxed) == (POT, 0, TAX, 3 * SHARE + NET, 0)


@pytest.mark.parametrize("who", ["investor_ch", "investor_de"])
def test_setAside__one_of_them_not_stopped__whole_call_refused(
    desk: Desk, taxed: int, distributor: Any, world: World, who: str
) -> None:
    freeze(world, world.fund_us)
    free = getattr(world, who)
    with reverts(distributor, "HolderNotStopped", taxed, free):
        set_aside(desk, taxed, [world.fund_us, free])
    assert distributor.setAsideOf(taxed, world.fund_us) == 0


def test_setAside__nothing_due_or_settled__passed_over(desk: Desk, waiting: int, world: World) -> None:
    desk.claim(waiting, world.investor_ch)
    freeze(world, world.investor_ch)
    before = desk.distributor.distribution(waiting)
    listed = [world.stranger, NOWHERE, world.treasury, world.investor_ch, world.investor_de, world.investor_de]
    assert payments(set_aside(desk, waiting, listed)) == []
    assert desk.distributor.distribution(waiting) == before


def test_setAside__same_holder_twice_in_one_call__once(desk: Desk, taxed: int, world: World) -> None:
    freeze(world, world.investor_de)
    assert len(payments(set_aside(desk, taxed, [world.investor_de] * 2))) == 1
    assert desk.term(taxed, "setAside") == NET


@pytest.mark.parametrize("offset", [-1, 0])
def test_setAside__before_the_pay_date__refused(desk: Desk, distributor: Any, world: World, offset: int) -> None:
    number = desk.declare_and_fund(pot=POT)
    freeze(world, world.investor_de)
    pay_date, until = desk.term(number, "payDate"), desk.term(number, "claimBackUntil")
    clock.next_block_at(pay_date + offset)
    if offset < 0:
        with reverts(distributor, "OutsidePayPeriod", number, pay_date, until, pay_date + offset):
            distributor.setAside(number, [world.investor_de], {"from": world.stranger})
    else:
        assert payments(set_aside(desk, number, [world.investor_de]))


# release


def test_claim__still_stopped__refused(desk: Desk, waiting: int, distributor: Any, world: World) -> None:
    with reverts(distributor, "HolderStopped", waiting, world.investor_de):
        distributor.claim(waiting, {"from": world.investor_de})
    with reverts(distributor, "HolderStopped", waiting, world.investor_de):
        distributor.claimTo([waiting], world.investor_ch, {"from": world.investor_de})
    assert payments(desk.push(waiting, [world.investor_de])) == []


def test_claim__released__paid_what_was_set_aside_and_once(
    desk: Desk, waiting: int, distributor: Any, world: World
) -> None:
    freeze(world, world.investor_de, False)
    transaction = desk.claim(waiting, world.investor_de)
    assert (payments(transaction), transaction.events["Released"]["net"]) == ([], NET)
    assert (desk.money_of(world.investor_de), distributor.setAsideOf(waiting, world.investor_de)) == (NET, 0)
    assert account(desk, waiting) == (POT, NET, TAX, 3 * SHARE, 0)
    with reverts(distributor, "AlreadyPaid", waiting, world.investor_de):
        distributor.claim(waiting, {"from": world.investor_de})


def test_claim__released_long_after_the_sweep__paid(desk: Desk, waiting: int, world: World) -> None:
    swept(desk, waiting)
    assert desk.money_of(world.residual) == 3 * SHARE
    clock.pass_time(2_000 * DAY)
    freeze(world, world.investor_de, False)
    desk.claim(waiting, world.investor_de)
    assert desk.money_of(world.investor_de) == NET
    desk.remit(waiting)
    assert desk.money_of(desk.distributor) == 0


def test_claim__by_many_ids_with_one_set_aside__one_payment_of_both(desk: Desk, waiting: int, world: World) -> None:
    freeze(world, world.investor_de, False)
    other = desk.open(pot=POT)
    transaction = desk.claim_many([waiting, other], world.investor_de)
    assert desk.money_of(world.investor_de) == NET + SHARE
    assert len(transaction.events["Transfer"]) == 1


def test_claim__currency_refuses_the_release__waits_on(world: World, eth_desk: Desk) -> None:
    payee = member(world, new(world, "RefusingPayee"), 1_000)
    number = eth_desk.open(pot=5_000_000)
    freeze(world, payee)
    set_aside(eth_desk, number, [payee])
    freeze(world, payee, False)
    call = eth_desk.distributor.claim.encode_input(number)
    with reverts(eth_desk.distributor, "PaymentFailed", NOWHERE, payee, SHARE):
        payee.act(eth_desk.distributor, call)
    assert eth_desk.distributor.setAsideOf(number, payee) == SHARE
    payee.setTakes(True)
    payee.act(eth_desk.distributor, call)
    assert eth_desk.money_of(payee) == SHARE
    eth_desk.check()


@pytest.mark.parametrize("late", [False, True])
def test_claim__recovered_wallet__inherits_what_was_set_aside(
    desk: Desk, waiting: int, distributor: Any, world: World, late: bool
) -> None:
    replacement = spare_account(40)
    if late:
        swept(desk, waiting)
    recover(world, world.investor_de, replacement)
    freeze(world, replacement, False)
    assert distributor.setAsideOf(waiting, replacement) == NET
    desk.claim(waiting, replacement)
    assert (desk.money_of(replacement), desk.money_of(world.investor_de)) == (NET, 0)
    refusal = ("WrongState", waiting, SWEPT) if late else ("NothingDue", waiting, world.investor_de)
    with reverts(distributor, *refusal):
        distributor.claim(waiting, {"from": world.investor_de})


# tax and account


def test_setAside__tax__rate_of_the_record_date_and_withheld_once(desk: Desk, world: World) -> None:
    number = desk.open(pot=POT, taxes=[(DE, 150_000), (CH, 500_000)])
    freeze(world, world.investor_de)
    world.admit(world.investor_de, country=CH)
    set_aside(desk, number, [world.investor_de])
    freeze(world, world.investor_de, False)
    desk.claim(number, world.investor_de)
    assert (desk.money_of(world.investor_de), desk.term(number, "withheld")) == (850_000, 150_000)
    desk.remit(number)
    assert desk.money_of(world.tax_agent) == 150_000


def test_setAside__tax_takes_all__nothing_waits_and_the_holder_counts_as_paid(
    desk: Desk, distributor: Any, world: World
) -> None:
    number = desk.open(pot=POT, default_tax=1_000_000)
    freeze(world, world.investor_de)
    set_aside(desk, number, [world.investor_de])
    freeze(world, world.investor_de, False)
    assert (desk.term(number, "setAside"), desk.term(number, "withheld")) == (0, SHARE)
    with reverts(distributor, "AlreadyPaid", number, world.investor_de):
        distributor.claim(number, {"from": world.investor_de})


def test_setAside__several_lines_and_holders__sum_of_what_waits(desk: Desk, world: World) -> None:
    number = desk.open(lines=[pot(4_000), pot(400, taxed=False)], default_tax=250_000)
    for holder in world.investors[:2]:
        freeze(world, holder)
    set_aside(desk, number, world.investors[:2])
    assert [desk.distributor.setAsideOf(number, holder) for holder in world.investors[:2]] == [850, 850]
    assert account(desk, number) == (4_400, 0, 500, 3_900, 0)
    freeze(world, world.investor_ch, False)
    desk.claim(number, world.investor_ch)
    assert account(desk, number) == (4_400, 850, 500, 3_050, 0)


def test_sweep__money_set_aside__is_not_touched(desk: Desk, waiting: int, world: World) -> None:
    pay_date = clock.now() + DAY
    other = desk.open(pot=POT, pay_date=pay_date, deadline=pay_date, claim_back_until=pay_date + DAY)
    sanction(world, world.fund_us)
    set_aside(desk, other, [world.fund_us])
    desk.after_deadline(other)
    desk.close(other)
    clock.block_at(pay_date + DAY + 1)
    assert sweep(desk, other).events["DistributionSwept"]["unclaimed"] == 3 * SHARE
    assert desk.distributor.setAsideOf(other, world.fund_us) == SHARE
    assert account(desk, other) == (POT, 0, 0, 4 * SHARE, 0)
