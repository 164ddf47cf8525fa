"""An allowance of 2^256 - 2, which stands for no right inside the evaluator, was not lowered by an operator's call."""

from __future__ import annotations

import pytest

from tests.world import COMMON, PREFERRED, World

ALMOST = 2**256 - 2


@pytest.mark.parametrize("allowed", [ALMOST, ALMOST - 1])
@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_operatorTransfer__finite_allowance_of_the_largest__lowered_exactly(
    world: World, partition: bytes, allowed: int
) -> None:
    security, holder, spender = world.security, world.fund_us, world.operator
    world.issue(holder, 10, partition)
    security.approveByPartition(partition, spender, allowed, {"from": holder})
    security.operatorTransferByPartition(partition, holder, holder, 4, b"", b"", {"from": spender})
    assert security.allowanceByPartition(partition, holder, spender) == allowed - 4
    world.set_terms(partition, redeemable=True)
    redeem = security.operatorRedeemByPartition["bytes32,address,uint256,bytes"]
    redeem(partition, holder, 3, b"", {"from": spender})
    assert security.allowanceByPartition(partition, holder, spender) == allowed - 7
