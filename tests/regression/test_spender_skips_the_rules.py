"""On a peer the check before a transfer by a spender passed where the rules knew nothing of spenders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.regression.strictness import ON_SALES, Strict, fill, impose
from tests.unit.office.helpers import ID, NO_SECRET, Holdings
from tests.world import COMMON, World, bytes32

# Function and arguments.
CALLS: dict[str, Callable[[World], tuple[Any, ...]]] = {
    "transferFrom": lambda w: (w.security.transferFrom, w.investor_ch, w.investor_fr, 10),
    "transferFromWithData": lambda w: (w.security.transferFromWithData, w.investor_ch, w.investor_fr, 10, b""),
    "operatorTransferByPartition": lambda w: (
        w.security.operatorTransferByPartition,
        COMMON,
        w.investor_ch,
        w.investor_fr,
        10,
        b"",
        b"",
    ),
    "executeHold": lambda w: (w.security.executeHold, ID, w.investor_fr, 10, NO_SECRET),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """The operator may do everything: it has an allowance, is an operator of the class and notary of a hold."""
    fill(world)
    world.security.approve(world.operator, 100, {"from": world.investor_ch})
    world.security.authorizeOperatorByPartition(COMMON, world.operator, {"from": world.investor_ch})
    Holdings(world).create(units=10, recipient=world.investor_fr)
    return world


def views(world: World, strict: Strict) -> list[Any]:
    """Whether each view says what the rule says."""
    security, by = world.security, {"from": world.operator}
    arguments = (world.investor_ch, world.investor_fr, 10)
    code, reason = security.canTransferFrom(*arguments, b"", by)
    number = security.detectTransferRestrictionFrom(world.operator, *arguments)
    return [
        (bytes(code), bytes(reason)) == (bytes([strict.code]), bytes32(strict.reason)),
        number == security.detectTransferRestriction(*arguments) != 0,
        security.messageForTransferRestriction(number) == strict.reason.replace("_", " ").capitalize(),
        not security.canTransfer["address,address,uint256"](*arguments),
    ]


@pytest.mark.parametrize("name", ON_SALES)
def test_spender__each_rule_at_its_strictest__refused_in_view_and_call(market: World, name: str) -> None:
    strict = ON_SALES[name]
    impose(market, [strict])
    assert views(market, strict) == [True] * 4
    for call in CALLS.values():
        function, *arguments = call(market)
        with strict.refuses(market):
            function.call(*arguments, {"from": market.operator})


def test_numbers__of_each_rule__differ(market: World) -> None:
    """On another peer two rules gave one ERC-1404 code."""
    numbers = set()
    for strict in ON_SALES.values():
        impose(market, [strict])
        numbers.add(market.security.detectTransferRestriction(market.investor_ch, market.investor_fr, 10))
    assert len(numbers) == len(ON_SALES) and 0 not in numbers
