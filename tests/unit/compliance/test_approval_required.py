"""The rule ApprovalRequired."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.rules import enact, new_rule
from tests.world import COMMON, World, bytes32


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """Every transfer of COMMON needs consent; investor_ch holds 100."""
    rule = new_rule(world, engine, "ApprovalRequired", COMMON)
    enact(world, engine, rule)
    world.issue(world.investor_ch, 100)
    return rule


def test_transfer__without_consent__refused(world: World, rule: Any) -> None:
    with reverts(world.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", world.security):
        world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})


def test_transfer__with_consent__once(world: World, engine: Any, rule: Any) -> None:
    arguments = (COMMON, world.investor_ch, world.investor_de, 10)
    engine.approveTransfer(*arguments, 2**40 - 1, bytes32("MINUTES"), {"from": world.approver})
    world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})

    with reverts(world.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", world.security):
        world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})
