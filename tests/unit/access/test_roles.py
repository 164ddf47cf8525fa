"""The role table: granting, revoking, giving up; replacing the administrator in two steps."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import GRANTABLE, role_id
from tests import clock
from tests.errors import reverts
from tests.world import NOWHERE, World

DAY = 86_400
ADMIN = bytes(32)
ISSUER = role_id("ISSUER")


def test_deployment__handed_over__deployer_holds_nothing(world: World, security: Any) -> None:
    assert security.admin() == world.admin
    assert not any(security.hasRole(role_id(role), world.deployer) for role in (*GRANTABLE, "ADMINISTRATOR"))


def test_grantRole__new_holder__may_act_with_event(world: World, security: Any) -> None:
    event = security.grantRole(ISSUER, world.stranger, {"from": world.admin}).events["RoleGranted"]
    assert event == {"role": "0x" + ISSUER.hex(), "account": world.stranger, "sender": world.admin}
    security.issue(world.investor_ch, 1, b"", {"from": world.stranger})


def test_grantRole__held_already__no_event(world: World, security: Any) -> None:
    assert not security.grantRole(ISSUER, world.issuer, {"from": world.admin}).events


def test_revokeRole__holder__may_not_act_any_more_with_event(world: World, security: Any) -> None:
    event = security.revokeRole(ISSUER, world.issuer, {"from": world.admin}).events["RoleRevoked"]
    assert event == {"role": "0x" + ISSUER.hex(), "account": world.issuer, "sender": world.admin}
    with reverts(security, "AccessControlUnauthorizedAccount", world.issuer, ISSUER):
        world.issue(world.investor_ch, 1)
    assert not security.revokeRole(ISSUER, world.issuer, {"from": world.admin}).events


def test_renounceRole__own__given_up(world: World, security: Any) -> None:
    security.renounceRole(ISSUER, world.issuer, {"from": world.issuer})
    assert not security.hasRole(ISSUER, world.issuer)


def test_renounceRole__of_somebody_else__refused(world: World, security: Any) -> None:
    with reverts(security, "NotRoleHolder", world.issuer):
        security.renounceRole(ISSUER, world.issuer, {"from": world.stranger})


@pytest.mark.parametrize("function", ["grantRole", "revokeRole", "renounceRole"])
def test_administrator__role_table__cannot_change_hands_there(world: World, security: Any, function: str) -> None:
    """The last administrator cannot vanish, and there are never two."""
    with reverts(security, "AdminRoleIsNotGranted"):
        getattr(security, function)(ADMIN, world.admin, {"from": world.admin})


def test_proposeAdmin__accepted_after_the_delay__one_administrator(world: World, security: Any) -> None:
    time = clock.now() + 100
    clock.next_block_at(time)
    event = security.proposeAdmin(world.stranger, {"from": world.admin}).events["AdminProposed"]
    assert event == {"candidate": world.stranger, "acceptFrom": time + DAY}
    assert tuple(security.proposedAdmin()) == (world.stranger, time + DAY)
    clock.next_block_at(time + DAY - 1)
    with reverts(security, "AdminDelayNotOver", time + DAY, time + DAY - 1):
        security.acceptAdmin({"from": world.stranger})
    clock.next_block_at(time + DAY)
    events = security.acceptAdmin({"from": world.stranger}).events
    assert events["AdminChanged"] == {"previous": world.admin, "admin": world.stranger}
    assert security.admin() == world.stranger
    assert security.hasRole(ADMIN, world.stranger) and not security.hasRole(ADMIN, world.admin)
    assert tuple(security.proposedAdmin()) == (NOWHERE, 0)


def test_acceptAdmin__not_proposed__refused(world: World, security: Any) -> None:
    for account in (world.stranger, world.admin):
        with reverts(security, "NotProposedAdmin", account):
            security.acceptAdmin({"from": account})


def test_proposeAdmin__withdrawn__cannot_be_accepted(world: World, security: Any) -> None:
    security.proposeAdmin(world.stranger, {"from": world.admin})
    event = security.proposeAdmin(NOWHERE, {"from": world.admin}).events["AdminProposed"]
    assert event == {"candidate": NOWHERE, "acceptFrom": 0}
    clock.pass_time(2 * DAY)
    with reverts(security, "NotProposedAdmin", world.stranger):
        security.acceptAdmin({"from": world.stranger})


def test_setAdminDelay__longer__applies_to_the_next_proposal(world: World, security: Any) -> None:
    event = security.setAdminDelay(3 * DAY, {"from": world.admin}).events["AdminDelaySet"]
    assert event["delay"] == 3 * DAY == security.adminDelay()
    time = clock.now() + 100
    clock.next_block_at(time)
    security.proposeAdmin(world.stranger, {"from": world.admin})
    assert security.proposedAdmin()[1] == time + 3 * DAY


def test_setAdminDelay__shortened__a_pending_proposal_keeps_its_time(world: World, security: Any) -> None:
    security.proposeAdmin(world.stranger, {"from": world.admin})
    accept_from = security.proposedAdmin()[1]
    security.setAdminDelay(0, {"from": world.admin})
    assert security.proposedAdmin()[1] == accept_from


def test_setAdminDelay__more_than_thirty_days__refused(world: World, security: Any) -> None:
    with reverts(security, "AdminDelayTooLong", 30 * DAY + 1, 30 * DAY):
        security.setAdminDelay(30 * DAY + 1, {"from": world.admin})
