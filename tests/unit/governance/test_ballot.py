"""Casting a ballot: who has how many votes, when, and what a second thought changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.governance.helpers import ABSTAIN, AGAINST, FOR, NO_CHOICE, Hall
from tests.world import COMMON, DAY, World

CHOICES = (FOR, AGAINST, ABSTAIN)


@pytest.fixture(scope="module")
def meeting(hall: Hall) -> int:
    """A meeting with three ordinary resolutions, in its first second of voting."""
    number = hall.convene()
    for _ in CHOICES:
        hall.propose(number)
    hall.open(number)
    return number


@pytest.mark.parametrize("choice", CHOICES)
def test_cast__each_choice__counted_and_told(hall: Hall, voting: Any, world: World, meeting: int, choice: int) -> None:
    event = hall.cast(1, world.investor_fr, choice).events["BallotCast"]
    assert event == {"resolution": 1, "voter": world.investor_fr, "choice": choice, "votes": 300}
    assert hall.count(1) == tuple(300 if counted == choice else 0 for counted in CHOICES)
    assert voting.ballotOf(1, world.investor_fr) == choice


def test_cast__all_members__sums(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    for voter, choice in zip(world.investors, (FOR, AGAINST, ABSTAIN, FOR), strict=True):
        hall.cast(1, voter, choice)
    assert hall.count(1) == (500, 200, 300)
    assert voting.tally(1)["eligible"] == voting.eligibleVotes(meeting) == 1_000
    assert [voting.ballotOf(1, voter) for voter in world.investors] == [FOR, AGAINST, ABSTAIN, FOR]


@pytest.mark.parametrize("first", CHOICES)
@pytest.mark.parametrize("second", CHOICES)
def test_cast__second_thought__last_one_counts_once(
    hall: Hall, voting: Any, world: World, meeting: int, first: int, second: int
) -> None:
    hall.cast(1, world.investor_ch, FOR)
    hall.cast(1, world.fund_us, first)
    hall.cast(1, world.fund_us, second)
    expected = [100, 0, 0]
    expected[second - 1] += 400
    assert hall.count(1) == tuple(expected)
    assert voting.ballotOf(1, world.fund_us) == second
    assert voting.ballotOf(1, world.investor_ch) == FOR


def test_cast__on_one_resolution__others_have_no_ballot(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    hall.cast(2, world.investor_ch, FOR)
    assert [hall.count(number) for number in (1, 2, 3)] == [(0, 0, 0), (100, 0, 0), (0, 0, 0)]
    assert [voting.ballotOf(number, world.investor_ch) for number in (1, 2, 3)] == [NO_CHOICE, FOR, NO_CHOICE]


# when


@pytest.mark.parametrize("date", ["opensAt", "closesAt"])
def test_cast__first_and_last_second__counted(hall: Hall, voting: Any, world: World, meeting: int, date: str) -> None:
    later = hall.convene()
    number = hall.propose(later)
    clock.next_block_at(voting.meetingOf(later)[date])
    hall.cast(number, world.investor_ch, FOR)
    assert hall.count(number) == (100, 0, 0)


@pytest.mark.parametrize(("date", "offset"), [("opensAt", -1), ("closesAt", 1)])
def test_cast__one_second_outside__refused(
    hall: Hall, voting: Any, world: World, meeting: int, date: str, offset: int
) -> None:
    later = hall.convene()
    number = hall.propose(later)
    dates = voting.meetingOf(later)
    time = dates[date] + offset
    clock.next_block_at(time)
    with reverts(voting, "NotOpen", number, dates["opensAt"], dates["closesAt"], time):
        voting.cast(number, FOR, {"from": world.investor_ch})


# who


@pytest.mark.parametrize("who", ["stranger", "second_wallet_ch", "secretary"])
def test_cast__no_units__refused(voting: Any, world: World, meeting: int, who: str) -> None:
    with reverts(voting, "NoVotes", 1, getattr(world, who)):
        voting.cast(1, FOR, {"from": getattr(world, who)})


def test_cast__excluded_treasury__refused_and_not_in_the_whole(voting: Any, world: World, meeting: int) -> None:
    with reverts(voting, "NoVotes", 1, world.treasury):
        voting.cast(1, FOR, {"from": world.treasury})
    assert voting.votesOf(meeting, world.treasury) == 0
    assert voting.eligibleVotes(meeting) == 1_000


def test_cast__treasury_not_excluded__votes(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    open_to_all = hall.convene(excluded=[])
    number = hall.propose(open_to_all)
    hall.open(open_to_all)
    hall.cast(number, world.treasury, AGAINST)
    assert (hall.count(number), voting.eligibleVotes(open_to_all)) == ((0, 500, 0), 1_500)


@pytest.mark.parametrize("stop", ["setAddressFrozen", "setSanctioned"])
def test_cast__frozen_member__votes_as_holder_of_record(hall: Hall, world: World, meeting: int, stop: str) -> None:
    getattr(world.security, stop)(world.investor_ch, True, {"from": world.freezer})
    hall.cast(1, world.investor_ch, FOR)
    assert hall.count(1) == (100, 0, 0)


def test_cast__no_choice__refused(voting: Any, world: World, meeting: int) -> None:
    with reverts(voting, "NoChoice", 1):
        voting.cast(1, NO_CHOICE, {"from": world.investor_ch})


def test_cast__unknown_choice__refused(voting: Any, world: World, meeting: int) -> None:
    with reverts(None, ""):
        voting.cast(1, 4, {"from": world.investor_ch})


@pytest.mark.parametrize("number", [0, 99])
def test_cast__unknown_resolution__refused(voting: Any, world: World, meeting: int, number: int) -> None:
    with reverts(voting, "UnknownResolution", number):
        voting.cast(number, FOR, {"from": world.investor_ch})


# many at once


def test_castMany__several__each_counted(voting: Any, hall: Hall, world: World, meeting: int) -> None:
    events = voting.castMany([1, 2, 3], CHOICES, {"from": world.fund_us}).events["BallotCast"]
    assert [event["choice"] for event in events] == list(CHOICES)
    assert [hall.count(number) for number in (1, 2, 3)] == [(400, 0, 0), (0, 400, 0), (0, 0, 400)]


def test_castMany__same_resolution_twice__last_one_counts(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    voting.castMany([1, 1], [FOR, AGAINST], {"from": world.fund_us})
    assert hall.count(1) == (0, 400, 0)


def test_castMany__one_unknown__none_counted(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    with reverts(voting, "UnknownResolution", 99):
        voting.castMany([1, 2, 99], CHOICES, {"from": world.fund_us})
    assert [hall.count(number) for number in (1, 2)] == [(0, 0, 0)] * 2


def test_castMany__one_without_choice__none_counted(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    with reverts(voting, "NoChoice", 2):
        voting.castMany([1, 2], [FOR, NO_CHOICE], {"from": world.fund_us})
    assert hall.count(1) == (0, 0, 0)


def test_castMany__one_meeting_not_open__none_counted(hall: Hall, voting: Any, world: World, meeting: int) -> None:
    later = hall.convene(opens_at=clock.now() + 5 * DAY)
    number = hall.propose(later)
    dates = voting.meetingOf(later)
    time = clock.now() + 1
    clock.next_block_at(time)
    with reverts(voting, "NotOpen", number, dates["opensAt"], dates["closesAt"], time):
        voting.castMany([1, number], [FOR, FOR], {"from": world.fund_us})
    assert hall.count(1) == (0, 0, 0)


@pytest.mark.parametrize(("left", "right"), [(2, 1), (1, 2), (0, 1)])
def test_castMany__lists_of_different_length__refused(
    voting: Any, world: World, meeting: int, left: int, right: int
) -> None:
    with reverts(voting, "LengthMismatch", left, right):
        voting.castMany([1] * left, [FOR] * right, {"from": world.fund_us})


# what the record date fixes


def test_votesOf__bought_after_the_record_date__none(hall: Hall, voting: Any, world: World) -> None:
    number = hall.convene()
    resolution = hall.propose(number)
    clock.pass_time(1)
    world.admit(world.stranger)
    world.security.transfer(world.stranger, 100, {"from": world.investor_ch})
    world.security.transfer(world.investor_de, 400, {"from": world.fund_us})
    hall.open(number)
    with reverts(voting, "NoVotes", resolution, world.stranger):
        voting.cast(resolution, FOR, {"from": world.stranger})
    for voter in world.investors:
        hall.cast(resolution, voter, FOR)
    assert hall.count(resolution) == (1_000, 0, 0)


@pytest.mark.parametrize(("offset", "votes"), [(-1, 60), (0, 60), (1, 100)])
def test_votesOf__sale_around_the_record_date__counts_through_its_last_second(
    hall: Hall, voting: Any, world: World, offset: int, votes: int
) -> None:
    date = clock.now() + 100
    number = hall.convene(record_date=date)
    clock.next_block_at(date + offset)
    world.security.transfer(world.investor_de, 40, {"from": world.investor_ch})
    clock.block_at(date + 2)
    assert voting.votesOf(number, world.investor_ch) == votes
    assert voting.votesOf(number, world.investor_de) == 300 - votes
    assert voting.eligibleVotes(number) == 1_000


def test_votesOf__transfers_to_oneself__no_more_votes(hall: Hall, voting: Any, world: World) -> None:
    world.security.transfer(world.investor_ch, 100, {"from": world.investor_ch})
    number = hall.convene()
    clock.pass_time(1)
    world.security.transfer(world.investor_ch, 100, {"from": world.investor_ch})
    world.security.transferByPartition(COMMON, world.investor_ch, 50, b"", {"from": world.investor_ch})
    hall.open(number)
    assert voting.votesOf(number, world.investor_ch) == 100
    assert voting.eligibleVotes(number) == 1_000


def test_votesOf__units_handed_round_while_voting_is_open__voted_once(
    hall: Hall, voting: Any, world: World, meeting: int
) -> None:
    hall.cast(1, world.fund_us, FOR)
    world.security.transfer(world.investor_de, 400, {"from": world.fund_us})
    hall.cast(1, world.investor_de, FOR)
    assert hall.count(1) == (600, 0, 0)


def test_votesOf__before_the_record_date_passes__refused(hall: Hall, voting: Any, world: World) -> None:
    date = clock.now() + 100
    number = hall.convene(record_date=date)
    clock.block_at(date)
    with reverts(None, "RecordDateNotPassed", date, date):
        voting.votesOf(number, world.investor_ch)
    clock.block_at(date + 1)
    assert voting.votesOf(number, world.investor_ch) == 100


def test_votesOf__left_the_register_since__still_votes(hall: Hall, world: World, meeting: int) -> None:
    world.security.transfer(world.investor_de, 100, {"from": world.investor_ch})
    world.security.removeMember(world.investor_ch, {"from": world.admitter})
    hall.cast(1, world.investor_ch, AGAINST)
    assert hall.count(1) == (0, 100, 0)
