"""The rule SanctionsList."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from scripts.lib.sanctions import SanctionsTree
from tests import clock
from tests.errors import reverts
from tests.rules import enact, key, new_rule, set_parameter
from tests.world import COMMON, DAY, World, bytes32, code, spare_account, text

DOCUMENT = bytes32("SDN 2026-11-02")


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """With the role FREEZER; each investor has 100 of COMMON."""
    rule = new_rule(world, engine, "SanctionsList")
    world.security.grantRole(role_id("FREEZER"), rule, {"from": world.admin})
    enact(world, engine, rule)
    world.issue_all(100)
    return rule


def tree_of(*accounts: Any) -> SanctionsTree:
    """A list of these accounts and of five strangers."""
    return SanctionsTree([str(account) for account in (*accounts, *(spare_account(number) for number in range(5)))])


def publish(world: World, rule: Any, tree: SanctionsTree, date: int | None = None) -> Any:
    """As of now, unless a date is given."""
    return rule.publish(tree.root, clock.now() if date is None else date, DOCUMENT, {"from": world.freezer})


def enlist(world: World, rule: Any, tree: SanctionsTree, *accounts: Any) -> Any:
    """By a stranger."""
    proofs = [tree.proof(str(account)) for account in accounts]
    return rule.enlist(accounts, proofs, {"from": world.stranger})


def sell(world: World, seller: Any = None, buyer: Any = None) -> Any:
    return world.security.transfer(buyer or world.investor_fr, 1, {"from": seller or world.investor_ch})


def present(rule: Any) -> tuple[bytes, int]:
    """Root and date of the list that counts."""
    root, date = rule.currentList()
    return bytes(root), int(date)


# Members on the list


def test_enlist__by_anybody__stops_both_sides_and_what_is_forced(world: World, rule: Any) -> None:
    listed, tree = world.investor_de, tree_of(world.investor_de)
    publish(world, rule, tree)
    tx = enlist(world, rule, tree, listed)
    assert tx.events["Enlisted"]["account"] == listed and bytes(tx.events["Enlisted"]["root"]) == tree.root
    assert tx.events["SanctionSet"]["account"] == listed
    with reverts(world.security, "Refused", "0x56", "SENDER_SANCTIONED", listed):
        sell(world, seller=listed)
    with reverts(world.security, "Refused", "0x57", "RECEIVER_SANCTIONED", listed):
        sell(world, buyer=listed)
    with reverts(world.security, "Refused", "0x57", "RECEIVER_SANCTIONED", listed):
        world.security.forcedTransfer(world.investor_ch, listed, 1, {"from": world.controller})
    with reverts(world.security, "Refused", "0x57", "RECEIVER_SANCTIONED", listed):
        world.issue(listed, 1)
    sell(world)


def test_enlist__of_one_wallet__stops_every_wallet_of_the_person(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    tree = tree_of(world.second_wallet_ch)
    publish(world, rule, tree)
    tx = enlist(world, rule, tree, world.second_wallet_ch)
    assert {event["wallet"] for event in tx.events["Enlisted"]} == {world.second_wallet_ch, world.investor_ch}
    with reverts(world.security, "Refused", "0x56", "SENDER_SANCTIONED", world.investor_ch):
        sell(world)


def test_enlist__several_and_again__stays_as_it_is(world: World, rule: Any) -> None:
    tree = tree_of(world.investor_de, world.investor_fr)
    publish(world, rule, tree)
    for _ in range(2):
        enlist(world, rule, tree, world.investor_fr, world.investor_de)
    assert all(world.security.memberOf(account)["sanctioned"] for account in (world.investor_de, world.investor_fr))


def test_enlist__with_the_proof_of_another__refused(world: World, rule: Any) -> None:
    tree = tree_of(world.investor_de)
    publish(world, rule, tree)
    proof = tree.proof(world.investor_de.address)
    for wrong in (proof, proof[:-1], (), (*proof, tree.root), (bytes(32), *proof[1:])):
        with reverts(rule, "NotOnTheList", world.investor_fr):
            rule.enlist([world.investor_fr], [wrong], {"from": world.stranger})
        assert not rule.isListed(world.investor_fr, wrong)
    with reverts(rule, "NotOnTheList", world.investor_de):
        rule.enlist([world.investor_de], [proof[:-1]], {"from": world.stranger})
    assert rule.isListed(world.investor_de, proof)


def test_enlist__with_the_proof_of_an_old_list__refused(world: World, rule: Any) -> None:
    old, new = tree_of(world.investor_de), tree_of(world.investor_fr)
    publish(world, rule, old)
    publish(world, rule, new)
    with reverts(rule, "NotOnTheList", world.investor_de):
        enlist(world, rule, old, world.investor_de)


def test_enlist__before_the_first_list__refused(world: World, rule: Any) -> None:
    with reverts(rule, "NotOnTheList", world.investor_de):
        enlist(world, rule, tree_of(world.investor_de), world.investor_de)


def test_enlist__one_of_two_not_listed__neither(world: World, rule: Any) -> None:
    tree = tree_of(world.investor_de)
    publish(world, rule, tree)
    proof = tree.proof(world.investor_de.address)
    with reverts(rule, "NotOnTheList", world.investor_fr):
        rule.enlist([world.investor_de, world.investor_fr], [proof, proof], {"from": world.stranger})
    assert not world.security.memberOf(world.investor_de)["sanctioned"]


def test_enlist__without_as_many_proofs__refused(world: World, rule: Any) -> None:
    with reverts(rule, "ProofsMissing", 2, 1):
        rule.enlist([world.investor_de, world.investor_fr], [[]], {"from": world.stranger})


def test_enlist__of_who_is_no_member__refused(world: World, rule: Any) -> None:
    tree = tree_of()
    publish(world, rule, tree)
    with reverts(None, "NotRegistered", spare_account(0)):
        enlist(world, rule, tree, spare_account(0))


def test_enlist__by_a_rule_without_the_role__says_so(world: World, engine: Any) -> None:
    rule, tree = new_rule(world, engine, "SanctionsList"), tree_of(world.investor_de)
    publish(world, rule, tree)
    with reverts(rule, "RuleMayNotFreeze"):
        enlist(world, rule, tree, world.investor_de)
    world.security.grantRole(role_id("FREEZER"), rule, {"from": world.admin})
    enlist(world, rule, tree, world.investor_de)


# The list


def test_publish__a_list__is_the_present_one(world: World, rule: Any) -> None:
    assert present(rule) == (bytes(32), 0)
    tree, date = tree_of(), clock.now() - DAY
    tx = publish(world, rule, tree, date)
    assert tx.events["ListPublished"]["listDate"] == date
    assert present(rule) == (tree.root, date)


def test_publish__a_list_of_earlier_or_of_the_future__refused(world: World, rule: Any) -> None:
    date = clock.now() - DAY
    publish(world, rule, tree_of(), date)
    with reverts(rule, "InvalidListDate", date - 1, date):
        publish(world, rule, tree_of(), date - 1)
    time = clock.now() + 100
    clock.next_block_at(time)
    with reverts(rule, "InvalidListDate", time + 1, date):
        publish(world, rule, tree_of(), time + 1)
    publish(world, rule, tree_of(world.investor_de), date)


def test_publish__no_root__refused(world: World, rule: Any) -> None:
    with reverts(rule, "EmptyList"):
        rule.publish(bytes(32), clock.now(), DOCUMENT, {"from": world.freezer})


def test_publish__by_another_than_a_freezer__refused(world: World, rule: Any) -> None:
    for account in (world.compliance_officer, world.admin, world.stranger):
        with reverts(None, "AccessControlUnauthorizedAccount", account, role_id("FREEZER")):
            rule.publish(tree_of().root, 1, DOCUMENT, {"from": account})


# Its age


def test_max_age__around_the_last_second__trade_stops(world: World, rule: Any) -> None:
    date = clock.now()
    publish(world, rule, tree_of(), date)
    set_parameter(world, rule, "MAX_AGE", 7 * DAY)
    clock.next_block_at(date + 7 * DAY)
    sell(world)
    clock.next_block_at(date + 7 * DAY + 1)
    with reverts(world.security, "Refused", "0x50", "SANCTIONS_LIST_OUTDATED", world.security):
        sell(world)
    status, reason, guilty, opens = world.restriction(world.investor_ch, world.investor_fr, 1)
    assert (code(status), text(reason), guilty) == (0x50, "SANCTIONS_LIST_OUTDATED", world.security) and opens == 0
    with reverts(world.security, "Refused", "0x50", "SANCTIONS_LIST_OUTDATED", world.security):
        world.issue(world.investor_ch, 1)
    world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.forcedTransfer(world.investor_ch, world.investor_de, 1, {"from": world.controller})
    publish(world, rule, tree_of())
    sell(world)


def test_max_age__without_any_list__trade_stops(world: World, rule: Any) -> None:
    sell(world)
    set_parameter(world, rule, "MAX_AGE", 7 * DAY)
    with reverts(world.security, "Refused", "0x50", "SANCTIONS_LIST_OUTDATED", world.security):
        sell(world)


def test_max_age__of_a_hold__stops_its_execution(world: World, rule: Any) -> None:
    hold = (world.investor_ch, 10, world.investor_de, 2**40 - 1, world.operator, COMMON, bytes(32))
    world.security.createHold(DOCUMENT, hold, {"from": world.investor_ch})
    set_parameter(world, rule, "MAX_AGE", 1)
    with reverts(world.security, "Refused", "0x50", "SANCTIONS_LIST_OUTDATED", world.security):
        world.security.executeHold(DOCUMENT, world.investor_de, 10, bytes(32), {"from": world.operator})


def test_parameters__that_make_no_sense__refused(world: World, rule: Any) -> None:
    for name, value in (("MAX_AGE", 2**40), ("MAXAGE", 1)):
        with reverts(rule, "InvalidParameter", key(name), value):
            set_parameter(world, rule, name, value)
