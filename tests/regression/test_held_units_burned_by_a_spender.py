"""On a peer a spender redeemed units of the holder that were on hold: the check looked at the spender's own holds."""

from __future__ import annotations

import pytest

from tests.unit.office.helpers import Holdings, freeze_units, refused
from tests.world import COMMON, PREFERRED, World

ALL = 2**256 - 1


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    """Of 100 units of fund_us 40 are on hold in each class; the spender has 1,000 free ones of its own."""
    world.admit(world.operator, accredited=47_846)
    holdings = Holdings(world)
    for number, partition in enumerate((COMMON, PREFERRED)):
        world.issue(world.fund_us, 100, partition)
        world.issue(world.operator, 1_000, partition)
        world.set_terms(partition, redeemable=True)
        holdings.create(bytes([number + 1]) * 32, holder=world.fund_us, partition=partition)
        world.security.approveByPartition(partition, world.operator, ALL, {"from": world.fund_us})
    return holdings


def test_redeemFrom__units_on_hold__refused(holdings: Holdings, world: World) -> None:
    with refused(world, 0x55, "ON_HOLD", world.fund_us):
        world.security.redeemFrom(world.fund_us, 61, b"", {"from": world.operator})
    world.security.redeemFrom(world.fund_us, 60, b"", {"from": world.operator})
    assert (holdings.units(world.fund_us), holdings.held(world.fund_us)) == (40, 40)


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_operator__units_on_hold__neither_redeemed_nor_moved(
    holdings: Holdings, world: World, partition: bytes
) -> None:
    security, sender = world.security, {"from": world.operator}
    redeem = security.operatorRedeemByPartition["bytes32,address,uint256,bytes"]
    with refused(world, 0x55, "ON_HOLD", world.fund_us):
        redeem(partition, world.fund_us, 61, b"", sender)
    with refused(world, 0x55, "ON_HOLD", world.fund_us):
        security.operatorTransferByPartition(partition, world.fund_us, world.operator, 61, b"", b"", sender)
    redeem(partition, world.fund_us, 60, b"", sender)
    assert holdings.units(world.fund_us, partition) == 40


def test_spenders_own_stops__do_not_bind_the_holder(holdings: Holdings, world: World) -> None:
    freeze_units(world, world.operator, ALL)
    world.security.redeemFrom(world.fund_us, 60, b"", {"from": world.operator})
