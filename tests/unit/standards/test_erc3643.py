"""The part of ERC-3643 that a security speaks, by the ERC's own interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_utils import keccak

from tests import clock
from tests.erc.spoken import answer, hashed, said, through
from tests.erc.standards import ERC20, ERC1594, ERC1644, ERC3643, ERC7943
from tests.errors import reverts
from tests.unit.standards.situations import FUNDS, INFINITE
from tests.world import COMMON, DAY, NOWHERE, World, bytes32, spare_account

FOREVER = 2**32 - 1
ONCHAIN_ID = "0x000000000000000000000000000000000000dEaD"


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC3643)


def denied(world: World, account: Any, role: str) -> Any:
    return reverts(world.security, "AccessControlUnauthorizedAccount", account, keccak(text=f"scrip.{role}"))


# ADDRESSES


def test_setAddressFrozen__and_back__event_view_and_every_movement(market: World, token: Any) -> None:
    holder, freezer = market.investor_ch, {"from": market.freezer}
    event = {"userAddress": holder, "owner": market.freezer}
    assert answer(token, "isFrozen", holder) is False
    assert answer(token, "setAddressFrozen", holder, True, sender=market.freezer) == ()
    tx = token.setAddressFrozen(holder, True, freezer)
    assert said(tx, ERC3643) == [("AddressFrozen", event | {"isFrozen": True})]
    assert answer(token, "isFrozen", holder) is True
    with reverts(market.security, "Refused", b"\x56", bytes32("SENDER_FROZEN"), holder):
        market.security.transfer(market.investor_de, 1, {"from": holder})
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_FROZEN"), holder):
        market.security.transfer(holder, 1, {"from": market.investor_de})
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_FROZEN"), holder):
        token.mint(holder, 1, {"from": market.issuer})
    tx = token.setAddressFrozen(holder, False, freezer)
    assert said(tx, ERC3643) == [("AddressFrozen", event | {"isFrozen": False})]
    market.security.transfer(market.investor_de, 1, {"from": holder})


def test_setAddressFrozen__stranger_to_the_register__refused(market: World, token: Any) -> None:
    with reverts(market.security, "NotRegistered", market.stranger):
        token.setAddressFrozen(market.stranger, True, {"from": market.freezer})
    assert answer(token, "isFrozen", market.stranger) is False


# AMOUNTS


def test_freezePartialTokens__up_to_the_balance__events_of_both_standards(market: World, token: Any) -> None:
    holder, freezer = market.investor_ch, {"from": market.freezer}
    for amount, frozen in ((30, 30), (0, 30), (70, FUNDS)):
        assert answer(token, "freezePartialTokens", holder, amount, sender=market.freezer) == ()
        assert said(token.freezePartialTokens(holder, amount, freezer), ERC3643, ERC7943) == [
            ("Frozen", {"account": holder, "amount": frozen}),
            ("TokensFrozen", {"userAddress": holder, "amount": amount}),
        ]
        assert answer(token, "getFrozenTokens", holder) == frozen
    with reverts(market.security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), holder):
        market.security.transfer(market.investor_de, 1, {"from": holder})


@pytest.mark.parametrize("amount", [71, FUNDS + 1, 2**96, INFINITE - 29, INFINITE])
def test_freezePartialTokens__more_than_the_rest__refused_without_overflow(
    market: World, token: Any, amount: int
) -> None:
    token.freezePartialTokens(market.investor_ch, 30, {"from": market.freezer})
    with reverts(market.security, "InvalidFrozenAmount", market.investor_ch, 30, amount, FUNDS):
        token.freezePartialTokens(market.investor_ch, amount, {"from": market.freezer})
    assert answer(token, "getFrozenTokens", market.investor_ch) == 30


@pytest.mark.parametrize("amount", [0, 1, INFINITE])
def test_freezePartialTokens__more_frozen_than_held_already__refused(market: World, token: Any, amount: int) -> None:
    market.security.setFrozenTokens(market.investor_ch, INFINITE, {"from": market.freezer})
    with reverts(market.security, "InvalidFrozenAmount", market.investor_ch, INFINITE, amount, FUNDS):
        token.freezePartialTokens(market.investor_ch, amount, {"from": market.freezer})


def test_freezePartialTokens__holder_of_nothing__nothing_to_freeze(market: World, token: Any) -> None:
    token.freezePartialTokens(market.treasury, 0, {"from": market.freezer})
    with reverts(market.security, "InvalidFrozenAmount", market.treasury, 0, 1, 0):
        token.freezePartialTokens(market.treasury, 1, {"from": market.freezer})


def test_freezePartialTokens__of_a_stranger__refused(market: World, token: Any) -> None:
    with reverts(market.security, "NotRegistered", market.stranger):
        token.freezePartialTokens(market.stranger, 0, {"from": market.freezer})


def test_unfreezePartialTokens__down_to_nothing__events_of_both_standards(market: World, token: Any) -> None:
    holder, freezer = market.investor_ch, {"from": market.freezer}
    token.freezePartialTokens(holder, FUNDS, freezer)
    for amount, frozen in ((30, 70), (0, 70), (70, 0)):
        assert answer(token, "unfreezePartialTokens", holder, amount, sender=market.freezer) == ()
        assert said(token.unfreezePartialTokens(holder, amount, freezer), ERC3643, ERC7943) == [
            ("Frozen", {"account": holder, "amount": frozen}),
            ("TokensUnfrozen", {"userAddress": holder, "amount": amount}),
        ]
        assert answer(token, "getFrozenTokens", holder) == frozen
    market.security.transfer(market.investor_de, FUNDS, {"from": holder})


@pytest.mark.parametrize("amount", [31, FUNDS, INFINITE])
def test_unfreezePartialTokens__more_than_frozen__refused(market: World, token: Any, amount: int) -> None:
    token.freezePartialTokens(market.investor_ch, 30, {"from": market.freezer})
    with reverts(market.security, "InvalidFrozenAmount", market.investor_ch, 30, amount, FUNDS):
        token.unfreezePartialTokens(market.investor_ch, amount, {"from": market.freezer})


def test_amounts__set_and_changed__are_one_and_the_same(market: World, token: Any) -> None:
    """ERC-7943 sets the whole amount, ERC-3643 changes it: there is one slot."""
    holder, freezer = market.investor_ch, {"from": market.freezer}
    market.security.setFrozenTokens(holder, FUNDS + 50, freezer)
    token.unfreezePartialTokens(holder, 100, freezer)
    assert answer(token, "getFrozenTokens", holder) == 50
    token.freezePartialTokens(holder, 10, freezer)
    assert answer(token, "getFrozenTokens", holder) == market.security.frozenUnitsOf(COMMON, holder) == 60
    market.security.setFrozenTokens(holder, 5, freezer)
    assert answer(token, "getFrozenTokens", holder) == 5


# SUPPLY


@pytest.mark.parametrize("units", [0, 1, 1_000])
def test_mint__units_and_events(market: World, token: Any, units: int) -> None:
    holder = market.investor_ch
    assert answer(token, "mint", holder, units, sender=market.issuer) == ()
    assert said(token.mint(holder, units, {"from": market.issuer}), ERC20, ERC1594) == [
        ("Transfer", {"from": NOWHERE, "to": holder, "value": units}),
        ("Issued", {"operator": market.issuer, "to": holder, "value": units, "data": b""}),
    ]
    assert market.security.balanceOfByPartition(COMMON, holder) == FUNDS + units


def test_mint__by_a_stranger_or_to_one__refused(market: World, token: Any) -> None:
    with denied(market, market.stranger, "ISSUER"):
        token.mint(market.investor_ch, 1, {"from": market.stranger})
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_NOT_REGISTERED"), market.stranger):
        token.mint(market.stranger, 1, {"from": market.issuer})


@pytest.mark.parametrize("units", [0, 1, FUNDS])
def test_burn__units_and_events(market: World, token: Any, units: int) -> None:
    holder, controller = market.investor_ch, market.controller
    assert answer(token, "burn", holder, units, sender=controller) == ()
    redemption = {"tokenHolder": holder, "value": units, "data": b"", "operatorData": b""}
    assert said(token.burn(holder, units, {"from": controller}), ERC20, ERC1644) == [
        ("Transfer", {"from": holder, "to": NOWHERE, "value": units}),
        ("ControllerRedemption", {"controller": controller} | redemption),
    ]
    assert market.security.totalSupplyByPartition(COMMON) == 4 * FUNDS - units


def test_burn__more_than_held_or_by_a_stranger__refused(market: World, token: Any) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, FUNDS, FUNDS + 1):
        token.burn(market.investor_ch, FUNDS + 1, {"from": market.controller})
    with denied(market, market.stranger, "CONTROLLER"):
        token.burn(market.investor_ch, 1, {"from": market.stranger})


def test_forcedTransfer__answers_true_and_moves(market: World, token: Any) -> None:
    arguments = (market.investor_ch, market.investor_de, 5)
    assert answer(token, "forcedTransfer", *arguments, sender=market.controller) is True
    tx = token.forcedTransfer(*arguments, {"from": market.controller})
    assert said(tx, ERC20) == [("Transfer", {"from": arguments[0], "to": arguments[1], "value": 5})]


# BATCHES

Event = tuple[str, dict[str, Any]]
Batch = tuple[str, Callable[[World], list[Any]], str, str]


def two(world: World) -> list[Any]:
    return [world.investor_ch, world.investor_de]


BATCHES: dict[str, Batch] = {
    # method, lists that succeed, sender, role
    "batchTransfer": ("batchTransfer", lambda w: [two(w), [30, 70]], "investor_fr", ""),
    "batchMint": ("batchMint", lambda w: [two(w), [3, 7]], "issuer", "ISSUER"),
    "batchBurn": ("batchBurn", lambda w: [two(w), [30, FUNDS]], "controller", "CONTROLLER"),
    "batchForcedTransfer": (
        "batchForcedTransfer",
        lambda w: [two(w), [w.investor_fr, w.fund_us], [30, FUNDS]],
        "controller",
        "CONTROLLER",
    ),
    "batchSetAddressFrozen": ("batchSetAddressFrozen", lambda w: [two(w), [True, False]], "freezer", "FREEZER"),
    "batchFreezePartialTokens": ("batchFreezePartialTokens", lambda w: [two(w), [30, 90]], "freezer", "FREEZER"),
    "batchUnfreezePartialTokens": ("batchUnfreezePartialTokens", lambda w: [two(w), [5, 10]], "freezer", "FREEZER"),
}


@pytest.fixture
def prepared(market: World) -> World:
    """Some units of each are frozen, so that there is something to free."""
    for holder in two(market):
        market.security.setFrozenTokens(holder, 10, {"from": market.freezer})
    return market


def state(world: World) -> list[Any]:
    """All that a batch can change."""
    security = world.security
    return [
        (security.balanceOf(holder), security.getFrozenTokens(holder), security.isFrozen(holder))
        for holder in world.investors
    ]


def moved(sender: Any, receiver: Any, units: int) -> Event:
    return "Transfer", {"from": sender, "to": receiver, "value": units}


def forced(world: World, sender: Any, receiver: Any, units: int) -> list[Event]:
    """A forced transfer, or without a receiver a redemption, as ERC-20, ERC-1644 and ERC-7943 tell it."""
    act = {"controller": world.controller, "value": units, "data": b"", "operatorData": b""}
    if receiver is None:
        return [moved(sender, NOWHERE, units), ("ControllerRedemption", act | {"tokenHolder": sender})]
    parties = {"from": sender, "to": receiver}
    return [
        moved(sender, receiver, units),
        ("ControllerTransfer", act | parties),
        ("ForcedTransfer", parties | {"amount": units}),
    ]


def froze(name: str, holder: Any, amount: int, left: int) -> list[Event]:
    return [
        ("Frozen", {"account": holder, "amount": left}),
        (name, {"userAddress": holder, "amount": amount}),
    ]


def expected(world: World, method: str) -> tuple[list[Event], list[Any]]:
    """What each batch of the table says, and the state that it leaves."""
    ch, de, fr, fund = world.investors
    stopped = {"owner": world.freezer}
    rest = [(100, 0, False), (200, 0, False)]
    freed = ("Frozen", {"account": de, "amount": 0})
    return {
        "batchTransfer": (
            [moved(fr, ch, 30), moved(fr, de, 70)],
            [(130, 10, False), (170, 10, False), (0, 0, False), (200, 0, False)],
        ),
        "batchMint": (
            [moved(NOWHERE, ch, 3), moved(NOWHERE, de, 7)],
            [(103, 10, False), (107, 10, False), *rest],
        ),
        "batchBurn": (
            [*forced(world, ch, None, 30), freed, *forced(world, de, None, FUNDS)],
            [(70, 10, False), (0, 0, False), *rest],
        ),
        "batchForcedTransfer": (
            [*forced(world, ch, fr, 30), freed, *forced(world, de, fund, FUNDS)],
            [(70, 10, False), (0, 0, False), (130, 0, False), (300, 0, False)],
        ),
        "batchSetAddressFrozen": (
            [
                ("AddressFrozen", stopped | {"userAddress": ch, "isFrozen": True}),
                ("AddressFrozen", stopped | {"userAddress": de, "isFrozen": False}),
            ],
            [(100, 10, True), (100, 10, False), *rest],
        ),
        "batchFreezePartialTokens": (
            froze("TokensFrozen", ch, 30, 40) + froze("TokensFrozen", de, 90, 100),
            [(100, 40, False), (100, 100, False), *rest],
        ),
        "batchUnfreezePartialTokens": (
            froze("TokensUnfrozen", ch, 5, 5) + froze("TokensUnfrozen", de, 10, 0),
            [(100, 5, False), (100, 0, False), *rest],
        ),
    }[method]


@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
def test_batch__answers_nothing_and_does_each_line(prepared: World, token: Any, batch: Batch) -> None:
    method, lists, sender, _ = batch
    actor = getattr(prepared, sender)
    assert answer(token, method, *lists(prepared), sender=actor) == ()
    events, after = expected(prepared, method)
    tx = getattr(token, method)(*lists(prepared), {"from": actor})
    assert said(tx, ERC20, ERC1644, ERC3643, ERC7943) == events
    assert state(prepared) == after


@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
def test_batch__of_nothing__does_nothing(prepared: World, token: Any, batch: Batch) -> None:
    method, lists, sender, _ = batch
    empty = [[] for _ in lists(prepared)]
    tx = getattr(token, method)(*empty, {"from": getattr(prepared, sender)})
    assert len(tx.logs) == 0


@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
def test_batch__lists_of_different_length__refused(prepared: World, token: Any, batch: Batch) -> None:
    method, lists, sender, _ = batch
    actor, before = {"from": getattr(prepared, sender)}, state(prepared)
    for short in range(len(lists(prepared))):
        cut = lists(prepared)
        cut[short] = cut[short][:1]
        lengths = (1, 2) if short == 0 else (2, 1)
        with reverts(prepared.security, "LengthMismatch", *lengths):
            getattr(token, method)(*cut, actor)
    assert state(prepared) == before


BAD: dict[str, Callable[[World], tuple[list[Any], str, tuple[Any, ...]]]] = {
    "batchTransfer": lambda w: ([two(w), [30, 71]], "ERC20InsufficientBalance", (w.investor_fr, 70, 71)),
    "batchMint": lambda w: (
        [[w.investor_ch, w.stranger], [3, 7]],
        "Refused",
        (b"\x57", bytes32("RECEIVER_NOT_REGISTERED"), w.stranger),
    ),
    "batchBurn": lambda w: ([two(w), [30, 101]], "ERC20InsufficientBalance", (w.investor_de, FUNDS, 101)),
    "batchForcedTransfer": lambda w: (
        [two(w), [w.investor_fr, w.investor_de], [30, 1]],
        "Refused",
        (b"\x57", bytes32("SAME_ACCOUNT"), w.investor_de),
    ),
    "batchSetAddressFrozen": lambda w: ([[w.investor_ch, w.stranger], [True, True]], "NotRegistered", (w.stranger,)),
    "batchFreezePartialTokens": lambda w: ([two(w), [3, 91]], "InvalidFrozenAmount", (w.investor_de, 10, 91, FUNDS)),
    "batchUnfreezePartialTokens": lambda w: ([two(w), [3, 11]], "InvalidFrozenAmount", (w.investor_de, 10, 11, FUNDS)),
}


@pytest.mark.parametrize("name", BATCHES)
def test_batch__last_line_fails__none_is_done(prepared: World, token: Any, name: str) -> None:
    lists, error, values = BAD[name](prepared)
    before = state(prepared)
    with reverts(prepared.security, error, *values):
        getattr(token, name)(*lists, {"from": getattr(prepared, BATCHES[name][2])})
    assert state(prepared) == before


@pytest.mark.parametrize("name", [name for name, batch in BATCHES.items() if batch[3]])
def test_batch__by_a_stranger__refused(prepared: World, token: Any, name: str) -> None:
    method, lists, _, role = BATCHES[name]
    with denied(prepared, prepared.stranger, role):
        getattr(token, method)(*lists(prepared), {"from": prepared.stranger})


def test_batchTransfer__meets_the_rules_of_each_transfer(market: World, token: Any) -> None:
    """On a peer a batch of transfers passed every rule."""
    market.security.setAddressFrozen(market.investor_de, True, {"from": market.freezer})
    with reverts(market.security, "Refused", b"\x57", bytes32("RECEIVER_FROZEN"), market.investor_de):
        token.batchTransfer(two(market), [1, 1], {"from": market.investor_fr})
    market.security.pauseUntil(1, FOREVER, bytes(32), {"from": market.pauser})
    with reverts(market.security, "Refused", b"\x54", bytes32("PAUSED"), market.security):
        token.batchTransfer([market.investor_ch], [1], {"from": market.investor_fr})


def test_batchMint__repeated_holder__gets_both(market: World, token: Any) -> None:
    token.batchMint([market.investor_ch] * 2, [3, 7], {"from": market.issuer})
    assert market.security.balanceOf(market.investor_ch) == FUNDS + 10
    assert market.security.totalSupplyByPartition(COMMON) == 4 * FUNDS + 10


# PAUSE


def test_pause__and_unpause__events_view_and_transfers(market: World, token: Any) -> None:
    pauser = {"from": market.pauser}
    assert answer(token, "paused") is False
    assert answer(token, "pause", sender=market.pauser) == ()
    assert said(token.pause(pauser), ERC3643) == [("Paused", {"userAddress": market.pauser})]
    assert answer(token, "paused") is True
    assert market.security.pauseState() == (1, FOREVER)
    with reverts(market.security, "Refused", b"\x54", bytes32("PAUSED"), market.security):
        market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})
    token.mint(market.investor_ch, 1, {"from": market.issuer})
    token.burn(market.investor_ch, 1, {"from": market.controller})
    assert answer(token, "unpause", sender=market.pauser) == ()
    assert said(token.unpause(pauser), ERC3643) == [("Unpaused", {"userAddress": market.pauser})]
    assert answer(token, "paused") is False
    market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})


def test_pause__of_everything_until_a_time__said_and_seen_until_then(market: World, token: Any) -> None:
    until = clock.now() + 500
    tx = market.security.pauseUntil(2, until, bytes32("AUDIT"), {"from": market.pauser})
    assert said(tx, ERC3643) == [("Paused", {"userAddress": market.pauser})]
    assert answer(token, "paused") is True
    with reverts(market.security, "Refused", b"\x54", bytes32("PAUSED"), market.security):
        token.mint(market.investor_ch, 1, {"from": market.issuer})
    token.burn(market.investor_ch, 1, {"from": market.controller})
    clock.block_at(until + 1)
    assert answer(token, "paused") is False


@pytest.mark.parametrize("method", ["pause", "unpause"])
def test_pause__by_a_stranger__refused(market: World, token: Any, method: str) -> None:
    with denied(market, market.stranger, "PAUSER"):
        getattr(token, method)({"from": market.stranger})


# NAMES


def told(name: str, symbol: str) -> list[tuple[str, dict[str, Any]]]:
    names = {"newName": hashed(name), "newSymbol": hashed(symbol)}
    return [("UpdatedTokenInformation", names | {"newDecimals": 0, "newVersion": "1", "newOnchainID": NOWHERE})]


def test_setName_and_setSymbol__views_and_events(market: World, token: Any) -> None:
    configurer = {"from": market.configurer}
    assert said(token.setName("Another Security", configurer), ERC3643) == told("Another Security", "TEST")
    assert said(token.setSymbol("OTHER", configurer), ERC3643) == told("Another Security", "OTHER")
    assert (market.security.name(), market.security.symbol()) == ("Another Security", "OTHER")


@pytest.mark.parametrize("name", ["", "x" * 31, "x" * 32, "x" * 300, "Zürich €"])
def test_setName__of_each_length__kept_whole(market: World, token: Any, name: str) -> None:
    token.setName("y" * 100, {"from": market.configurer})
    tx = token.setName(name, {"from": market.configurer})
    assert market.security.name() == name
    assert said(tx, ERC3643) == told(name, "TEST")


@pytest.mark.parametrize("method", ["setName", "setSymbol"])
def test_setName__by_a_stranger__refused(market: World, token: Any, method: str) -> None:
    with denied(market, market.stranger, "CONFIGURER"):
        getattr(token, method)("X", {"from": market.stranger})


# RECOVERY


@pytest.fixture
def lost(market: World) -> World:
    """A recovery of investor_ch at a new wallet is due."""
    arguments = (market.investor_ch, spare_account(1), bytes32("EVIDENCE"))
    market.security.initiateRecovery(*arguments, {"from": market.admitter})
    clock.pass_time(3 * DAY)
    return market


def test_recoveryAddress__due__answers_true_and_moves_the_entry(lost: World, token: Any) -> None:
    arguments = (lost.investor_ch, spare_account(1), ONCHAIN_ID)
    assert answer(token, "recoveryAddress", *arguments, sender=lost.controller) is True
    event = {"lostWallet": arguments[0], "newWallet": arguments[1], "investorOnchainID": ONCHAIN_ID}
    assert said(token.recoveryAddress(*arguments, {"from": lost.controller}), ERC20, ERC3643) == [
        ("Transfer", {"from": arguments[0], "to": arguments[1], "value": FUNDS}),
        ("RecoverySuccess", event),
    ]
    assert lost.security.balanceOf(arguments[0]) == 0
    assert lost.security.balanceOf(arguments[1]) == FUNDS


def test_recoveryAddress__to_another_wallet_than_initiated__refused(lost: World, token: Any) -> None:
    """A peer moved the units of one investor into the wallet of another."""
    with reverts(lost.security, "NoRecovery", lost.investor_ch, lost.investor_de):
        token.recoveryAddress(lost.investor_ch, lost.investor_de, ONCHAIN_ID, {"from": lost.controller})


@pytest.mark.parametrize("wallet", ["nobody", "stranger"])
def test_recoveryAddress__never_initiated__refused(market: World, token: Any, wallet: str) -> None:
    replacement = NOWHERE if wallet == "nobody" else market.stranger
    with reverts(market.security, "NoRecovery", market.investor_de, replacement):
        token.recoveryAddress(market.investor_de, replacement, ONCHAIN_ID, {"from": market.controller})


def test_recoveryAddress__by_a_stranger__refused(lost: World, token: Any) -> None:
    with denied(lost, lost.stranger, "CONTROLLER"):
        token.recoveryAddress(lost.investor_ch, spare_account(1), ONCHAIN_ID, {"from": lost.stranger})


def test_recoveryAddress__too_early__refused(market: World, token: Any) -> None:
    market.security.initiateRecovery(
        market.investor_ch, spare_account(1), bytes32("EVIDENCE"), {"from": market.admitter}
    )
    due = market.security.recoveryOf(market.investor_ch)["executableFrom"]
    clock.next_block_at(due - 1)
    with reverts(market.security, "RecoveryNotDue", market.investor_ch, due):
        token.recoveryAddress(market.investor_ch, spare_account(1), ONCHAIN_ID, {"from": market.controller})
