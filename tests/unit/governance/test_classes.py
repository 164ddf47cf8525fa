"""Classes: each with its votes per unit, or none; a class vote is a meeting of the class alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.governance.helpers import AGAINST, CAST, FOR, HALF, PASSED, REJECTED, Hall
from tests.world import COMMON, FAR, PREFERRED, World

K = 1_000
MOST_VOTES = 2**24 - 1


@pytest.fixture(scope="module")
def classes(world: World) -> Hall:
    """COMMON: investor_ch 700,000, investor_de 200,000. PREFERRED: investor_ch 30,000, fund_us 70,000."""
    world.admit(world.investor_ch, accredited=FAR)
    for holder, units, partition in (
        (world.investor_ch, 700 * K, COMMON),
        (world.investor_de, 200 * K, COMMON),
        (world.investor_ch, 30 * K, PREFERRED),
        (world.fund_us, 70 * K, PREFERRED),
        (world.treasury, 5 * K, PREFERRED),
    ):
        world.issue(holder, units, partition)
    return Hall(world)


def test_tally__worked_numbers__passed_together_and_rejected_by_the_class(classes: Hall, world: World) -> None:
    both = classes.convene(classes=[(COMMON, 1), (PREFERRED, 1)])
    alone = classes.convene(classes=[(PREFERRED, 1)])
    together, of_the_class = classes.propose(both, CAST, HALF), classes.propose(alone, CAST, HALF)
    classes.open(alone)
    classes.cast_on_all([together, of_the_class], world.investor_ch, FOR)
    classes.cast_on_all([together, of_the_class], world.fund_us, AGAINST)
    classes.cast(together, world.investor_de, AGAINST)
    classes.close(alone)
    assert classes.count(together) == (730 * K, 270 * K, 0)
    assert classes.count(of_the_class) == (30 * K, 70 * K, 0)
    assert [classes.outcome(number) for number in (together, of_the_class)] == [PASSED, REJECTED]


def test_votesOf__weights__units_of_each_class_times_its_votes(classes: Hall, voting: Any, world: World) -> None:
    meeting = classes.convene(classes=[(COMMON, 1), (PREFERRED, 10)])
    classes.open(meeting)
    votes = [voting.votesOf(meeting, voter) for voter in (*world.investors, world.treasury)]
    assert votes == [700 * K + 300 * K, 200 * K, 0, 700 * K, 0]
    assert voting.eligibleVotes(meeting) == sum(votes) == 900 * K + 1_000 * K


def test_votesOf__classes_in_any_order__same_votes(classes: Hall, voting: Any, world: World) -> None:
    meetings = [
        classes.convene(classes=order) for order in ([(COMMON, 3), (PREFERRED, 5)], [(PREFERRED, 5), (COMMON, 3)])
    ]
    classes.open(meetings[-1])
    for voter in (*world.investors, world.treasury):
        assert voting.votesOf(meetings[0], voter) == voting.votesOf(meetings[1], voter)


@pytest.mark.parametrize("listed", [[(COMMON, 1)], [(COMMON, 1), (PREFERRED, 0)]])
def test_cast__only_units_without_votes__refused(
    classes: Hall, voting: Any, world: World, listed: list[tuple[bytes, int]]
) -> None:
    meeting = classes.convene(classes=listed)
    number = classes.propose(meeting)
    classes.open(meeting)
    with reverts(voting, "NoVotes", number, world.fund_us):
        voting.cast(number, FOR, {"from": world.fund_us})
    classes.cast(number, world.investor_ch, FOR)
    assert classes.count(number) == (700 * K, 0, 0)
    assert voting.eligibleVotes(meeting) == 900 * K


def test_cast__no_class_has_votes__nobody_can_vote(classes: Hall, voting: Any, world: World) -> None:
    meeting = classes.convene(classes=[(COMMON, 0), (PREFERRED, 0)])
    number = classes.propose(meeting)
    classes.open(meeting)
    assert voting.eligibleVotes(meeting) == 0
    with reverts(voting, "NoVotes", number, world.investor_ch):
        voting.cast(number, FOR, {"from": world.investor_ch})


def test_cast__weights_and_second_thought__all_votes_move(classes: Hall, world: World) -> None:
    meeting = classes.convene(classes=[(COMMON, 2), (PREFERRED, 100)])
    number = classes.propose(meeting)
    classes.open(meeting)
    classes.cast(number, world.investor_ch, FOR)
    classes.cast(number, world.fund_us, FOR)
    classes.cast(number, world.investor_ch, AGAINST)
    assert classes.count(number) == (7_000 * K, 1_400 * K + 3_000 * K, 0)


def test_eligibleVotes__excluded_holder_of_two_classes__out_of_both(classes: Hall, voting: Any, world: World) -> None:
    meeting = classes.convene(classes=[(COMMON, 1), (PREFERRED, 10)], excluded=[world.treasury, world.investor_ch])
    classes.open(meeting)
    assert voting.eligibleVotes(meeting) == 200 * K + 700 * K
    assert voting.votesOf(meeting, world.investor_ch) == 0


def test_cast__most_units_with_most_votes__no_overflow(classes: Hall, voting: Any, world: World) -> None:
    for partition in (COMMON, PREFERRED):
        world.security.setAuthorised(partition, 2**96 - 1, {"from": world.configurer})
        free = 2**96 - 1 - world.security.totalSupplyByPartition(partition)
        world.issue(world.fund_us, free, partition)
    meeting = classes.convene(classes=[(COMMON, MOST_VOTES), (PREFERRED, MOST_VOTES)], excluded=[])
    number = classes.propose(meeting)
    classes.open(meeting)
    classes.cast(number, world.fund_us, AGAINST)
    classes.cast(number, world.fund_us, FOR)
    classes.close(meeting)
    assert voting.eligibleVotes(meeting) == 2 * (2**96 - 1) * MOST_VOTES
    assert classes.count(number)[0] == voting.votesOf(meeting, world.fund_us)
    assert classes.outcome(number) == PASSED
