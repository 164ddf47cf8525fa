"""dividend.yaml, meeting.yaml and ballots.csv."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.actions import load_dividend, load_meeting
from scripts.lib.ballots import read_ballots
from scripts.lib.paths import DEFAULT_ISSUER
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

FOLDER = DEFAULT_ISSUER.parent
LABELS = ("COMMON", "PREFERRED")
DIVIDEND = (FOLDER / "dividend.yaml").read_text()
MEETING = (FOLDER / "meeting.yaml").read_text()
WALLET = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    """The documents beside the files."""
    shutil.copytree(FOLDER / "documents", tmp_path / "documents")


def line_of(text: str, part: str) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


def test_load_dividend__example__exact_amounts() -> None:
    plan = load_dividend(FOLDER / "dividend.yaml", LABELS, 6)
    assert plan.pot == 184_500_000_000
    assert plan.default_tax == 350_000
    assert (276, 263_750) in plan.taxes
    assert plan.excluded == ("treasury",)
    assert plan.document.is_file()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("partition: COMMON", "partition: GOLD", "partition: unknown 'GOLD'"),
        ("pot: 184_500.00", "pot: 1.0000001", "pot: 1.0000001 has more than 6"),
        ("pot: 184_500.00", "pot: 0", "pot: must be more than 0"),
        ("pay_date: +5 days", "pay_date: +2 days", "pay_date must be later"),
        ("pay_date: +5 days", "pay_date: soon", "pay_date: not a time"),
        ("default_tax: 35 %", "default_tax: 35", "default_tax: not a percentage"),
        ("  CH: 35 %", "  XX: 35 %", "not a country"),
        ("  CH: 35 %", "  CH: 101 %", "CH: 101 % is more than 100 %"),
        ("documents/dividend-resolution.txt", "documents/none.txt", "document: there is no file"),
    ],
)
def test_load_dividend__slip__refused_by_line(write: Write, old: str, new: str, problem: str) -> None:
    text = DIVIDEND.replace(old, new, 1)
    with finds((line_of(text, new), problem)):
        load_dividend(write(text, "dividend.yaml"), LABELS, 6)


def test_load_dividend__same_country_twice__refused(write: Write) -> None:
    text = DIVIDEND.replace("  DE: 26.375 %", "  CH: 26.375 %")
    with finds((line_of(text, "  CH: 26.375"), "CH stands here twice")):
        load_dividend(write(text, "dividend.yaml"), LABELS, 6)


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
