"""Random ballots on two resolutions against a Python model, by the sentences V-1 and V-2 of docs/invariants.md."""

from __future__ import annotations

from typing import Any

import pytest
from brownie.exceptions import VirtualMachineError
from brownie.test import strategy

from tests import clock
from tests.invariants import hold
from tests.sabotage import VOTING, Defect, sabotage
from tests.stateful.search import hunt, search
from tests.unit.governance.helpers import ABSTAIN, AGAINST, FOR, NO_CHOICE, Hall
from tests.world import COMMON, DAY, FAR, PREFERRED, World, build_world

COMMON_UNITS, PREFERRED_UNITS = (1, 20, 300, 4_000, 50_000), (7, 0, 0, 5)
HOUR = 3_600
WEIGHTS = {COMMON: 1, PREFERRED: 1_000}


class VotingMachine:
    """Four voters with two classes of units, a treasury that is excluded and a stranger."""

    st_who = strategy("uint8", max_value=5)
    st_other = strategy("uint8", max_value=3)
    st_resolution = strategy("uint8", min_value=1, max_value=2)
    st_choice = strategy("uint8", max_value=3)

    def __init__(cls, build: Any) -> None:
        cls.world = build()

    def setup(self) -> None:
        self.hall = Hall(self.world)
        self.voting = self.world.voting
        self.accounts = [*self.world.investors, self.world.treasury, self.world.stranger]
        common = zip(self.world.investors, COMMON_UNITS, strict=False)
        self.votes = {account: units * WEIGHTS[COMMON] for account, units in common}
        for account, units in zip(self.world.investors, PREFERRED_UNITS, strict=True):
            self.votes[account] += units * WEIGHTS[PREFERRED]
        self.ballots: dict[tuple[int, Any], int] = {}
        self.closes_at = self.voting.meetingOf(1)["closesAt"]

    def rule_cast(self, st_resolution: int, st_who: int, st_choice: int) -> None:
        self._cast([st_resolution], self.accounts[st_who], [st_choice])

    def rule_cast_both(self, st_who: int, st_choice: int) -> None:
        self._cast([1, 2], self.accounts[st_who], [FOR, st_choice])

    def rule_sell(self, st_who: int, st_other: int) -> None:
        """Units bought after the record date carry no votes, and those sold keep theirs."""
        seller, buyer = self.accounts[st_who % 4], self.accounts[st_other]
        units = self.world.security.balanceOf(seller)
        self._try(self.world.security.transfer, buyer, units, sender=seller)

    def rule_hours_pass(self) -> None:
        clock.pass_time(6 * HOUR)

    def invariant_ballots(self) -> None:
        for resolution in (1, 2):
            model = [
                sum(
                    self.votes[voter]
                    for (number, voter), cast in self.ballots.items()
                    if (number, cast) == (resolution, choice)
                )
                for choice in (FOR, AGAINST, ABSTAIN)
            ]
            count = list(self.hall.count(resolution))
            hold("V-1", count == model, resolution, count, model)
            for voter in self.accounts:
                choice = self.voting.ballotOf(resolution, voter)
                hold("V-1", choice == self.ballots.get((resolution, voter), 0), resolution, voter, choice)

    def invariant_eligible(self) -> None:
        for resolution in (1, 2):
            eligible = self.voting.tally(resolution)["eligible"]
            hold("V-2", sum(self.hall.count(resolution)) <= eligible, resolution, eligible)

    def _cast(self, resolutions: list[int], voter: Any, choices: list[int]) -> None:
        expected = bool(self.votes.get(voter)) and NO_CHOICE not in choices and clock.now() < self.closes_at
        done = self._try(self.voting.castMany, resolutions, choices, sender=voter)
        assert done == expected, "whoever has votes, and nobody else, casts a ballot while voting is open"
        if done:
            self.ballots |= {(r, voter): choice for r, choice in zip(resolutions, choices, strict=True)}

    def _try(self, call: Any, *arguments: Any, sender: Any) -> bool:
        try:
            call(*arguments, {"from": sender})
        except VirtualMachineError:
            return False
        return True


def voting_world() -> World:
    """A meeting of two days with two resolutions, in its first second of voting."""
    world = build_world()
    world.admit(world.investor_ch, accredited=FAR)
    holders = (*world.investors, world.treasury)
    for holder, units in zip(holders, COMMON_UNITS, strict=True):
        world.issue(holder, units)
    for holder, units in ((world.investor_ch, 7), (world.fund_us, 5)):
        world.issue(holder, units, PREFERRED)
    hall = Hall(world)
    meeting = hall.convene(classes=list(WEIGHTS.items()), closes_at=clock.now() + 3 * DAY + HOUR)
    for _ in range(2):
        hall.propose(meeting)
    hall.open(meeting)
    return world


def test_votes__random_lives__every_sentence_holds(state_machine: Any) -> None:
    state_machine(VotingMachine, voting_world, settings=search(lives=8, steps=15))


DEFECTS = {
    "changed ballots count twice": Defect(
        "V-1",
        VOTING.source,
        good="if (last != Choice.None) _add(count, last, 0, uint128(votes));",
        bad="",
        victim=VOTING,
    ),
    "eligible votes without weights": Defect(
        "V-2",
        VOTING.source,
        good="            votes += units * class.votesPerUnit;",
        bad="votes += units;",
        victim=VOTING,
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_sabotage__broken_voting__the_machine_notices(state_machine: Any, name: str) -> None:
    defect = DEFECTS[name]

    def broken_world() -> World:
        world = voting_world()
        sabotage(world, defect, list(DEFECTS.values()))
        return world

    with pytest.raises(AssertionError, match=f"{defect.sentence}: "):
        state_machine(VotingMachine, broken_world, settings=hunt(lives=30, steps=15))
