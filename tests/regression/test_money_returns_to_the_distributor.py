"""A residual payee or tax agent that was the distributor itself: the money went nowhere, or the end was blocked."""

from __future__ import annotations

from tests.errors import reverts
from tests.unit.distribution.helpers import Desk
from tests.world import World


def test_declare__rest_to_the_distributor_itself__refused(world: World) -> None:
    desk = Desk(world, world.new_currency())
    with reverts(world.distributor, "InvalidDeclaration", "residual"):
        desk.declare(residual=world.distributor)
    with reverts(world.distributor, "InvalidTaxTable", "agent"):
        world.distributor.addTaxTable(world.distributor, 0, [], {"from": world.treasurer})
