"""A push called payees to send them nothing; one whose tax takes all, and who refuses, was never settled.

The tax was then not withheld, and went to the residual payee instead of the tax agent.
"""

from __future__ import annotations

import pytest

from tests.unit.distribution.helpers import PPM, Desk, member, new
from tests.world import World


@pytest.fixture(scope="module")
def desk(world: World) -> Desk:
    world.issue_all(1_000)
    return Desk(world)


def test_push__tax_takes_all_and_payee_refuses__settled_and_withheld(desk: Desk, world: World) -> None:
    payee = member(world, new(world, "RefusingPayee"), 1_000)
    number = desk.open(pot=5_000, default_tax=PPM)
    events = desk.push(number, [payee]).events
    assert events["HolderPaid"]["tax"] == events["HolderPaid"]["gross"] == 1_000
    assert world.distributor.isPaid(number, payee)
    assert desk.term(number, "withheld") == 1_000


def test_push__gross_rounds_to_nothing__no_payment_is_made(desk: Desk, world: World) -> None:
    currency = world.new_currency()
    small = Desk(world, currency)
    number = small.open(pot=3)
    events = small.push(number, [world.investor_ch]).events
    assert events["HolderPaid"]["gross"] == 0
    assert "Transfer" not in events
