"""Reports and the cap table: the same content, the same bytes, and nothing a spreadsheet would compute."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from scripts.lib.captable import cap_table, write_cap_table
from scripts.lib.chain import BlockMark
from scripts.lib.events import Event
from scripts.lib.labels import label_bytes
from scripts.lib.register import Register
from scripts.lib.reports import write_csv

BLOCK = BlockMark(17, "0x" + "ab" * 32, 1_795_537_925)
ALICE, BOB, CAROL = (f"0x{digit * 40}" for digit in "abc")
ZERO = "0x" + "0" * 40


def profile(folio: int, country: int = 756, admitted: int = 24_105, accredited: int = 0, attributes: int = 0) -> int:
    """The word of MemberAdmitted, laid out by hand as contracts/register/Member.sol says."""
    fields = (folio << 96) | (folio << 120) | (admitted << 144) | (accredited << 160)
    return fields | (country << 176) | (attributes << 192) | (1 << 240)


def event(name: str, **values: object) -> Event:
    """An event of no particular block."""
    return Event(name, {key.rstrip("_"): value for key, value in values.items()}, 1, "0x")


COMMON, PREFERRED = label_bytes("COMMON"), label_bytes("PREFERRED")
EVENTS = [
    event("PartitionCreated", partition=COMMON),
    event("PartitionCreated", partition=PREFERRED),
    event("MemberAdmitted", account=BOB, profile=profile(1)),
    event("MemberAdmitted", account=ALICE, profile=profile(2, 840, accredited=22_280, attributes=5)),
    event("MemberAdmitted", account=CAROL, profile=profile(3)),
    event("IssuedByPartition", partition=COMMON, to=BOB, value=300),
    event("Transfer", from_=ZERO, to=BOB, value=300),
    event("Issued", to=ALICE, value=33),
    event("Transfer", from_=ZERO, to=ALICE, value=33),
    event("IssuedByPartition", partition=PREFERRED, to=ALICE, value=7),
    event("Transfer", from_=ZERO, to=ALICE, value=7),
    event("TransferByPartition", fromPartition=COMMON, from_=BOB, to=ALICE, value=100),
    event("Transfer", from_=BOB, to=ALICE, value=100),
    event("Redeemed", from_=ALICE, value=3),
    event("Transfer", from_=ALICE, to=ZERO, value=3),
    event("ControllerRedemption", tokenHolder=BOB, value=10),
    event("Transfer", from_=BOB, to=ZERO, value=10),
    event("RedeemedByPartition", partition=PREFERRED, from_=ALICE, value=1),
    event("Transfer", from_=ALICE, to=ZERO, value=1),
    event("AddressFrozen", account=BOB, isFrozen=True),
    event("Frozen", account=ALICE, amount=4),
    event("MemberRemoved", account=CAROL),
]


@pytest.fixture
def register() -> Register:
    """The register after EVENTS."""
    result = Register()
    for item in EVENTS:
        result.apply(item)
    return result


def test_apply__every_kind_of_event__units_by_class(register: Register) -> None:
    assert register.entries[BOB].units == {"COMMON": 190}
    assert register.entries[ALICE].units == {"COMMON": 130, "PREFERRED": 6}
    assert (register.issued("COMMON"), register.issued("PREFERRED")) == (320, 6)


def test_apply__both_journals__same_totals(register: Register) -> None:
    for entry in register.entries.values():
        assert entry.total == sum(entry.units.values())


def test_apply__admission__profile_read(register: Register) -> None:
    alice = register.entries[ALICE]
    assert (alice.folio, alice.country, alice.accredited_through, alice.attributes) == (2, 840, 22_280, 5)
    assert (alice.frozen_units, register.entries[BOB].frozen) == ({"COMMON": 4}, True)


def test_cap_table__rows__folio_order_without_the_removed(register: Register) -> None:
    table = cap_table(register, BLOCK, {ALICE: "INV-1"}, 0)
    assert [row["folio"] for row in table.rows] == [1, 2]
    bob, alice = table.rows
    assert (bob["COMMON"], bob["COMMON_ppm"], bob["status"]) == ("190", 593_750, "frozen")
    assert (alice["reference"], alice["PREFERRED_ppm"], alice["units"]) == ("INV-1", 1_000_000, "136")
    assert (alice["country"], alice["accredited_through"], bob["accredited_through"]) == ("US", "2031-01-01", "")


def test_cap_table__decimals__all_places(register: Register) -> None:
    assert cap_table(register, BLOCK, {}, 2).rows[0]["COMMON"] == "1.90"


def test_write_cap_table__twice__same_bytes(register: Register, tmp_path: Path) -> None:
    table = cap_table(register, BLOCK, {}, 0)
    first = [path.read_bytes() for path in write_cap_table(table, tmp_path / "one")]
    second = [path.read_bytes() for path in write_cap_table(table, tmp_path / "two")]
    assert first == second


def test_write_cap_table__footer__block_and_hash(register: Register, tmp_path: Path) -> None:
    as_csv, as_json = write_cap_table(cap_table(register, BLOCK, {}, 0), tmp_path)
    lines = list(csv.reader(as_csv.read_text().splitlines()))
    assert lines[-3:] == [["# block", "17"], ["# hash", BLOCK.hash], ["# time", "2026-11-24 16:32:05 UTC"]]
    content = json.loads(as_json.read_text())
    assert (content["block"], content["hash"], content["totals"]) == (17, BLOCK.hash, {"COMMON": 320, "PREFERRED": 6})


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_write_csv__formula__defused(tmp_path: Path, text: str) -> None:
    path = write_csv(tmp_path / "x.csv", ("a",), [{"a": text}])
    [_, [cell]] = csv.reader(path.read_text().splitlines())
    assert cell == "'" + text


def test_write_csv__number__stays_a_number(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "x.csv", ("a",), [{"a": -5}]).read_text() == "a\n-5\n"


def test_cap_table__class_that_was_split__shares_beside_its_units(register: Register, tmp_path: Path) -> None:
    factor = {"numerator": 3, "denominator": 2}
    register.apply(
        event(
            "SplitScheduled",
            partition=COMMON,
            factor=factor,
            next=factor,
            effectiveAt=BLOCK.time,
            documentHash=bytes(32),
        )
    )
    table = cap_table(register, BLOCK, {}, 0)
    assert [column for column in table.columns if "COMMON" in column] == ["COMMON", "COMMON_shares", "COMMON_ppm"]
    assert [(row["COMMON"], row["COMMON_shares"]) for row in table.rows] == [("190", "285"), ("130", "195")]
    assert (table.totals["COMMON"], table.shares) == (320, {"COMMON": "480"})
    as_csv, _ = write_cap_table(table, tmp_path)
    assert "# COMMON shares for units,3 for 2\n" in as_csv.read_text()
    earlier = cap_table(register, BlockMark(16, BLOCK.hash, BLOCK.time - 1), {}, 0)
    assert "COMMON_shares" not in earlier.columns and earlier.shares == {}
