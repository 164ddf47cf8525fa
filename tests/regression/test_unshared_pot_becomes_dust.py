"""A pot that no unit shared was handed by anybody to the next distribution of another class, as if it were dust."""

from __future__ import annotations

from tests.errors import reverts
from tests.unit.distribution.drawing import account, carry_over, pot
from tests.unit.distribution.helpers import Desk
from tests.world import COMMON, PREFERRED, World


def test_close__pot_that_nobody_shares__goes_to_the_residual_payee(world: World) -> None:
    world.issue_all(10)
    desk = Desk(world, world.new_currency())
    number = desk.open(lines=[pot(403), pot(5_000, PREFERRED)])
    desk.push(number, world.investors)
    assert account(desk, number) == (5_403, 400, 0, 5_000, 3)
    with reverts(world.distributor, "DustUnknown", number):
        carry_over(desk, number)
    desk.after_deadline(number)
    desk.close(number)
    assert (desk.money_of(world.residual), world.distributor.carryOf(COMMON, desk.address)) == (5_000, 3)
