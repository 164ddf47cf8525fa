"""Countries, labels and addresses: the words of the files against the values of the chain."""

from __future__ import annotations

import pytest

from scripts.lib.addresses import parse_address
from scripts.lib.countries import alpha2_code, country_name, numeric_code
from scripts.lib.labels import label_bytes, label_text, parse_label

ADDRESS = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"


def test_numeric_code__alpha2__number_on_chain() -> None:
    assert (numeric_code("CH"), numeric_code("US"), numeric_code("AU")) == (756, 840, 36)


@pytest.mark.parametrize("text", ["", "ch", "CHE", "XX", "756", "Switzerland", "\N{CYRILLIC CAPITAL LETTER ES}H"])
def test_numeric_code__no_country__refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a country"):
        numeric_code(text)


def test_country_name__number__readable() -> None:
    assert (alpha2_code(36), country_name(36)) == ("AU", "Australia")
    assert (alpha2_code(999), country_name(999)) == ("999", "999")


def test_label_bytes__label__reads_back() -> None:
    assert label_bytes("COMMON") == b"COMMON".ljust(32, b"\0")
    assert label_text(label_bytes("SERIES-A.1")) == "SERIES-A.1"


def test_label_text__no_text__hex() -> None:
    assert label_text(b"\xff" * 32) == "0x" + "ff" * 32


@pytest.mark.parametrize("text", ["", "common", "COMMON SHARES", "-A", "A" * 33, "ÄKTIE"])
def test_parse_label__no_label__refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a label"):
        parse_label(text)


def test_parse_address__checksum__accepted() -> None:
    assert parse_address(ADDRESS) == ADDRESS


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ADDRESS.lower(), "wrong checksum"),
        (ADDRESS.replace("Bcd", "BCd"), "wrong checksum"),
        (ADDRESS[:-1], "not an address"),
        (ADDRESS + "0", "not an address"),
        (ADDRESS[2:], "not an address"),
        (ADDRESS.replace("0xB", "0x\N{CYRILLIC CAPITAL LETTER VE}"), "not an address"),
        ("0x" + "0" * 40, "the zero address"),
    ],
)
def test_parse_address__slip_of_the_pen__refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_address(text)
