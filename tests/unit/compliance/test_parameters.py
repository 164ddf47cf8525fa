"""What all rules share: parameters with a date and a citation."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import key, new_rule, set_parameter
from tests.world import COMMON, DAY, World

FREE_TO = key("FREE_TO")


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """A rule with one parameter, a mask of attributes."""
    return new_rule(world, engine, "ApprovalRequired", COMMON)


def test_setParameter__at_once__in_force_with_its_citation(world: World, rule: Any) -> None:
    tx = set_parameter(world, rule, "FREE_TO", 4, citation="Articles of association, art. 5")
    event = tx.events["ParameterSet"]
    assert event["key"] == "0x" + FREE_TO.hex()
    assert (event["value"], event["effectiveFrom"]) == (4, tx.timestamp)
    assert event["citation"] == "Articles of association, art. 5"
    assert rule.parameterOf(FREE_TO) == (4, 0, 0)


def test_setParameter__from_a_later_moment__in_force_from_that_second(world: World, rule: Any) -> None:
    set_parameter(world, rule, "FREE_TO", 4)
    later = clock.now() + DAY
    set_parameter(world, rule, "FREE_TO", 8, effective_from=later)
    assert rule.parameterOf(FREE_TO) == (4, 8, later)
    clock.block_at(later - 1)
    assert rule.parameterOf(FREE_TO) == (4, 8, later)
    clock.block_at(later)
    assert rule.parameterOf(FREE_TO) == (8, 0, 0)


def test_setParameter__while_one_waits__replaces_it(world: World, rule: Any) -> None:
    later = clock.now() + DAY
    set_parameter(world, rule, "FREE_TO", 8, effective_from=later)
    set_parameter(world, rule, "FREE_TO", 16, effective_from=later + 1)
    assert rule.parameterOf(FREE_TO) == (0, 16, later + 1)
    set_parameter(world, rule, "FREE_TO", 32)
    assert rule.parameterOf(FREE_TO) == (32, 0, 0)


def test_setParameter__after_one_came_into_force__starts_from_it(world: World, rule: Any) -> None:
    later = clock.now() + DAY
    set_parameter(world, rule, "FREE_TO", 8, effective_from=later)
    clock.block_at(later)
    set_parameter(world, rule, "FREE_TO", 16, effective_from=later + DAY)
    assert rule.parameterOf(FREE_TO) == (8, 16, later + DAY)


@pytest.mark.parametrize(("name", "value"), [("FREE_TO", 2**32), ("FREE_TO", 2**216), ("UNHEARD_OF", 1)])
def test_setParameter__unknown_key_or_value__refused(world: World, rule: Any, name: str, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name), value):
        set_parameter(world, rule, name, value)


def test_setParameter__everybody_but_the_compliance_officer__refused(world: World, rule: Any) -> None:
    for account in (world.admin, world.configurer, world.approver, world.stranger):
        with reverts(rule, "AccessControlUnauthorizedAccount", account, role_id("COMPLIANCE")):
            rule.setParameter(FREE_TO, 1, 0, "", {"from": account})


def test_rule__asked_what_it_is__engine_scope_name_and_place(engine: Any, rule: Any) -> None:
    assert (rule.engine(), rule.scope()) == (engine, "0x" + COMMON.hex())
    assert (rule.name(), rule.step()) == ("0x" + b"APPROVAL_REQUIRED".ljust(32, b"\0").hex(), 12)
    assert rule.supportsInterface("0x01ffc9a7") and not rule.supportsInterface("0xffffffff")


def test_notices__from_a_stranger__refused(world: World, rule: Any) -> None:
    with reverts(rule, "NotTheEngine", world.stranger):
        rule.entryChanged(world.stranger, world.stranger, 0, 0, {"from": world.stranger})
    movement = (0, COMMON, COMMON, world.stranger, world.stranger, world.stranger, 1, 1, 0, 0, 1, 0, b"")
    with reverts(rule, "NotTheEngine", world.stranger):
        rule.moved(movement, {"from": world.stranger})
