"""On peers units were forced into frozen wallets, wallets outside of the register, and thereby out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.regression.forces import TRANSFERS
from tests.unit.office.helpers import freeze, recover, refused, sanction
from tests.world import COMMON, DE, FAR, KP, NOWHERE, PREFERRED, World, spare_account

OBSTACLES: dict[str, tuple[Callable[[World], Any], str]] = {
    "frozen": (lambda w: freeze(w, w.investor_de), "RECEIVER_FROZEN"),
    "sanctioned": (lambda w: sanction(w, w.investor_de), "RECEIVER_SANCTIONED"),
    "expired": (lambda w: w.admit(w.investor_de, DE, 1, FAR), "RECEIVER_KYC_EXPIRED"),
    "country": (lambda w: w.admit(w.investor_de, KP, FAR, FAR), "JURISDICTION_BLOCKED"),
    "accreditation": (lambda w: w.admit(w.investor_de, DE), "ACCREDITATION_REQUIRED"),
    "attribute": (lambda w: [w.set_terms(p, requireAll=8) for p in (COMMON, PREFERRED)], "ATTRIBUTE_REQUIRED"),
    "removed": (
        lambda w: w.security.removeMember(w.investor_de, {"from": w.admitter}),
        "RECEIVER_NOT_REGISTERED",
    ),
    "lost": (lambda w: recover(w, w.investor_de, spare_account(0)), "RECEIVER_NOT_REGISTERED"),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """Both classes are for accredited members, such as fund_us and investor_de."""
    world.issue(world.fund_us, 100)
    world.issue(world.fund_us, 100, PREFERRED)
    world.admit(world.investor_de, DE, FAR, FAR)
    world.set_terms(COMMON, accreditedOnly=True)
    return world


@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("way", TRANSFERS)
def test_forced__receiver_may_not_hold__refused(market: World, way: str, obstacle: str) -> None:
    force, partition = TRANSFERS[way]
    force(market, market.fund_us, market.investor_de, 0)
    spoil, reason = OBSTACLES[obstacle]
    spoil(market)
    for units in (0, 1):
        with refused(market, 0x57, reason, market.investor_de):
            force(market, market.fund_us, market.investor_de, units)
    assert market.security.balanceOfByPartition(partition, market.fund_us) == 100


@pytest.mark.parametrize("way", TRANSFERS)
def test_forced__to_nobody_a_stranger_or_the_security__refused(market: World, way: str) -> None:
    force, _ = TRANSFERS[way]
    cases = [(NOWHERE, "ZERO_ADDRESS")]
    cases += [(a, "RECEIVER_NOT_REGISTERED") for a in (market.stranger, market.security, market.distributor)]
    for receiver, reason in cases:
        with refused(market, 0x57, reason, receiver):
            force(market, market.fund_us, receiver, 1)
