"""A pot could be paid in after the deadline, when it can reach nobody but the residual payee."""

from __future__ import annotations

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import FUNDED, Desk
from tests.world import World


@pytest.fixture(scope="module")
def desk(world: World) -> Desk:
    world.issue_all(1_000)
    return Desk(world, world.new_currency())


def test_fund__one_second_after_the_deadline__refused(desk: Desk, world: World) -> None:
    number = desk.declare()
    deadline = desk.term(number, "deadline")
    clock.next_block_at(deadline + 1)
    with reverts(world.distributor, "DeadlinePassed", number, deadline, deadline + 1):
        world.distributor.fund(number, {"from": world.treasurer})


def test_fund__in_the_last_second__funded(desk: Desk) -> None:
    number = desk.declare()
    clock.next_block_at(desk.term(number, "deadline"))
    desk.fund(number)
    assert desk.term(number, "state") == FUNDED
