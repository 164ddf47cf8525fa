"""The key of a lost wallet that was the notary of a hold kept its power, also over units already recovered.

Who had stolen the wallet of a holder that was notary of its own hold moved the units out of the new wallet.
"""

from __future__ import annotations

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.office.helpers import ID, Holdings, freeze, recover
from tests.world import DAY, NOWHERE, World, spare_account


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    world.issue_all(100)
    return Holdings(world)


def test_executeHold__by_the_stolen_key_of_the_holders_own_hold__refused(holdings: Holdings, world: World) -> None:
    thief, new = world.investor_ch, spare_account(0)
    holdings.create(units=100, recipient=NOWHERE, notary=thief, expiry=clock.now() + 30 * DAY)
    freeze(world, thief)
    recover(world, thief, new)
    freeze(world, new, False)
    with reverts(world.security, "NotHoldNotary", ID, thief):
        holdings.execute(100, to=world.fund_us, by=thief)
    with reverts(world.security, "NotHoldNotary", ID, thief):
        holdings.release(thief)
    assert holdings.units(new) == 100
    holdings.release(new)
    assert holdings.held(new) == 0


def test_notary__lost_its_wallet__decides_with_the_new_one(holdings: Holdings, world: World) -> None:
    lost, new = world.investor_fr, spare_account(0)
    holdings.create(notary=lost, expiry=clock.now() + 30 * DAY)
    recover(world, lost, new)
    assert world.security.holdOf(ID)["notary"] == new
    with reverts(world.security, "NotHoldNotary", ID, lost):
        holdings.execute(by=lost)
    holdings.execute(15, by=new)
    holdings.release(new)
    assert (holdings.units(world.investor_de), holdings.rest()) == (115, 0)
