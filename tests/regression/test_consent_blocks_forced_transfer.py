"""A holder that lets the controller act as its operator, or allows it one unit, is met as by any operator.

What a controller does through the functions of ERC-1410 then is no forced movement. It must have functions in which the
holder's consent plays no part.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import Holdings, freeze, freeze_units, pause, refused
from tests.world import COMMON, FAR, PREFERRED, World, code

CLASSES = pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
CONSENTS: dict[str, Callable[[World, bytes], Any]] = {
    "operator": lambda w, p: w.security.authorizeOperator(w.controller, {"from": w.fund_us}),
    "operator of the class": lambda w, p: w.security.authorizeOperatorByPartition(p, w.controller, {"from": w.fund_us}),
    "one unit": lambda w, p: w.security.approveByPartition(p, w.controller, 1, {"from": w.fund_us}),
    "all units": lambda w, p: w.security.approveByPartition(p, w.controller, 2**256 - 1, {"from": w.fund_us}),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, accredited=FAR)
    return world


def obstruct(world: World, partition: bytes) -> None:
    """Everything that stops the holder."""
    Holdings(world).create(holder=world.fund_us, partition=partition, units=50)
    freeze_units(world, world.fund_us, 100, partition)
    freeze(world, world.fund_us)
    pause(world, 2)


@CLASSES
@pytest.mark.parametrize("consent", CONSENTS)
def test_controllerTransferByPartition__whatever_the_holder_consented_to__forced(
    market: World, partition: bytes, consent: str
) -> None:
    security, controller = market.security, {"from": market.controller}
    CONSENTS[consent](market, partition)
    allowed = security.allowanceByPartition(partition, market.fund_us, market.controller)
    obstruct(market, partition)
    arguments = (partition, market.fund_us, market.investor_de, 60, b"", b"")
    events = security.controllerTransferByPartition(*arguments, controller).events
    assert events["ControllerTransfer"]["value"] == 60
    events = security.controllerRedeemByPartition(partition, market.fund_us, 40, b"", b"", controller).events
    assert events["ControllerRedemption"]["value"] == 40
    assert security.balanceOfByPartition(partition, market.fund_us) == 0
    assert security.allowanceByPartition(partition, market.fund_us, market.controller) == allowed


@pytest.mark.parametrize("consent", CONSENTS)
def test_functions_of_the_principal_class__whatever_the_holder_consented_to__forced(
    market: World, consent: str
) -> None:
    security, controller, holder = market.security, {"from": market.controller}, market.fund_us
    CONSENTS[consent](market, COMMON)
    obstruct(market, COMMON)
    security.controllerTransfer(holder, market.investor_de, 20, b"", b"", controller)
    security.forcedTransfer(holder, market.investor_de, 20, controller)
    security.batchForcedTransfer([holder], [market.investor_de], [20], controller)
    security.controllerRedeem(holder, 20, b"", b"", controller)
    security.burn(holder, 10, controller)
    security.batchBurn([holder], [10], controller)
    assert security.balanceOfByPartition(COMMON, holder) == 0


@CLASSES
def test_operatorTransfer__controller_with_an_allowance__is_a_spender_and_the_view_says_so(
    market: World, partition: bytes
) -> None:
    security, controller = market.security, market.controller
    CONSENTS["one unit"](market, partition)
    arguments = (partition, market.fund_us, market.investor_de, 2, b"", b"", {"from": controller})
    with reverts(security, "ERC20InsufficientAllowance", controller, 1, 2):
        security.operatorTransferByPartition(*arguments)
    view = security.canTransferByPartition(market.fund_us, market.investor_de, partition, 2, b"", {"from": controller})
    assert code(view[0]) == 0x53
    freeze(market, market.fund_us)
    with refused(market, 0x56, "SENDER_FROZEN", market.fund_us):
        security.operatorTransferByPartition(*arguments[:3], 1, b"", b"", {"from": controller})
