"""General meetings: convenes one with its resolutions, casts ballots, counts, and certifies.

Who runs what: the secretary (role SECRETARY) convenes and certifies; a member casts its own ballot; anybody
reads. The file is meeting.yaml beside issuer.yaml unless another is named. A meeting is known by its notice
and a resolution by its text: what was convened or proposed is not sent again.

    brownie run voting convene [FILE] [dry-run|send] --network local
    brownie run voting cast VOTER RESOLUTION for|against|abstain [dry-run|send] --network local
    brownie run voting result MEETING --network local
    brownie run voting certify MEETING [dry-run|send] --network local

Report: reports/<network>/meeting-NUMBER.json; its hash goes into the certificate.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path

from scripts.lib import meetings
from scripts.lib.actions import MeetingPlan, load_meeting
from scripts.lib.arguments import number_argument, parsed_argument
from scripts.lib.ballots import parse_choice
from scripts.lib.chain import now
from scripts.lib.command import command
from scripts.lib.deployed import Deployed
from scripts.lib.documents import hash_document
from scripts.lib.meetings import Result
from scripts.lib.paths import report_folder
from scripts.lib.problems import DeskError
from scripts.lib.reports import write_json
from scripts.lib.session import open_security

log = logging.getLogger("scrip")


@command
def convene(path: str = "", mode: str = "") -> None:
    """convene [FILE] [dry-run|send]: convenes the meeting of the file and proposes its resolutions."""
    deployed = open_security(mode)
    labels = [partition.label for partition in deployed.settings.partitions]
    plan = load_meeting(Path(path) if path else deployed.settings.folder / "meeting.yaml", labels)
    meeting = convene_meeting(deployed, plan)
    if meeting:
        log.info(
            "meeting %d, resolutions %s",
            meeting,
            ", ".join(map(str, meetings.resolutions_of(deployed, meeting))),
        )


def convene_meeting(deployed: Deployed, plan: MeetingPlan) -> int:
    """Convenes it and proposes its resolutions, unless that is done; its number, or 0 after a dry run."""
    if meetings.find_meeting(deployed, plan) is None:
        deployed.send([meetings.convene_call(deployed, plan, now())])
    meeting = meetings.find_meeting(deployed, plan) or 0
    deployed.send(meetings.propose_calls(deployed, plan, meeting))
    return meeting


@command
def cast(voter: str, resolution: str, choice: str, mode: str = "") -> None:
    """cast VOTER RESOLUTION for|against|abstain [dry-run|send]: casts a ballot; a later one replaces it."""
    deployed = open_security(mode)
    number, chosen = number_argument(resolution), parsed_argument(choice, parse_choice)
    deployed.send([meetings.cast_call(deployed, deployed.actors[voter], [number], [chosen])])


@command
def result(meeting: str) -> None:
    """result MEETING: the count of every resolution as it stands."""
    deployed = open_security()
    for number in meetings.resolutions_of(deployed, number_argument(meeting)):
        _show(meetings.result_of(deployed, number))


@command
def certify(meeting: str, mode: str = "") -> None:
    """certify MEETING [dry-run|send]: counts every ballot again, writes the report, and certifies the results."""
    deployed = open_security(mode)
    for outcome in certify_meeting(deployed, number_argument(meeting)):
        _show(outcome)


def certify_meeting(deployed: Deployed, meeting: int) -> list[Result]:
    """Counts every ballot again and certifies the resolutions that are not certified yet; returns all results."""
    numbers = meetings.resolutions_of(deployed, meeting)
    before = [meetings.recounted(deployed, meetings.result_of(deployed, number)) for number in numbers]
    if any(result.outcome == "pending" for result in before):
        raise DeskError(f"Voting at meeting {meeting} has not closed yet.")
    report = report_folder(deployed.network.name) / f"meeting-{meeting}.json"
    if not deployed.sending.dry_run and not any(result.is_certified for result in before):
        counts = [{key: value for key, value in asdict(result).items() if key != "is_certified"} for result in before]
        write_json(report, {"meeting": meeting, "resolutions": counts})
    report_hash = hash_document(report) if report.is_file() else bytes(32)
    open_ones = [result.resolution for result in before if not result.is_certified]
    deployed.send([meetings.certify_call(deployed, number, report_hash) for number in open_ones])
    return [meetings.result_of(deployed, number) for number in numbers]


def _show(result: Result) -> None:
    log.info(
        "resolution %d: for %s, against %s, abstentions %s, of %s votes; %s; %s%s",
        result.resolution,
        f"{result.votes_for:,}",
        f"{result.votes_against:,}",
        f"{result.abstentions:,}",
        f"{result.eligible:,}",
        "quorum reached" if result.is_quorate else "no quorum",
        result.outcome,
        ", certified" if result.is_certified else "",
    )
