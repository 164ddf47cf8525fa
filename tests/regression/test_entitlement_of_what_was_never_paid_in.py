"""What was due from a pot that was never paid in divided by zero once the distribution had ended."""

from __future__ import annotations

from tests.unit.distribution.helpers import SWEPT, Desk
from tests.world import World


def test_entitlement__pot_never_paid_in_and_closed__answers(world: World) -> None:
    world.issue_all(10)
    desk = Desk(world, world.new_currency())
    number = desk.declare(pot=4_000)
    desk.after_deadline(number)
    desk.close(number)
    assert desk.term(number, "state") == SWEPT
    assert world.distributor.entitlement(number, world.investor_ch) == (10, 1_000, 0, 1_000)
