"""General meetings: puts a notice and its resolutions into transactions, counts, and certifies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scripts.lib.actions import MeetingPlan, MotionPlan
from scripts.lib.actors import Actor
from scripts.lib.ballots import CHOICES
from scripts.lib.calls import Call
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.events import read_events
from scripts.lib.labels import label_bytes
from scripts.lib.problems import DeskError
from scripts.lib.roles import SECRETARY
from scripts.lib.succession import read_succession

# IShareholderVoting.Outcome
OUTCOMES = ("pending", "passed", "rejected", "no quorum")


@dataclass(frozen=True)
class Result:
    """The count of a resolution, in votes; `outcome` is a word of OUTCOMES."""

    resolution: int
    votes_for: int
    votes_against: int
    abstentions: int
    eligible: int
    is_quorate: bool
    outcome: str
    is_certified: bool

    @property
    def present(self) -> int:
        """Votes that took part."""
        return self.votes_for + self.votes_against + self.abstentions


def notice(deployed: Deployed, plan: MeetingPlan, now: int) -> tuple[Any, ...]:
    """IShareholderVoting.Notice of a plan, for a chain whose time is `now`."""
    return (
        plan.record_date.at(now),
        plan.opens.at(now),
        plan.closes.at(now),
        plan.quorum,
        plan.quorum_exceeded,
        tuple((label_bytes(label), votes) for label, votes in plan.classes),
        tuple(deployed.actors[name].address for name in plan.excluded),
        hash_document(plan.notice),
    )


def find_meeting(deployed: Deployed, plan: MeetingPlan) -> int | None:
    """The number of the meeting that was convened by the plan's notice; None when there is none."""
    wanted = hash_document(plan.notice)
    for event in read_events(deployed.voting, {"MeetingConvened"}):
        if bytes(event["notice"]["noticeHash"]) == wanted:
            return int(event["meeting"])
    return None


def find_resolutions(deployed: Deployed, meeting: int) -> dict[bytes, int]:
    """The resolutions of a meeting: hash of the text to number."""
    return {
        bytes(event["motion"]["documentHash"]): int(event["resolution"])
        for event in read_events(deployed.voting, {"ResolutionProposed"})
        if event["meeting"] == meeting
    }


def convene_call(deployed: Deployed, plan: MeetingPlan, now: int) -> Call:
    """Convenes, and sets the record date."""
    return _call(deployed, "convene", (notice(deployed, plan, now),), f"Convene the meeting: {plan.title}")


def propose_calls(deployed: Deployed, plan: MeetingPlan, meeting: int) -> list[Call]:
    """Puts those resolutions of the plan that the meeting does not have yet."""
    known = find_resolutions(deployed, meeting)
    return [
        _call(deployed, "propose", (meeting, _motion(motion)), f"Propose: {motion.title}")
        for motion in plan.motions
        if hash_document(motion.document) not in known
    ]


def cast_call(deployed: Deployed, voter: Actor, resolutions: Sequence[int], choices: Sequence[int]) -> Call:
    """A member's ballot on one or more resolutions."""
    words = ", ".join(f"{CHOICES[choice]} {number}" for number, choice in zip(resolutions, choices, strict=True))
    arguments = (list(resolutions), list(choices))
    return Call(deployed.voting, "castMany", arguments, f"{voter} votes {words}", voter)


def certify_call(deployed: Deployed, resolution: int, report_hash: bytes) -> Call:
    """Certifies a result after voting has closed."""
    return _call(deployed, "certify", (resolution, report_hash), f"Certify the result of resolution {resolution}")


def result_of(deployed: Deployed, resolution: int) -> Result:
    """The count as it stands."""
    tally = deployed.voting.tally(resolution)
    return Result(
        resolution=resolution,
        votes_for=int(tally["votesFor"]),
        votes_against=int(tally["votesAgainst"]),
        abstentions=int(tally["abstentions"]),
        eligible=int(tally["eligible"]),
        is_quorate=bool(tally["quorate"]),
        outcome=OUTCOMES[tally["outcome"]],
        is_certified=bool(tally["certified"]),
    )


def recount(deployed: Deployed, resolution: int) -> tuple[int, int, int]:
    """Votes for, against and abstentions by the events of the ballots: the last one of each entry counts.

    A lost wallet and the one that took over its entry are one voter.
    """
    succession = read_succession(deployed)
    last = {
        succession.present(event["voter"]): (event["choice"], event["votes"])
        for event in read_events(deployed.voting, {"BallotCast"})
        if event["resolution"] == resolution
    }
    votes_for, votes_against, abstentions = (
        sum(votes for cast, votes in last.values() if cast == choice) for choice in range(1, len(CHOICES))
    )
    return votes_for, votes_against, abstentions


def recounted(deployed: Deployed, result: Result) -> Result:
    """The result, if the ballots say the same; DeskError if they do not."""
    counted = recount(deployed, result.resolution)
    if counted != (result.votes_for, result.votes_against, result.abstentions):
        raise DeskError(f"The ballots on resolution {result.resolution} add up to {counted}, the count is {result}.")
    return result


def resolutions_of(deployed: Deployed, meeting: int) -> list[int]:
    """The numbers of a meeting's resolutions, in order; DeskError when it has none."""
    numbers = sorted(find_resolutions(deployed, meeting).values())
    if not numbers:
        raise DeskError(f"Meeting {meeting} has no resolutions.")
    return numbers


def _motion(motion: MotionPlan) -> tuple[Any, ...]:
    """As IShareholderVoting.Motion has it."""
    return (hash_document(motion.document), motion.base, motion.threshold, motion.exceeded)


def _call(deployed: Deployed, function: str, arguments: tuple[Any, ...], sentence: str) -> Call:
    return Call(deployed.voting, function, arguments, sentence, deployed.holder_of(SECRETARY))
