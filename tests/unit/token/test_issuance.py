"""ERC-1594 and ERC-1410: units come into being within the authorised capital, and are cancelled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.world import COMMON, NOWHERE, PREFERRED, World, bytes32, code, text

ISSUE, REDEEM = 1, 2
REASON = bytes32("TEST")
HEX_COMMON, HEX_PREFERRED = "0x" + COMMON.hex(), "0x" + PREFERRED.hex()


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Each investor holds 100 COMMON; the fund 50 PREFERRED, whose holders may redeem."""
    world.set_terms(PREFERRED, redeemable=True)
    world.issue_all(100)
    world.issue_all(50, PREFERRED)
    return world


def supplies(world: World) -> tuple[int, int, int]:
    security = world.security
    by_partition = [security.totalSupplyByPartition(partition) for partition in (COMMON, PREFERRED)]
    return (*by_partition, security.totalSupply())


def test_issue__admitted__principal_class_with_its_events(world: World, security: Any) -> None:
    events = security.issue(world.investor_ch, 7, b"\x01", {"from": world.issuer}).events
    assert events["Transfer"] == {"from": NOWHERE, "to": world.investor_ch, "value": 7}
    assert events["Issued"] == {"operator": world.issuer, "to": world.investor_ch, "value": 7, "data": "0x01"}
    assert security.balanceOfByPartition(COMMON, world.investor_ch) == 7
    assert supplies(world) == (7, 0, 7)


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_issueByPartition__admitted__that_partition_with_its_events(
    world: World, security: Any, partition: bytes
) -> None:
    events = security.issueByPartition(partition, world.fund_us, 7, b"\x02", {"from": world.issuer}).events
    assert events["Transfer"] == {"from": NOWHERE, "to": world.fund_us, "value": 7}
    assert events["IssuedByPartition"] == {
        "partition": "0x" + partition.hex(),
        "operator": world.issuer,
        "to": world.fund_us,
        "value": 7,
        "data": "0x02",
        "operatorData": "0x00",
    }
    assert security.balanceOfByPartition(partition, world.fund_us) == 7
    assert security.totalSupplyByPartition(partition) == security.totalSupply() == 7


def test_issueBatch__several__each_with_its_event(world: World, security: Any) -> None:
    holders = [world.investor_ch, world.investor_de, world.investor_ch]
    tx = security.issueBatch(COMMON, holders, [1, 2, 3], b"\x03", {"from": world.issuer})
    assert [(e["to"], e["value"]) for e in tx.events["IssuedByPartition"]] == [*zip(holders, [1, 2, 3], strict=True)]
    assert [e["value"] for e in tx.events["Transfer"]] == [1, 2, 3]
    assert security.balanceOf(world.investor_ch) == 4 and security.balanceOf(world.investor_de) == 2
    assert supplies(world) == (6, 0, 6)


def test_issueBatch__one_may_not_hold__nobody_gets_any(world: World, security: Any) -> None:
    with reverts(security, "Refused", b"\x57", bytes32("RECEIVER_NOT_REGISTERED"), world.stranger):
        security.issueBatch(COMMON, [world.investor_ch, world.stranger], [1, 1], b"", {"from": world.issuer})
    assert supplies(world) == (0, 0, 0)


def test_issueBatch__capital_used_up_within_the_batch__refused(world: World, security: Any) -> None:
    security.setAuthorised(COMMON, 10, {"from": world.configurer})
    with reverts(security, "Refused", b"\x50", bytes32("AUTHORISED_EXCEEDED"), security):
        security.issueBatch(COMMON, [world.investor_ch, world.investor_de], [6, 5], b"", {"from": world.issuer})
    security.issueBatch(COMMON, [world.investor_ch, world.investor_de], [6, 4], b"", {"from": world.issuer})
    assert supplies(world) == (10, 0, 10)


def test_issueBatch__lists_differ_in_length__refused(world: World, security: Any) -> None:
    with reverts(security, "LengthMismatch", 2, 1):
        security.issueBatch(COMMON, [world.investor_ch, world.investor_de], [1], b"", {"from": world.issuer})


@pytest.mark.parametrize(
    ("spoil", "status", "reason"),
    [
        (
            lambda w: w.security.setAddressFrozen(w.investor_de, True, {"from": w.freezer}),
            0x57,
            "RECEIVER_FROZEN",
        ),
        (lambda w: w.admit(w.investor_de, 276, 1), 0x57, "RECEIVER_KYC_EXPIRED"),
        (lambda w: w.admit(w.investor_de, 408), 0x57, "JURISDICTION_BLOCKED"),
        (lambda w: w.set_terms(accreditedOnly=True), 0x57, "ACCREDITATION_REQUIRED"),
        (lambda w: w.set_terms(requireAll=8), 0x57, "ATTRIBUTE_REQUIRED"),
    ],
    ids=["frozen", "expired", "country", "accreditation", "attribute"],
)
def test_issue__receiver_may_not_hold__refused_as_a_transfer_would_be(
    world: World, spoil: Any, status: int, reason: str
) -> None:
    spoil(world)
    security = world.security
    seen = security.explainMovement(ISSUE, COMMON, world.issuer, NOWHERE, world.investor_de, 1)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (status, reason, world.investor_de)
    with reverts(security, "Refused", bytes([status]), bytes32(reason), world.investor_de):
        security.issue(world.investor_de, 1, b"", {"from": world.issuer})


@pytest.mark.parametrize("account", [NOWHERE, "stranger"])
def test_issue__nobody_or_a_stranger__refused(world: World, security: Any, account: str) -> None:
    receiver = NOWHERE if account == NOWHERE else world.stranger
    reason = "ZERO_ADDRESS" if account == NOWHERE else "RECEIVER_NOT_REGISTERED"
    with reverts(security, "Refused", b"\x57", bytes32(reason), receiver):
        security.issue(receiver, 1, b"", {"from": world.issuer})


def test_issue__unknown_partition__refused(world: World, security: Any) -> None:
    with reverts(security, "Refused", b"\x50", bytes32("UNKNOWN_PARTITION"), security):
        world.issue(world.investor_ch, 0, bytes32("NOWHERE"))


def test_issue__locked_partition__allowed(world: World, security: Any) -> None:
    world.set_terms(unlockAt=2**32 - 1)
    world.issue(world.investor_ch, 1)


@pytest.mark.parametrize(("level", "goes"), [(1, True), (2, False)])
def test_issue_and_redeem__paused__by_level(market: World, level: int, goes: bool) -> None:
    """A finding of audits of peers: issue and redemption went on, undocumented, while everything was paused."""
    security = market.security
    security.pauseUntil(level, 2**32 - 1, REASON, {"from": market.pauser})
    if goes:
        market.issue(market.investor_ch, 1)
        security.redeem(1, b"", {"from": market.investor_ch})
        return
    with reverts(security, "Refused", b"\x54", bytes32("PAUSED"), security):
        market.issue(market.investor_ch, 1)
    with reverts(security, "Refused", b"\x54", bytes32("PAUSED"), security):
        security.redeem(1, b"", {"from": market.investor_ch})


def test_authorised__redeemed_units__can_be_issued_again(market: World) -> None:
    security = market.security
    security.setAuthorised(COMMON, 400, {"from": market.configurer})
    security.redeem(30, b"", {"from": market.investor_ch})
    market.issue(market.investor_de, 30)
    with reverts(security, "Refused", b"\x50", bytes32("AUTHORISED_EXCEEDED"), security):
        market.issue(market.investor_de, 1)


def test_redeem__holder__cancelled_with_its_events(market: World) -> None:
    events = market.security.redeem(30, b"\x04", {"from": market.investor_ch}).events
    assert events["Transfer"] == {"from": market.investor_ch, "to": NOWHERE, "value": 30}
    holder = market.investor_ch
    assert events["Redeemed"] == {"operator": holder, "from": holder, "value": 30, "data": "0x04"}
    assert market.security.balanceOf(holder) == 70
    assert supplies(market) == (370, 50, 420)


def test_redeemFrom__within_the_allowance__lowers_it(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 40, {"from": holder})
    events = security.redeemFrom(holder, 30, b"", {"from": spender}).events
    assert (events["Redeemed"]["operator"], events["Redeemed"]["from"]) == (spender, holder)
    assert security.allowance(holder, spender) == 10
    with reverts(security, "ERC20InsufficientAllowance", spender, 10, 11):
        security.redeemFrom(holder, 11, b"", {"from": spender})


def test_redeemByPartition__other_class__cancelled_there(market: World) -> None:
    events = market.security.redeemByPartition(PREFERRED, 20, b"", {"from": market.fund_us}).events
    assert events["RedeemedByPartition"]["partition"] == HEX_PREFERRED
    assert supplies(market) == (400, 30, 430)


def test_operatorRedeemByPartition__operator_and_stranger(market: World) -> None:
    security, holder, operator = market.security, market.fund_us, market.operator
    with reverts(security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), operator):
        security.operatorRedeemByPartition["bytes32,address,uint256,bytes"](
            PREFERRED, holder, 5, b"", {"from": operator}
        )
    security.authorizeOperatorByPartition(PREFERRED, operator, {"from": holder})
    event = security.operatorRedeemByPartition["bytes32,address,uint256,bytes"](
        PREFERRED, holder, 5, b"\x05", {"from": operator}
    ).events
    assert event["RedeemedByPartition"] == {
        "partition": HEX_PREFERRED,
        "operator": operator,
        "from": holder,
        "value": 5,
        "operatorData": "0x05",
    }


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_redeem__terms_do_not_allow__refused(market: World, partition: bytes) -> None:
    market.set_terms(partition, redeemable=False)
    security, holder = market.security, market.fund_us
    seen = security.explainMovement(REDEEM, partition, holder, holder, NOWHERE, 1)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (0x50, "NOT_REDEEMABLE", security)
    with reverts(security, "Refused", b"\x50", bytes32("NOT_REDEEMABLE"), security):
        security.redeemByPartition(partition, 1, b"", {"from": holder})


def test_redeem__more_than_held_frozen_or_by_a_frozen_holder__refused(market: World) -> None:
    security, holder = market.security, market.investor_ch
    with reverts(security, "ERC20InsufficientBalance", holder, 100, 101):
        security.redeem(101, b"", {"from": holder})
    security.setFrozenTokens(holder, 60, {"from": market.freezer})
    with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), holder):
        security.redeem(41, b"", {"from": holder})
    security.redeem(40, b"", {"from": holder})
    security.setAddressFrozen(holder, True, {"from": market.freezer})
    with reverts(security, "Refused", b"\x56", bytes32("SENDER_FROZEN"), holder):
        security.redeem(0, b"", {"from": holder})


def test_redeem__first_class_empty__concerns_that_class_alone(market: World) -> None:
    """A peer's redeem() failed when the first of several default partitions was empty; here it names its class."""
    security = market.security
    security.transferByPartition(COMMON, market.investor_ch, 100, b"", {"from": market.fund_us})
    with reverts(security, "ERC20InsufficientBalance", market.fund_us, 0, 1):
        security.redeem(1, b"", {"from": market.fund_us})
    security.redeemByPartition(PREFERRED, 1, b"", {"from": market.fund_us})


def test_transferWithData__data_stands_in_the_event(market: World) -> None:
    tx = market.security.transferWithData(market.investor_de, 5, b"\x06\x07", {"from": market.investor_ch})
    event = tx.events["TransferByPartition"]
    assert (event["fromPartition"], event["data"], event["operatorData"]) == (HEX_COMMON, "0x0607", "0x00")


def test_transferFromWithData__spends_the_allowance(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 9, {"from": holder})
    tx = security.transferFromWithData(holder, market.investor_de, 4, b"\x08", {"from": spender})
    assert tx.events["TransferByPartition"]["data"] == "0x08"
    assert security.allowance(holder, spender) == 5


def test_isIssuable_and_isControllable__so_far(security: Any) -> None:
    assert security.isIssuable() and security.isControllable()
