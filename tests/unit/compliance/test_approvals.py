"""Consent to single transfers: asked for, given, refused, used once, or given by silence."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import enact, new_rule, set_parameter
from tests.world import CH, COMMON, DAY, FAR, PREFERRED, QIB, US, US_PERSON, World, bytes32

DOCUMENT = bytes32("MINUTES")
NONE, REQUESTED, APPROVED, REJECTED, USED = range(5)


class Desk:
    """A class whose every transfer needs consent. investor_ch holds 100."""

    def __init__(self, world: World, engine: Any) -> None:
        self.world, self.engine, self.security = world, engine, world.security
        self.rule = new_rule(world, engine, "ApprovalRequired", COMMON)
        enact(world, engine, self.rule)
        world.issue(world.investor_ch, 100)
        self.deal = (COMMON, world.investor_ch, world.investor_de, 10)
        self.id = engine.approvalId(*self.deal)

    def request(self, by: Any = None, deal: Any = None) -> Any:
        return self.engine.requestApproval(*(deal or self.deal), DOCUMENT, {"from": by or self.world.investor_ch})

    def approve(self, expiry: int, deal: Any = None) -> Any:
        return self.engine.approveTransfer(*(deal or self.deal), expiry, DOCUMENT, {"from": self.world.approver})

    def transfer(self, units: int = 10) -> Any:
        return self.security.transfer(self.world.investor_de, units, {"from": self.world.investor_ch})

    def refused(self, units: int = 10) -> Any:
        return reverts(self.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", self.security)

    def status(self) -> int:
        return int(self.engine.consentOf(self.id)["status"])


@pytest.fixture(scope="module")
def desk(world: World, engine: Any) -> Desk:
    """See {Desk}."""
    return Desk(world, engine)


def test_transfer__without_consent__refused_in_view_and_call(desk: Desk, world: World) -> None:
    with desk.refused():
        desk.transfer()
    assert world.restriction(world.investor_ch, world.investor_de, 10)[3] == 0


def test_transfer__with_consent__passes_once(desk: Desk) -> None:
    tx = desk.approve(clock.now() + DAY)
    assert tx.events["TransferApproved"]["document"] == "0x" + DOCUMENT.hex()
    assert desk.engine.isApproved(*desk.deal)
    tx = desk.transfer()
    assert tx.events["ApprovalUsed"]["id"] == desk.id and desk.status() == USED
    with desk.refused():
        desk.transfer()


def test_transfer__of_another_amount_or_to_another__refused(desk: Desk, world: World) -> None:
    desk.approve(clock.now() + DAY)
    for units in (9, 11):
        with desk.refused():
            desk.transfer(units)
    with desk.refused():
        desk.security.transfer(world.investor_fr, 10, {"from": world.investor_ch})


def test_transfer__in_the_last_second_of_the_consent__passes_and_a_second_later_not(desk: Desk) -> None:
    expiry = clock.now() + DAY
    desk.approve(expiry)
    clock.next_block_at(expiry + 1)
    with desk.refused():
        desk.transfer()
    desk.approve(clock.now() + DAY)
    expiry = desk.engine.consentOf(desk.id)["expiry"]
    clock.next_block_at(expiry)
    desk.transfer()


def test_approveTransfer__expiry_gone_by__refused(desk: Desk) -> None:
    expired = clock.now() - 1
    with reverts(desk.engine, "ExpiryPassed", expired):
        desk.approve(expired)


def test_requestApproval__by_holder_operator_and_agent__noted(desk: Desk, world: World) -> None:
    world.security.authorizeOperator(world.operator, {"from": world.investor_ch})
    for number, account in enumerate((world.investor_ch, world.operator, world.approver)):
        deal = (*desk.deal[:3], 20 + number)
        event = desk.request(account, deal).events["ApprovalRequested"]
        assert (event["from"], event["to"], event["amount"]) == deal[1:]
        assert (event["document"], event["automaticFrom"]) == ("0x" + DOCUMENT.hex(), 0)


def test_requestApproval__by_a_stranger_or_the_receiver__refused(desk: Desk, world: World) -> None:
    for account in (world.stranger, world.investor_de):
        with reverts(desk.engine, "NotTheGiver", account, world.investor_ch):
            desk.request(account)


def test_requestApproval__while_one_is_open__refused(desk: Desk) -> None:
    desk.request()
    with reverts(desk.engine, "RequestPending", desk.id):
        desk.request()


def test_requestApproval__after_refusal_use_or_expiry__anew(desk: Desk) -> None:
    desk.request()
    desk.engine.rejectTransfer(desk.id, 1, {"from": desk.world.approver})
    desk.request()
    desk.approve(clock.now() + 100)
    clock.pass_time(200)
    desk.request()
    assert desk.status() == REQUESTED
    desk.approve(clock.now() + DAY)
    desk.transfer()
    desk.request()


def test_rejectTransfer__of_a_request_or_a_consent__ends_it(desk: Desk) -> None:
    desk.request()
    tx = desk.engine.rejectTransfer(desk.id, 7, {"from": desk.world.approver})
    assert tx.events["TransferRejected"]["reason"] == 7 and desk.status() == REJECTED
    desk.approve(clock.now() + DAY)
    desk.engine.rejectTransfer(desk.id, 7, {"from": desk.world.approver})
    with desk.refused():
        desk.transfer()
    with reverts(desk.engine, "NoRequest", desk.id):
        desk.engine.rejectTransfer(desk.id, 7, {"from": desk.world.approver})


def test_silence__after_its_time__is_consent_to_the_second(desk: Desk, world: World) -> None:
    desk.engine.setSilence(90 * DAY, 30 * DAY, {"from": world.compliance_officer})
    asked = desk.request().timestamp
    opens = asked + 90 * DAY
    assert world.restriction(world.investor_ch, world.investor_de, 10)[3] == opens
    clock.next_block_at(opens - 1)
    with desk.refused():
        desk.transfer()
    clock.block_at(opens)
    desk.transfer()
    assert desk.status() == USED


def test_silence__after_its_validity__no_longer_consent(desk: Desk, world: World) -> None:
    desk.engine.setSilence(DAY, DAY, {"from": world.compliance_officer})
    desk.request()
    clock.pass_time(2 * DAY + 10)
    with desk.refused():
        desk.transfer()
    desk.request()


def test_silence__of_a_request_refused_in_time__no_consent(desk: Desk, world: World) -> None:
    desk.engine.setSilence(DAY, DAY, {"from": world.compliance_officer})
    desk.request()
    desk.engine.rejectTransfer(desk.id, 1, {"from": world.approver})
    clock.pass_time(DAY + 10)
    with desk.refused():
        desk.transfer()


def test_setSilence__that_would_count_for_no_time__refused(desk: Desk, world: World) -> None:
    with reverts(desk.engine, "InvalidSilence", 1, 0):
        desk.engine.setSilence(1, 0, {"from": world.compliance_officer})


def test_gate__everybody_but_the_approver__refused(desk: Desk, world: World) -> None:
    for account in (world.admin, world.compliance_officer, world.investor_ch, world.stranger):
        with reverts(desk.engine, "AccessControlUnauthorizedAccount", account, role_id("APPROVER")):
            desk.engine.approveTransfer(*desk.deal, 2**40 - 1, DOCUMENT, {"from": account})
        with reverts(desk.engine, "AccessControlUnauthorizedAccount", account, role_id("APPROVER")):
            desk.engine.rejectTransfer(desk.id, 1, {"from": account})


def test_transfer__to_the_treasury_or_one_with_the_attribute__needs_no_consent(desk: Desk, world: World) -> None:
    set_parameter(world, desk.rule, "FREE_TO", QIB)
    desk.security.transfer(world.treasury, 5, {"from": world.investor_ch})
    desk.security.transfer(world.fund_us, 5, {"from": world.investor_ch})
    world.admit(world.fund_us, US, FAR, FAR, US_PERSON)
    with desk.refused():
        desk.security.transfer(world.fund_us, 5, {"from": world.investor_ch})


def test_transfer__of_another_class__needs_no_consent(desk: Desk, world: World) -> None:
    world.issue(world.fund_us, 10, PREFERRED)
    world.admit(world.investor_ch, CH, FAR, FAR)
    world.security.transferByPartition(PREFERRED, world.investor_ch, 5, b"", {"from": world.fund_us})


def test_transfer__with_a_consent_that_it_did_not_need__uses_it_up(desk: Desk, world: World) -> None:
    desk.approve(clock.now() + DAY, (COMMON, world.investor_ch, world.treasury, 3))
    tx = desk.security.transfer(world.treasury, 3, {"from": world.investor_ch})
    assert "ApprovalUsed" in tx.events
