"""Allowances of a class: given, spent to the unit, and of the principal class the same as ERC-20's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import freeze, freeze_units, hexed, pause, refused
from tests.world import CH, COMMON, DE, FAR, NOWHERE, PREFERRED, World, bytes32, code, text

INFINITE = 2**256 - 1
NO_SUCH = bytes32("NO SUCH")
CLASSES = pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """fund_us holds 100 of each class; investor_de may hold both; both can be handed back."""
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, DE, accredited=FAR)
    world.set_terms(PREFERRED, redeemable=True)
    return world


def allow(world: World, partition: bytes, value: int) -> Any:
    return world.security.approveByPartition(partition, world.operator, value, {"from": world.fund_us})


def left(world: World, partition: bytes) -> int:
    return int(world.security.allowanceByPartition(partition, world.fund_us, world.operator))


def move(world: World, partition: bytes, units: int, by: Any = None) -> Any:
    return world.security.operatorTransferByPartition(
        partition, world.fund_us, world.investor_de, units, b"\x01", b"\x02", {"from": by or world.operator}
    )


def redeem(world: World, partition: bytes, units: int, by: Any = None) -> Any:
    function = world.security.operatorRedeemByPartition["bytes32,address,uint256,bytes,bytes"]
    return function(partition, world.fund_us, units, b"\x01", b"\x02", {"from": by or world.operator})


@CLASSES
def test_approveByPartition__set_and_replaced__with_its_event(market: World, partition: bytes) -> None:
    for value in (50, 7, 0, INFINITE):
        tx = allow(market, partition, value)
        assert tx.return_value is True
        event = tx.events["ApprovalByPartition"]
        assert tuple(event.values()) == (hexed(partition), market.fund_us, market.operator, value)
        assert left(market, partition) == value


def test_approveByPartition__principal_class__is_the_erc20_allowance(market: World) -> None:
    security, holder, spender = market.security, market.fund_us, market.operator
    event = allow(market, COMMON, 50).events["Approval"]
    assert event == {"owner": holder, "spender": spender, "value": 50}
    assert security.allowance(holder, spender) == 50
    security.transferFrom(holder, market.investor_de, 20, {"from": spender})
    assert left(market, COMMON) == 30
    move(market, COMMON, 10)
    assert security.allowance(holder, spender) == 20
    security.approve(spender, 3, {"from": holder})
    assert left(market, COMMON) == 3


def test_approveByPartition__other_class__leaves_erc20_alone(market: World) -> None:
    tx = allow(market, PREFERRED, 50)
    assert "Approval" not in tx.events
    assert market.security.allowance(market.fund_us, market.operator) == left(market, COMMON) == 0
    with reverts(market.security, "ERC20InsufficientAllowance", market.operator, 0, 1):
        market.security.transferFrom(market.fund_us, market.investor_de, 1, {"from": market.operator})
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.operator):
        move(market, COMMON, 1)


@CLASSES
def test_approveByPartition__nobody__refused(market: World, partition: bytes) -> None:
    with reverts(market.security, "ERC20InvalidSpender", NOWHERE):
        market.security.approveByPartition(partition, NOWHERE, 1, {"from": market.fund_us})


@pytest.mark.parametrize("partition", [NO_SUCH, bytes(32), b"\xff" * 32], ids=["unknown", "zero", "ones"])
def test_approveByPartition__unknown_class__refused_and_none_there(market: World, partition: bytes) -> None:
    with reverts(market.security, "UnknownPartition", partition):
        allow(market, partition, 1)
    assert left(market, partition) == 0


@CLASSES
def test_spending__to_the_last_unit__exactly(market: World, partition: bytes) -> None:
    allow(market, partition, 50)
    event = move(market, partition, 20).events["TransferByPartition"]
    assert (event["operator"], event["data"], event["operatorData"]) == (market.operator, "0x01", "0x02")
    event = redeem(market, partition, 25).events["RedeemedByPartition"]
    assert (event["operator"], event["from"], event["value"]) == (market.operator, market.fund_us, 25)
    assert left(market, partition) == 5
    for act in (move, redeem):
        with reverts(market.security, "ERC20InsufficientAllowance", market.operator, 5, 6):
            act(market, partition, 6)
    move(market, partition, 5)
    for act in (move, redeem):
        with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.operator):
            act(market, partition, 1)


@CLASSES
def test_spending__without_end__not_lowered(market: World, partition: bytes) -> None:
    allow(market, partition, INFINITE)
    move(market, partition, 40)
    redeem(market, partition, 40)
    assert left(market, partition) == INFINITE


@CLASSES
def test_spending__views__say_what_happens(market: World, partition: bytes) -> None:
    security, holder, spender = market.security, market.fund_us, market.operator
    allow(market, partition, 5)
    for units, status, reason in (
        (5, 0x51, ""),
        (6, 0x53, "INSUFFICIENT_ALLOWANCE"),
        (101, 0x52, "INSUFFICIENT_BALANCE"),
    ):
        view = security.canTransferByPartition(holder, market.investor_de, partition, units, b"", {"from": spender})
        assert (code(view[0]), text(view[1])) == (status, reason)
        seen = security.explainMovement(0, partition, spender, holder, market.investor_de, units)
        assert (code(seen[0]), text(seen[1])) == (status, reason)


@CLASSES
def test_spending__refused_by_the_rules__allowance_untouched(market: World, partition: bytes) -> None:
    allow(market, partition, 50)
    freeze_units(market, market.fund_us, 100, partition)
    for act in (move, redeem):
        with refused(market, 0x55, "PARTIALLY_FROZEN", market.fund_us):
            act(market, partition, 1)
    freeze(market, market.fund_us)
    for act in (move, redeem):
        with refused(market, 0x56, "SENDER_FROZEN", market.fund_us):
            act(market, partition, 1)
    pause(market, 2)
    for act in (move, redeem):
        with refused(market, 0x54, "PAUSED", market.security):
            act(market, partition, 1)
    assert left(market, partition) == 50


@CLASSES
def test_spending__by_one_who_is_an_operator_too__leaves_the_allowance(market: World, partition: bytes) -> None:
    allow(market, partition, 5)
    market.security.authorizeOperatorByPartition(partition, market.operator, {"from": market.fund_us})
    move(market, partition, 30)
    redeem(market, partition, 30)
    assert left(market, partition) == 5


@CLASSES
def test_spending__of_the_holders_own__needs_and_spends_none(market: World, partition: bytes) -> None:
    security, holder = market.security, market.fund_us
    security.approveByPartition(partition, holder, 5, {"from": holder})
    move(market, partition, 30, by=holder)
    assert security.allowanceByPartition(partition, holder, holder) == 5


def test_spending__redeemFrom__the_principal_class_alone(market: World) -> None:
    allow(market, PREFERRED, 50)
    allow(market, COMMON, 10)
    market.security.redeemFrom(market.fund_us, 10, b"", {"from": market.operator})
    assert (left(market, COMMON), left(market, PREFERRED)) == (0, 50)
    assert market.security.balanceOfByPartition(PREFERRED, market.fund_us) == 100


def test_allowances__of_two_spenders_and_two_holders__apart(market: World) -> None:
    security = market.security
    allow(market, PREFERRED, 5)
    security.approveByPartition(PREFERRED, market.stranger, 6, {"from": market.fund_us})
    security.approveByPartition(PREFERRED, market.operator, 7, {"from": market.investor_de})
    move(market, PREFERRED, 5)
    assert left(market, PREFERRED) == 0
    assert security.allowanceByPartition(PREFERRED, market.fund_us, market.stranger) == 6
    assert security.allowanceByPartition(PREFERRED, market.investor_de, market.operator) == 7
    assert security.allowanceByPartition(PREFERRED, market.operator, market.fund_us) == 0


@CLASSES
def test_approveByPartition__by_a_stranger_or_a_frozen_member__gives_nothing_away(
    market: World, partition: bytes
) -> None:
    security = market.security
    freeze(market, market.fund_us)
    allow(market, partition, 5)
    with refused(market, 0x56, "SENDER_FROZEN", market.fund_us):
        move(market, partition, 1)
    security.approveByPartition(partition, market.operator, 5, {"from": market.stranger})
    arguments = (partition, market.stranger, market.investor_de, 0, b"", b"", {"from": market.operator})
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", market.stranger):
        security.operatorTransferByPartition(*arguments)
    assert security.memberOf(market.investor_ch)["country"] == CH
