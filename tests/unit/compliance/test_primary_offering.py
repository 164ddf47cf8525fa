"""The rule PrimaryOffering: who may buy from the issuer, by an issue or from the treasury, and nobody else's sales."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.rules import enact, key, new_rule, set_parameter
from tests.world import AFFILIATE, CH, COMMON, DAY, QIB, US_PERSON, World, spare_account, text

PROFESSIONAL = 8


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """The treasury and investor_ch hold 100 of COMMON; nothing is required yet."""
    rule = new_rule(world, engine, "PrimaryOffering", COMMON)
    enact(world, engine, rule)
    world.issue(world.treasury, 100)
    world.issue(world.investor_ch, 100)
    return rule


def test_issue__nothing_required__anybody(world: World, rule: Any) -> None:
    world.issue(world.investor_de, 1)
    assert text(rule.name()) == "PRIMARY_OFFERING" and rule.step() == 9


def test_issue__not_accredited__refused(world: World, rule: Any) -> None:
    set_parameter(world, rule, "ACCREDITED", 1)
    with reverts(world.security, "Refused", "0x57", "ACCREDITATION_REQUIRED", world.investor_de):
        world.issue(world.investor_de, 1)
    world.issue(world.fund_us, 1)


def test_issue__accreditation_runs_out__refused_from_the_next_day_on(world: World, rule: Any) -> None:
    set_parameter(world, rule, "ACCREDITED", 1)
    today = clock.now() // DAY
    world.admit(world.investor_de, accredited=today)
    clock.block_at((today + 1) * DAY - 1)
    assert text(_issue_reason(world, world.investor_de)) == ""
    clock.block_at((today + 1) * DAY)
    assert text(_issue_reason(world, world.investor_de)) == "ACCREDITATION_REQUIRED"


def test_sale_of_the_treasury__is_of_the_offering(world: World, rule: Any) -> None:
    set_parameter(world, rule, "ACCREDITED", 1)
    assert world.restriction(world.treasury, world.investor_de, 1) == _refused("ACCREDITATION_REQUIRED", world)
    with reverts(world.security, "Refused", "0x57", "ACCREDITATION_REQUIRED", world.investor_de):
        world.security.transfer(world.investor_de, 1, {"from": world.treasury})
    world.security.transfer(world.fund_us, 1, {"from": world.treasury})


def test_transfer__between_holders__not_of_the_offering(world: World, rule: Any) -> None:
    set_parameter(world, rule, "ACCREDITED", 1)
    set_parameter(world, rule, "REQUIRE_ALL", QIB)
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    world.security.transfer(world.treasury, 1, {"from": world.investor_ch})


def test_issue__to_the_treasury__not_of_the_offering(world: World, rule: Any) -> None:
    set_parameter(world, rule, "REQUIRE_ANY", QIB)
    world.issue(world.treasury, 1)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        (0, "ATTRIBUTE_REQUIRED"),
        (AFFILIATE, "ATTRIBUTE_REQUIRED"),
        (QIB, "ATTRIBUTE_REQUIRED"),
        (AFFILIATE | QIB, ""),
        (AFFILIATE | PROFESSIONAL, ""),
        (AFFILIATE | QIB | US_PERSON, "ATTRIBUTE_FORBIDDEN"),
    ],
)
def test_issue__attributes__all_of_some_and_one_of_others(
    world: World, rule: Any, attributes: int, reason: str
) -> None:
    set_parameter(world, rule, "REQUIRE_ALL", AFFILIATE)
    set_parameter(world, rule, "REQUIRE_ANY", QIB | PROFESSIONAL)
    set_parameter(world, rule, "FORBID_ANY", US_PERSON)
    buyer = spare_account(1)
    world.admit(buyer, CH, attributes=attributes)
    assert text(_issue_reason(world, buyer)) == reason
    if not reason:
        world.issue(buyer, 1)
        return
    with reverts(world.security, "Refused", "0x57", reason, buyer):
        world.issue(buyer, 1)


def test_forced_transfer__from_the_treasury__not_asked(world: World, rule: Any) -> None:
    set_parameter(world, rule, "ACCREDITED", 1)
    arguments = (world.treasury, world.investor_de, 1, b"", b"")
    world.security.controllerTransfer(*arguments, {"from": world.controller})
    assert world.security.balanceOf(world.investor_de) == 1


@pytest.mark.parametrize(("name", "value"), [("ACCREDITED", 2), ("REQUIRE_ALL", 2**32), ("NONSENSE", 0)])
def test_set_parameter__unknown_or_out_of_range__refused(world: World, rule: Any, name: str, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name), value):
        set_parameter(world, rule, name, value)


def _issue_reason(world: World, buyer: Any) -> bytes:
    nobody = "0x" + "00" * 20
    return bytes(world.security.explainMovement(1, COMMON, world.issuer, nobody, buyer, 1)[1])


def _refused(reason: str, world: World) -> tuple[Any, ...]:
    code, padded = "0x57", "0x" + reason.encode().ljust(32, b"\0").hex()
    return (code, padded, world.investor_de.address, 0)
