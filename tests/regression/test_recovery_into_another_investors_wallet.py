"""On a peer the recovery of one investor's wallet could name the wallet of another, who then had the units of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.office.helpers import DELAY, execute, initiate
from tests.world import CH, NOWHERE, World, spare_account

Entry = Callable[[World, Any], Any]
ENTRIES: dict[str, Entry] = {
    "admitted": lambda w, new: w.admit(new),
    "linked to another investor": lambda w, new: w.security.linkWallet(new, w.investor_de, {"from": w.admitter}),
    "linked to the investor itself": lambda w, new: w.security.linkWallet(new, w.investor_ch, {"from": w.admitter}),
    "admitted and removed": lambda w, new: (
        w.admit(new),
        w.security.removeMember(new, {"from": w.admitter}),
    ),
}


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    return world


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_recovery__replacement_with_an_entry__refused(market: World, entry: str, when: str) -> None:
    security, new = market.security, spare_account(0)
    if when == "before":
        ENTRIES[entry](market, new)
        with reverts(security, "ReplacementKnown", new):
            initiate(market, market.investor_ch, new)
        return
    initiate(market, market.investor_ch, new)
    ENTRIES[entry](market, new)
    clock.pass_time(DELAY + 1)
    with reverts(security, "ReplacementKnown", new):
        execute(market, market.investor_ch)
    with reverts(security, "ReplacementKnown", new):
        security.recoveryAddress(market.investor_ch, new, NOWHERE, {"from": market.controller})
    assert (security.balanceOf(market.investor_ch), security.memberOf(market.investor_ch)["country"]) == (100, CH)
