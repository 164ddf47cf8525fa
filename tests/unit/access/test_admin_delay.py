"""The delay before an administrator is replaced: longer at once, shorter only when the present delay has run."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.world import DAY, NOWHERE, World

PRESENT = DAY
LONGEST = 30 * DAY


def set_delay(world: World, delay: int, at: int) -> Any:
    """Sets the delay in the second `at`."""
    clock.next_block_at(at)
    return world.security.setAdminDelay(delay, {"from": world.admin}).events["AdminDelaySet"]


def propose(world: World, at: int) -> int:
    """Proposes the stranger in the second `at`; returns from when it may accept."""
    clock.next_block_at(at)
    world.security.proposeAdmin(world.stranger, {"from": world.admin})
    return int(world.security.proposedAdmin()[1])


@pytest.mark.parametrize("delay", [0, 1, PRESENT - 1])
def test_setAdminDelay__shorter__from_the_second_in_which_the_present_delay_has_run(world: World, delay: int) -> None:
    time = clock.now() + 100
    assert set_delay(world, delay, time) == {"delay": delay, "from": time + PRESENT}
    clock.block_at(time + PRESENT - 2)
    assert world.security.adminDelay() == PRESENT
    assert propose(world, time + PRESENT - 1) == time + PRESENT - 1 + PRESENT
    assert propose(world, time + PRESENT) == time + PRESENT + delay
    assert world.security.adminDelay() == delay


@pytest.mark.parametrize("delay", [PRESENT, PRESENT + 1, LONGEST])
def test_setAdminDelay__as_long_or_longer__at_once(world: World, delay: int) -> None:
    time = clock.now() + 100
    assert set_delay(world, delay, time) == {"delay": delay, "from": time}
    assert world.security.adminDelay() == delay
    assert propose(world, time + 1) == time + 1 + delay


def test_setAdminDelay__to_nothing_and_a_proposal_at_once__no_way_to_take_over_in_a_minute(world: World) -> None:
    """A thief of the administrator's key leaves the issuer the present delay to see it."""
    time = clock.now() + 100
    set_delay(world, 0, time)
    accept_from = propose(world, time + 1)
    assert accept_from == time + 1 + PRESENT
    clock.next_block_at(accept_from - 1)
    with reverts(world.security, "AdminDelayNotOver", accept_from, accept_from - 1):
        world.security.acceptAdmin({"from": world.stranger})
    clock.next_block_at(accept_from)
    world.security.acceptAdmin({"from": world.stranger})
    assert world.security.admin() == world.stranger


def test_setAdminDelay__shortened_in_steps__each_waits_for_the_delay_before(world: World) -> None:
    time = clock.now() + 100
    set_delay(world, LONGEST, time)
    assert set_delay(world, 10 * DAY, time + 1)["from"] == time + 1 + LONGEST
    assert set_delay(world, 0, time + 2)["from"] == time + 2 + LONGEST
    clock.block_at(time + 1 + LONGEST)
    assert world.security.adminDelay() == LONGEST
    clock.block_at(time + 2 + LONGEST)
    assert world.security.adminDelay() == 0


def test_setAdminDelay__lengthened_while_a_shorter_one_waits__the_shorter_one_is_off(world: World) -> None:
    time = clock.now() + 100
    set_delay(world, 0, time)
    set_delay(world, 5 * DAY, time + 1)
    assert world.security.adminDelay() == 5 * DAY
    clock.block_at(time + 2 * PRESENT)
    assert world.security.adminDelay() == 5 * DAY


def test_setAdminDelay__the_present_one_again__takes_a_waiting_shorter_one_back(world: World) -> None:
    time = clock.now() + 100
    set_delay(world, 0, time)
    set_delay(world, PRESENT, time + PRESENT - 1)
    clock.block_at(time + 3 * PRESENT)
    assert world.security.adminDelay() == PRESENT


def test_setAdminDelay__after_a_shorter_one_holds__counts_from_there(world: World) -> None:
    time = clock.now() + 100
    set_delay(world, 100, time)
    later = time + PRESENT + 10
    assert set_delay(world, 0, later)["from"] == later + 100
    clock.block_at(later + 99)
    assert world.security.adminDelay() == 100
    clock.block_at(later + 100)
    assert world.security.adminDelay() == 0
    assert set_delay(world, LONGEST, later + 200)["from"] == later + 200


def test_proposal__made_before__keeps_its_time_whatever_becomes_of_the_delay(world: World) -> None:
    time = clock.now() + 100
    accept_from = propose(world, time)
    set_delay(world, LONGEST, time + 1)
    assert world.security.proposedAdmin()[1] == accept_from == time + PRESENT
    clock.next_block_at(accept_from)
    world.security.acceptAdmin({"from": world.stranger})
    assert tuple(world.security.proposedAdmin()) == (NOWHERE, 0)
    assert world.security.adminDelay() == LONGEST


def test_proposal__replaced_or_withdrawn__the_first_candidate_is_out(world: World) -> None:
    accept_from = propose(world, clock.now() + 100)
    world.security.proposeAdmin(world.operator, {"from": world.admin})
    clock.block_at(accept_from + PRESENT)
    with reverts(world.security, "NotProposedAdmin", world.stranger):
        world.security.acceptAdmin({"from": world.stranger})
    world.security.acceptAdmin({"from": world.operator})
    with reverts(world.security, "NotProposedAdmin", world.operator):
        world.security.acceptAdmin({"from": world.operator})


def test_setAdminDelay__by_the_new_administrator__as_by_the_old(world: World) -> None:
    accept_from = propose(world, clock.now() + 100)
    clock.next_block_at(accept_from)
    world.security.acceptAdmin({"from": world.stranger})
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.admin, bytes(32)):
        world.security.setAdminDelay(0, {"from": world.admin})
    time = accept_from + 50
    clock.next_block_at(time)
    event = world.security.setAdminDelay(0, {"from": world.stranger}).events["AdminDelaySet"]
    assert event["from"] == time + PRESENT
