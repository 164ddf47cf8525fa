"""meeting.yaml and ballots.csv."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.actions import load_meeting
from scripts.lib.ballots import read_ballots
from scripts.lib.paths import DEFAULT_ISSUER
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

FOLDER = DEFAULT_ISSUER.parent
LABELS = ("COMMON", "PREFERRED")
MEETING = (FOLDER / "meeting.yaml").read_text()
WALLET = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    """The documents beside the files."""
    shutil.copytree(FOLDER / "documents", tmp_path / "documents")


def line_of(text: str, part: str) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


def test_load_meeting__example__two_resolutions() -> None:
    plan = load_meeting(FOLDER / "meeting.yaml", LABELS)
    assert [motion.base for motion in plan.motions] == [0, 1]
    assert [motion.threshold for motion in plan.motions] == [500_000, 666_667]
    assert [motion.exceeded for motion in plan.motions] == [True, False]
    assert plan.classes == (("COMMON", 1), ("PREFERRED", 1))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("closes: +13 days", "closes: +11 days", "closes must be later"),
        ("quorum: 50 %", "quorum: half", "quorum: not a percentage"),
        ("  PREFERRED: 1", "  GOLD: 1", "unknown partition GOLD"),
        ("  PREFERRED: 1", "  PREFERRED: 1.5", "PREFERRED: not a whole number"),
        ("majority: ordinary", "majority: simple", "majority: unknown 'simple'"),
        ("base: present", "base: everybody", "base: unknown 'everybody'"),
        ("exceeded: false", "exceeded: no", "exceeded: must be true or false"),
        ("documents/notice-of-meeting.txt", "documents/none.txt", "notice: there is no file"),
    ],
)
def test_load_meeting__slip__refused_by_line(write: Write, old: str, new: str, problem: str) -> None:
    before, found, after = MEETING.rpartition(old)
    text = before + new + after
    expected = [(before.count("\n") + 1, problem)]
    assert found
    if "simple" in new:
        missing = [
            (line_of(text, "- title: Approval"), f"{key} is missing") for key in ("base", "threshold", "exceeded")
        ]
        expected = missing + expected
    with finds(*expected):
        load_meeting(write(text, "meeting.yaml"), LABELS)


def test_load_meeting__no_resolutions__refused(write: Write) -> None:
    text = MEETING[: MEETING.index("resolutions:")] + "resolutions: []\n"
    with finds((line_of(text, "resolutions:"), "resolutions: there must be at least one")):
        load_meeting(write(text, "meeting.yaml"), LABELS)


def test_read_ballots__choices__numbers(write: Write) -> None:
    [ballot] = read_ballots(write(f"address,choices\n{WALLET},for; abstain\n"), 2)
    assert ballot.choices == (1, 3)


@pytest.mark.parametrize("choices", ["for", "for;for;for", "for;none", "yes;no", ""])
def test_read_ballots__wrong_choices__refused_by_line(write: Write, choices: str) -> None:
    with finds((2, "choices")):
        read_ballots(write(f"address,choices\n{WALLET},{choices}\n"), 2)
