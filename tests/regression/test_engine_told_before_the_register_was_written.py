"""An admission told the engine first and stored the globals afterwards, as they had been before.

A rule that was allowed to pause, and did so when it was told of an admission, found its pause undone.
"""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests.rules import attach_engine, enact, new_rule
from tests.world import CH, DE, FAR, World

CALLS_BACK = 4


@pytest.fixture(scope="module")
def guard(world: World) -> Any:
    """A rule that pauses as soon as it is told of an entry."""
    engine = attach_engine(world)
    guard = new_rule(world, engine, "RuleDouble")
    enact(world, engine, guard)
    world.security.grantRole(role_id("PAUSER"), guard, {"from": world.admin})
    guard.setCall(world.security, world.security.pause.encode_input(), {"from": world.deployer})
    guard.behave(0, CALLS_BACK, {"from": world.deployer})
    return guard


@pytest.mark.parametrize("others", [0, 1, 2])
def test_admit__rule_that_pauses_when_told__the_pause_stays(world: World, guard: Any, others: int) -> None:
    folios = world.security.folios()
    lines = [
        (world.stranger, DE, FAR, 0, 0),
        (world.investor_ch, CH, FAR, 0, 1),
        (world.second_wallet_ch, CH, FAR, 0, 0),
    ]
    if others:
        world.security.admitBatch(lines[: others + 1], {"from": world.admitter})
    else:
        world.security.admit(lines[0], {"from": world.admitter})
    assert guard.calledBack() and world.security.paused()
    new = 1 + others // 2
    assert world.security.folios() == folios + new
    assert world.security.memberOf(world.stranger)["folio"] == folios + 1
    assert world.security.memberOf(world.second_wallet_ch)["folio"] == (folios + 2 if new == 2 else 0)
