"""The end: after the deadline the dust waits for the next distribution, the rest for late claims, and then goes on."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CLOSED, DECLARED, FUNDED, PAYABLE, RECORDED, SWEPT, Desk
from tests.world import COMMON, DAY, PREFERRED, World

POT = 4_000_003
SHARE = 1_000_000
HALF, THREE = 2_000_001, 3_000_002
"""What is due for the units of two and of three holders together, rounded down once."""
WINDOW = 5 * DAY


def late(desk: Desk, **changes: Any) -> int:
    """A distribution on its pay date, with a window to claim back after its deadline."""
    deadline = clock.now() + 31 * DAY
    return desk.open(**({"pot": POT, "deadline": deadline, "claim_back_until": deadline + WINDOW} | changes))


@pytest.fixture
def closed(desk: Desk, world: World) -> int:
    """A closed distribution of which two of four holders have been paid, in the first second after its deadline."""
    number = late(desk)
    desk.push(number, [world.investor_ch, world.investor_de])
    desk.after_deadline(number)
    desk.close(number)
    return number


# close


def test_close__some_unclaimed__waits_and_the_dust_goes_on(desk: Desk, distributor: Any, world: World) -> None:
    number = late(desk)
    desk.push(number, [world.investor_ch, world.investor_de])
    desk.after_deadline(number)
    events = desk.close(number).events
    assert events["DistributionClosed"] == {"id": number, "unclaimed": HALF}
    assert events["DustCarried"] == {
        "id": number,
        "partition": "0x" + COMMON.hex(),
        "currency": desk.address,
        "amount": 2,
    }
    assert "DistributionSwept" not in events
    assert (desk.term(number, "state"), desk.term(number, "carriedOut"), desk.carried()) == (CLOSED, 2, 2)
    assert desk.money_of(world.residual) == 0
    assert distributor.accountOf(number) == (POT, 2 * SHARE, 0, HALF, 2)


def test_close__all_claimed__only_dust_is_left(desk: Desk, opened: int, world: World) -> None:
    desk.push(opened, world.investors)
    desk.after_deadline(opened)
    events = desk.close(opened).events
    assert events["DistributionClosed"]["unclaimed"] == events["DistributionSwept"]["unclaimed"] == 0
    assert (events["DustCarried"]["amount"], desk.money_of(world.residual)) == (3, 0)


def test_close__without_a_window__swept_at_once(desk: Desk, opened: int, world: World) -> None:
    desk.push(opened, [world.investor_ch])
    desk.after_deadline(opened)
    events = desk.close(opened).events
    assert events["DistributionClosed"] == {"id": opened, "unclaimed": THREE}
    assert events["DistributionSwept"] == {"id": opened, "residual": world.residual, "unclaimed": THREE}
    assert desk.term(opened, "state") == SWEPT
    assert (desk.money_of(world.residual), desk.carried()) == (THREE, 1)


def test_close__only_after_the_window__swept_at_once(desk: Desk, world: World) -> None:
    number = late(desk)
    desk.after_claim_back(number)
    desk.close(number)
    assert (desk.term(number, "state"), desk.money_of(world.residual)) == (SWEPT, POT)


def test_close__in_the_last_second_of_the_window__not_swept(desk: Desk, world: World) -> None:
    number = late(desk)
    clock.next_block_at(desk.term(number, "claimBackUntil"))
    desk.close(number)
    assert (desk.term(number, "state"), desk.money_of(world.residual)) == (CLOSED, 0)


def test_close__in_ETH__rest_to_the_residual_payee(eth_desk: Desk, world: World) -> None:
    before = eth_desk.money_of(world.residual)
    number = eth_desk.open(pot=POT)
    eth_desk.push(number, [world.investor_ch])
    eth_desk.after_deadline(number)
    eth_desk.close(number)
    assert (eth_desk.money_of(world.residual), eth_desk.carried()) == (before + THREE, 1)


def test_close__nobody_ever_claimed_or_recorded__recorded_first(desk: Desk, opened: int, world: World) -> None:
    desk.after_deadline(opened)
    events = desk.close(opened).events
    assert events["DistributionRecorded"] == {"id": opened, "eligibleUnits": (4_000,)}
    assert (desk.money_of(world.residual), desk.carried()) == (POT, 0)


def test_close__frozen_holder_never_released__share_to_the_residual_payee(desk: Desk, world: World) -> None:
    world.security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    number = desk.open(pot=POT)
    desk.push(number, world.investors)
    desk.after_deadline(number)
    desk.close(number)
    assert desk.money_of(world.residual) == SHARE


@pytest.mark.parametrize("recorded", [False, True])
def test_close__never_funded__nothing_moves(desk: Desk, world: World, recorded: bool) -> None:
    number = desk.declare()
    desk.after_deadline(number)
    if recorded:
        desk.record(number)
    assert desk.term(number, "state") == (RECORDED if recorded else DECLARED)
    events = desk.close(number).events
    assert events["DistributionClosed"]["unclaimed"] == 0 and "DistributionSwept" not in events
    assert desk.term(number, "state") == SWEPT
    assert desk.money_of(world.residual) == desk.carried() == 0


@pytest.mark.parametrize("recorded", [False, True])
def test_close__never_funded__what_would_have_been_due_can_be_read(
    desk: Desk, distributor: Any, world: World, recorded: bool
) -> None:
    number = desk.declare(pot=POT)
    desk.after_deadline(number)
    if recorded:
        desk.record(number)
    desk.close(number)
    assert desk.eligible(number) == 4_000
    assert distributor.entitlement(number, world.investor_ch) == (1_000, SHARE, 0, SHARE)
    assert distributor.accountOf(number) == (POT, 0, 0, POT, 0)


@pytest.mark.parametrize(("recorded", "state"), [(False, FUNDED), (True, PAYABLE)])
def test_close__in_the_last_second_of_the_deadline__refused(
    desk: Desk, opened: int, distributor: Any, world: World, recorded: bool, state: int
) -> None:
    deadline = desk.term(opened, "deadline")
    if recorded:
        desk.record(opened)
    clock.next_block_at(deadline)
    with reverts(distributor, "NotYet", opened, deadline, deadline):
        distributor.close(opened, {"from": world.treasurer})
    assert desk.term(opened, "state") == state


def test_close__twice__refused(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", closed, CLOSED):
        distributor.close(closed, {"from": world.treasurer})
    desk.after_claim_back(closed)
    desk.sweep(closed)
    with reverts(distributor, "WrongState", closed, SWEPT):
        distributor.close(closed, {"from": world.treasurer})
    assert (desk.money_of(world.residual), desk.carried()) == (HALF, 2)


def test_close__unknown_id__refused(distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.close(99, {"from": world.treasurer})


# claimed back


@pytest.mark.parametrize("way", ["claim", "push"])
def test_closed__within_the_window__holders_are_paid(desk: Desk, closed: int, world: World, way: str) -> None:
    clock.next_block_at(desk.term(closed, "claimBackUntil"))
    if way == "claim":
        desk.claim(closed, world.investor_fr)
    else:
        desk.push(closed, [world.investor_ch, world.investor_fr])
    assert [desk.money_of(holder) for holder in world.investors] == [SHARE, SHARE, SHARE, 0]
    desk.after_claim_back(closed)
    assert desk.sweep(closed).events["DistributionSwept"]["unclaimed"] == HALF - SHARE


@pytest.mark.parametrize("way", ["claim", "push"])
def test_closed__one_second_after_the_window__refused(
    desk: Desk, closed: int, distributor: Any, world: World, way: str
) -> None:
    pay_date, until = desk.term(closed, "payDate"), desk.term(closed, "claimBackUntil")
    clock.next_block_at(until + 1)
    with reverts(distributor, "OutsidePayPeriod", closed, pay_date, until, until + 1):
        if way == "claim":
            distributor.claim(closed, {"from": world.investor_fr})
        else:
            distributor.push(closed, [world.investor_fr], {"from": world.stranger})


def test_claim__after_the_deadline_and_not_closed__paid_until_the_window_ends(desk: Desk, world: World) -> None:
    number = late(desk)
    clock.next_block_at(desk.term(number, "claimBackUntil"))
    desk.claim(number, world.investor_fr)
    assert desk.money_of(world.investor_fr) == SHARE


# swept


def test_sweep__by_anybody__rest_to_the_residual_payee(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    before = desk.money_of(distributor)
    clock.next_block_at(desk.term(closed, "claimBackUntil") + 1)
    event = desk.sweep(closed).events["DistributionSwept"]
    assert event == {"id": closed, "residual": world.residual, "unclaimed": HALF}
    assert (desk.term(closed, "state"), desk.money_of(world.residual)) == (SWEPT, HALF)
    assert (desk.money_of(distributor), desk.carried()) == (before - HALF, 2)
    assert distributor.accountOf(closed) == (POT, 2 * SHARE, 0, HALF, 2)


def test_sweep__in_the_last_second_of_the_window__refused(
    desk: Desk, closed: int, distributor: Any, world: World
) -> None:
    until = desk.term(closed, "claimBackUntil")
    clock.next_block_at(until)
    with reverts(distributor, "NotYet", closed, until, until):
        distributor.sweep(closed, {"from": world.stranger})


def test_sweep__never_funded__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare()
    desk.after_claim_back(number)
    with reverts(distributor, "WrongState", number, DECLARED):
        distributor.sweep(number, {"from": world.stranger})
    desk.record(number)
    with reverts(distributor, "WrongState", number, RECORDED):
        distributor.sweep(number, {"from": world.stranger})


def test_sweep__twice_or_unknown__refused(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    desk.after_claim_back(closed)
    desk.sweep(closed)
    with reverts(distributor, "WrongState", closed, SWEPT):
        distributor.sweep(closed, {"from": world.stranger})
    with reverts(distributor, "WrongState", 99, 0):
        distributor.sweep(99, {"from": world.stranger})
    assert desk.money_of(world.residual) == HALF


# dust


def test_carryOver__everybody_paid__dust_goes_on_before_the_deadline(desk: Desk, opened: int, world: World) -> None:
    desk.push(opened, world.investors)
    assert desk.carry_over(opened).events["DustCarried"]["amount"] == 3
    assert (desk.carried(), desk.term(opened, "carriedOut")) == (3, 3)
    assert not desk.carry_over(opened).events
    desk.after_deadline(opened)
    assert "DustCarried" not in desk.close(opened).events
    assert (desk.carried(), desk.money_of(world.residual)) == (3, 0)


def test_carryOver__somebody_not_paid__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    desk.push(opened, world.investors[:3])
    with reverts(distributor, "DustUnknown", opened):
        distributor.carryOver(opened, {"from": world.stranger})


def test_carryOver__not_payable__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    for number, state in ((opened, FUNDED), (99, 0)):
        with reverts(distributor, "WrongState", number, state):
            distributor.carryOver(number, {"from": world.stranger})


def test_fund__dust_of_the_class_and_currency__part_of_the_pot(
    desk: Desk, closed: int, eth_desk: Desk, distributor: Any
) -> None:
    other_class, other_money = desk.declare_and_fund(partition=PREFERRED), eth_desk.declare_and_fund()
    assert desk.carried() == 2
    number = desk.declare(pot=1_000)
    assert distributor.fundingOf(number) == 1_000
    event = desk.fund(number).events["DistributionFunded"]
    assert (event["pot"], event["carriedIn"]) == (1_002, 2)
    assert (desk.term(number, "pot"), desk.term(number, "carriedIn"), desk.carried()) == (1_002, 2, 0)
    assert desk.term(other_class, "carriedIn") == desk.term(other_money, "carriedIn") == 0


def test_cancel__with_dust_of_earlier_ones__dust_waits_again(desk: Desk, closed: int, world: World) -> None:
    date = clock.now() + DAY
    number = desk.declare_and_fund(pot=1_000, record_date=date, pay_date=date + DAY)
    events = desk.cancel(number).events
    assert (events["DistributionCancelled"]["refunded"], events["DustCarried"]["amount"]) == (1_000, 2)
    assert (desk.money_of(world.residual), desk.carried()) == (1_000, 2)
