"""More members than one word of the register of ballots holds: 128 ballots to a word, 256 exclusions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.governance.helpers import ABSTAIN, AGAINST, FOR, NO_CHOICE, Hall
from tests.world import CH, FAR, World, spare_account

# Entries around the ends of the words: 257 stands in its word where entry 1 stands in the first.
ENTRIES = (127, 128, 129, 130, 255, 256, 257, 258)


@pytest.fixture(scope="module")
def members(hall: Hall, world: World) -> dict[int, Any]:
    """Members with the entries of ENTRIES, each with as many units as the number of the entry."""
    accounts = {}
    admissions = []
    for entry in range(world.security.folios() + 1, ENTRIES[-1] + 1):
        account = f"0x{0xE0000 + entry:040x}"
        if entry in ENTRIES:
            accounts[entry] = account = spare_account(ENTRIES.index(entry))
        admissions.append((account, CH, FAR, 0, 0))
    for start in range(0, len(admissions), 100):
        world.security.admitBatch(admissions[start : start + 100], {"from": world.admitter})
    for entry, account in accounts.items():
        assert world.security.memberOf(account)["folio"] == entry
        world.issue(account, entry)
    return accounts


def test_cast__entries_around_word_ends__each_has_a_ballot_of_its_own(
    hall: Hall, voting: Any, world: World, members: dict[int, Any]
) -> None:
    meeting = hall.convene()
    number = hall.propose(meeting)
    hall.open(meeting)
    everybody = [*world.investors, world.treasury, *members.values()]
    expected = {str(account): NO_CHOICE for account in everybody}
    sums = [0, 0, 0]
    for turn, (entry, account) in enumerate(members.items()):
        choice = (FOR, AGAINST, ABSTAIN)[turn % 3]
        hall.cast(number, account, choice)
        expected[str(account)] = choice
        sums[choice - 1] += entry
        assert {str(a): voting.ballotOf(number, a) for a in everybody} == expected
        assert hall.count(number) == tuple(sums)


def test_cast__second_thought_in_a_later_word__touches_no_neighbour(
    hall: Hall, voting: Any, members: dict[int, Any]
) -> None:
    meeting = hall.convene()
    number = hall.propose(meeting)
    hall.open(meeting)
    for account in members.values():
        hall.cast(number, account, ABSTAIN)
    hall.cast(number, members[256], FOR)
    assert hall.count(number) == (256, 0, sum(ENTRIES) - 256)
    assert [voting.ballotOf(number, members[entry]) for entry in (255, 256, 257)] == [ABSTAIN, FOR, ABSTAIN]


def test_ballotOf__never_admitted__none(hall: Hall, voting: Any, world: World) -> None:
    meeting = hall.convene()
    number = hall.propose(meeting)
    hall.open(meeting)
    hall.cast(number, world.investor_ch, FOR)
    assert voting.ballotOf(number, world.stranger) == NO_CHOICE


@pytest.mark.parametrize("excluded", [255, 256, 257, 258])
def test_votesOf__excluded_around_the_end_of_a_word__nobody_else_is(
    hall: Hall, voting: Any, world: World, members: dict[int, Any], excluded: int
) -> None:
    meeting = hall.convene(excluded=[members[excluded]])
    hall.open(meeting)
    votes = {entry: voting.votesOf(meeting, account) for entry, account in members.items()}
    assert votes == {entry: 0 if entry == excluded else entry for entry in ENTRIES}
    assert [voting.votesOf(meeting, holder) for holder in world.investors] == [100, 200, 300, 400]
    assert voting.eligibleVotes(meeting) == 1_500 + sum(ENTRIES) - excluded
