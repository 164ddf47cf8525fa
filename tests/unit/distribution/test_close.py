"""Closing after the deadline: the rest goes to the residual payee."""

from __future__ import annotations

from typing import Any

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import CLOSED, FUNDED, Desk
from tests.world import World

POT = 4_000_003


def test_close__some_unclaimed__to_the_residual_payee_with_the_dust(desk: Desk, opened: int, world: World) -> None:
    desk.push(opened, [world.investor_ch, world.investor_de])
    desk.after_deadline(opened)
    event = desk.close(opened).events["DistributionClosed"]
    assert event == {"id": opened, "residual": world.residual, "unclaimed": 2_000_003}
    assert desk.money_of(world.residual) == 2_000_003
    assert desk.term(opened, "state") == CLOSED


def test_close__in_ETH__rest_to_the_residual_payee(eth_desk: Desk, world: World) -> None:
    before = eth_desk.money_of(world.residual)
    number = eth_desk.open(pot=POT)
    eth_desk.push(number, [world.investor_ch])
    eth_desk.after_deadline(number)
    eth_desk.close(number)
    assert eth_desk.money_of(world.residual) == before + 3_000_003


def test_close__all_claimed__only_dust_is_left(desk: Desk, opened: int, world: World) -> None:
    desk.push(opened, world.investors)
    desk.after_deadline(opened)
    assert desk.close(opened).events["DistributionClosed"]["unclaimed"] == 3


def test_close__nobody_ever_claimed_or_recorded__whole_pot(desk: Desk, opened: int, world: World) -> None:
    desk.after_deadline(opened)
    desk.close(opened)
    assert desk.money_of(world.residual) == POT


def test_close__frozen_holder_never_released__share_to_the_residual_payee(desk: Desk, world: World) -> None:
    world.security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    number = desk.open(pot=POT)
    desk.push(number, world.investors)
    desk.after_deadline(number)
    desk.close(number)
    assert desk.money_of(world.residual) == 1_000_003


def test_close__never_funded__nothing_moves(desk: Desk, world: World) -> None:
    number = desk.declare()
    desk.after_deadline(number)
    assert desk.close(number).events["DistributionClosed"]["unclaimed"] == 0
    assert desk.money_of(world.residual) == 0


def test_close__in_the_last_second_of_the_deadline__refused(
    desk: Desk, opened: int, distributor: Any, world: World
) -> None:
    pay_date, deadline = desk.term(opened, "payDate"), desk.term(opened, "deadline")
    clock.next_block_at(deadline)
    with reverts(distributor, "OutsidePayPeriod", opened, pay_date, deadline, deadline):
        distributor.close(opened, {"from": world.treasurer})
    assert desk.term(opened, "state") == FUNDED


def test_close__twice__refused(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    desk.after_deadline(opened)
    desk.close(opened)
    with reverts(distributor, "WrongState", opened, CLOSED):
        distributor.close(opened, {"from": world.treasurer})
    assert desk.money_of(world.residual) == POT


def test_close__unknown_id__refused(distributor: Any, world: World) -> None:
    with reverts(distributor, "WrongState", 99, 0):
        distributor.close(99, {"from": world.treasurer})
