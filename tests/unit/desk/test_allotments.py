"""allotments.csv, and how allotments are cut into batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.allotments import Allotment, read_allotments
from scripts.lib.amounts import MAX_UNITS
from scripts.lib.issuance import batches
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

HEADER = "number,reference,address,partition,units\n"
WALLET = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"
LABELS = ("COMMON", "PREFERRED")


def line(number: str = "1", partition: str = "COMMON", units: str = "100") -> str:
    """A line for the same wallet."""
    return f"{number},INV-1,{WALLET},{partition},{units}\n"


def test_read_allotments__good_lines__read(write: Write) -> None:
    first, second = read_allotments(write(HEADER + line() + line("2", "PREFERRED", "1_000")), LABELS)
    assert (first.number, first.units, first.partition) == (1, 100, "COMMON")
    assert (second.line, second.units, second.partition) == (3, 1_000, "PREFERRED")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (line(units="0"), "units: must be at least 1"),
        (line(units="-1"), "units: not a whole number"),
        (line(units="1.5"), "units: not a whole number"),
        (line(units="1e3"), "units: not a whole number"),
        (line(units='"1,000"'), "units: not a whole number"),
        (line(units="NaN"), "units: not a whole number"),
        (line(units="\N{FULLWIDTH DIGIT ONE}00"), "units: not a whole number"),
        (line(units=str(MAX_UNITS + 1)), "units: "),
        (line(units=""), "units is empty"),
        (line(number="0"), "number: must be at least 1"),
        (line(number="A1"), "number: not a whole number"),
        (line(partition="GOLD"), "partition: unknown partition GOLD"),
        (line(partition="common"), "partition: not a label"),
    ],
)
def test_read_allotments__malformed_value__refused_by_line(write: Write, text: str, problem: str) -> None:
    with finds((2, problem)):
        read_allotments(write(HEADER + text), LABELS)


def test_read_allotments__same_number_twice__refused(write: Write) -> None:
    with finds((4, "the number 1 stands in line 2 already")):
        read_allotments(write(HEADER + line() + line("2") + line("1")), LABELS)


@given(
    numbers=st.lists(st.integers(1, 60), unique=True),
    preferred=st.sets(st.integers(1, 60)),
    size=st.integers(1, 10),
)
def test_batches__any__every_allotment_once_in_runs(numbers: list[int], preferred: set[int], size: int) -> None:
    allotments = [
        Allotment(0, number, "INV-1", WALLET, "PREFERRED" if number in preferred else "COMMON", 1) for number in numbers
    ]
    cut = batches(allotments, size)
    assert [allotment.number for batch in cut for allotment in batch] == sorted(numbers)
    for batch in cut:
        first = batch[0].number
        assert 1 <= len(batch) <= size
        assert [allotment.number for allotment in batch] == list(range(first, first + len(batch)))
        assert len({allotment.partition for allotment in batch}) == 1
