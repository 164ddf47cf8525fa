"""Every way to force a movement, for the regression tests that must not leave one out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.world import COMMON, PREFERRED, World

Transfer = Callable[[World, Any, Any, int], Any]
Redemption = Callable[[World, Any, int], Any]


def _by(world: World) -> dict[str, Any]:
    return {"from": world.controller}


def _operator_redeem(world: World, partition: bytes, holder: Any, units: int) -> Any:
    function = world.security.operatorRedeemByPartition["bytes32,address,uint256,bytes,bytes"]
    return function(partition, holder, units, b"\x01", b"\x02", _by(world))


# name: (what it does, class)
TRANSFERS: dict[str, tuple[Transfer, bytes]] = {
    "controllerTransfer": (
        lambda w, a, b, n: w.security.controllerTransfer(a, b, n, b"\x01", b"\x02", _by(w)),
        COMMON,
    ),
    "controllerTransferByPartition": (
        lambda w, a, b, n: w.security.controllerTransferByPartition(PREFERRED, a, b, n, b"\x01", b"\x02", _by(w)),
        PREFERRED,
    ),
    "controllerTransferByPartition, principal": (
        lambda w, a, b, n: w.security.controllerTransferByPartition(COMMON, a, b, n, b"\x01", b"\x02", _by(w)),
        COMMON,
    ),
    "operatorTransferByPartition": (
        lambda w, a, b, n: w.security.operatorTransferByPartition(PREFERRED, a, b, n, b"\x01", b"\x02", _by(w)),
        PREFERRED,
    ),
    "operatorTransferByPartition, principal": (
        lambda w, a, b, n: w.security.operatorTransferByPartition(COMMON, a, b, n, b"\x01", b"\x02", _by(w)),
        COMMON,
    ),
    "forcedTransfer": (lambda w, a, b, n: w.security.forcedTransfer(a, b, n, _by(w)), COMMON),
    "batchForcedTransfer": (lambda w, a, b, n: w.security.batchForcedTransfer([a], [b], [n], _by(w)), COMMON),
    "multicall": (
        lambda w, a, b, n: w.security.multicall([w.security.forcedTransfer.encode_input(a, b, n)], _by(w)),
        COMMON,
    ),
}

REDEMPTIONS: dict[str, tuple[Redemption, bytes]] = {
    "controllerRedeem": (lambda w, a, n: w.security.controllerRedeem(a, n, b"\x01", b"\x02", _by(w)), COMMON),
    "controllerRedeemByPartition": (
        lambda w, a, n: w.security.controllerRedeemByPartition(PREFERRED, a, n, b"\x01", b"\x02", _by(w)),
        PREFERRED,
    ),
    "operatorRedeemByPartition": (lambda w, a, n: _operator_redeem(w, PREFERRED, a, n), PREFERRED),
    "operatorRedeemByPartition, principal": (lambda w, a, n: _operator_redeem(w, COMMON, a, n), COMMON),
    "burn": (lambda w, a, n: w.security.burn(a, n, _by(w)), COMMON),
    "batchBurn": (lambda w, a, n: w.security.batchBurn([a], [n], _by(w)), COMMON),
}
