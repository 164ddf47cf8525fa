"""Whoever read the secret in a pending execution could take one unit of the hold out first.

The execution of the whole was then refused as too large. Near the expiry the recipient had given away its secret, and
with it the other leg, for one unit.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import ID, SECRET, Holdings
from tests.world import NOWHERE, World


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    """40 units of investor_ch for investor_de, at nobody's word but the secret's."""
    world.issue_all(100)
    holdings = Holdings(world)
    holdings.create(notary=NOWHERE, secret_hash=sha256(SECRET).digest())
    return holdings


@pytest.mark.parametrize("units", [0, 1, 39])
@pytest.mark.parametrize("who", ["investor_ch", "stranger"])
def test_executeHold__part_with_the_secret_by_another__refused(
    holdings: Holdings, world: World, units: int, who: str
) -> None:
    other: Any = getattr(world, who)
    with reverts(world.security, "NotHoldNotary", ID, other):
        holdings.execute(units, by=other, secret=SECRET)
    holdings.execute(40, by=world.investor_de, secret=SECRET)
    assert holdings.units(world.investor_de) == 140


def test_executeHold__part_with_the_secret_by_the_recipient__its_own_business(holdings: Holdings, world: World) -> None:
    holdings.execute(15, by=world.investor_de, secret=SECRET)
    holdings.execute(25, by=world.stranger, secret=SECRET)
    assert (holdings.units(world.investor_de), holdings.rest()) == (140, 0)
