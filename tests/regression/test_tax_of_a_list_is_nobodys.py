"""A list withheld tax though its distribution named no tax table: the tax went to the zero address."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.distribution.drawing import HolderList, Listed, listed
from tests.unit.distribution.helpers import Desk
from tests.world import World


def declared(desk: Desk, entry: Listed, **changes: Any) -> tuple[int, list[bytes]]:
    tree = HolderList(1, [entry])
    number = desk.open(pot=100, list_root=tree.root, excluded=[], **changes)
    return number, tree.proof(entry)


@pytest.mark.parametrize("function", ["claimListed", "pushListed"])
def test_list__tax_without_a_table__refused(world: World, function: str) -> None:
    world.issue_all(10)
    desk, holder = Desk(world), world.investor_ch
    entry = listed(world, holder, 100, ppm=150_000)
    number, proof = declared(desk, entry)
    call = {
        "claimListed": ((number, entry, proof, holder), holder),
        "pushListed": ((number, [holder], [entry], [proof]), world.stranger),
    }
    arguments, sender = call[function]
    with reverts(world.distributor, "InvalidListEntry", number, entry.folio):
        getattr(world.distributor, function)(*arguments, {"from": sender})


def test_list__more_tax_than_it_pays__refused(world: World) -> None:
    world.issue_all(10)
    desk, holder = Desk(world), world.investor_ch
    entry = listed(world, holder, 100)._replace(tax=101)
    number, proof = declared(desk, entry, default_tax=1)
    with reverts(world.distributor, "InvalidListEntry", number, entry.folio):
        world.distributor.claimListed(number, entry, proof, holder, {"from": holder})


def test_list__all_of_it_tax_with_a_table__for_the_agent(world: World) -> None:
    world.issue_all(10)
    desk, holder = Desk(world), world.investor_ch
    entry = listed(world, holder, 100)._replace(tax=100)
    number, proof = declared(desk, entry, default_tax=1)
    world.distributor.claimListed(number, entry, proof, holder, {"from": holder})
    before = desk.money_of(world.tax_agent)
    desk.remit(number)
    assert desk.money_of(world.tax_agent) - before == 100
