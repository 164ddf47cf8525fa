"""Before anybody had counted the units, the rate that a holder was told left its tax form out."""

from __future__ import annotations

from tests.errors import reverts
from tests.unit.distribution.helpers import FUNDED, Desk
from tests.world import World


def test_taxRate__record_date_passed_and_not_recorded__refused_until_it_is(world: World) -> None:
    world.issue_all(10)
    desk = Desk(world, world.new_currency())
    world.distributor.fileTaxForm(world.investor_ch, 50_000, 2**16 - 1, b"\1" * 32, {"from": world.treasurer})
    number = desk.open(default_tax=300_000)
    with reverts(world.distributor, "WrongState", number, FUNDED):
        world.distributor.taxRate(number, world.investor_ch)
    desk.record(number)
    assert world.distributor.taxRate(number, world.investor_ch) == 50_000
