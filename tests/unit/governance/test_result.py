"""Counting a resolution: quorum, the three bases of a majority, thresholds exceeded or only reached.

The register has 1,000,000 units, 50,000 of them the treasury's, in blocks that add up to every number needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests import clock
from tests.unit.governance.helpers import (
    ABSTAIN,
    AGAINST,
    CAST,
    FOR,
    HALF,
    NO_QUORUM,
    OUTSTANDING,
    PASSED,
    PENDING,
    PPM,
    PRESENT,
    REJECTED,
    THREE_QUARTERS,
    TWO_THIRDS,
    Hall,
)
from tests.world import CH, FAR, World, spare_account

K = 1_000
BLOCKS = (250 * K, 200 * K, 180 * K, 80 * K, 50 * K, 25 * K, 20 * K, 144_999, 1)
# The resolutions of the meeting, in order.
MOTIONS = {
    "ordinary": (CAST, HALF, True),
    "of those present": (PRESENT, HALF, True),
    "of all": (OUTSTANDING, HALF, True),
    "special": (CAST, THREE_QUARTERS, False),
    "two thirds": (CAST, TWO_THIRDS, False),
}


class Assembly:
    """An open meeting with all five resolutions, on which members vote in blocks."""

    def __init__(self, world: World, **notice: Any) -> None:
        self.hall = Hall(world)
        self.voting = world.voting
        self.voters = {units: spare_account(i) for i, units in enumerate(BLOCKS)}
        self.meeting = self.hall.convene(**notice)
        self.resolutions = {name: self.hall.propose(self.meeting, *motion) for name, motion in MOTIONS.items()}
        self.hall.open(self.meeting)

    def vote(self, choice: int, *blocks: int) -> None:
        """The owners of the blocks cast the same ballot on every resolution."""
        for units in blocks:
            self.hall.cast_on_all(self.resolutions.values(), self.voters[units], choice)

    def outcomes(self) -> dict[str, int]:
        """Closes the meeting; what became of each resolution."""
        self.hall.close(self.meeting)
        return {name: self.hall.outcome(number) for name, number in self.resolutions.items()}


@pytest.fixture(scope="module")
def assembly(world: World) -> Assembly:
    voters = [spare_account(i) for i in range(len(BLOCKS))]
    world.security.admitBatch([(v, CH, FAR, 0, 0) for v in voters], {"from": world.admitter})
    for voter, units in zip(voters, BLOCKS, strict=True):
        world.issue(voter, units)
    world.issue(world.treasury, 50 * K)
    return Assembly(world)


def results(passed: Sequence[str]) -> dict[str, int]:
    """All resolutions rejected but the ones named."""
    return {name: PASSED if name in passed else REJECTED for name in MOTIONS}


def test_tally__worked_numbers__300_for_180_against_20_abstain(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 50 * K)
    assembly.vote(AGAINST, 180 * K)
    assembly.vote(ABSTAIN, 20 * K)
    assert assembly.voting.eligibleVotes(assembly.meeting) == 950 * K
    tally = assembly.voting.tally(assembly.resolutions["ordinary"])
    assert (tally["votesFor"], tally["votesAgainst"], tally["abstentions"]) == (300 * K, 180 * K, 20 * K)
    assert tally["quorate"]
    assert assembly.outcomes() == results(passed=["ordinary", "of those present"])


def test_tally__worked_numbers__250_for_200_against_100_abstain(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K)
    assembly.vote(AGAINST, 200 * K)
    assembly.vote(ABSTAIN, 80 * K, 20 * K)
    assert assembly.outcomes() == results(passed=["ordinary"])


def test_tally__475_000_of_950_000_present__no_quorum(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 200 * K, 25 * K)
    assert not assembly.voting.tally(assembly.resolutions["ordinary"])["quorate"]
    assert set(assembly.outcomes().values()) == {NO_QUORUM}


def test_tally__475_001_of_950_000_present__quorum(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 200 * K, 25 * K)
    assembly.vote(ABSTAIN, 1)
    assert assembly.voting.tally(assembly.resolutions["ordinary"])["quorate"]
    assert assembly.outcomes() == results(passed=["ordinary", "of those present", "special", "two thirds"])


def test_tally__abstentions_alone__quorum_but_nothing_carried(assembly: Assembly) -> None:
    assembly.vote(ABSTAIN, 250 * K, 200 * K, 50 * K)
    assert assembly.outcomes() == results(passed=[])


def test_tally__half_and_half__rejected(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K)
    assembly.vote(AGAINST, 200 * K, 50 * K)
    assert assembly.outcomes() == results(passed=[])


def test_tally__one_vote_more_than_half__ordinary_passed(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 1)
    assembly.vote(AGAINST, 200 * K, 50 * K)
    assert assembly.outcomes() == results(passed=["ordinary", "of those present"])


def test_tally__75_to_25__special_reached(assembly: Assembly) -> None:
    assembly.vote(FOR, 180 * K, 144_999, 50 * K, 1)
    assembly.vote(AGAINST, 80 * K, 25 * K, 20 * K)
    assert assembly.outcomes() == results(passed=["ordinary", "of those present", "special", "two thirds"])


def test_tally__one_vote_short_of_75_percent__special_rejected(assembly: Assembly) -> None:
    assembly.vote(FOR, 180 * K, 144_999, 50 * K)
    assembly.vote(AGAINST, 80 * K, 25 * K, 20 * K)
    assert assembly.outcomes() == results(passed=["ordinary", "of those present", "two thirds"])


def test_tally__one_vote_more_than_half_of_all__passed_on_every_base(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 200 * K, 25 * K, 1)
    assert assembly.outcomes() == results(passed=list(MOTIONS))


def test_tally__exactly_half_of_all__not_exceeded(assembly: Assembly) -> None:
    assembly.vote(FOR, 250 * K, 200 * K, 25 * K)
    assembly.vote(AGAINST, 80 * K)
    assert assembly.outcomes() == results(passed=["ordinary", "of those present", "special", "two thirds"])


def test_tally__nobody_voted__no_quorum(assembly: Assembly) -> None:
    assert set(assembly.outcomes().values()) == {NO_QUORUM}


def test_tally__through_the_last_second_of_voting__pending(assembly: Assembly) -> None:
    assembly.vote(FOR, *BLOCKS)
    closes_at = assembly.voting.meetingOf(assembly.meeting)["closesAt"]
    clock.block_at(closes_at)
    assert assembly.hall.outcome(assembly.resolutions["of all"]) == PENDING
    clock.block_at(closes_at + 1)
    assert assembly.hall.outcome(assembly.resolutions["of all"]) == PASSED


@pytest.mark.parametrize(
    ("quorum", "exceeded", "quorate"),
    [
        (HALF, False, True),
        (HALF, True, False),
        (HALF + 1, False, False),
        (HALF - 1, True, True),
        (0, False, True),
        (0, True, True),
        (PPM, False, False),
    ],
)
def test_tally__475_000_of_950_000_and_other_quorums__reached_or_exceeded(
    assembly: Assembly, world: World, quorum: int, exceeded: bool, quorate: bool
) -> None:
    other = Assembly(world, quorum=quorum, quorum_exceeded=exceeded)
    other.vote(FOR, 250 * K, 200 * K, 25 * K)
    assert other.outcomes()["ordinary"] == (PASSED if quorate else NO_QUORUM)


@pytest.mark.parametrize(("exceeded", "outcome"), [(False, REJECTED), (True, NO_QUORUM)])
def test_tally__no_quorum_wanted_and_nobody_voted__never_passed(
    assembly: Assembly, world: World, exceeded: bool, outcome: int
) -> None:
    other = Assembly(world, quorum=0, quorum_exceeded=exceeded)
    assert set(other.outcomes().values()) == {outcome}


def test_tally__threshold_0_and_no_vote_for__rejected(assembly: Assembly, world: World) -> None:
    hall = assembly.hall
    meeting = hall.convene()
    number = hall.propose(meeting, CAST, 0, False)
    hall.open(meeting)
    for units in (250 * K, 200 * K, 50 * K):
        hall.cast(number, assembly.voters[units], AGAINST)
    hall.close(meeting)
    assert hall.outcome(number) == REJECTED


@pytest.mark.parametrize("dissent", [False, True])
def test_tally__unanimity__one_vote_against_rejects(assembly: Assembly, dissent: bool) -> None:
    hall = assembly.hall
    meeting = hall.convene()
    number = hall.propose(meeting, CAST, PPM, False)
    hall.open(meeting)
    for units in (250 * K, 200 * K, 50 * K):
        hall.cast(number, assembly.voters[units], FOR)
    hall.cast(number, assembly.voters[1], AGAINST if dissent else ABSTAIN)
    hall.close(meeting)
    assert hall.outcome(number) == (REJECTED if dissent else PASSED)
