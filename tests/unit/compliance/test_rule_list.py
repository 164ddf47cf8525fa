"""Which rules an engine has, and how they are changed."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.artifacts import container
from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, new_rule
from tests.world import DAY, World

MAX_RULES = 16
NAME = "0x" + b"RULE_DOUBLE".ljust(32, b"\0").hex()


@pytest.fixture(scope="module")
def rules(world: World, engine: Any) -> list[Any]:
    """Three rules that are in no list yet."""
    return [new_rule(world, engine, "RuleDouble") for _ in range(3)]


def addresses(*rules: Any) -> list[str]:
    return [str(rule.address) for rule in rules]


def test_proposeRules__without_a_delay__enacted_at_once(world: World, engine: Any, rules: list[Any]) -> None:
    tx = enact(world, engine, *rules)
    assert engine.rules() == addresses(*rules)
    assert [dict(event) for event in tx.events["RuleAdded"]] == [
        {"rule": rule, "name": NAME} for rule in addresses(*rules)
    ]
    assert tx.events["RulesEnacted"]["rules"] == addresses(*rules)
    assert engine.proposal()[2] == 0


def test_proposeRules__another_order__kept_and_told(world: World, engine: Any, rules: list[Any]) -> None:
    enact(world, engine, *rules)
    tx = enact(world, engine, rules[2], rules[0], rules[1])
    assert engine.rules() == addresses(rules[2], rules[0], rules[1])
    assert "RuleAdded" not in tx.events and "RuleRemoved" not in tx.events


def test_proposeRules__without_one__removed_and_told(world: World, engine: Any, rules: list[Any]) -> None:
    enact(world, engine, *rules)
    tx = enact(world, engine, rules[0], rules[2])
    assert engine.rules() == addresses(rules[0], rules[2])
    assert [event["rule"] for event in tx.events["RuleRemoved"]] == [rules[1]]


def test_proposeRules__with_a_delay__waits_to_the_second(world: World, engine: Any, rules: list[Any]) -> None:
    enact(world, engine, rules[0], delay=2 * DAY)
    tx = enact(world, engine, rules[0], rules[1], delay=0)
    due = tx.timestamp + 2 * DAY
    assert tx.events["RulesProposed"]["enactableFrom"] == due
    assert engine.rules() == addresses(rules[0])
    assert engine.proposal() == (addresses(rules[0], rules[1]), 0, due)
    officer = {"from": world.compliance_officer}
    with reverts(engine, "NotEnactable", due):
        engine.enactRules(officer)
    clock.block_at(due)
    engine.enactRules(officer)
    assert engine.rules() == addresses(rules[0], rules[1])
    # The shorter delay came with the proposal, after the longer one.
    assert engine.delay() == 0


def test_enactRules__nothing_proposed__refused(world: World, engine: Any) -> None:
    with reverts(engine, "NotEnactable", 0):
        engine.enactRules({"from": world.compliance_officer})
    with reverts(engine, "NotEnactable", 0):
        engine.withdrawProposal({"from": world.compliance_officer})


def test_withdrawProposal__of_one_that_waits__nothing_changes(world: World, engine: Any, rules: list[Any]) -> None:
    enact(world, engine, rules[0], delay=DAY)
    enact(world, engine)
    tx = engine.withdrawProposal({"from": world.compliance_officer})
    assert "ProposalWithdrawn" in tx.events
    clock.pass_time(2 * DAY)
    with reverts(engine, "NotEnactable", 0):
        engine.enactRules({"from": world.compliance_officer})
    assert engine.rules() == addresses(rules[0]) and engine.delay() == DAY


def test_proposeRules__delay_of_ninety_days_and_one_second__refused(world: World, engine: Any) -> None:
    enact(world, engine, delay=90 * DAY)
    with reverts(engine, "DelayTooLong", 90 * DAY + 1, 90 * DAY):
        enact(world, engine, delay=90 * DAY + 1)


def test_proposeRules__seventeen__refused(world: World, engine: Any, rules: list[Any]) -> None:
    with reverts(engine, "TooManyRules", MAX_RULES + 1, MAX_RULES):
        engine.proposeRules([str(rules[0].address)] * (MAX_RULES + 1), 0, {"from": world.compliance_officer})


def test_proposeRules__one_twice__refused(world: World, engine: Any, rules: list[Any]) -> None:
    with reverts(engine, "RuleRepeated", rules[0]):
        enact(world, engine, rules[0], rules[1], rules[0])


def test_proposeRules__against_the_refusal_order__refused(world: World, engine: Any, rules: list[Any]) -> None:
    rules[0].setStep(11, {"from": world.deployer})
    with reverts(engine, "RuleOutOfOrder", rules[1], 9):
        enact(world, engine, rules[0], rules[1])
    enact(world, engine, rules[1], rules[2], rules[0])


def test_proposeRules__no_rule_at_all__refused(world: World, engine: Any) -> None:
    for other in (world.stranger, world.security, engine):
        address = str(getattr(other, "address", other))
        with reverts(engine, "InvalidRule", address):
            engine.proposeRules([address], 0, {"from": world.compliance_officer})


def test_proposeRules__rule_of_another_engine__refused(world: World, engine: Any) -> None:
    other = container("ComplianceEngine").deploy(world.security, {"from": world.deployer})
    rule = container("RuleDouble").deploy(other, EVERY_CLASS, {"from": world.deployer})
    with reverts(engine, "InvalidRule", rule):
        enact(world, engine, rule)


def test_reinstateRule__not_closed_or_not_listed__refused(world: World, engine: Any, rules: list[Any]) -> None:
    enact(world, engine, rules[0])
    for rule in rules[:2]:
        with reverts(engine, "NotClosed", rule):
            engine.reinstateRule(rule, {"from": world.compliance_officer})


def test_proposeRules__with_a_closed_one__stays_closed_until_reinstated(
    world: World, engine: Any, rules: list[Any]
) -> None:
    enact(world, engine, *rules)
    rules[1].behave(0, 1, {"from": world.deployer})
    world.admit(world.stranger)
    enact(world, engine, rules[1], rules[0])
    assert engine.isClosed(rules[1])
    tx = engine.reinstateRule(rules[1], {"from": world.compliance_officer})
    assert tx.events["RuleReinstated"]["rule"] == rules[1] and not engine.isClosed(rules[1])


GATED = {
    "proposeRules": lambda rules: (addresses(*rules), 0),
    "enactRules": lambda rules: (),
    "withdrawProposal": lambda rules: (),
    "reinstateRule": lambda rules: (rules[0],),
    "setSilence": lambda rules: (0, 0),
}


@pytest.mark.parametrize("function", GATED)
def test_gate__everybody_but_the_compliance_officer__refused(
    world: World, engine: Any, rules: list[Any], function: str
) -> None:
    for name in ("admin", "configurer", "approver", "admitter", "controller", "deployer", "stranger"):
        account = getattr(world, name)
        with reverts(engine, "AccessControlUnauthorizedAccount", account, role_id("COMPLIANCE")):
            getattr(engine, function)(*GATED[function](rules), {"from": account})


def test_reconcile__wallets_linked_before_the_engine__listed_for_every_rule(
    world: World, engine: Any, rules: list[Any]
) -> None:
    enact(world, engine, *rules)
    told = [rule.entries() for rule in rules]
    engine.reconcile([world.investor_ch, world.investor_de], {"from": world.stranger})
    assert [rule.entries() for rule in rules] == [count + 2 for count in told]


def test_walletsOf__after_links_and_a_recovery__those_of_the_investor(world: World, engine: Any) -> None:
    assert engine.walletsOf(world.investor_ch) == [world.investor_ch]
    world.issue(world.investor_ch, 30)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.second_wallet_ch, 12)
    investor = world.security.memberOf(world.investor_ch)["investor"]
    assert set(engine.walletsOf(world.second_wallet_ch)) == {world.investor_ch, world.second_wallet_ch}
    partition = world.security.principal()
    assert engine.furtherUnits(partition, investor, world.investor_ch) == 12
    assert engine.furtherUnits(partition, investor, world.second_wallet_ch) == 30
    world.security.initiateRecovery(world.investor_ch, world.stranger, b"\x11" * 32, {"from": world.admitter})
    clock.pass_time(3 * DAY)
    world.security.executeRecovery(world.investor_ch, {"from": world.controller})
    assert set(engine.walletsOf(world.second_wallet_ch)) == {world.stranger, world.second_wallet_ch}
    assert engine.furtherUnits(partition, investor, world.second_wallet_ch) == 30
