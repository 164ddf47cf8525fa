"""On peers a transfer by permit failed when somebody else had sent the permit first, which anybody can who sees it."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock, signing
from tests.errors import reverts
from tests.unit.office.helpers import freeze, refused
from tests.world import World


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    return world


def transfer(world: World, signed: tuple[Any, ...], units: int = 30, by: str = "operator") -> Any:
    arguments = (signed[0], world.investor_de, units, *signed[3:])
    return world.security.transferWithPermit(*arguments, {"from": getattr(world, by)})


def test_transferWithPermit__permit_sent_by_somebody_else_before__goes_all_the_same(market: World) -> None:
    security, holder, spender = market.security, market.investor_ch, market.operator
    signed = signing.permit(security, holder, spender, 30)
    security.permit(*signed, {"from": market.stranger})
    event = transfer(market, signed).events["Transfer"]
    assert event == {"from": holder, "to": market.investor_de, "value": 30}
    assert security.allowance(holder, spender) == 0
    with reverts(security, "ERC20InsufficientAllowance", spender, 0, 30):
        transfer(market, signed)


def test_transferWithPermit__by_another_than_the_spender__refused_and_the_permit_unused(market: World) -> None:
    signed = signing.permit(market.security, market.investor_ch, market.operator, 30)
    with reverts(market.security, "ERC20InsufficientAllowance", market.stranger, 0, 30):
        transfer(market, signed, by="stranger")
    assert market.security.nonces(market.investor_ch) == 0
    transfer(market, signed)


def test_transferWithPermit__another_amount_than_signed__refused(market: World) -> None:
    signed = signing.permit(market.security, market.investor_ch, market.operator, 30)
    for units in (29, 31):
        with reverts(market.security, "ERC20InsufficientAllowance", market.operator, 0, units):
            transfer(market, signed, units)


def test_permit__nonce_ended_or_too_late__refused(market: World) -> None:
    security, holder = market.security, market.investor_ch
    late = clock.now() - 1
    expired = signing.permit(security, holder, market.operator, 30, deadline=late)
    with reverts(security, "ERC2612ExpiredSignature", late):
        security.permit(*expired, {"from": market.operator})
    signed = signing.permit(security, holder, market.operator, 30)
    security.invalidateNonce({"from": holder})
    with reverts(security, "ERC20InsufficientAllowance", market.operator, 0, 30):
        transfer(market, signed)
    with reverts(security, "ERC20InsufficientAllowance", market.operator, 0, 30):
        transfer(market, expired)


def test_transferWithPermit__refused_transfer__the_permit_is_unused(market: World) -> None:
    security, holder = market.security, market.investor_ch
    signed = signing.permit(security, holder, market.operator, 30)
    freeze(market, market.investor_de)
    with refused(market, 0x57, "RECEIVER_FROZEN", market.investor_de):
        transfer(market, signed)
    assert (security.nonces(holder), security.allowance(holder, market.operator)) == (0, 0)


def test_permit__of_a_frozen_owner__no_way_round_the_stop(market: World) -> None:
    security, holder = market.security, market.investor_ch
    signed = signing.permit(security, holder, market.operator, 30)
    freeze(market, holder)
    with refused(market, 0x56, "SENDER_FROZEN", holder):
        security.permit(*signed, {"from": market.operator})
    with refused(market, 0x56, "SENDER_FROZEN", holder):
        transfer(market, signed, 0)
