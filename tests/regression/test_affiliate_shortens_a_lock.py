"""Units from an affiliate or the treasury got the lock of their regime from today, also where their own was longer.

What the issuer had locked for years by the issue itself was freed by one sale after the regime's twelve months.
"""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.lots import REG_D_506C
from tests.lots import NOON, admit_us, day, held, issue_lot, new_holding_periods
from tests.rules import attach_engine
from tests.world import AFFILIATE, DAY, World

LONG = day("2030-01-01") * DAY


@pytest.fixture(scope="module")
def rule(world: World) -> Any:
    return new_holding_periods(world, attach_engine(world))


@pytest.mark.parametrize("giver", ["affiliate", "treasury"])
def test_transfer__of_a_lot_locked_for_longer__keeps_its_end(world: World, rule: Any, giver: str) -> None:
    account = admit_us(world, 1, accredited=True, attributes=AFFILIATE if giver == "affiliate" else 0)
    issue_lot(world, account, 10, REG_D_506C, "2025-06-02", LONG)
    if giver == "treasury":
        world.security.setTreasury(account, True, {"from": world.configurer})
    world.security.transfer(world.fund_us, 10, {"from": account})

    (lot,) = held(rule, world.fund_us)
    assert (lot.unlock_at, lot.acquired, lot.units) == (LONG, NOON // DAY, 10)
