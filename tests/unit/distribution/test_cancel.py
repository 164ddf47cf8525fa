"""Cancelling before the record date has passed; and that nothing leads back from an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CANCELLED, CLOSED, SWEPT, Desk
from tests.world import DAY, World

POT = 4_000_003


def test_cancel__funded__pot_to_the_residual_payee(desk: Desk, announced: int, world: World) -> None:
    event = desk.cancel(announced).events["DistributionCancelled"]
    assert event == {"id": announced, "residual": world.residual, "refunded": POT}
    assert desk.money_of(world.residual) == POT
    assert desk.term(announced, "state") == CANCELLED


def test_cancel__funded_in_ETH__pot_to_the_residual_payee(eth_desk: Desk, world: World) -> None:
    before = eth_desk.money_of(world.residual)
    date = clock.now() + DAY
    eth_desk.cancel(eth_desk.declare_and_fund(pot=POT, record_date=date, pay_date=date + DAY))
    assert eth_desk.money_of(world.residual) == before + POT


def test_cancel__not_funded__nothing_moves(desk: Desk, world: World) -> None:
    number = desk.declare(record_date=clock.now() + DAY, pay_date=clock.now() + 2 * DAY)
    assert desk.cancel(number).events["DistributionCancelled"]["refunded"] == 0
    assert desk.money_of(world.residual) == 0


def test_cancel__in_the_last_second_of_the_record_date__cancelled(desk: Desk, announced: int) -> None:
    clock.next_block_at(desk.term(announced, "recordDate"))
    desk.cancel(announced)
    assert desk.term(announced, "state") == CANCELLED


@pytest.mark.parametrize("funded", [True, False])
def test_cancel__one_second_after_the_record_date__refused(
    desk: Desk, distributor: Any, world: World, funded: bool
) -> None:
    date = clock.now() + DAY
    declare = desk.declare_and_fund if funded else desk.declare
    number = declare(record_date=date, pay_date=date + 1)
    clock.next_block_at(date + 1)
    with reverts(distributor, "TooLateToCancel", number, date):
        distributor.cancel(number, {"from": world.treasurer})


def test_cancel__twice__refused(desk: Desk, announced: int, distributor: Any, world: World) -> None:
    desk.cancel(announced)
    with reverts(distributor, "WrongState", announced, CANCELLED):
        distributor.cancel(announced, {"from": world.treasurer})
    assert desk.money_of(world.residual) == POT


def test_cancel__unknown_id__refused(distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.cancel(99, {"from": world.treasurer})


# nothing leads back

PREPARING: dict[str, Callable[[Any, int, World], Any]] = {
    "fund": lambda d, number, world: d.fund(number, {"from": world.treasurer}),
    "cancel": lambda d, number, world: d.cancel(number, {"from": world.treasurer}),
    "close": lambda d, number, world: d.close(number, {"from": world.treasurer}),
    "record": lambda d, number, world: d.record(number, {"from": world.stranger}),
    "carryOver": lambda d, number, world: d.carryOver(number, {"from": world.stranger}),
}
PAYING: dict[str, Callable[[Any, int, World], Any]] = {
    "claim": lambda d, number, world: d.claim(number, {"from": world.investor_ch}),
    "claimMany": lambda d, number, world: d.claimMany([number], {"from": world.investor_ch}),
    "claimTo": lambda d, number, world: d.claimTo([number], world.investor_de, {"from": world.investor_ch}),
    "push": lambda d, number, world: d.push(number, world.investors, {"from": world.stranger}),
    "setAside": lambda d, number, world: d.setAside(number, world.investors, {"from": world.stranger}),
    "sweep": lambda d, number, world: d.sweep(number, {"from": world.stranger}),
}
ACTIONS = PREPARING | PAYING


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("end", [SWEPT, CANCELLED])
def test_ended__any_action__refused(
    desk: Desk, announced: int, distributor: Any, world: World, action: str, end: int
) -> None:
    if end == CANCELLED:
        desk.cancel(announced)
    desk.after_deadline(announced)
    if end == SWEPT:
        desk.close(announced)
    with reverts(distributor, "WrongState", announced, end):
        ACTIONS[action](distributor, announced, world)


@pytest.mark.parametrize("action", PREPARING)
def test_closed__what_is_done_before__refused(desk: Desk, distributor: Any, world: World, action: str) -> None:
    """Holders are still paid until the claim-back window ends: see test_close.py."""
    deadline = clock.now() + 10 * DAY
    number = desk.open(deadline=deadline, claim_back_until=deadline + DAY)
    desk.after_deadline(number)
    desk.close(number)
    with reverts(distributor, "WrongState", number, CLOSED):
        PREPARING[action](distributor, number, world)
