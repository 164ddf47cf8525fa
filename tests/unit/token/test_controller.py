"""ERC-1644: forced movements work when they are needed, and never to one who may not hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.world import COMMON, FAR, NOWHERE, PREFERRED, World, bytes32, code, text

FORCED_TRANSFER, FORCED_REDEEM = 3, 4
ORDER = b"\xab\xcd"
PARTLY_FROZEN = 1 << 228


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    return world


def seize(world: World, receiver: Any, units: int = 40, holder: Any = None) -> Any:
    return world.security.controllerTransfer(
        holder or world.investor_ch, receiver, units, b"", ORDER, {"from": world.controller}
    )


def test_controllerTransfer__events_and_units(market: World) -> None:
    events = seize(market, market.investor_de).events
    expected = {
        "controller": market.controller,
        "from": market.investor_ch,
        "to": market.investor_de,
        "value": 40,
        "data": "0x00",
        "operatorData": "0xabcd",
    }
    assert events["ControllerTransfer"] == expected
    assert events["Transfer"]["value"] == 40
    assert events["TransferByPartition"]["operator"] == market.controller
    assert market.security.balanceOf(market.investor_ch) == 60
    assert market.security.balanceOf(market.investor_de) == 140


def test_controllerRedeem__events_and_units(market: World) -> None:
    events = market.security.controllerRedeem(market.investor_ch, 40, b"", ORDER, {"from": market.controller}).events
    assert events["ControllerRedemption"] == {
        "controller": market.controller,
        "tokenHolder": market.investor_ch,
        "value": 40,
        "data": "0x00",
        "operatorData": "0xabcd",
    }
    assert events["Transfer"]["to"] == NOWHERE
    assert market.security.balanceOf(market.investor_ch) == 60
    assert market.security.totalSupply() == 360


@pytest.mark.parametrize(
    "obstacle",
    [
        lambda w: w.security.pauseUntil(2, 2**32 - 1, bytes32("TEST"), {"from": w.pauser}),
        lambda w: w.security.setAddressFrozen(w.investor_ch, True, {"from": w.freezer}),
        lambda w: w.security.setSanctioned(w.investor_ch, True, {"from": w.freezer}),
        lambda w: w.admit(w.investor_ch, through=1),
        lambda w: w.set_terms(unlockAt=2**32 - 1),
        lambda w: w.set_terms(redeemable=False),
        lambda w: w.security.setFrozenTokens(w.investor_ch, 100, {"from": w.freezer}),
    ],
    ids=["paused", "frozen", "sanctioned", "expired", "locked", "not redeemable", "all units frozen"],
)
def test_forced__through_every_obstacle_of_the_holder(market: World, obstacle: Any) -> None:
    """On a peer the controller met the same rules as the holder, and a holder could make itself seizure-proof."""
    obstacle(market)
    seize(market, market.investor_de)
    market.security.controllerRedeem(market.investor_ch, 60, b"", ORDER, {"from": market.controller})
    assert market.security.balanceOf(market.investor_ch) == 0


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda w: w.security.setAddressFrozen(w.investor_de, True, {"from": w.freezer}), "RECEIVER_FROZEN"),
        (lambda w: w.security.setSanctioned(w.investor_de, True, {"from": w.freezer}), "RECEIVER_SANCTIONED"),
        (lambda w: w.admit(w.investor_de, 276, 1), "RECEIVER_KYC_EXPIRED"),
        (
            lambda w: w.security.setCountriesClosed([276], True, {"from": w.configurer}),
            "JURISDICTION_BLOCKED",
        ),
        (lambda w: w.set_terms(accreditedOnly=True), "ACCREDITATION_REQUIRED"),
    ],
    ids=["frozen", "sanctioned", "expired", "country", "accreditation"],
)
def test_controllerTransfer__receiver_may_not_hold__refused(market: World, spoil: Any, reason: str) -> None:
    spoil(market)
    args = (FORCED_TRANSFER, COMMON, market.controller, market.investor_ch, market.investor_de, 1)
    seen = market.security.explainMovement(*args)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (0x57, reason, market.investor_de)
    with reverts(market.security, "Refused", b"\x57", bytes32(reason), market.investor_de):
        seize(market, market.investor_de)


@pytest.mark.parametrize(("receiver", "reason"), [("nobody", "ZERO_ADDRESS"), ("stranger", "RECEIVER_NOT_REGISTERED")])
def test_controllerTransfer__to_nobody_or_a_stranger__refused(market: World, receiver: str, reason: str) -> None:
    account = NOWHERE if receiver == "nobody" else market.stranger
    with reverts(market.security, "Refused", b"\x57", bytes32(reason), account):
        seize(market, account)


def test_controllerTransfer__to_the_same_account__refused(market: World) -> None:
    with reverts(market.security, "Refused", b"\x57", bytes32("SAME_ACCOUNT"), market.investor_ch):
        seize(market, market.investor_ch)


def test_forced__more_than_held__refused(market: World) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 100, 101):
        seize(market, market.investor_de, 101)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 100, 101):
        market.security.controllerRedeem(market.investor_ch, 101, b"", ORDER, {"from": market.controller})
    args = (FORCED_REDEEM, COMMON, market.controller, market.investor_ch, NOWHERE, 101)
    assert code(market.security.explainMovement(*args)[0]) == 0x52


def test_controllerTransfer__cuts_into_frozen_units__frees_only_what_it_needs_and_before(
    market: World,
) -> None:
    security, holder = market.security, market.investor_ch
    security.setFrozenTokens(holder, 70, {"from": market.freezer})
    tx = seize(market, market.investor_de, 30)
    assert "Frozen" not in tx.events and security.getFrozenTokens(holder) == 70
    tx = seize(market, market.investor_de, 45)
    assert tx.events["Frozen"] == {"account": holder, "amount": 25}
    names = [event.name for event in tx.events]
    assert names.index("Frozen") < names.index("Transfer")
    assert (security.balanceOf(holder), security.getFrozenTokens(holder)) == (25, 25)


def test_controllerRedeem__more_frozen_than_held__frees_what_it_takes_and_no_more(market: World) -> None:
    """What comes in later was to be frozen too, and still is."""
    security, holder = market.security, market.investor_ch
    security.setFrozenTokens(holder, 10**30, {"from": market.freezer})
    event = security.controllerRedeem(holder, 40, b"", ORDER, {"from": market.controller}).events["Frozen"]
    assert event == {"account": holder, "amount": 10**30 - 40}
    assert (security.balanceOf(holder), security.getFrozenTokens(holder)) == (60, 10**30 - 40)


def test_operatorTransfer__by_the_controller__forced_in_any_class_with_the_events_of_control(market: World) -> None:
    security, holder, controller = market.security, market.fund_us, {"from": market.controller}
    market.admit(market.stranger, accredited=FAR)
    market.issue(holder, 50, PREFERRED)
    security.setSanctioned(holder, True, {"from": market.freezer})
    security.pauseUntil(2, 2**32 - 1, bytes32("TEST"), {"from": market.pauser})
    view = security.canTransferByPartition(holder, market.stranger, PREFERRED, 20, b"", controller)
    assert code(view[0]) == 0x51
    arguments = (PREFERRED, holder, market.stranger, 20, b"", ORDER)
    events = security.operatorTransferByPartition(*arguments, controller).events
    assert events["ControllerTransfer"]["value"] == events["TransferByPartition"]["value"] == 20
    events = security.operatorRedeemByPartition["bytes32,address,uint256,bytes"](
        PREFERRED, holder, 30, ORDER, controller
    ).events
    assert events["ControllerRedemption"]["operatorData"] == "0xabcd"
    assert security.balanceOfByPartition(PREFERRED, holder) == 0


def test_operatorTransfer__by_a_controller_whom_the_holder_authorised__is_no_forced_one(market: World) -> None:
    security, holder = market.security, market.investor_ch
    security.authorizeOperator(market.controller, {"from": holder})
    security.setFrozenTokens(holder, 100, {"from": market.freezer})
    with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), holder):
        arguments = (COMMON, holder, market.investor_de, 1, b"", ORDER)
        security.operatorTransferByPartition(*arguments, {"from": market.controller})


def test_controllerTransfer__leaves_the_holders_allowances(market: World) -> None:
    """A finding of audits of peers: a forced transfer spent an allowance of its victim."""
    security = market.security
    security.approve(market.controller, 50, {"from": market.investor_ch})
    seize(market, market.investor_de)
    assert security.allowance(market.investor_ch, market.controller) == 50


@pytest.mark.parametrize("name", ["controllerTransfer", "controllerRedeem"])
def test_forced__last_frozen_unit_taken__later_movements_look_for_none(market: World, name: str) -> None:
    """Until then the word says that some are frozen, and each movement reads how many."""
    security, holder = market.security, market.investor_ch
    security.setFrozenTokens(holder, 40, {"from": market.freezer})
    arguments = (holder, market.investor_de) if name == "controllerTransfer" else (holder,)
    units = security.balanceOfByPartition(COMMON, holder)
    getattr(security, name)(*arguments, units - 40 + 39, b"", b"", {"from": market.controller})
    assert security.wordOf(holder) & PARTLY_FROZEN
    getattr(security, name)(*arguments, 1, b"", b"", {"from": market.controller})
    assert security.getFrozenTokens(holder) == 0
    assert not security.wordOf(holder) & PARTLY_FROZEN
