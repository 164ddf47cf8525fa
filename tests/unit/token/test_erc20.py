"""The ERC-20 face: transfers of the principal class, allowances, totals over all partitions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.world import COMMON, NOWHERE, PREFERRED, World

INFINITE = 2**256 - 1


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    world.issue_all(40, PREFERRED)
    return world


def test_metadata__as_deployed(security: Any) -> None:
    assert (security.name(), security.symbol(), security.decimals()) == ("Test Security", "TEST", 0)


def test_balanceOf__two_partitions__counts_both(market: World) -> None:
    assert market.security.balanceOf(market.fund_us) == 140
    assert market.security.totalSupply() == 440


def test_transfer__member_to_member__moves_the_principal_class_with_both_events(market: World) -> None:
    tx = market.security.transfer(market.investor_de, 30, {"from": market.fund_us})
    assert tx.return_value is True
    assert tx.events["Transfer"] == {"from": market.fund_us, "to": market.investor_de, "value": 30}
    event = tx.events["TransferByPartition"]
    assert event["fromPartition"] == "0x" + COMMON.hex()
    assert (event["operator"], event["from"], event["to"], event["value"]) == (
        market.fund_us,
        market.fund_us,
        market.investor_de,
        30,
    )
    assert market.security.balanceOfByPartition(COMMON, market.fund_us) == 70
    assert market.security.balanceOfByPartition(PREFERRED, market.fund_us) == 40
    assert market.security.balanceOf(market.investor_de) == 130


def test_transfer__more_than_the_principal_class__other_classes_do_not_count(market: World) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.fund_us, 100, 101):
        market.security.transfer(market.investor_de, 101, {"from": market.fund_us})


@pytest.mark.parametrize("units", [0, 1, 100])
def test_transfer__to_oneself__changes_nothing(market: World, units: int) -> None:
    tx = market.security.transfer(market.fund_us, units, {"from": market.fund_us})
    assert tx.events["Transfer"]["value"] == units
    assert market.security.balanceOf(market.fund_us) == 140
    assert market.security.totalSupply() == 440


def test_transfer__nothing__succeeds_with_its_event(market: World) -> None:
    tx = market.security.transfer(market.investor_de, 0, {"from": market.investor_ch})
    assert tx.events["Transfer"]["value"] == 0
    assert market.security.balanceOf(market.investor_de) == 100


@pytest.mark.parametrize("units", [2**96, 2**128, 2**255, INFINITE])
def test_transfer__beyond_every_width__refused_for_balance(market: World, units: int) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 100, units):
        market.security.transfer(market.investor_de, units, {"from": market.investor_ch})


def test_approve__sets_and_replaces(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    tx = security.approve(spender, 50, {"from": holder})
    assert tx.return_value is True
    assert tx.events["Approval"] == {"owner": holder, "spender": spender, "value": 50}
    security.approve(spender, 7, {"from": holder})
    assert security.allowance(holder, spender) == 7


def test_approve__nobody__refused(market: World) -> None:
    with reverts(market.security, "ERC20InvalidSpender", NOWHERE):
        market.security.approve(NOWHERE, 1, {"from": market.investor_ch})


def test_transferFrom__within_the_allowance__lowers_it_exactly(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 50, {"from": holder})
    tx = security.transferFrom(holder, market.investor_de, 20, {"from": spender})
    assert tx.return_value is True
    assert tx.events["TransferByPartition"]["operator"] == spender
    assert security.allowance(holder, spender) == 30
    assert security.balanceOf(market.investor_de) == 120


def test_transferFrom__to_the_last_unit__then_refused(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 50, {"from": holder})
    security.transferFrom(holder, market.investor_de, 50, {"from": spender})
    with reverts(security, "ERC20InsufficientAllowance", spender, 0, 1):
        security.transferFrom(holder, market.investor_de, 1, {"from": spender})


@pytest.mark.parametrize("allowed", [INFINITE, INFINITE - 1])
def test_transferFrom__largest_allowances__both_work(market: World, allowed: int) -> None:
    """The largest is not lowered; the one below stands for no right inside the evaluator and must still do its work."""
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, allowed, {"from": holder})
    security.transferFrom(holder, market.investor_de, 20, {"from": spender})
    assert security.allowance(holder, spender) == (allowed if allowed == INFINITE else allowed - 20)


def test_transferFrom__by_the_holder__needs_an_allowance_too(market: World) -> None:
    with reverts(market.security, "ERC20InsufficientAllowance", market.investor_ch, 0, 1):
        market.security.transferFrom(market.investor_ch, market.investor_de, 1, {"from": market.investor_ch})


def test_transferFrom__nothing_without_allowance__succeeds(market: World) -> None:
    tx = market.security.transferFrom(market.investor_ch, market.investor_de, 0, {"from": market.operator})
    assert tx.events["Transfer"]["value"] == 0


def test_transferFrom__compliance_refuses__allowance_untouched(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    security.approve(spender, 50, {"from": holder})
    with reverts(security, "Refused", b"\x57", b"RECEIVER_NOT_REGISTERED".ljust(32, b"\0"), market.stranger):
        security.transferFrom(holder, market.stranger, 1, {"from": spender})
    assert security.allowance(holder, spender) == 50


def test_transfer__ether_sent_along__refused(market: World) -> None:
    with reverts(None, ""):
        market.deployed.token.transfer(market.investor_de, 1, {"from": market.investor_ch, "value": 1})


def test_registrar__called_directly__knows_nobody_and_does_nothing(market: World) -> None:
    registrar = market.deployed.registrar
    assert registrar.admin() == NOWHERE
    assert registrar.partitions() == ()
    with reverts(registrar, "NotAtThisAddress", registrar):
        registrar.grantRole(bytes(32), market.admin, {"from": market.admin})
