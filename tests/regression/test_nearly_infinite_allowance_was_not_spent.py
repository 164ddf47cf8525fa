"""An allowance of 2^256 - 2 was not lowered by an operator's functions.

The number also stands for "no right" inside the evaluator. So that it would not be read as that, it was read as
unlimited, and what is unlimited is not spent: `transferFrom` lowered the allowance, `operatorTransferByPartition` and
`operatorRedeemByPartition` did not. Only 2^256 - 1 is without end.
"""

from __future__ import annotations

import pytest

from tests.world import COMMON, FAR, PREFERRED, US, World, spare_account

ALLOWED = 2**256 - 2
REDEEM = "bytes32,address,uint256,bytes"


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_operator__allowance_below_the_largest__lowered_by_what_is_moved(world: World, partition: bytes) -> None:
    security, holder, spender = world.security, world.fund_us, {"from": world.operator}
    world.admit(spare_account(0), US, FAR, FAR)
    world.issue(holder, 100, partition)
    world.set_terms(partition, redeemable=True)
    security.approveByPartition(partition, world.operator, ALLOWED, {"from": holder})
    security.operatorTransferByPartition(partition, holder, spare_account(0), 30, b"", b"", spender)
    assert security.allowanceByPartition(partition, holder, world.operator) == ALLOWED - 30
    security.operatorRedeemByPartition[REDEEM](partition, holder, 5, b"", spender)
    assert security.allowanceByPartition(partition, holder, world.operator) == ALLOWED - 35
