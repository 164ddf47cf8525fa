"""investors.csv: malformed lines are errors, all of them together and by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.investors import Profile, read_investors
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.settings import load_issuer
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

ATTRIBUTES = {"us_person": 0, "qib": 2}
HEADER = "reference,name,kind,address,country,admitted_through,accredited_through,attributes\n"
ONE = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"
TWO = "0x71bE63f3384f5fb98995898A86B02Fb2426c5788"


def line(**changes: str) -> str:
    """A good line, with some values changed."""
    values = {
        "reference": "INV-1",
        "name": "Ada Specimen",
        "kind": "person",
        "address": ONE,
        "country": "CH",
        "admitted_through": "2035-12-31",
        "accredited_through": "",
        "attributes": "",
    }
    return ",".join((values | changes).values()) + "\n"


def test_read_investors__good_lines__profiles(write: Write) -> None:
    path = write(HEADER + line(accredited_through="2031-01-01", attributes="us_person;qib"))
    [investor] = read_investors(path, ATTRIBUTES)
    assert investor.profile == Profile(756, 24_105, 22_280, 5)
    assert (investor.line, investor.reference, investor.address) == (2, "INV-1", ONE)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reference": ""}, "reference is empty"),
        ({"reference": "inv 1"}, "reference: not a reference"),
        ({"name": ""}, "name is empty"),
        ({"kind": "alien"}, "kind: unknown kind 'alien'"),
        ({"address": ""}, "address is empty"),
        ({"address": ONE.lower()}, "address: wrong checksum"),
        ({"address": "0x" + "0" * 40}, "address: the zero address"),
        ({"country": "CHE"}, "country: not a country"),
        ({"country": "XX"}, "country: not a country"),
        ({"admitted_through": ""}, "admitted_through is empty"),
        ({"admitted_through": "31.12.2035"}, "admitted_through: not a date"),
        ({"admitted_through": "2035-02-30"}, "admitted_through: no such day"),
        ({"admitted_through": "203\N{ARABIC-INDIC DIGIT FIVE}-12-31"}, "admitted_through: not a date"),
        ({"accredited_through": "soon"}, "accredited_through: not a date"),
        ({"attributes": "wizard"}, "attributes: unknown attribute 'wizard'"),
        ({"attributes": "qib;qib"}, "attributes: the same attribute twice"),
        ({"attributes": "qib;"}, "attributes: unknown attribute ''"),
    ],
)
def test_read_investors__malformed_value__refused_by_line(write: Write, changes: dict[str, str], problem: str) -> None:
    with finds((3, problem)):
        read_investors(write(HEADER + line(reference="INV-0", address=TWO) + line(**changes)), ATTRIBUTES)


def test_read_investors__same_wallet_twice__refused(write: Write) -> None:
    path = write(HEADER + line() + line(reference="INV-2"))
    with finds((3, f"{ONE} stands in line 2 already")):
        read_investors(path, ATTRIBUTES)


def test_read_investors__further_wallet__same_investor(write: Write) -> None:
    first, second = read_investors(write(HEADER + line() + line(address=TWO)), ATTRIBUTES)
    assert first.reference == second.reference


def test_read_investors__further_wallet_described_otherwise__refused(write: Write) -> None:
    path = write(HEADER + line() + line(address=TWO, country="DE"))
    with finds((3, "INV-1 is described otherwise in line 2")):
        read_investors(path, ATTRIBUTES)


def test_read_investors__several_problems__all_reported(write: Write) -> None:
    bad = line(address="0x12", country="ZZ", admitted_through="never")
    with finds((2, "address"), (2, "country"), (2, "admitted_through"), (3, "kind")):
        read_investors(write(HEADER + bad + line(reference="INV-2", kind="ghost")), ATTRIBUTES)


def test_read_investors__example__at_least_sixty() -> None:
    settings = load_issuer(DEFAULT_ISSUER)
    investors = read_investors(settings.folder / "investors.csv", settings.attributes)
    assert len({investor.reference for investor in investors}) >= 60
    assert len({investor.profile.country for investor in investors}) >= 15
