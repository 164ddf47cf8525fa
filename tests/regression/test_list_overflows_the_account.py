"""An entry of a list so large that the account wrapped around was paid out of the money of other distributions."""

from __future__ import annotations

from tests.errors import reverts
from tests.unit.distribution.drawing import HolderList, listed
from tests.unit.distribution.helpers import Desk
from tests.world import World

POT = 1_000
LARGEST = 2**104 - 1


def test_claimListed__gross_beyond_the_account__refused_and_others_money_stays(world: World) -> None:
    world.issue_all(10)
    desk = Desk(world, world.new_currency())
    desk.declare_and_fund(pot=1_000_000)
    thief, friend = world.investors[:2]
    honest = listed(world, friend, POT // 2)
    wrapping = listed(world, thief, LARGEST)._replace(tax=LARGEST - 900_000)
    tree = HolderList(2, [honest, wrapping])
    number = desk.open(pot=POT, list_root=tree.root, excluded=[], default_tax=1)
    desk.distributor.claimListed(number, honest, tree.proof(honest), friend, {"from": friend})
    with reverts(desk.distributor, "ListExceedsPot", number, POT // 2 + LARGEST, POT):
        desk.distributor.claimListed(number, wrapping, tree.proof(wrapping), thief, {"from": thief})
    with reverts(desk.distributor, "ListExceedsPot", number, POT // 2 + LARGEST, POT):
        desk.distributor.pushListed(number, [thief], [wrapping], [tree.proof(wrapping)], {"from": thief})
    assert desk.money_of(thief) == 0
    desk.check()
