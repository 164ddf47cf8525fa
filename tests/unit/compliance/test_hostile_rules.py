"""A rule that reverts, burns gas, answers nonsense or calls back can refuse, and nothing else."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

import pytest

from scripts.lib.artifacts import container
from tests.errors import reverts
from tests.rules import enact, new_rule
from tests.world import COMMON, DE, FAR, World, code, text

GOOD, REVERTS, BURNS_GAS, ANSWERS_MUCH, CALLS_BACK = range(5)
BAD = {"reverts": REVERTS, "burns gas": BURNS_GAS, "answers much": ANSWERS_MUCH}
ALLOWED = bytes(31) + b"\x51"


def verdict(status: int, reason: str, party: int) -> bytes:
    """A verdict as rules answer it."""
    return reason.encode().ljust(30, b"\0") + bytes([party, status])


@pytest.fixture(scope="module")
def double(world: World, engine: Any) -> Any:
    """One rule that does as it is told, after one that behaves; investor_ch and investor_de hold 100 each."""
    world.issue(world.investor_ch, 100)
    world.issue(world.investor_de, 100)
    double = new_rule(world, engine, "RuleDouble")
    enact(world, engine, new_rule(world, engine, "RuleDouble"), double)
    return double


@pytest.mark.parametrize("habit", BAD)
def test_check__of_a_bad_rule__refuses_with_its_own_code_in_view_and_call(
    world: World, double: Any, habit: str
) -> None:
    double.behave(BAD[habit], GOOD, {"from": world.deployer})
    status, reason, guilty, opens = world.restriction(world.investor_ch, world.investor_de, 1)
    assert (code(status), text(reason), guilty, opens) == (0x50, "RULE_FAILED", double, 0)
    with reverts(world.security, "Refused", "0x50", "RULE_FAILED", double):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


@pytest.mark.parametrize("habit", BAD)
def test_check__of_a_bad_rule__does_not_stop_what_is_forced(world: World, double: Any, habit: str) -> None:
    double.behave(BAD[habit], GOOD, {"from": world.deployer})
    world.security.controllerTransfer(world.investor_ch, world.investor_de, 1, b"", b"", {"from": world.controller})
    world.security.controllerRedeem(world.investor_ch, 1, b"", b"", {"from": world.controller})
    assert world.security.balanceOf(world.investor_ch) == 98


@pytest.mark.parametrize(
    "answer",
    [
        bytes(32),
        verdict(0x52, "INSUFFICIENT_BALANCE", 2),
        verdict(0x53, "INSUFFICIENT_ALLOWANCE", 1),
        verdict(0x58, "UNAUTHORIZED_OPERATOR", 1),
        verdict(0x57, "", 3),
        verdict(0x57, "SOMEBODY", 4),
        verdict(0x57, "SOMEBODY", 200),
        b"\xff" * 32,
    ],
    ids=lambda answer: answer.hex()[-8:],
)
def test_check__answer_that_is_not_for_a_rule_to_give__refused_as_failed(
    world: World, double: Any, answer: bytes
) -> None:
    double.setAnswer(answer, 0, {"from": world.deployer})
    with reverts(world.security, "Refused", "0x50", "RULE_FAILED", double):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


@pytest.mark.parametrize(
    ("status", "party", "guilty"),
    [
        (0x50, 0, "security"),
        (0x54, 0, "security"),
        (0x55, 2, "investor_ch"),
        (0x56, 2, "investor_ch"),
        (0x57, 3, "investor_de"),
    ],
)
def test_check__refusal_of_a_rule__told_with_code_reason_and_whom(
    world: World, double: Any, status: int, party: int, guilty: str
) -> None:
    double.setAnswer(verdict(status, "FULL_MOON", party), 1_900_000_000, {"from": world.deployer})
    found, reason, whom, opens = world.restriction(world.investor_ch, world.investor_de, 1)
    assert (code(found), text(reason), whom) == (status, "FULL_MOON", getattr(world, guilty))
    assert opens == 1_900_000_000
    with reverts(world.security, "Refused", hex(status), "FULL_MOON", getattr(world, guilty)):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


@pytest.mark.parametrize("habit", BAD)
def test_moved__rule_that_cannot_keep_its_books__the_movement_is_taken_back(
    world: World, engine: Any, double: Any, habit: str
) -> None:
    double.behave(GOOD, BAD[habit], {"from": world.deployer})
    with reverts(world.security, "Refused", "0x50", "RULE_FAILED", double):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    assert world.security.balanceOf(world.investor_ch) == 100 and not engine.isClosed(double)


@pytest.mark.parametrize("habit", BAD)
def test_moved__forced_past_a_rule_that_fails__passes_and_closes_the_rule(
    world: World, engine: Any, double: Any, habit: str
) -> None:
    double.behave(GOOD, BAD[habit], {"from": world.deployer})
    tx = world.security.controllerTransfer(
        world.investor_ch, world.investor_de, 1, b"", b"", {"from": world.controller}
    )
    assert tx.events["RuleFailed"]["rule"] == double
    assert world.security.balanceOf(world.investor_ch) == 99 and engine.isClosed(double)
    double.behave(GOOD, GOOD, {"from": world.deployer})
    with reverts(world.security, "Refused", "0x50", "RULE_FAILED", double):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    engine.reinstateRule(double, {"from": world.compliance_officer})
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


def test_moved__forced_past_a_closed_rule__the_others_are_told_of_each(world: World, engine: Any, double: Any) -> None:
    double.behave(GOOD, REVERTS, {"from": world.deployer})
    witness = container("RuleDouble").at(engine.rules()[0])
    told = witness.movements()
    for _ in range(2):
        world.security.controllerRedeem(world.investor_ch, 1, b"", b"", {"from": world.controller})
    assert witness.movements() == told + 2 and not engine.isClosed(witness)


@pytest.mark.parametrize("habit", BAD)
def test_entryChanged__rule_that_fails__admission_passes_and_the_rule_is_closed(
    world: World, engine: Any, double: Any, habit: str
) -> None:
    double.behave(GOOD, BAD[habit], {"from": world.deployer})
    tx = world.admit(world.stranger, DE, FAR)
    assert tx.events["RuleFailed"]["rule"] == double and engine.isClosed(double)
    assert world.security.memberOf(world.stranger)["folio"] != 0


def test_moved__rule_that_moves_units_when_told__cannot(world: World, double: Any) -> None:
    world.security.authorizeOperator(double, {"from": world.investor_de})
    move = world.security.operatorTransferByPartition.encode_input(
        COMMON, world.investor_de, world.investor_ch, 5, b"", b""
    )
    double.setCall(world.security, move, {"from": world.deployer})
    double.behave(GOOD, CALLS_BACK, {"from": world.deployer})
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    assert not double.calledBack()
    assert world.security.balanceOf(world.investor_de) == 101


def test_moved__rule_that_calls_the_engine_when_told__cannot(world: World, engine: Any, double: Any) -> None:
    double.setCall(engine, engine.reconcile.encode_input([world.investor_ch]), {"from": world.deployer})
    double.behave(GOOD, CALLS_BACK, {"from": world.deployer})
    world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    assert not double.calledBack()


def test_moved__too_little_gas_to_be_sure__forced_movement_waits_for_more(
    world: World, engine: Any, double: Any
) -> None:
    with reverts(None, "InsufficientGas", ANY, 1_000_000 * 64 // 63 + 60_000):
        world.security.controllerTransfer(
            world.investor_ch, world.investor_de, 1, b"", b"", {"from": world.controller, "gas_limit": 600_000}
        )
    assert not any(engine.isClosed(rule) for rule in engine.rules())


def test_notices__from_a_stranger__refused(world: World, engine: Any, double: Any) -> None:
    movement = tuple(double.last())
    with reverts(engine, "NotTheSecurity", world.stranger):
        engine.moved(movement, {"from": world.stranger})
    with reverts(engine, "NotTheSecurity", world.stranger):
        engine.entryChanged(world.stranger, world.stranger, 0, 0, {"from": world.stranger})
