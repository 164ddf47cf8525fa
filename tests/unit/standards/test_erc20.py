"""ERC-20 and ERC-6093 by their own interface: answers, events and errors to the byte."""

from __future__ import annotations

from typing import Any

import pytest

from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC20_METADATA, ERC6093
from tests.errors import reverts
from tests.unit.standards.situations import FUNDS, INFINITE
from tests.world import COMMON, NOWHERE, PREFERRED, World


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC20, ERC20_METADATA, ERC6093)


def moved(sender: Any, receiver: Any, value: int) -> tuple[str, dict[str, Any]]:
    return "Transfer", {"from": sender, "to": receiver, "value": value}


def allowed(owner: Any, spender: Any, value: int) -> tuple[str, dict[str, Any]]:
    return "Approval", {"owner": owner, "spender": spender, "value": value}


def test_metadata__answers(token: Any) -> None:
    assert (answer(token, "name"), answer(token, "symbol"), answer(token, "decimals")) == ("Test Security", "TEST", 0)


def test_balanceOf__all_holders__sum_is_the_supply(market: World, token: Any) -> None:
    holders = (*market.investors, market.treasury, market.stranger)
    assert sum(answer(token, "balanceOf", holder) for holder in holders) == answer(token, "totalSupply") == 5 * FUNDS


@pytest.mark.parametrize("units", [0, 1, FUNDS])
def test_transfer__each_amount__answers_true_with_one_event(market: World, token: Any, units: int) -> None:
    sender, receiver = market.investor_ch, market.investor_de
    assert answer(token, "transfer", receiver, units, sender=sender) is True
    tx = token.transfer(receiver, units, {"from": sender})
    assert said(tx, ERC20) == [moved(sender, receiver, units)]
    assert answer(token, "balanceOf", sender) == FUNDS - units
    assert answer(token, "balanceOf", receiver) == FUNDS + units
    assert answer(token, "totalSupply") == 5 * FUNDS


@pytest.mark.parametrize("units", [0, 1, FUNDS])
def test_transfer__to_oneself__answers_true_with_one_event_and_changes_nothing(
    market: World, token: Any, units: int
) -> None:
    holder = market.investor_ch
    assert answer(token, "transfer", holder, units, sender=holder) is True
    assert said(token.transfer(holder, units, {"from": holder}), ERC20) == [moved(holder, holder, units)]
    assert answer(token, "balanceOf", holder) == FUNDS
    assert answer(token, "totalSupply") == 5 * FUNDS


def test_transfer__to_oneself_more_than_held__refused(market: World, token: Any) -> None:
    with reverts(token, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        token.transfer(market.investor_ch, FUNDS + 1, {"from": market.investor_ch})


@pytest.mark.parametrize("units", [FUNDS + 1, 2**96, 2**96 + 1, INFINITE])
def test_transfer__more_than_held__erc6093(market: World, token: Any, units: int) -> None:
    with reverts(token, "ERC20InsufficientBalance", market.investor_ch, FUNDS, units):
        token.transfer(market.investor_de, units, {"from": market.investor_ch})


@pytest.mark.parametrize("value", [0, 1, INFINITE - 1, INFINITE])
def test_approve__each_value__answers_true_with_one_event(market: World, token: Any, value: int) -> None:
    owner, spender = market.investor_ch, market.operator
    assert answer(token, "approve", spender, value, sender=owner) is True
    assert said(token.approve(spender, value, {"from": owner}), ERC20) == [allowed(owner, spender, value)]
    assert answer(token, "allowance", owner, spender) == value


def test_approve__again__replaces_and_concerns_one_pair_alone(market: World, token: Any) -> None:
    owner, spender = market.investor_ch, market.operator
    token.approve(spender, 50, {"from": owner})
    token.approve(spender, 7, {"from": owner})
    assert answer(token, "allowance", owner, spender) == 7
    assert answer(token, "allowance", spender, owner) == 0
    assert answer(token, "allowance", market.investor_de, spender) == 0


def test_approve__nobody__erc6093(market: World, token: Any) -> None:
    with reverts(token, "ERC20InvalidSpender", NOWHERE):
        token.approve(NOWHERE, 1, {"from": market.investor_ch})


@pytest.mark.parametrize("value", [20, INFINITE - 1])
def test_transferFrom__finite_allowance__lowered_exactly(market: World, token: Any, value: int) -> None:
    owner, spender, receiver = market.investor_ch, market.operator, market.investor_de
    token.approve(spender, value, {"from": owner})
    assert answer(token, "transferFrom", owner, receiver, 20, sender=spender) is True
    assert said(token.transferFrom(owner, receiver, 20, {"from": spender}), ERC20) == [moved(owner, receiver, 20)]
    assert answer(token, "allowance", owner, spender) == value - 20
    assert answer(token, "balanceOf", receiver) == FUNDS + 20


def test_transferFrom__infinite_allowance__never_lowered(market: World, token: Any) -> None:
    owner, spender = market.investor_ch, market.operator
    token.approve(spender, INFINITE, {"from": owner})
    for _ in range(3):
        token.transferFrom(owner, market.investor_de, 20, {"from": spender})
    assert answer(token, "allowance", owner, spender) == INFINITE


@pytest.mark.parametrize("units", [0, 20])
def test_transferFrom__to_the_owner_itself__spends_the_allowance_and_moves_nothing(
    market: World, token: Any, units: int
) -> None:
    owner, spender = market.investor_ch, market.operator
    token.approve(spender, 50, {"from": owner})
    assert said(token.transferFrom(owner, owner, units, {"from": spender}), ERC20) == [moved(owner, owner, units)]
    assert answer(token, "allowance", owner, spender) == 50 - units
    assert answer(token, "balanceOf", owner) == FUNDS


def test_transferFrom__nothing_without_allowance__answers_true_with_its_event(market: World, token: Any) -> None:
    owner, spender, receiver = market.investor_ch, market.stranger, market.investor_de
    assert answer(token, "transferFrom", owner, receiver, 0, sender=spender) is True
    assert said(token.transferFrom(owner, receiver, 0, {"from": spender}), ERC20) == [moved(owner, receiver, 0)]


def test_transferFrom__more_than_allowed__erc6093(market: World, token: Any) -> None:
    owner, spender = market.investor_ch, market.operator
    token.approve(spender, 50, {"from": owner})
    with reverts(token, "ERC20InsufficientAllowance", spender, 50, 51):
        token.transferFrom(owner, market.investor_de, 51, {"from": spender})


def test_transferFrom__neither_balance_nor_allowance__balance_comes_first(market: World, token: Any) -> None:
    with reverts(token, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        token.transferFrom(market.investor_ch, market.investor_de, FUNDS + 1, {"from": market.operator})


def test_transferFrom__allowance_taken_back__refused(market: World, token: Any) -> None:
    owner, spender = market.investor_ch, market.operator
    token.approve(spender, INFINITE, {"from": owner})
    token.approve(spender, 0, {"from": owner})
    with reverts(token, "ERC20InsufficientAllowance", spender, 0, 1):
        token.transferFrom(owner, market.investor_de, 1, {"from": spender})


def test_events__units_that_come_and_go__from_and_to_nobody(market: World, token: Any) -> None:
    security, holder = market.security, market.investor_ch
    calls = [
        (security.issue(holder, 7, b"", {"from": market.issuer}), moved(NOWHERE, holder, 7)),
        (security.issueByPartition(COMMON, holder, 7, b"", {"from": market.issuer}), moved(NOWHERE, holder, 7)),
        (security.redeem(7, b"", {"from": holder}), moved(holder, NOWHERE, 7)),
        (security.redeemByPartition(COMMON, 7, b"", {"from": holder}), moved(holder, NOWHERE, 7)),
        (security.controllerRedeem(holder, 7, b"", b"", {"from": market.controller}), moved(holder, NOWHERE, 7)),
    ]
    assert [said(tx, ERC20) for tx, _ in calls] == [[expected] for _, expected in calls]
    assert answer(token, "totalSupply") == 5 * FUNDS - 7


def test_events__of_every_class__show_what_a_holder_has_in_all(market: World, token: Any) -> None:
    market.admit(market.investor_de, 276, accredited=47_846)
    tx = market.security.transferByPartition(PREFERRED, market.investor_de, 30, b"", {"from": market.fund_us})
    assert said(tx, ERC20) == [moved(market.fund_us, market.investor_de, 30)]
    assert answer(token, "balanceOf", market.fund_us) == 2 * FUNDS - 30
    assert answer(token, "balanceOf", market.investor_de) == FUNDS + 30


def test_approve__by_a_stranger_to_the_register__allowed_and_good_for_nothing(market: World, token: Any) -> None:
    """ERC-20 knows no admission for allowances; nothing moves by it."""
    token.approve(market.operator, 5, {"from": market.stranger})
    with reverts(token, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 5):
        token.transferFrom(market.investor_ch, market.stranger, FUNDS + 5, {"from": market.operator})
    with reverts(market.security, "Refused", b"\x56", b"SENDER_NOT_REGISTERED".ljust(32, b"\0"), market.stranger):
        token.transferFrom(market.stranger, market.investor_ch, 0, {"from": market.operator})
