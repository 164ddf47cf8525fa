"""Putting a resolution to a meeting: before voting opens, with a majority that can be counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.governance.helpers import CAST, HALF, MOTION_HASH, OUTSTANDING, PPM, PRESENT, Hall
from tests.world import World


@pytest.fixture(scope="module")
def meeting(hall: Hall) -> int:
    return hall.convene()


@pytest.mark.parametrize(
    ("base", "threshold", "exceeded"),
    [(CAST, HALF, True), (PRESENT, 0, False), (OUTSTANDING, PPM, False), (CAST, PPM - 1, True)],
)
def test_propose__proper_motion__stored_and_told(
    voting: Any, world: World, meeting: int, base: int, threshold: int, exceeded: bool
) -> None:
    motion = ("0x" + MOTION_HASH.hex(), base, threshold, exceeded)
    event = voting.propose(meeting, motion, {"from": world.secretary}).events["ResolutionProposed"]
    assert (event["resolution"], event["meeting"]) == (1, meeting)
    assert tuple(event["motion"]) == motion
    assert voting.motionOf(1) == (meeting, motion)
    assert voting.resolutions() == 1


def test_propose__two_meetings__numbers_run_on(hall: Hall, voting: Any, meeting: int) -> None:
    other = hall.convene()
    assert [hall.propose(number) for number in (meeting, other, meeting)] == [1, 2, 3]
    assert [voting.motionOf(number)[0] for number in (1, 2, 3)] == [meeting, other, meeting]


def test_propose__in_the_last_second_before_voting__accepted(hall: Hall, voting: Any, meeting: int) -> None:
    clock.next_block_at(voting.meetingOf(meeting)["opensAt"] - 1)
    assert hall.propose(meeting) == 1


def test_propose__in_the_first_second_of_voting__refused(voting: Any, world: World, meeting: int) -> None:
    opens_at = voting.meetingOf(meeting)["opensAt"]
    clock.next_block_at(opens_at)
    with reverts(voting, "VotingHasOpened", meeting, opens_at):
        voting.propose(meeting, (MOTION_HASH, CAST, HALF, True), {"from": world.secretary})


@pytest.mark.parametrize("threshold", [PPM + 1, 2**24 - 1])
def test_propose__threshold_above_the_whole__refused(voting: Any, world: World, meeting: int, threshold: int) -> None:
    with reverts(voting, "InvalidMotion", "threshold"):
        voting.propose(meeting, (MOTION_HASH, CAST, threshold, False), {"from": world.secretary})


def test_propose__unknown_base__refused(voting: Any, world: World, meeting: int) -> None:
    with reverts(None, ""):
        voting.propose(meeting, (MOTION_HASH, 3, HALF, True), {"from": world.secretary})


@pytest.mark.parametrize("number", [0, 99])
def test_propose__unknown_meeting__refused(voting: Any, world: World, number: int) -> None:
    with reverts(voting, "UnknownMeeting", number):
        voting.propose(number, (MOTION_HASH, CAST, HALF, True), {"from": world.secretary})


@pytest.mark.parametrize("number", [0, 1])
def test_views__unknown_resolution__refused(voting: Any, world: World, number: int) -> None:
    with reverts(voting, "UnknownResolution", number):
        voting.motionOf(number)
    with reverts(voting, "UnknownResolution", number):
        voting.tally(number)
    with reverts(voting, "UnknownResolution", number):
        voting.ballotOf(number, world.investor_ch)
