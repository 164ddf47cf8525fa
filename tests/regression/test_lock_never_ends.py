"""On a peer no unit moved any more once a lock-up had ended, while the view said that all of them did."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.lots import issue_lot
from tests.rules import attach_engine, enact, new_rule, set_parameter
from tests.unit.office.helpers import refused
from tests.world import COMMON, DAY, World, bytes32, code

REGIME = 1000


@pytest.fixture(scope="module")
def end(world: World) -> int:
    """When the locks end: a contractual one of 60 of the 100 units, and that of the lot of all of them."""
    engine = attach_engine(world)
    lots, locks = (new_rule(world, engine, name) for name in ("HoldingPeriods", "VestingLocks"))
    set_parameter(world, lots, "LOCKED", 30 << 152, REGIME)
    enact(world, engine, lots, locks)
    world.issue(world.investor_ch, 40)
    issue_lot(world, world.investor_ch, 60, REGIME)
    until = (clock.now() // DAY + 30) * DAY
    locks.addLock(COMMON, world.investor_ch, 60, until, bytes32("LOCK-UP"), {"from": world.compliance_officer})
    return until


def sell(world: World, units: int) -> Any:
    """The view says that it goes, and it goes."""
    assert code(world.restriction(world.investor_ch, world.investor_de, units)[0]) == 0x51
    return world.security.transfer(world.investor_de, units, {"from": world.investor_ch})


def test_lock__after_sales_redemption_and_seizure__ends_at_its_second_for_all(world: World, end: int) -> None:
    world.set_terms(redeemable=True)
    sell(world, 15)
    sell(world, 15)
    world.security.redeem(10, b"", {"from": world.investor_ch})
    with refused(world, 0x55, "CONTRACTUAL_LOCK", world.investor_ch):
        world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.controllerTransfer(world.investor_ch, world.investor_fr, 20, b"", b"", {"from": world.controller})
    clock.block_at(end - 1)
    assert int(world.restriction(world.investor_ch, world.investor_de, 1)[3]) == end
    clock.block_at(end)
    sell(world, 1)
    sell(world, 39)
    assert world.security.balanceOf(world.investor_ch) == 0


def test_lock__sold_down_to_it_and_bought_again__binds_as_many(world: World, end: int) -> None:
    sell(world, 40)
    world.security.transfer(world.investor_ch, 25, {"from": world.investor_de})
    sell(world, 25)
    with refused(world, 0x55, "CONTRACTUAL_LOCK", world.investor_ch):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
