"""ERC-7943 by its own interface: views that never revert, and force that never reaches one who may not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_utils import keccak

from tests import clock
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC1644, ERC7943
from tests.errors import reverts
from tests.unit.standards.situations import ALLOWED, FUNDS, INFINITE, REFUSED, Situation, name_of
from tests.world import CH, COMMON, DE, NOWHERE, PREFERRED, World, bytes32


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC7943)


def freeze(world: World, amount: int) -> Any:
    return world.security.setFrozenTokens(world.investor_ch, amount, {"from": world.freezer})


def force(world: World, token: Any, units: int, receiver: Any = None) -> Any:
    return token.forcedTransfer(world.investor_ch, receiver or world.investor_de, units, {"from": world.controller})


SENDERS_FAULT = {"SENDER_NOT_REGISTERED", "SENDER_SANCTIONED", "SENDER_FROZEN", "SENDER_KYC_EXPIRED"}


@pytest.mark.parametrize("situation", [*ALLOWED, *REFUSED], ids=name_of)
def test_views__each_situation__name_the_party_and_no_transfer_passes_a_no(
    market: World, token: Any, situation: Situation
) -> None:
    situation.make(market)
    sender, receiver, units = situation.parties(market)
    can_send, can_receive = answer(token, "canSend", sender), answer(token, "canReceive", receiver)
    assert can_send is (situation.reason not in SENDERS_FAULT)
    assert can_receive is (situation.code != 0x57)
    # Lack of balance is the business of ERC-20.
    allowed = situation.number in (0, 4)
    assert answer(token, "canTransfer", sender, receiver, units) is allowed
    assert not allowed or (can_send and can_receive)
    market.security.approve(market.operator, INFINITE, {"from": sender})
    if situation.number == 0:
        market.security.transferFrom(sender, receiver, 0, {"from": market.operator})
        market.security.transfer(receiver, units, {"from": sender})
        return
    with situation.refused(market):
        market.security.transfer(receiver, units, {"from": sender})
    with situation.refused(market):
        market.security.transferFrom(sender, receiver, units, {"from": market.operator})


@pytest.mark.parametrize("units", [FUNDS + 1, 2**96, INFINITE])
def test_canTransfer__more_than_held__not_false_for_that(market: World, token: Any, units: int) -> None:
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, units) is True
    assert answer(token, "canTransfer", market.treasury, market.investor_de, units) is True
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, FUNDS, units):
        market.security.transfer(market.investor_de, units, {"from": market.investor_ch})


@pytest.mark.parametrize("units", [FUNDS + 1, INFINITE])
def test_canTransfer__more_than_held_and_some_frozen__false(market: World, token: Any, units: int) -> None:
    freeze(market, 1)
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, units) is False


def test_canTransfer__some_frozen__to_the_unit(market: World, token: Any) -> None:
    freeze(market, 60)
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 40) is True
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 41) is False
    with reverts(market.security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), market.investor_ch):
        market.security.transfer(market.investor_de, 41, {"from": market.investor_ch})
    market.security.transfer(market.investor_de, 40, {"from": market.investor_ch})


@pytest.mark.parametrize("frozen", [FUNDS, FUNDS + 1, 2**96, INFINITE])
def test_views__more_frozen_than_held__none_reverts(market: World, token: Any, frozen: int) -> None:
    """A peer took more frozen than held for an overflow, and the account could not even be asked about."""
    freeze(market, frozen)
    holder, receiver = market.investor_ch, market.investor_de
    assert answer(token, "getFrozenTokens", holder) == frozen
    assert answer(token, "canSend", holder) is True
    assert answer(token, "canReceive", holder) is True
    for units, allowed in ((0, True), (1, False), (FUNDS, False), (FUNDS + 1, False), (INFINITE, False)):
        assert answer(token, "canTransfer", holder, receiver, units) is allowed
        assert answer(token, "canTransfer", receiver, holder, min(units, FUNDS)) is True


@pytest.mark.parametrize("account", ["nobody", "stranger", "security", "treasury"])
def test_views__of_any_account__none_reverts(market: World, token: Any, account: str) -> None:
    address = NOWHERE if account == "nobody" else getattr(market, account)
    member = account == "treasury"
    assert answer(token, "canSend", address) is member
    assert answer(token, "canReceive", address) is member
    assert answer(token, "getFrozenTokens", address) == 0
    for units in (0, INFINITE):
        assert answer(token, "canTransfer", address, market.investor_ch, units) is member
        assert answer(token, "canTransfer", market.investor_ch, address, units) is member


def test_canSend__expired__as_the_register_lets_it(market: World, token: Any) -> None:
    market.admit(market.investor_ch, CH, 1)
    assert answer(token, "canSend", market.investor_ch) is False
    market.security.setExpiredMaySell(True, {"from": market.configurer})
    assert answer(token, "canSend", market.investor_ch) is True
    assert answer(token, "canReceive", market.investor_ch) is False


def test_canReceive__last_second_of_the_admission(market: World, token: Any) -> None:
    day = clock.now() // 86_400 + 5
    market.admit(market.investor_de, DE, day)
    clock.block_at((day + 1) * 86_400 - 1)
    assert answer(token, "canReceive", market.investor_de) is True
    clock.block_at((day + 1) * 86_400)
    assert answer(token, "canReceive", market.investor_de) is False


def test_canReceive__accounts_say_nothing_of_pause_and_lock(market: World, token: Any) -> None:
    """Those are for `canTransfer`: an account is what the two views are about."""
    market.security.pauseUntil(2, 2**32 - 1, bytes(32), {"from": market.pauser})
    market.set_terms(unlockAt=2**32 - 1)
    assert answer(token, "canSend", market.investor_ch) is True
    assert answer(token, "canReceive", market.investor_de) is True
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 0) is False


def test_setFrozenTokens__each_amount__replaces_with_its_event(market: World, token: Any) -> None:
    for amount in (40, INFINITE, 70, 0):
        arguments = (market.investor_ch, amount)
        assert answer(token, "setFrozenTokens", *arguments, sender=market.freezer) is True
        tx = token.setFrozenTokens(*arguments, {"from": market.freezer})
        assert said(tx, ERC7943) == [("Frozen", {"account": market.investor_ch, "amount": amount})]
        assert answer(token, "getFrozenTokens", market.investor_ch) == amount


def test_setFrozenTokens__more_than_held__what_comes_in_is_frozen_too(market: World, token: Any) -> None:
    freeze(market, FUNDS + 50)
    market.security.transfer(market.investor_ch, 60, {"from": market.investor_de})
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 10) is True
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 11) is False


def test_setFrozenTokens__of_a_stranger__refused(market: World, token: Any) -> None:
    with reverts(market.security, "NotRegistered", market.stranger):
        token.setFrozenTokens(market.stranger, 1, {"from": market.freezer})


def test_setFrozenTokens__principal_class_alone(market: World, token: Any) -> None:
    market.admit(market.investor_de, DE, accredited=47_846)
    token.setFrozenTokens(market.fund_us, INFINITE, {"from": market.freezer})
    assert market.security.frozenUnitsOf(PREFERRED, market.fund_us) == 0
    market.security.transferByPartition(PREFERRED, market.investor_de, FUNDS, b"", {"from": market.fund_us})


@pytest.mark.parametrize(
    ("call", "role"),
    [
        (lambda t, w: t.setFrozenTokens(w.investor_ch, 1, {"from": w.stranger}), "scrip.FREEZER"),
        (lambda t, w: t.forcedTransfer(w.investor_ch, w.investor_de, 1, {"from": w.stranger}), "scrip.CONTROLLER"),
        (lambda t, w: t.forcedTransfer(w.investor_ch, w.investor_de, 0, {"from": w.stranger}), "scrip.CONTROLLER"),
    ],
    ids=["setFrozenTokens", "forcedTransfer", "forcedTransfer of nothing"],
)
def test_restricted__by_a_stranger__refused(market: World, token: Any, call: Callable[..., Any], role: str) -> None:
    with reverts(market.security, "AccessControlUnauthorizedAccount", market.stranger, keccak(text=role)):
        call(token, market)


@pytest.mark.parametrize("units", [0, 1, FUNDS])
def test_forcedTransfer__answers_true_with_its_events(market: World, token: Any, units: int) -> None:
    sender, receiver = market.investor_ch, market.investor_de
    assert answer(token, "forcedTransfer", sender, receiver, units, sender=market.controller) is True
    assert said(force(market, token, units), ERC20, ERC7943) == [
        ("Transfer", {"from": sender, "to": receiver, "value": units}),
        ("ForcedTransfer", {"from": sender, "to": receiver, "amount": units}),
    ]
    assert market.security.balanceOf(receiver) == FUNDS + units


@pytest.mark.parametrize(("frozen", "units", "left"), [(70, 31, 69), (70, FUNDS, 0), (FUNDS, 1, FUNDS - 1)])
def test_forcedTransfer__cuts_into_frozen_units__frees_them_first_and_no_more(
    market: World, token: Any, frozen: int, units: int, left: int
) -> None:
    freeze(market, frozen)
    sender, receiver = market.investor_ch, market.investor_de
    assert said(force(market, token, units), ERC20, ERC7943) == [
        ("Frozen", {"account": sender, "amount": left}),
        ("Transfer", {"from": sender, "to": receiver, "value": units}),
        ("ForcedTransfer", {"from": sender, "to": receiver, "amount": units}),
    ]
    assert answer(token, "getFrozenTokens", sender) == left


def test_forcedTransfer__frozen_beyond_every_balance__frees_what_it_takes(market: World, token: Any) -> None:
    freeze(market, INFINITE)
    events = said(force(market, token, 40), ERC20, ERC7943)
    assert events[0] == ("Frozen", {"account": market.investor_ch, "amount": INFINITE - 40})
    assert answer(token, "canTransfer", market.investor_ch, market.investor_de, 1) is False


def test_forcedTransfer__free_units_are_enough__frozen_ones_stay(market: World, token: Any) -> None:
    freeze(market, 70)
    assert [name for name, _ in said(force(market, token, 30), ERC7943)] == ["ForcedTransfer"]
    assert answer(token, "getFrozenTokens", market.investor_ch) == 70


def test_burn__of_frozen_units__frees_them_before_the_transfer(market: World, token: Any) -> None:
    freeze(market, 70)
    for tx, left in (
        (market.security.burn(market.investor_ch, 40, {"from": market.controller}), 60),
        (market.security.controllerRedeem(market.investor_ch, 40, b"", b"", {"from": market.controller}), 20),
    ):
        assert said(tx, ERC20, ERC7943) == [
            ("Frozen", {"account": market.investor_ch, "amount": left}),
            ("Transfer", {"from": market.investor_ch, "to": NOWHERE, "value": 40}),
        ]


def test_redeem__by_the_holder__within_the_unfrozen_units_alone(market: World, token: Any) -> None:
    freeze(market, 70)
    with reverts(market.security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), market.investor_ch):
        market.security.redeem(31, b"", {"from": market.investor_ch})
    market.security.redeem(30, b"", {"from": market.investor_ch})


@pytest.mark.parametrize("situation", [item for item in REFUSED if item.code == 0x57], ids=name_of)
def test_forcedTransfer__receiver_may_not_hold__refused(market: World, token: Any, situation: Situation) -> None:
    situation.make(market)
    _, receiver, _ = situation.parties(market)
    assert answer(token, "canReceive", receiver) is False
    for units in (0, 1):
        with situation.refused(market):
            force(market, token, units, receiver)


@pytest.mark.parametrize(
    "situation",
    [item for item in REFUSED if item.code in (0x54, 0x55, 0x56) and item.sender == "investor_ch"],
    ids=name_of,
)
def test_forcedTransfer__holder_is_stopped__passes(market: World, token: Any, situation: Situation) -> None:
    situation.make(market)
    force(market, token, 1)
    assert market.security.balanceOfByPartition(COMMON, market.investor_de) == FUNDS + 1


def test_forcedTransfer__to_the_same_account__refused_and_frozen_units_stay(market: World, token: Any) -> None:
    """On two peers it wiped what was frozen."""
    freeze(market, FUNDS)
    for units in (0, FUNDS):
        with reverts(market.security, "Refused", b"\x57", bytes32("SAME_ACCOUNT"), market.investor_ch):
            force(market, token, units, market.investor_ch)
    assert answer(token, "getFrozenTokens", market.investor_ch) == FUNDS


def test_forcedTransfer__more_than_held__erc6093_and_frozen_units_stay(market: World, token: Any) -> None:
    freeze(market, FUNDS)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        force(market, token, FUNDS + 1)


def test_forcedTransfer__from_a_stranger__refused(market: World, token: Any) -> None:
    with reverts(market.security, "Refused", b"\x56", bytes32("SENDER_NOT_REGISTERED"), market.stranger):
        token.forcedTransfer(market.stranger, market.investor_de, 0, {"from": market.controller})


def test_forcedTransfer__is_a_controllers_act_and_says_so_too(market: World, token: Any) -> None:
    assert [name for name, _ in said(force(market, token, 5), ERC1644)] == ["ControllerTransfer"]


def test_issue__to_one_who_cannot_receive__refused(market: World, token: Any) -> None:
    market.security.setAddressFrozen(market.investor_de, True, {"from": market.freezer})
    assert answer(token, "canReceive", market.investor_de) is False
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_FROZEN"), market.investor_de):
        market.security.mint(market.investor_de, 1, {"from": market.issuer})
