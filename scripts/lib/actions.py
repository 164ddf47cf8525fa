"""meeting.yaml: what is put to a meeting, before it is put into a transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.amounts import parse_count, parse_ppm
from scripts.lib.dates import Moment, parse_moment
from scripts.lib.planparts import check_order, existing_file, one_of
from scripts.lib.yamlfile import Section, open_yaml, parse_flag

BASES = ("cast", "present", "outstanding")
MAX_CLASSES = 8
MAX_VOTES_PER_UNIT = 2**24

# What most statutes mean by the words: base, threshold in ppm, whether it must be exceeded.
USUAL_MAJORITIES = {"ordinary": (0, 500_000, True), "special": (0, 750_000, False)}


@dataclass(frozen=True)
class MotionPlan:
    """A resolution to be put to a meeting. `base` is the number of IShareholderVoting.Base."""

    title: str
    document: Path
    base: int
    threshold: int
    exceeded: bool


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting as the notice says. `classes` are labels with the votes of one unit."""

    path: Path
    title: str
    record_date: Moment
    opens: Moment
    closes: Moment
    quorum: int
    quorum_exceeded: bool
    classes: tuple[tuple[str, int], ...]
    excluded: tuple[str, ...]
    notice: Path
    motions: tuple[MotionPlan, ...]


def load_meeting(path: Path, partitions: Collection[str]) -> MeetingPlan:
    """Reads and checks the file; InputError with every problem in it."""
    with open_yaml(path) as root:
        plan = MeetingPlan(
            path=path,
            title=root.value("title", str),
            record_date=root.value("record_date", parse_moment),
            opens=root.value("opens", parse_moment),
            closes=root.value("closes", parse_moment),
            quorum=root.value("quorum", parse_ppm),
            quorum_exceeded=root.value("quorum_exceeded", parse_flag, False),
            classes=_classes(root, partitions),
            excluded=root.values("excluded", str, ()),
            notice=existing_file(root, "notice"),
            motions=tuple(_motion(section) for section in root.sections("resolutions")),
        )
        check_order(root, ("record_date", plan.record_date), ("opens", plan.opens), ("closes", plan.closes))
        if not plan.motions:
            root.note("resolutions: there must be at least one", root.line_of("resolutions"))
    return plan


def _classes(root: Section, partitions: Collection[str]) -> tuple[tuple[str, int], ...]:
    section = root.section("classes")
    if not 0 < len(section.names()) <= MAX_CLASSES:
        root.note(f"classes: there must be 1 to {MAX_CLASSES}", root.line_of("classes"))
    for label in section.names():
        if label not in partitions:
            section.note(f"unknown partition {label}", section.line_of(label))
    return tuple((label, section.value(label, _parse_votes)) for label in section.names())


def _parse_votes(text: str) -> int:
    return parse_count(text, MAX_VOTES_PER_UNIT)


def _motion(section: Section) -> MotionPlan:
    """An ordinary or special majority by its name, or base, threshold and `exceeded` one by one."""
    title, document = section.value("title", str), existing_file(section, "document")
    kind = section.value("majority", one_of(USUAL_MAJORITIES), "")
    if kind:
        base, threshold, exceeded = USUAL_MAJORITIES[kind]
    else:
        base = section.value("base", lambda text: BASES.index(one_of(BASES)(text)))
        threshold = section.value("threshold", parse_ppm)
        exceeded = section.value("exceeded", parse_flag)
    return MotionPlan(title, document, base, threshold, exceeded)
