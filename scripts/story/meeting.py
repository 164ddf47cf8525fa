"""Chapter: a general meeting votes on two resolutions."""

from __future__ import annotations

from scripts.lib.actions import BASES, MeetingPlan, load_meeting
from scripts.lib.amounts import format_count, format_ppm
from scripts.lib.ballots import read_ballots
from scripts.lib.calls import probe
from scripts.lib.chain import move_to
from scripts.lib.dates import format_time
from scripts.lib.deployed import Deployed
from scripts.lib.meetings import Result, cast_call, resolutions_of
from scripts.lib.problems import DeskError
from scripts.story.narrator import Narrator
from scripts.voting import certify_meeting, convene_meeting


def tell_meeting(narrator: Narrator, deployed: Deployed) -> list[Result]:
    """Returns the certified results."""
    narrator.chapter("The general meeting votes")
    labels = [partition.label for partition in deployed.settings.partitions]
    plan = load_meeting(deployed.settings.folder / "meeting.yaml", labels)
    meeting = convene_meeting(deployed, plan)
    _tell_notice(narrator, deployed, plan, meeting)
    _cast(narrator, deployed, meeting)
    move_to(int(deployed.voting.meetingOf(meeting)["closesAt"]) + 1)
    results = certify_meeting(deployed, meeting)
    _tell_results(narrator, plan, results)
    return results


def _tell_notice(narrator: Narrator, deployed: Deployed, plan: MeetingPlan, meeting: int) -> None:
    terms = deployed.voting.meetingOf(meeting)
    narrator.say(f"Meeting {meeting}: {plan.title}.")
    narrator.fact("record date", format_time(terms["recordDate"]))
    narrator.fact("voting opens", format_time(terms["opensAt"]))
    narrator.fact("voting closes", format_time(terms["closesAt"]))
    more = "more than " if plan.quorum_exceeded else ""
    narrator.fact("quorum", f"{more}{format_ppm(plan.quorum)} of all votes")
    for number, motion in zip(resolutions_of(deployed, meeting), plan.motions, strict=True):
        more = "more than " if motion.exceeded else ""
        narrator.fact(
            f"resolution {number}",
            f"{motion.title}: {more}{format_ppm(motion.threshold)} of votes {BASES[motion.base]}",
        )
    narrator.space()


def _cast(narrator: Narrator, deployed: Deployed, meeting: int) -> None:
    numbers = resolutions_of(deployed, meeting)
    ballots = read_ballots(deployed.settings.folder / "ballots.csv", len(numbers))
    move_to(int(deployed.voting.meetingOf(meeting)["opensAt"]))
    outsider = cast_call(deployed, deployed.actors["treasury"], numbers, [1] * len(numbers))
    refusal = probe(outsider)
    if refusal is None:
        raise DeskError("The treasury should not have a vote.")
    narrator.refused("a ballot of the treasury, which has no vote", refusal)
    calls = [cast_call(deployed, deployed.actors[ballot.address], numbers, ballot.choices) for ballot in ballots]
    voters = len({ballot.address for ballot in ballots})
    narrator.say(f"{voters} members vote; {len(ballots) - voters} of them changes its mind: the last ballot counts.")
    deployed.send(calls, label=f"cast {len(calls)} ballots")


def _tell_results(narrator: Narrator, plan: MeetingPlan, results: list[Result]) -> None:
    narrator.space()
    header = ("resolution", "for", "against", "abstentions", "taking part", "of", "quorum", "outcome")
    rows = [
        (
            motion.title,
            *map(format_count, (result.votes_for, result.votes_against, result.abstentions)),
            format_ppm(result.present * 1_000_000 // result.eligible),
            format_count(result.eligible),
            "reached" if result.is_quorate else "missed",
            result.outcome,
        )
        for motion, result in zip(plan.motions, results, strict=True)
    ]
    narrator.table(header, rows)
    narrator.space()
    narrator.say("The secretary has certified both results on chain, with the hash of the report.")
