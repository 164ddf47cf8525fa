"""Pots that together were more than an account can hold were declared, and what was to be paid in could not be read."""

from __future__ import annotations

from tests.errors import reverts
from tests.unit.distribution.drawing import pot, rate
from tests.unit.distribution.helpers import Desk
from tests.world import World

MAX_POT = 2**104 - 1


def test_declare__pots_that_are_too_much_together__refused(world: World) -> None:
    desk = Desk(world, world.new_currency())
    with reverts(world.distributor, "InvalidDeclaration", "amount"):
        desk.declare(lines=[pot(MAX_POT), rate(1), pot(1)])
    number = desk.declare(lines=[pot(MAX_POT - 1), pot(1)])
    assert world.distributor.fundingOf(number) == MAX_POT
