"""A peer's event of a forced redemption named the controller as the holder whose units ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.office.helpers import hexed
from tests.world import COMMON, NOWHERE, PREFERRED, World

Way = Callable[[World], Any]


def operator_redeem(world: World, partition: bytes, by: Any) -> Any:
    function = world.security.operatorRedeemByPartition["bytes32,address,uint256,bytes,bytes"]
    return function(partition, world.fund_us, 10, b"", b"", {"from": by})


def with_allowance(world: World, partition: bytes = COMMON) -> None:
    world.security.approveByPartition(partition, world.operator, 10, {"from": world.fund_us})


def by_spender(world: World) -> Any:
    with_allowance(world)
    return world.security.redeemFrom(world.fund_us, 10, b"", {"from": world.operator})


def by_spender_of_the_class(world: World) -> Any:
    with_allowance(world, PREFERRED)
    return operator_redeem(world, PREFERRED, world.operator)


# way: (partition, who sends, event of the redemption, its field for the sender)
WAYS: dict[str, tuple[Way, bytes, str, str, str]] = {
    "redeem": (
        lambda w: w.security.redeem(10, b"", {"from": w.fund_us}),
        COMMON,
        "fund_us",
        "Redeemed",
        "operator",
    ),
    "redeemFrom": (by_spender, COMMON, "operator", "Redeemed", "operator"),
    "redeemByPartition": (
        lambda w: w.security.redeemByPartition(PREFERRED, 10, b"", {"from": w.fund_us}),
        PREFERRED,
        "fund_us",
        "RedeemedByPartition",
        "operator",
    ),
    "operator": (by_spender_of_the_class, PREFERRED, "operator", "RedeemedByPartition", "operator"),
    "controllerRedeem": (
        lambda w: w.security.controllerRedeem(w.fund_us, 10, b"", b"", {"from": w.controller}),
        COMMON,
        "controller",
        "ControllerRedemption",
        "controller",
    ),
    "controllerRedeemByPartition": (
        lambda w: w.security.controllerRedeemByPartition(PREFERRED, w.fund_us, 10, b"", b"", {"from": w.controller}),
        PREFERRED,
        "controller",
        "ControllerRedemption",
        "controller",
    ),
    "controller as operator": (
        lambda w: operator_redeem(w, PREFERRED, w.controller),
        PREFERRED,
        "controller",
        "ControllerRedemption",
        "controller",
    ),
    "burn": (
        lambda w: w.security.burn(w.fund_us, 10, {"from": w.controller}),
        COMMON,
        "controller",
        "ControllerRedemption",
        "controller",
    ),
    "batchBurn": (
        lambda w: w.security.batchBurn([w.fund_us], [10], {"from": w.controller}),
        COMMON,
        "controller",
        "ControllerRedemption",
        "controller",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_redemption__by_whomever__the_holder_is_the_one_whose_units_end(world: World, way: str) -> None:
    act, partition, sender, name, field = WAYS[way]
    world.issue(world.fund_us, 10, partition)
    world.set_terms(partition, redeemable=True)
    events = act(world).events
    event = events[name]
    holder = event["tokenHolder"] if name == "ControllerRedemption" else event["from"]
    assert (holder, event[field], event["value"]) == (world.fund_us, getattr(world, sender), 10)
    assert events["Transfer"] == {"from": world.fund_us, "to": NOWHERE, "value": 10}
    if "RedeemedByPartition" in events:
        event = events["RedeemedByPartition"]
        assert (event["partition"], event["from"]) == (hexed(partition), world.fund_us)
