"""The documents name what there is: errors, reasons, numbers, decisions, the files of rooms; links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS, DOCS = ROOT / "contracts", ROOT / "docs"
SOURCES = [path for path in CONTRACTS.rglob("*.sol") if "mocks" not in path.parts]
ROOMS = sorted(path for path in CONTRACTS.iterdir() if path.is_dir())
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *CONTRACTS.rglob("*.md"), *(ROOT / "scripts").glob("*.md")])
REASONS = set(
    re.findall(r'bytes32 internal constant \w+ = "(\w+)"', (CONTRACTS / "libraries" / "Verdict.sol").read_text())
)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def slug(heading: str) -> str:
    """The anchor that a heading gets where the pages are read."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)}


def test_errors__declared_anywhere__explained_in_errors_md() -> None:
    declared = {name for path in SOURCES for name in re.findall(r"^\s*error (\w+)\(", path.read_text(), re.M)}
    assert declared and {name for name in declared if f"`{name}(" not in text("errors.md")} == set()


@pytest.mark.parametrize("page", ["errors.md", "overview.md"])
def test_reasons__of_the_evaluator__each_with_a_line(page: str) -> None:
    told = set(re.findall(r"^\|[^\n]*?`([A-Z0-9_]+)` \|", text(page), re.M))
    assert REASONS and told >= REASONS


def test_numbers__of_erc1404__those_of_the_library() -> None:
    source = (CONTRACTS / "libraries" / "Restrictions.sol").read_text()
    reasons = re.search(r"REASONS =(.*?);", source, re.S)
    assert reasons
    names = "".join(re.findall(r'"([^"]*)"', reasons[1])).split()
    numbers = dict(enumerate(names, start=1))
    chapter = text("errors.md").partition("### Numbers of ERC-1404")[2].partition("## The security")[0]
    assert numbers == {int(number): name for number, name in re.findall(r"\| (\d+) \| `(\w+)`", chapter)}


def test_decisions__each_record__in_the_index_with_its_title() -> None:
    index = text("decisions/README.md")
    records = sorted((DOCS / "decisions").glob("0*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        number, _, title = path.read_text().splitlines()[0].removeprefix("# ").partition(". ")
        line = re.search(rf"^\| \[{number}\]\({path.name}\) \| (.+) \|$", index, re.M)
        assert line and line[1].lower() == title.lower(), path.name


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_rooms__every_source__in_the_table_of_its_room(room: Path) -> None:
    listed = re.findall(r"^\| `([\w/]+\.sol)` \|", (room / "README.md").read_text(), re.M)
    assert sorted(listed) == sorted(str(path.relative_to(room)) for path in room.rglob("*.sol"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links__of_each_page__lead_to_files_and_headings(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or slug(anchor) in anchors(target), link
