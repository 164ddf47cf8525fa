"""On a peer a holder set its units on hold for itself, for ever, and no order of a court reached them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.office.helpers import Holdings, recover, refused
from tests.world import COMMON, FAR, PREFERRED, World, spare_account

CLASSES = pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    """Everything that fund_us has is on hold, by itself for itself and without end."""
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, accredited=FAR)
    holdings, fund = Holdings(world), world.fund_us
    for number, partition in enumerate((COMMON, PREFERRED)):
        holdings.create(
            bytes([number + 1]) * 32,
            holder=fund,
            recipient=fund,
            notary=fund,
            units=100,
            expiry=2**40 - 1,
            partition=partition,
        )
    return holdings


SEIZURES: dict[str, Callable[[World, bytes], Any]] = {
    "by partition": lambda w, p: w.security.controllerTransferByPartition(
        p, w.fund_us, w.investor_de, 100, b"", b"", {"from": w.controller}
    ),
    "as an operator": lambda w, p: w.security.operatorTransferByPartition(
        p, w.fund_us, w.investor_de, 100, b"", b"", {"from": w.controller}
    ),
    "redeemed": lambda w, p: w.security.controllerRedeemByPartition(
        p, w.fund_us, 100, b"", b"", {"from": w.controller}
    ),
}


@CLASSES
@pytest.mark.parametrize("way", SEIZURES)
def test_forced__units_on_hold__taken_and_said(holdings: Holdings, world: World, partition: bytes, way: str) -> None:
    event = SEIZURES[way](world, partition).events["HeldUnitsTaken"]
    assert (event["holder"], event["units"]) == (world.fund_us, 100)
    assert holdings.units(world.fund_us, partition) == 0


@CLASSES
def test_self_hold__after_the_seizure__executes_nothing(holdings: Holdings, world: World, partition: bytes) -> None:
    SEIZURES["by partition"](world, partition)
    hold_id = b"\x01" * 32 if partition == COMMON else b"\x02" * 32
    holdings.release(world.fund_us, hold_id)
    assert holdings.held(world.fund_us, partition) == 0


def test_recovery__units_on_hold__go_with_the_entry(holdings: Holdings, world: World) -> None:
    new = spare_account(0)
    recover(world, world.fund_us, new)
    assert [holdings.held(new, partition) for partition in (COMMON, PREFERRED)] == [100, 100]
    with refused(world, 0x55, "ON_HOLD", new):
        world.security.transfer(world.investor_de, 1, {"from": new})
    holdings.release(new, b"\x01" * 32)
    world.security.transfer(world.investor_de, 100, {"from": new})
