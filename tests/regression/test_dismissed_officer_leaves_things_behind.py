"""On a peer what an officer had set up stayed its own when its role was taken away."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.artifacts import container
from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import attach_engine, enact, key, new_rule
from tests.unit.office.helpers import refused
from tests.world import COMMON, DAY, World, bytes32

DOCUMENT = bytes32("DECISION")


@pytest.fixture(scope="module")
def engine(world: World) -> Any:
    """A consent, a request and a parameter, all of officers dismissed since; `operator` has both offices now."""
    engine = attach_engine(world)
    rule = new_rule(world, engine, "ApprovalRequired")
    enact(world, engine, rule)
    world.issue(world.investor_ch, 100)
    terms = (COMMON, world.investor_ch, world.investor_de)
    engine.requestApproval(*terms, 2, DOCUMENT, {"from": world.investor_ch})
    engine.approveTransfer(*terms, 1, clock.now() + DAY, DOCUMENT, {"from": world.approver})
    for role, officer in (("APPROVER", world.approver), ("COMPLIANCE", world.compliance_officer)):
        world.security.grantRole(role_id(role), world.operator, {"from": world.admin})
        world.security.revokeRole(role_id(role), officer, {"from": world.admin})
    return engine


def consent(engine: Any, world: World, units: int) -> Any:
    return engine.approvalId(COMMON, world.investor_ch, world.investor_de, units)


def test_dismissed__whatever_it_set_up__no_more_say(world: World, engine: Any) -> None:
    for units in (1, 2):
        with reverts(engine, "AccessControlUnauthorizedAccount", world.approver, role_id("APPROVER")):
            engine.rejectTransfer(consent(engine, world, units), 1, {"from": world.approver})
    officer = world.compliance_officer
    with reverts(engine, "AccessControlUnauthorizedAccount", officer, role_id("COMPLIANCE")):
        engine.proposeRules([], 0, {"from": officer})
    approval = container("ApprovalRequired").at(engine.rules()[0])
    with reverts(approval, "AccessControlUnauthorizedAccount", officer, role_id("COMPLIANCE")):
        approval.setParameter(key("FREE_TO"), 0, 0, "", {"from": officer})


def test_successor__of_the_office__takes_back_decides_and_changes(world: World, engine: Any) -> None:
    successor = {"from": world.operator}
    engine.rejectTransfer(consent(engine, world, 1), 1, successor)
    with refused(world, 0x50, "TA_APPROVAL_REQUIRED", world.security):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})
    terms = (COMMON, world.investor_ch, world.investor_de, 2, clock.now() + DAY, DOCUMENT)
    engine.approveTransfer(*terms, successor)
    world.security.transfer(world.investor_de, 2, {"from": world.investor_ch})
    engine.proposeRules([], 0, successor)
    world.security.transfer(world.investor_de, 3, {"from": world.investor_ch})
