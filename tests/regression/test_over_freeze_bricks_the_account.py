"""On a peer more frozen units than held, which ERC-7943 allows, made every view and the forced transfer panic."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import freeze_units, recover, refused
from tests.world import COMMON, PREFERRED, World, code, spare_account, text

HUGE = 2**256 - 1
CLASSES = pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """All that fund_us may ever hold is frozen, in each class."""
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    world.admit(world.investor_de, accredited=47_846)
    world.security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})
    for partition in (COMMON, PREFERRED):
        freeze_units(world, world.fund_us, HUGE, partition)
    return world


@pytest.mark.parametrize("units", [0, 1, 100, 101, 2**96, HUGE])
def test_views__more_frozen_than_held__answer(market: World, units: int) -> None:
    security, holder, other = market.security, market.fund_us, market.investor_de
    allowed = units == 0
    assert security.canTransfer["address,address,uint256"](holder, other, units) is allowed
    assert (security.detectTransferRestriction(holder, other, units) == 0) is allowed
    status = 0x51 if allowed else 0x55 if units <= 100 else 0x52
    for partition in (COMMON, PREFERRED):
        view = security.canTransferByPartition(holder, other, partition, units, b"", {"from": holder})
        assert code(view[0]) == status
        assert code(market.restriction(holder, other, units, partition)[0]) == status
    assert code(security.canConvert(PREFERRED, COMMON, holder, units, {"from": holder})[0]) == status
    assert security.getFrozenTokens(holder) == HUGE and security.canSend(holder) and security.canReceive(holder)


@CLASSES
def test_movements__more_frozen_than_held__in_and_by_force_only(market: World, partition: bytes) -> None:
    security, holder, other = market.security, market.fund_us, market.investor_de
    market.issue(holder, 5, partition)
    market.issue(other, 5, partition)
    security.transferByPartition(partition, holder, 5, b"", {"from": other})
    security.transferByPartition(partition, other, 0, b"", {"from": holder})
    with refused(market, 0x55, "PARTIALLY_FROZEN", holder):
        security.transferByPartition(partition, other, 1, b"", {"from": holder})
    controller = {"from": market.controller}
    security.controllerTransferByPartition(partition, holder, other, 60, b"", b"", controller)
    security.controllerRedeemByPartition(partition, holder, 50, b"", b"", controller)
    assert security.balanceOfByPartition(partition, holder) == 0
    assert security.frozenUnitsOf(partition, holder) == HUGE - 110


def test_transfer__more_than_held__balance_is_named_and_not_the_freeze(market: World) -> None:
    """Another peer named the frozen units where the balance was too small anyway."""
    with reverts(market.security, "ERC20InsufficientBalance", market.fund_us, 100, 101):
        market.security.transfer(market.investor_de, 101, {"from": market.fund_us})


def test_freezePartialTokens__on_top__refused_with_the_figures_and_no_overflow(market: World) -> None:
    security, holder, freezer = market.security, market.fund_us, {"from": market.freezer}
    for amount in (0, 1, HUGE):
        with reverts(security, "InvalidFrozenAmount", holder, HUGE, amount, 100):
            security.freezePartialTokens(holder, amount, freezer)
    security.unfreezePartialTokens(holder, HUGE, freezer)
    assert security.getFrozenTokens(holder) == 0
    with reverts(security, "InvalidFrozenAmount", holder, 0, 1, 100):
        security.unfreezePartialTokens(holder, 1, freezer)


def test_recovery__more_frozen_than_held__moves(market: World) -> None:
    new: Any = spare_account(0)
    recover(market, market.fund_us, new)
    assert market.security.getFrozenTokens(new) == HUGE
    assert text(market.restriction(new, market.investor_de, 1)[1]) == "PARTIALLY_FROZEN"
