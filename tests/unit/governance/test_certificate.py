"""Certifying a result: once, after voting, by the secretary."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.governance.helpers import AGAINST, FOR, MINUTES, NO_QUORUM, PASSED, REJECTED, Hall
from tests.world import World


@pytest.fixture(scope="module")
def meeting(hall: Hall, world: World) -> int:
    """700 of 1,000 votes for resolution 1 and as many against 2; on 3 only the 400 of fund_us."""
    number = hall.convene()
    for _ in range(3):
        hall.propose(number)
    hall.open(number)
    for voter in (world.fund_us, world.investor_fr):
        hall.cast(1, voter, FOR)
        hall.cast(2, voter, AGAINST)
    hall.cast(3, world.fund_us, FOR)
    return number


@pytest.mark.parametrize(
    ("resolution", "count", "outcome"),
    [(1, (700, 0, 0), PASSED), (2, (0, 700, 0), REJECTED), (3, (400, 0, 0), NO_QUORUM)],
)
def test_certify__after_voting__told_with_the_tally(
    hall: Hall, voting: Any, meeting: int, resolution: int, count: tuple[int, int, int], outcome: int
) -> None:
    hall.close(meeting)
    assert not voting.tally(resolution)["certified"]
    event = hall.certify(resolution).events["ResolutionCertified"]
    assert (event["resolution"], event["outcome"]) == (resolution, outcome)
    assert event["reportHash"] == "0x" + MINUTES.hex()
    assert tuple(event["tally"]) == (*count, 1_000, outcome != NO_QUORUM, outcome, True)
    assert tuple(voting.tally(resolution)) == tuple(event["tally"])


def test_certify__one__leaves_the_others(hall: Hall, voting: Any, meeting: int) -> None:
    hall.close(meeting)
    hall.certify(2)
    assert [voting.tally(number)["certified"] for number in (1, 2, 3)] == [False, True, False]


def test_certify__in_the_last_second_of_voting__refused(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    closes_at = voting.meetingOf(meeting)["closesAt"]
    clock.next_block_at(closes_at)
    with reverts(voting, "NotClosed", 1, closes_at):
        voting.certify(1, MINUTES, {"from": world.secretary})
    clock.next_block_at(closes_at + 1)
    hall.certify(1)


def test_certify__twice__refused(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    hall.close(meeting)
    hall.certify(1)
    with reverts(voting, "AlreadyCertified", 1):
        voting.certify(1, bytes(32), {"from": world.secretary})


@pytest.mark.parametrize("number", [0, 99])
def test_certify__unknown_resolution__refused(voting: Any, world: World, number: int) -> None:
    with reverts(voting, "UnknownResolution", number):
        voting.certify(number, MINUTES, {"from": world.secretary})


def test_certify__units_move_afterwards__result_stands(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    hall.close(meeting)
    before = tuple(voting.tally(1))
    world.security.transfer(world.investor_ch, 400, {"from": world.fund_us})
    world.security.redeem(300, b"", {"from": world.investor_fr})
    assert tuple(voting.tally(1)) == before


def test_certify__ballot_after_closing__refused_and_result_stands(
    hall: Hall, voting: Any, world: World, meeting: int
) -> None:
    hall.close(meeting)
    hall.certify(3)
    dates = voting.meetingOf(meeting)
    time = clock.now() + 5
    clock.next_block_at(time)
    with reverts(voting, "NotOpen", 3, dates["opensAt"], dates["closesAt"], time):
        voting.cast(3, FOR, {"from": world.investor_ch})
    assert hall.count(3) == (400, 0, 0)
