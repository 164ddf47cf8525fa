"""ERC-1594 by its own interface: issue, redemption, transfers with data, and views that say what the call does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC1594
from tests.errors import reverts
from tests.unit.standards.situations import ALLOWED, FUNDS, INFINITE, REFUSED, Situation, name_of
from tests.world import COMMON, NOWHERE, World, bytes32

DATA = b"\xca\xfe"


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC1594)


@pytest.mark.parametrize("situation", [*ALLOWED, *REFUSED], ids=name_of)
def test_canTransfer__each_situation__says_what_the_call_does(market: World, token: Any, situation: Situation) -> None:
    situation.make(market)
    sender, receiver, units = situation.parties(market)
    said_before = answer(token, "canTransfer", receiver, units, DATA, sender=sender)
    assert said_before == (bytes([situation.code]), bytes32(situation.reason))
    if situation.number == 0:
        token.transferWithData(receiver, units, DATA, {"from": sender})
        market.security.transfer(receiver, 0, {"from": sender})
        return
    with situation.refused(market):
        token.transferWithData(receiver, units, DATA, {"from": sender})
    with situation.refused(market):
        market.security.transfer(receiver, units, {"from": sender})


@pytest.mark.parametrize("situation", [*ALLOWED, *REFUSED], ids=name_of)
def test_canTransferFrom__each_situation__says_what_the_call_does(
    market: World, token: Any, situation: Situation
) -> None:
    situation.make(market)
    sender, receiver, units = situation.parties(market)
    market.security.approve(market.operator, INFINITE, {"from": sender})
    said_before = answer(token, "canTransferFrom", sender, receiver, units, DATA, sender=market.operator)
    assert said_before == (bytes([situation.code]), bytes32(situation.reason))
    if situation.number == 0:
        token.transferFromWithData(sender, receiver, units, DATA, {"from": market.operator})
        return
    with situation.refused(market):
        token.transferFromWithData(sender, receiver, units, DATA, {"from": market.operator})
    with situation.refused(market):
        market.security.transferFrom(sender, receiver, units, {"from": market.operator})


@pytest.mark.parametrize(("allowed", "units"), [(0, 1), (5, 6), (FUNDS - 1, FUNDS)])
def test_canTransferFrom__allowance_too_small__says_so(market: World, token: Any, allowed: int, units: int) -> None:
    sender, receiver, spender = market.investor_ch, market.investor_de, market.operator
    market.security.approve(spender, allowed, {"from": sender})
    view = answer(token, "canTransferFrom", sender, receiver, units, DATA, sender=spender)
    assert view == (b"\x53", bytes32("INSUFFICIENT_ALLOWANCE"))
    with reverts(market.security, "ERC20InsufficientAllowance", spender, allowed, units):
        token.transferFromWithData(sender, receiver, units, DATA, {"from": spender})


def test_canTransferFrom__by_the_holder__needs_an_allowance_too(market: World, token: Any) -> None:
    holder = market.investor_ch
    view = answer(token, "canTransferFrom", holder, market.investor_de, 1, b"", sender=holder)
    assert view == (b"\x53", bytes32("INSUFFICIENT_ALLOWANCE"))


def test_canTransferFrom__operator_without_allowance__refused_like_the_call(market: World, token: Any) -> None:
    """An operator's right is for the functions of ERC-1410; `transferFrom` goes by allowance alone."""
    market.security.authorizeOperator(market.operator, {"from": market.investor_ch})
    view = answer(token, "canTransferFrom", market.investor_ch, market.investor_de, 1, b"", sender=market.operator)
    assert view == (b"\x53", bytes32("INSUFFICIENT_ALLOWANCE"))
    with reverts(market.security, "ERC20InsufficientAllowance", market.operator, 0, 1):
        token.transferFromWithData(market.investor_ch, market.investor_de, 1, b"", {"from": market.operator})


def test_transferWithData__moves_with_the_events_of_erc20(market: World, token: Any) -> None:
    sender, receiver = market.investor_ch, market.investor_de
    assert answer(token, "transferWithData", receiver, 20, DATA, sender=sender) == ()
    tx = token.transferWithData(receiver, 20, DATA, {"from": sender})
    assert said(tx, ERC20, ERC1594) == [("Transfer", {"from": sender, "to": receiver, "value": 20})]
    assert market.security.balanceOf(receiver) == FUNDS + 20


def test_transferFromWithData__moves_and_lowers_the_allowance(market: World, token: Any) -> None:
    sender, receiver, spender = market.investor_ch, market.investor_de, market.operator
    market.security.approve(spender, 50, {"from": sender})
    assert answer(token, "transferFromWithData", sender, receiver, 20, DATA, sender=spender) == ()
    tx = token.transferFromWithData(sender, receiver, 20, DATA, {"from": spender})
    assert said(tx, ERC20, ERC1594) == [("Transfer", {"from": sender, "to": receiver, "value": 20})]
    assert market.security.allowance(sender, spender) == 30


def test_issue__event_and_units(market: World, token: Any) -> None:
    holder = market.investor_ch
    assert answer(token, "issue", holder, 7, DATA, sender=market.issuer) == ()
    tx = token.issue(holder, 7, DATA, {"from": market.issuer})
    assert said(tx, ERC20, ERC1594) == [
        ("Transfer", {"from": NOWHERE, "to": holder, "value": 7}),
        ("Issued", {"operator": market.issuer, "to": holder, "value": 7, "data": DATA}),
    ]
    assert market.security.balanceOfByPartition(COMMON, holder) == FUNDS + 7


def test_issue__to_one_who_may_not_hold__refused(market: World, token: Any) -> None:
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_NOT_REGISTERED"), market.stranger):
        token.issue(market.stranger, 1, DATA, {"from": market.issuer})


def test_issue__beyond_the_authorised_capital__refused(market: World, token: Any) -> None:
    available = market.security.authorisedOf(COMMON) - market.security.totalSupplyByPartition(COMMON)
    with reverts(market.security, "Refused", b"\x50", bytes32("AUTHORISED_EXCEEDED"), market.security):
        token.issue(market.investor_ch, available + 1, DATA, {"from": market.issuer})
    token.issue(market.investor_ch, available, DATA, {"from": market.issuer})


def test_redeem__event_and_units(market: World, token: Any) -> None:
    holder = market.investor_ch
    assert answer(token, "redeem", 7, DATA, sender=holder) == ()
    assert said(token.redeem(7, DATA, {"from": holder}), ERC20, ERC1594) == [
        ("Transfer", {"from": holder, "to": NOWHERE, "value": 7}),
        ("Redeemed", {"operator": holder, "from": holder, "value": 7, "data": DATA}),
    ]
    assert market.security.balanceOfByPartition(COMMON, holder) == FUNDS - 7


def test_redeem__not_redeemable__refused(market: World, token: Any) -> None:
    market.set_terms(redeemable=False)
    with reverts(market.security, "Refused", b"\x50", bytes32("NOT_REDEEMABLE"), market.security):
        token.redeem(7, DATA, {"from": market.investor_ch})


def test_redeemFrom__event_units_and_allowance(market: World, token: Any) -> None:
    holder, spender = market.investor_ch, market.operator
    market.security.approve(spender, 10, {"from": holder})
    assert answer(token, "redeemFrom", holder, 7, DATA, sender=spender) == ()
    assert said(token.redeemFrom(holder, 7, DATA, {"from": spender}), ERC20, ERC1594) == [
        ("Transfer", {"from": holder, "to": NOWHERE, "value": 7}),
        ("Redeemed", {"operator": spender, "from": holder, "value": 7, "data": DATA}),
    ]
    assert market.security.allowance(holder, spender) == 3
    with reverts(market.security, "ERC20InsufficientAllowance", spender, 3, 4):
        token.redeemFrom(holder, 4, DATA, {"from": spender})


@pytest.mark.parametrize("size", [0, 32, 1_000])
def test_data__of_each_size__recorded_whole(market: World, token: Any, size: int) -> None:
    data = bytes(range(256)) * 4
    tx = token.issue(market.investor_ch, 1, data[:size], {"from": market.issuer})
    assert said(tx, ERC1594)[0][1]["data"] == data[:size]
    assert answer(token, "canTransfer", market.investor_de, 1, data[:size], sender=market.investor_ch)[0] == b"\x51"


def test_isIssuable__until_renounced(market: World, token: Any) -> None:
    assert answer(token, "isIssuable") is True
    market.security.renounceIssuance("I renounce for ever to issue units of TEST.", {"from": market.admin})
    assert answer(token, "isIssuable") is False
    with reverts(market.security, "Refused", b"\x50", bytes32("ISSUANCE_RENOUNCED"), market.security):
        token.issue(market.investor_ch, 1, DATA, {"from": market.issuer})
