"""The parts of the benchmark that need no chain: quoted figures, tables, picture, and the files of the last run."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.figures import FOLDER, Results, System, load_kept, load_quoted, ratio
from benchmarks.picture import WIDTH, draw
from benchmarks.problems import BenchError
from benchmarks.rows import ROWS
from benchmarks.tables import NONE, for_markdown, for_terminal

SNAPSHOT = FOLDER.parent / "snapshots" / "gas.json"
SAME_OPERATION = {
    "transfer_existing": "transfer.principal.existing",
    "transfer_new": "transfer.principal.new",
    "partition_existing": "transferByPartition.principal.existing",
    "force": "forcedTransfer",
    "freeze": "freeze",
    "vote": "ballot.cast",
}
SAME_PAYMENT = {
    "claim": "dividend.claim.existingCurrency",
    "claim_five": "dividend.claimFive.each",
    "push_50": "dividend.push50.each",
    "push_100": "dividend.push100.each",
    "claim_ether": "dividend.claim.ether",
    "claim_five_ether": "dividend.claimFive.ether.each",
    "push_50_ether": "dividend.push50.ether.each",
    "push_100_ether": "dividend.push100.ether.each",
}
OTHER_ADDRESSES = 100  # gas by which the zero bytes of other accounts may move a figure
EARLIER_DATES = 1_000  # gas for finding the record date, before which others have passed here

ENTRY = """
peer:
  title: Peer
  source: https://example.org/peer
  version: "1"
  compiler: solc
  configuration: plain
  has_rules: true
  gas: {transfer_existing: 50_000}
"""


def system(key: str, quoted: bool = False, has_rules: bool = True, **gas: int | None) -> System:
    """A column with names made of its key."""
    return System(key, f"<{key}>", "1", "solc", "plain", "nowhere", has_rules, quoted, gas)


@pytest.fixture
def results() -> Results:
    """Scrip, a measured peer and a quoted one."""
    return Results(
        "a chain",
        (
            system("scrip", transfer_existing=40_000, transfer_new=40_000, admit=50_000),
            system("peer", transfer_existing=100_000, transfer_new=250_000, admit=None, has_rules=False),
            system("book", quoted=True, transfer_existing=60_000, transfer_new=80_000),
        ),
    )


def row_of(text: str, title: str) -> str:
    """The first line that begins with the title of a row."""
    return next(line for line in text.splitlines() if line.lstrip("| ").startswith(title))


def kept_beyond_reviewed(row: str, name: str) -> int:
    """By how much the figure kept is above that of the snapshot."""
    measured = load_kept().scrip.gas[row]
    assert measured is not None
    return measured - int(json.loads(SNAPSHOT.read_text())[name])


def test_ratio__two_decimals_of_scrips_figure() -> None:
    assert ratio(100_000, 40_000) == "2.50"
    assert ratio(34_102, 42_155) == "0.81"


def test_ratio__without_a_figure_of_scrip__is_empty() -> None:
    assert ratio(100_000, None) == ""


def test_for_terminal__puts_the_multiple_behind_and_a_dash_for_nothing(results: Results) -> None:
    text = for_terminal(results)
    assert row_of(text, ROWS["transfer_existing"]).split()[-3:] == ["40,000", "100,000", "(2.50)"]
    assert row_of(text, ROWS["admit"]).endswith(NONE)


def test_for_markdown__keeps_measured_and_quoted_apart(results: Results) -> None:
    measured, rest = for_markdown(results).split("## Quoted")
    quoted, systems = rest.split("## The systems")
    assert "<peer>" in measured and "<book>" not in measured
    assert "<book>" in quoted and "<peer>" not in quoted
    assert "| 40,000 | 60,000 (1.50) |" in row_of(quoted, ROWS["transfer_existing"])
    assert "quoted: <nowhere>" in systems


def test_for_markdown__each_table_has_one_width(results: Results) -> None:
    for part in for_markdown(results).split("## ")[1:]:
        widths = {line.count("|") for line in part.splitlines() if line.startswith("|")}
        assert len(widths) == 1


def test_draw__is_well_formed_and_escapes_names(results: Results) -> None:
    root = ElementTree.fromstring(draw(results))
    texts = ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.get("width") == str(WIDTH)
    assert "<peer>" in texts and "<book> (quoted)" in texts and "250,000" in texts


def test_draw__stays_inside(results: Results) -> None:
    root = ElementTree.fromstring(draw(results))
    height = float(root.get("height", 0))
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= WIDTH
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height


def test_draw__hatches_what_is_quoted_and_nothing_else(results: Results) -> None:
    root = ElementTree.fromstring(draw(results))
    hatched = [box for box in root.iter("{http://www.w3.org/2000/svg}rect") if box.get("fill", "").startswith("url")]
    assert len(hatched) == 3  # one of them in the legend


def test_load_quoted__every_system_has_its_source_and_figures() -> None:
    systems = load_quoted()
    assert len({quoted.key for quoted in systems}) == len(systems)
    for quoted in systems:
        assert quoted.quoted and quoted.source.startswith("https://") and quoted.gas


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  version: ", "  wersion: ", "version is missing; wersion is unknown"),
        ("has_rules: true", "has_rules: 1", "has_rules is neither true nor false"),
        ("transfer_existing", "teleport", "row teleport is unknown"),
        ("50_000", "-1", "row transfer_existing is no whole number above zero"),
        ("50_000", "50.5", "row transfer_existing is no whole number above zero"),
    ],
)
def test_load_quoted__wrong_entry__is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "quoted.yaml"
    path.write_text(ENTRY)
    assert load_quoted(path)[0].gas == {"transfer_existing": 50_000}
    path.write_text(ENTRY.replace(old, new))
    with pytest.raises(BenchError, match=problem):
        load_quoted(path)


def test_as_json__read_again__is_the_same(tmp_path: Path, results: Results) -> None:
    path = tmp_path / "results.json"
    path.write_text(results.as_json())
    assert load_kept(path).as_json() == results.as_json()


def test_kept_files__are_made_of_one_run() -> None:
    kept = load_kept()
    assert (FOLDER / "results.json").read_text() == kept.as_json()
    assert (FOLDER / "results.md").read_text() == for_markdown(kept)
    assert (FOLDER / "results.svg").read_text() == draw(kept)


def test_kept_files__quote_what_the_quoted_file_says() -> None:
    kept = {quoted.key: {row: figure for row, figure in quoted.gas.items() if figure} for quoted in load_kept().quoted}
    assert kept == {quoted.key: quoted.gas for quoted in load_quoted()}


@pytest.mark.parametrize(("row", "name"), SAME_OPERATION.items())
def test_kept_files__scrips_figures_are_those_under_review(row: str, name: str) -> None:
    """If not: `make bench` was not run after the contracts changed."""
    assert abs(kept_beyond_reviewed(row, name)) <= OTHER_ADDRESSES


@pytest.mark.parametrize(("row", "name"), SAME_PAYMENT.items())
def test_kept_files__scrips_payments_are_those_under_review(row: str, name: str) -> None:
    """As above."""
    assert -OTHER_ADDRESSES <= kept_beyond_reviewed(row, name) <= OTHER_ADDRESSES + EARLIER_DATES
