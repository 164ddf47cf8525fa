"""Anybody could ask for consent to a transfer of units that it did not have, and was not in the register.

While a request is open every transfer looks for consents: one stranger made all of them dearer, until it was refused.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.rules import attach_engine
from tests.world import COMMON, World, bytes32


@pytest.fixture(scope="module")
def engine(world: World) -> Any:
    return attach_engine(world)


def test_requestApproval__by_a_stranger__refused(world: World, engine: Any) -> None:
    world.issue_all(100)
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    cost = world.security.transfer(world.investor_de, 1, {"from": world.investor_ch}).gas_used
    for caller in (world.stranger, world.approver):
        with reverts(engine, "NotRegistered", world.stranger):
            engine.requestApproval(COMMON, world.stranger, world.investor_de, 1, bytes32("LETTER"), {"from": caller})
    assert world.security.transfer(world.investor_de, 1, {"from": world.investor_ch}).gas_used == cost
