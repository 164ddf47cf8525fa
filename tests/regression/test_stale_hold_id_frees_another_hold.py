"""A peer found a hold by its parties and its amount, also one executed long ago.

A transfer that looked like it then freed the units of another hold, whose notary came too late.
"""

from __future__ import annotations

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.office.helpers import ID, OTHER_ID, Holdings, refused
from tests.world import DAY, World


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    """A hold of 40 that its holder executed itself, and another of the same terms in favour of somebody else."""
    world.issue_all(100)
    holdings = Holdings(world)
    holdings.create(ID, notary=world.investor_ch)
    holdings.execute(by=world.investor_ch)
    holdings.create(OTHER_ID, units=60, recipient=world.fund_us)
    return holdings


@pytest.mark.parametrize("units", [0, 40, 60])
def test_transfer__like_an_executed_hold__frees_nothing(holdings: Holdings, world: World, units: int) -> None:
    if units:
        with refused(world, 0x55, "ON_HOLD", world.investor_ch):
            world.security.transfer(world.investor_de, units, {"from": world.investor_ch})
    else:
        world.security.transfer(world.investor_de, 0, {"from": world.investor_ch})
    assert holdings.held() == 60
    holdings.execute(60, OTHER_ID, to=world.fund_us)
    assert holdings.units(world.fund_us) == 160


def test_executed_hold__again_or_released_or_reclaimed__frees_nothing(holdings: Holdings, world: World) -> None:
    for act in (
        lambda: holdings.execute(0, by=world.investor_ch),
        lambda: holdings.execute(40, by=world.investor_ch),
        lambda: holdings.release(world.investor_ch),
        lambda: (clock.pass_time(2 * DAY), holdings.reclaim(world.investor_ch)),
    ):
        with reverts(world.security, "NoOpenHold", ID):
            act()
    assert holdings.held() == 60


def test_createHold__same_terms_under_another_id__counts_beside(holdings: Holdings, world: World) -> None:
    world.issue(world.investor_ch, 60)
    twin = b"\xa3" * 32
    holdings.create(twin, units=60, recipient=world.fund_us)
    holdings.release(world.operator, twin)
    assert (holdings.held(), holdings.rest(OTHER_ID)) == (60, 60)
