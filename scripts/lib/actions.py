"""dividend.yaml and meeting.yaml: what the board decided, before it is put into a transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from scripts.lib.amounts import parse_amount, parse_count, parse_ppm
from scripts.lib.countries import numeric_code
from scripts.lib.dates import Moment, parse_moment
from scripts.lib.yamlfile import Section, open_yaml, parse_flag

BASES = ("cast", "present", "outstanding")
MAX_CLASSES = 8
MAX_VOTES_PER_UNIT = 2**24

# What most statutes mean by the words: base, threshold in ppm, whether it must be exceeded.
USUAL_MAJORITIES = {"ordinary": (0, 500_000, True), "special": (0, 750_000, False)}


@dataclass(frozen=True)
class DividendPlan:
    """A dividend as the board declared it. `pot` is in the currency's smallest unit, rates in parts per
    million.

    Accounts (`tax_agent`, `residual`, `excluded`) are names of config/<network>.yaml or addresses.
    """

    path: Path
    partition: str
    pot: int
    record_date: Moment
    pay_date: Moment
    deadline: Moment
    tax_agent: str
    residual: str
    default_tax: int
    taxes: tuple[tuple[int, int], ...]
    excluded: tuple[str, ...]
    document: Path


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


def load_dividend(path: Path, partitions: Collection[str], decimals: int) -> DividendPlan:
    """Reads and checks the file; InputError with every problem in it. `decimals` are the currency's."""
    with open_yaml(path) as root:
        taxes = root.section("taxes")
        plan = DividendPlan(
            path=path,
            partition=root.value("partition", _one_of(partitions)),
            pot=root.value("pot", lambda text: _positive(parse_amount(text, decimals))),
            record_date=root.value("record_date", parse_moment),
            pay_date=root.value("pay_date", parse_moment),
            deadline=root.value("deadline", parse_moment),
            tax_agent=root.value("tax_agent", str),
            residual=root.value("residual", str),
            default_tax=root.value("default_tax", parse_ppm),
            taxes=tuple(_tax(taxes, code) for code in taxes.names()),
            excluded=root.values("excluded", str, ()),
            document=_document(root, "document"),
        )
        _check_order(root, ("record_date", plan.record_date), ("pay_date", plan.pay_date), ("deadline", plan.deadline))
    return plan


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
            notice=_document(root, "notice"),
            motions=tuple(_motion(section) for section in root.sections("resolutions")),
        )
        _check_order(root, ("record_date", plan.record_date), ("opens", plan.opens), ("closes", plan.closes))
        if not plan.motions:
            root.note("resolutions: there must be at least one", root.line_of("resolutions"))
    return plan


def _tax(section: Section, code: str) -> tuple[int, int]:
    """`CH: 35 %` as country and rate."""
    country = 0
    try:
        country = numeric_code(code)
    except ValueError as problem:
        section.note(str(problem), section.line_of(code))
    return (country, section.value(code, parse_ppm))


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
    title, document = section.value("title", str), _document(section, "document")
    kind = section.value("majority", _one_of(USUAL_MAJORITIES), "")
    if kind:
        base, threshold, exceeded = USUAL_MAJORITIES[kind]
    else:
        base = section.value("base", lambda text: BASES.index(_one_of(BASES)(text)))
        threshold = section.value("threshold", parse_ppm)
        exceeded = section.value("exceeded", parse_flag)
    return MotionPlan(title, document, base, threshold, exceeded)


def _document(section: Section, key: str) -> Path:
    """A file beside the YAML file."""

    def existing(text: str) -> Path:
        path = section.path.parent / text
        if not path.is_file():
            raise ValueError(f"there is no file {text}")
        return path

    return section.value(key, existing)


def _check_order(root: Section, *moments: tuple[str, Moment]) -> None:
    """Each date after the one before. A fixed and a relative one are compared by the chain alone."""
    for (_, earlier), (key, later) in pairwise(moments):
        if earlier and later and earlier.is_relative == later.is_relative and later.time <= earlier.time:
            root.note(f"{key} must be later than the date before it", root.line_of(key))


def _one_of(choices: Collection[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"unknown {text!r}; choose from {', '.join(choices)}")
        return text

    return parse


def _positive(value: int) -> int:
    if value == 0:
        raise ValueError("must be more than 0")
    return value
