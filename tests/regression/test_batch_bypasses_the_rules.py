"""On a peer a batch of transfers met no rule at all; on another it moved the lines before the one that was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import Holdings, freeze, freeze_units, pause, refused
from tests.world import World

OBSTACLES: dict[str, tuple[Callable[[World], Any], int, str, str]] = {
    "paused": (pause, 0x54, "PAUSED", "security"),
    "sender": (lambda w: freeze(w, w.investor_ch), 0x56, "SENDER_FROZEN", "investor_ch"),
    "receiver": (lambda w: freeze(w, w.investor_fr), 0x57, "RECEIVER_FROZEN", "investor_fr"),
    "frozen units": (lambda w: freeze_units(w, w.investor_ch, 81), 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    "held units": (lambda w: Holdings(w).create(units=81), 0x55, "ON_HOLD", "investor_ch"),
    "locked": (lambda w: w.set_terms(unlockAt=2**32 - 1), 0x55, "PARTITION_LOCKED", "investor_ch"),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    return world


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_batchTransfer__one_line_refused__no_line_is_done(market: World, obstacle: str) -> None:
    spoil, status, reason, guilty = OBSTACLES[obstacle]
    spoil(market)
    with refused(market, status, reason, getattr(market, guilty)):
        lines = ([market.investor_de, market.investor_fr], [10, 10])
        market.security.batchTransfer(*lines, {"from": market.investor_ch})
    assert [market.security.balanceOf(holder) for holder in market.investors] == [100] * 4


def test_batchTransfer__more_in_all_than_held__refused_at_the_line(market: World) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 40, 41):
        lines = ([market.investor_de, market.investor_fr], [60, 41])
        market.security.batchTransfer(*lines, {"from": market.investor_ch})


def test_batchTransfer__many__each_with_its_events(market: World) -> None:
    lines = ([market.investor_de, market.investor_ch, market.investor_de], [10, 20, 30])
    events = market.security.batchTransfer(*lines, {"from": market.investor_ch}).events
    assert [event["value"] for event in events["Transfer"]] == [10, 20, 30]
    assert market.security.balanceOf(market.investor_de) == 140


LENGTHS: dict[str, tuple[tuple[Any, ...], str]] = {
    "batchTransfer": (([1], [1, 1]), "investor_ch"),
    "batchMint": (([1], [1, 1]), "issuer"),
    "batchBurn": (([1], [1, 1]), "controller"),
    "batchForcedTransfer": (([1], [1], [1, 1]), "controller"),
    "batchSetAddressFrozen": (([1], [1, 1]), "freezer"),
    "batchFreezePartialTokens": (([1], [1, 1]), "freezer"),
    "batchUnfreezePartialTokens": (([1], [1, 1]), "freezer"),
}


@pytest.mark.parametrize("function", LENGTHS)
def test_batch__lists_of_unequal_length__refused(market: World, function: str) -> None:
    lists, sender = LENGTHS[function]
    account = market.investor_de
    arguments = [[account] * len(column) for column in lists[:-1]] + [[1] * len(lists[-1])]
    with reverts(market.security, "LengthMismatch", 1, 2):
        getattr(market.security, function)(*arguments, {"from": getattr(market, sender)})


def test_batchForcedTransfer__second_list_too_short__refused(market: World) -> None:
    with reverts(market.security, "LengthMismatch", 2, 1):
        lists = ([market.investor_ch] * 2, [market.investor_de], [1, 1])
        market.security.batchForcedTransfer(*lists, {"from": market.controller})
