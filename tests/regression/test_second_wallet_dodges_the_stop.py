"""On a peer an investor with several wallets escaped the seizure of one by moving between its own wallets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.office.helpers import Holdings, freeze, freeze_units, recover, refused, sanction
from tests.world import World, spare_account


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """investor_ch has 100 units in each of two wallets; the class is locked, but not between the two."""
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue_all(100)
    world.issue(world.second_wallet_ch, 100)
    world.set_terms(unlockAt=2**32 - 1)
    return world


def flee(world: World, units: int = 1) -> Any:
    return world.security.transfer(world.second_wallet_ch, units, {"from": world.investor_ch})


def test_same_investor__frozen_units_and_units_on_hold__stay(market: World) -> None:
    flee(market, 10)
    Holdings(market).create(units=40)
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        flee(market, 51)
    freeze_units(market, market.investor_ch, 90)
    with refused(market, 0x55, "PARTIALLY_FROZEN", market.investor_ch):
        flee(market)


@pytest.mark.parametrize("stop", [freeze, sanction], ids=["frozen", "sanctioned"])
def test_same_investor__either_wallet_stopped__nothing_goes_there_or_leaves(market: World, stop: Any) -> None:
    word = "FROZEN" if stop is freeze else "SANCTIONED"
    stop(market, market.second_wallet_ch)
    with refused(market, 0x57, f"RECEIVER_{word}", market.second_wallet_ch):
        flee(market)
    stop(market, market.second_wallet_ch, False)
    stop(market, market.investor_ch)
    with refused(market, 0x56, f"SENDER_{word}", market.investor_ch):
        flee(market)


def test_same_investor__third_wallet_of_a_stopped_one__is_stopped_from_the_start(market: World) -> None:
    freeze(market, market.investor_ch)
    sanction(market, market.investor_ch)
    market.security.linkWallet(spare_account(0), market.investor_ch, {"from": market.admitter})
    entry = market.security.memberOf(spare_account(0))
    assert entry["frozen"] and entry["sanctioned"]


def test_same_investor__each_wallet_is_seized_and_recovered_by_itself(market: World) -> None:
    security, new = market.security, spare_account(0)
    for wallet in (market.investor_ch, market.second_wallet_ch):
        security.controllerTransfer(wallet, market.investor_de, 60, b"", b"", {"from": market.controller})
    assert security.balanceOf(market.investor_de) == 220
    recover(market, market.investor_ch, new)
    assert (security.balanceOf(new), security.balanceOf(market.second_wallet_ch)) == (40, 40)
    security.transfer(market.second_wallet_ch, 40, {"from": new})
