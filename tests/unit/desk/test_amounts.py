"""Amounts are exact: what a float would get wrong is either right or refused."""

from __future__ import annotations

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.amounts import (
    MAX_UNITS,
    format_amount,
    format_ppm,
    parse_amount,
    parse_count,
    parse_ppm,
)

NOT_NUMBERS = [
    "",
    " 1",
    "1 ",
    "-1",
    "+1",
    "1e3",
    "1,000",
    "1'000",
    "0x10",
    "NaN",
    "inf",
    "\N{ARABIC-INDIC DIGIT ONE}",
    "²",
    "1__000",
    "1_00",
]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_parse_count__no_plain_number__refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        parse_count(text)


@pytest.mark.parametrize("text", [*NOT_NUMBERS, ".5", "5.", "1.2.3", "0.1e2"])
def test_parse_amount__no_plain_number__refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text, 6)


def test_parse_count__limit__inclusive() -> None:
    assert parse_count(str(MAX_UNITS)) == MAX_UNITS
    with pytest.raises(ValueError, match="is more than"):
        parse_count(str(MAX_UNITS + 1))


def test_parse_count__separators__read() -> None:
    assert parse_count("1_200_000") == 1_200_000


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [("0.1", 18, 10**17), ("0.3", 1, 3), ("184_500.00", 6, 184_500_000_000), ("7", 0, 7), ("0.000001", 6, 1)],
)
def test_parse_amount__decimals__exact(text: str, decimals: int, value: int) -> None:
    assert parse_amount(text, decimals) == value


def test_parse_amount__too_many_places__refused() -> None:
    with pytest.raises(ValueError, match="more than 6 decimal places"):
        parse_amount("0.0000001", 6)


@pytest.mark.parametrize(
    ("text", "ppm"), [("0 %", 0), ("35 %", 350_000), ("26.375 %", 263_750), ("0.0001%", 1), ("100 %", 1_000_000)]
)
def test_parse_ppm__percentage__exact(text: str, ppm: int) -> None:
    assert parse_ppm(text) == ppm


@pytest.mark.parametrize("text", ["35", "100.0001 %", "-1 %", "0.00001 %", "% 3", "a %"])
def test_parse_ppm__no_percentage__refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_ppm(text)


@given(value=st.integers(0, 2**128 - 1), decimals=st.integers(0, 18))
def test_format_amount__any__reads_back(value: int, decimals: int) -> None:
    assert parse_amount(format_amount(value, decimals).replace(",", ""), decimals) == value


@given(ppm=st.integers(0, 1_000_000))
def test_format_ppm__any__reads_back(ppm: int) -> None:
    assert parse_ppm(format_ppm(ppm)) == ppm
