"""On two peers a transfer of nothing reverted, against ERC-20: on one always, on the other from an empty holder."""

from __future__ import annotations

import pytest

from tests.regression.strictness import ON_SALES, fill, impose
from tests.world import COMMON, PREFERRED, World


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_nothing__from_a_member_without_units__moves_by_every_entry_point(world: World, partition: bytes) -> None:
    security, holder, other = world.security, world.fund_us, world.treasury
    world.set_terms(partition, redeemable=True)
    own = {"from": holder}
    security.transferByPartition(partition, other, 0, b"", own)
    security.operatorTransferByPartition(partition, holder, other, 0, b"", b"", own)
    security.redeemByPartition(partition, 0, b"", own)
    security.operatorRedeemByPartition["bytes32,address,uint256,bytes"](partition, holder, 0, b"", own)
    controller = {"from": world.controller}
    security.controllerTransferByPartition(partition, holder, other, 0, b"", b"", controller)
    security.controllerRedeemByPartition(partition, holder, 0, b"", b"", controller)
    assert security.balanceOf(holder) == security.totalSupply() == 0


def test_nothing__of_the_principal_class__by_the_names_of_every_standard(world: World) -> None:
    security, holder, other = world.security, world.investor_ch, world.investor_de
    own, stranger, controller = {"from": holder}, {"from": world.stranger}, {"from": world.controller}
    calls = [
        lambda: security.transfer(other, 0, own),
        lambda: security.transfer(holder, 0, own),
        lambda: security.transferWithData(other, 0, b"", own),
        lambda: security.transferFrom(holder, other, 0, stranger),
        lambda: security.transferFromWithData(holder, other, 0, b"", stranger),
        lambda: security.batchTransfer([other, holder], [0, 0], own),
        lambda: security.controllerTransfer(holder, other, 0, b"", b"", controller),
        lambda: security.forcedTransfer(holder, other, 0, controller),
    ]
    for call in calls:
        event = call().events["Transfer"]
        event = event if "value" in event else event[0]
        assert event["value"] == 0
    assert security.canTransfer["address,address,uint256"](holder, other, 0)
    assert security.detectTransferRestriction(holder, other, 0) == 0


@pytest.mark.parametrize("name", ["lots", "locks", "volume", "maximum", "holders", "plans"])
def test_nothing__where_a_rule_about_amounts_refuses_one_unit__moves(world: World, name: str) -> None:
    fill(world)
    impose(world, [ON_SALES[name]])
    world.security.transfer(world.investor_fr, 0, {"from": world.investor_ch})
