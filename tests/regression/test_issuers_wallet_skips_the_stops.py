"""On a peer a transfer to a wallet of the issuer's was allowed before pause and locks were looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.regression.strictness import ON_SALES, fill, impose
from tests.unit.office.helpers import Holdings, freeze, freeze_units, pause, refused, sanction
from tests.world import CH, World, code, text

STOPS: dict[str, tuple[Callable[[World], Any], int, str, str]] = {
    "paused": (pause, 0x54, "PAUSED", "security"),
    "frozen": (lambda w: freeze(w, w.investor_ch), 0x56, "SENDER_FROZEN", "investor_ch"),
    "sanctioned": (lambda w: sanction(w, w.investor_ch), 0x56, "SENDER_SANCTIONED", "investor_ch"),
    "expired": (lambda w: w.admit(w.investor_ch, CH, 1), 0x56, "SENDER_KYC_EXPIRED", "investor_ch"),
    "frozen units": (lambda w: freeze_units(w, w.investor_ch, 91), 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    "on hold": (lambda w: Holdings(w).create(units=91), 0x55, "ON_HOLD", "investor_ch"),
    "calendar": (lambda w: impose(w, [ON_SALES["calendar"]]), 0x55, "WINDOW_CLOSED", "security"),
    "sanctions": (lambda w: impose(w, [ON_SALES["sanctions"]]), 0x50, "SANCTIONS_LIST_OUTDATED", "security"),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    return fill(world)


@pytest.mark.parametrize("stop", STOPS)
def test_transfer__to_the_treasury__stopped_like_any_other(market: World, stop: str) -> None:
    spoil, status, reason, guilty = STOPS[stop]
    spoil(market)
    said = market.restriction(market.investor_ch, market.treasury, 10)
    assert (code(said[0]), text(said[1])) == (status, reason)
    with refused(market, status, reason, getattr(market, guilty)):
        market.security.transfer(market.treasury, 10, {"from": market.investor_ch})
