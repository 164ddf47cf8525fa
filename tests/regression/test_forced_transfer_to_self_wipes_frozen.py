"""On two peers a forced transfer from an account to itself moved nothing and freed all its frozen units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.office.helpers import Holdings, freeze_units, refused
from tests.world import COMMON, PREFERRED, World

WAYS: dict[str, Callable[[World, bytes, int], Any]] = {
    "controllerTransferByPartition": lambda w, p, n: w.security.controllerTransferByPartition(
        p, w.fund_us, w.fund_us, n, b"", b"", {"from": w.controller}
    ),
    "operatorTransferByPartition": lambda w, p, n: w.security.operatorTransferByPartition(
        p, w.fund_us, w.fund_us, n, b"", b"", {"from": w.controller}
    ),
    "controllerTransfer": lambda w, p, n: w.security.controllerTransfer(
        w.fund_us, w.fund_us, n, b"", b"", {"from": w.controller}
    ),
    "forcedTransfer": lambda w, p, n: w.security.forcedTransfer(w.fund_us, w.fund_us, n, {"from": w.controller}),
    "batchForcedTransfer": lambda w, p, n: w.security.batchForcedTransfer(
        [w.fund_us], [w.fund_us], [n], {"from": w.controller}
    ),
}
OF_ANY_CLASS = {"controllerTransferByPartition", "operatorTransferByPartition"}


@pytest.mark.parametrize("units", [0, 1, 100])
@pytest.mark.parametrize("way", WAYS)
def test_forced__to_the_same_account__refused_and_nothing_freed(world: World, way: str, units: int) -> None:
    for partition in (COMMON, PREFERRED):
        world.issue(world.fund_us, 100, partition)
        Holdings(world).create(partition[:1] * 32, holder=world.fund_us, partition=partition, units=30)
        freeze_units(world, world.fund_us, 70, partition)
        if partition == COMMON or way in OF_ANY_CLASS:
            with refused(world, 0x57, "SAME_ACCOUNT", world.fund_us):
                WAYS[way](world, partition, units)
        assert world.security.frozenUnitsOf(partition, world.fund_us) == 70
        assert world.security.heldUnitsOf(partition, world.fund_us) == 30


def test_transfer__to_oneself_of_frozen_units__frees_nothing_either(world: World) -> None:
    world.issue(world.fund_us, 100)
    freeze_units(world, world.fund_us, 70)
    world.security.transfer(world.fund_us, 30, {"from": world.fund_us})
    with refused(world, 0x55, "PARTIALLY_FROZEN", world.fund_us):
        world.security.transfer(world.fund_us, 31, {"from": world.fund_us})
    assert world.security.frozenUnitsOf(COMMON, world.fund_us) == 70
