"""After the deadline: holders are still paid until the window ends, closed or not; then anybody sweeps the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, payments, rate, set_aside, sweep
from tests.unit.distribution.helpers import CLOSED, DECLARED, RECORDED, SWEPT, Desk
from tests.world import DAY, NOWHERE, World

POT = 4_000_000
SHARE = 1_000_000


@pytest.fixture
def windowed(desk: Desk) -> int:
    """1,000,000 for each of four, to be closed from the pay date on, claimed back for ten days; on its pay date."""
    pay_date = clock.now() + DAY
    return desk.open(pot=POT, pay_date=pay_date, deadline=pay_date, claim_back_until=pay_date + 10 * DAY)


@pytest.fixture
def closed(desk: Desk, windowed: int, world: World) -> int:
    """The same, of which one has been paid, closed in the first second in which it can be."""
    desk.claim(windowed, world.investor_ch)
    clock.next_block_at(desk.term(windowed, "deadline") + 1)
    desk.close(windowed)
    return windowed


def at(desk: Desk, number: int, field: str, offset: int = 0) -> int:
    """The next transaction is mined at that time."""
    time = desk.term(number, field) + offset
    clock.next_block_at(time)
    return time


@pytest.mark.parametrize("field", ["deadline", "claimBackUntil"])
@pytest.mark.parametrize("offset", [0, 1])
def test_claim__after_the_deadline_and_not_closed__paid_to_the_last_second_of_the_window(
    desk: Desk, windowed: int, distributor: Any, world: World, field: str, offset: int
) -> None:
    until = desk.term(windowed, "claimBackUntil")
    time = at(desk, windowed, field, offset)
    if time > until:
        with reverts(distributor, "OutsidePayPeriod", windowed, desk.term(windowed, "payDate"), until, time):
            distributor.claim(windowed, {"from": world.investor_de})
    else:
        desk.claim(windowed, world.investor_de)
        assert desk.money_of(world.investor_de) == SHARE


@pytest.mark.parametrize("way", ["claim", "push"])
def test_closed__in_the_window__still_paid(desk: Desk, closed: int, world: World, way: str) -> None:
    assert (desk.term(closed, "state"), account(desk, closed)) == (CLOSED, (POT, SHARE, 0, 3 * SHARE, 0))
    at(desk, closed, "claimBackUntil")
    if way == "claim":
        desk.claim(closed, world.investor_de)
    else:
        desk.push(closed, [world.investor_de])
    assert desk.money_of(world.investor_de) == SHARE
    assert account(desk, closed) == (POT, 2 * SHARE, 0, 2 * SHARE, 0)


def test_closed__window_over__nobody_is_paid_any_more(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    dates = desk.term(closed, "payDate"), desk.term(closed, "claimBackUntil")
    for call in (distributor.push, distributor.setAside):
        time = at(desk, closed, "claimBackUntil", 1 if call is distributor.push else 2)
        with reverts(distributor, "OutsidePayPeriod", closed, *dates, time):
            call(closed, [world.investor_de], {"from": world.stranger})
    time = at(desk, closed, "claimBackUntil", 3)
    with reverts(distributor, "OutsidePayPeriod", closed, *dates, time):
        distributor.claim(closed, {"from": world.investor_de})


def test_closed__paid_before_or_since__not_paid_again(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    desk.claim(closed, world.investor_de)
    for holder in (world.investor_ch, world.investor_de):
        with reverts(distributor, "AlreadyPaid", closed, holder):
            distributor.claim(closed, {"from": holder})
    assert payments(desk.push(closed, [world.investor_ch, world.investor_de])) == []


# the sweep


def test_sweep__last_second_of_the_window__refused(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    time = at(desk, closed, "claimBackUntil")
    with reverts(distributor, "NotYet", closed, time, time):
        distributor.sweep(closed, {"from": world.treasurer})


def test_sweep__first_second_by_anybody__all_to_the_residual_payee(desk: Desk, closed: int, world: World) -> None:
    at(desk, closed, "claimBackUntil", 1)
    event = sweep(desk, closed).events["DistributionSwept"]
    assert (event["id"], event["residual"], event["unclaimed"]) == (closed, world.residual, 3 * SHARE)
    assert (desk.money_of(world.residual), desk.term(closed, "state")) == (3 * SHARE, SWEPT)
    assert desk.money_of(desk.distributor) == 0


def test_sweep__twice__refused(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    at(desk, closed, "claimBackUntil", 1)
    sweep(desk, closed)
    with reverts(distributor, "WrongState", closed, SWEPT):
        distributor.sweep(closed, {"from": world.stranger})
    with reverts(distributor, "WrongState", closed, SWEPT):
        distributor.claim(closed, {"from": world.investor_de})


@pytest.mark.parametrize("recorded", [True, False])
def test_sweep__nobody_closed__by_anybody_after_the_window(
    desk: Desk, windowed: int, distributor: Any, world: World, recorded: bool
) -> None:
    if recorded:
        desk.record(windowed)
    last = at(desk, windowed, "claimBackUntil")
    with reverts(distributor, "NotYet", windowed, last, last):
        distributor.sweep(windowed, {"from": world.stranger})
    at(desk, windowed, "claimBackUntil", 1)
    assert sweep(desk, windowed).events["DistributionSwept"]["unclaimed"] == 4 * SHARE
    assert (desk.money_of(world.residual), desk.term(windowed, "state")) == (4 * SHARE, SWEPT)


def test_close__after_the_window__sweeps(desk: Desk, windowed: int, distributor: Any, world: World) -> None:
    at(desk, windowed, "claimBackUntil", 1)
    events = desk.close(windowed).events
    assert (events["DistributionClosed"]["unclaimed"], events["DistributionSwept"]["unclaimed"]) == (4 * SHARE,) * 2
    assert (desk.money_of(world.residual), desk.term(windowed, "state")) == (4 * SHARE, SWEPT)


def test_close__in_the_last_second_of_the_window__closed_and_not_swept(desk: Desk, windowed: int, world: World) -> None:
    at(desk, windowed, "claimBackUntil")
    assert "DistributionSwept" not in desk.close(windowed).events
    assert (desk.term(windowed, "state"), desk.money_of(world.residual)) == (CLOSED, 0)


def test_close__twice__refused(desk: Desk, closed: int, distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", closed, CLOSED):
        distributor.close(closed, {"from": world.treasurer})


def test_sweep__everybody_paid_in_the_window__nothing_to_send(desk: Desk, closed: int, world: World) -> None:
    desk.push(closed, world.investors)
    at(desk, closed, "claimBackUntil", 1)
    assert sweep(desk, closed).events["DistributionSwept"]["unclaimed"] == 0
    assert (desk.money_of(world.residual), account(desk, closed)) == (0, (POT, 4 * SHARE, 0, 0, 0))


def test_remitTax__after_the_sweep__the_tax_is_still_there(desk: Desk, world: World) -> None:
    pay_date = clock.now() + DAY
    number = desk.open(pot=POT, default_tax=263_750, pay_date=pay_date, deadline=pay_date + DAY)
    desk.claim(number, world.investor_ch)
    desk.after_deadline(number)
    desk.close(number)
    assert desk.money_of(world.residual) == 3 * SHARE
    desk.remit(number)
    assert desk.money_of(world.tax_agent) == 263_750


# never funded


@pytest.mark.parametrize("recorded", [False, True])
def test_close__never_funded__ended_and_nobody_is_owed(
    desk: Desk, distributor: Any, world: World, recorded: bool
) -> None:
    number = desk.declare(lines=[rate(7, 9)])
    desk.after_deadline(number)
    if recorded:
        desk.record(number)
    time = clock.now() + 5
    clock.next_block_at(time)
    with reverts(distributor, "DeadlinePassed", number, desk.term(number, "deadline"), time):
        distributor.fund(number, {"from": world.treasurer})
    assert desk.term(number, "state") == (RECORDED if recorded else DECLARED)
    event = desk.close(number).events["DistributionClosed"]
    assert (event["unclaimed"], desk.term(number, "state")) == (0, SWEPT)
    with reverts(distributor, "WrongState", number, SWEPT):
        distributor.claim(number, {"from": world.investor_ch})


# the declaration


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("deadline", {"deadline": -1, "claim_back_until": -1}),
        ("claimBackUntil", {"deadline": 1, "claim_back_until": 0}),
    ],
)
def test_declare__window_that_ends_before_it_begins__refused(
    desk: Desk, distributor: Any, field: str, terms: dict[str, int]
) -> None:
    pay_date = clock.now() + DAY
    changes = {name: pay_date + offset for name, offset in terms.items()}
    with reverts(distributor, "InvalidDeclaration", field):
        desk.declare(pay_date=pay_date, **changes)


def test_declare__all_dates_the_same_second__paid_in_that_second(desk: Desk, world: World) -> None:
    pay_date = clock.now() + DAY
    number = desk.declare_and_fund(pot=POT, pay_date=pay_date, deadline=pay_date)
    clock.next_block_at(pay_date)
    desk.push(number, world.investors)
    assert account(desk, number) == (POT, 4 * SHARE, 0, 0, 0)


def test_declare__nobody_to_receive_the_rest__refused(desk: Desk, distributor: Any) -> None:
    with reverts(distributor, "InvalidDeclaration", "residual"):
        desk.declare(residual=NOWHERE)


def test_stopped_holder__not_set_aside_by_anybody__swept_with_the_rest(desk: Desk, closed: int, world: World) -> None:
    """Who leaves a stopped holder's money where it is leaves it to the sweep; see test_set_aside.py."""
    world.security.setAddressFrozen(world.investor_de, True, {"from": world.freezer})
    set_aside(desk, closed, [world.investor_ch])
    at(desk, closed, "claimBackUntil", 1)
    sweep(desk, closed)
    assert desk.money_of(world.residual) == 3 * SHARE
