"""The file of amounts for a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.dividends.amountsfile import ListedAmount, parse_amounts
from tests.unit.desk.problems import finds

Write = Callable[..., Path]
HEADER = "holder,units,redeemed,gross\n"
ONE, OTHER = "0xBcd4042DE499D14e55001CcbB24a551F3b954096", "0x71bE63f3384f5fb98995898A86B02Fb2426c5788"


def test_parse_amounts__lines__smallest_units(write: Write) -> None:
    path = write(HEADER + f"{ONE},10,,1.5\n{OTHER},7,3,0.000001\n")
    assert parse_amounts(path, 6, 0) == [ListedAmount(2, ONE, 10, 0, 1_500_000), ListedAmount(3, OTHER, 7, 3, 1)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"{ONE},10,,1.0000001", "gross: 1.0000001 has more than 6"),
        (f"{ONE},10,,", "gross is empty"),
        (f"{ONE},10,,-1", "gross: not an amount"),
        (f"{ONE},10,,=1+1", "gross: not an amount"),
        (f"{ONE},1.5,,1", "units: 1.5 has more than 0"),
        (f"{ONE},,,1", "units is empty"),
        (f"{ONE},1,2,1", "redeemed: more than the units"),
        (f"{ONE.lower()},1,,1", "holder: wrong checksum"),
        ("0x12,1,,1", "holder: not an address"),
        (f"{ONE},1,1", "3 values, the header has 4"),
    ],
)
def test_parse_amounts__slip__refused_by_line(write: Write, line: str, problem: str) -> None:
    with finds((3, problem)):
        parse_amounts(write(HEADER + f"{OTHER},1,,1\n{line}\n"), 6, 0)


def test_parse_amounts__holder_twice__refused(write: Write) -> None:
    with finds((3, f"{ONE} stands here twice")):
        parse_amounts(write(HEADER + f"{ONE},1,,1\n{ONE},1,,1\n"), 6, 0)
