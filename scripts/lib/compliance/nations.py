"""The countries of a class in packs: which are listed, and what that means.

- {name: MODE, value: {listed: allowed, senders_too: true}}        `closed` where the others are allowed
- {name: COUNTRIES, value: [CH, DE]}
"""

from __future__ import annotations

from scripts.lib.compliance.values import VALUE, Glossary, Kind, Word
from scripts.lib.countries import alpha2_code, numeric_code
from scripts.lib.yamlfile import Section, parse_flag

# The words; contracts/compliance/rules/Countries.sol
ALLOW_LIST, SENDERS_TOO = 1, 2
COUNTRIES_A_WORD, WORDS = 200, 5


def read_countries(section: Section, _: Glossary) -> list[Word]:
    """The country n is bit n % 200 of the word n / 200; a word without a country is not named."""
    words = [0] * WORDS
    for code in section.values(VALUE, numeric_code):
        if code is not None:
            words[code // COUNTRIES_A_WORD] |= 1 << code % COUNTRIES_A_WORD
    return [Word("COUNTRIES", number, word) for number, word in enumerate(words) if word]


def show_countries(word: int, number: int) -> str:
    """The countries of one word, by its number."""
    first = number * COUNTRIES_A_WORD
    return ", ".join(sorted(alpha2_code(first + bit) for bit in range(word.bit_length()) if word >> bit & 1))


def _read_listing(section: Section, _: Glossary) -> int:
    value = section.section(VALUE)
    listed = value.value("listed", _parse_listed)
    return (listed or 0) | (SENDERS_TOO if value.value("senders_too", parse_flag, False) else 0)


def _parse_listed(text: str) -> int:
    if text not in ("allowed", "closed"):
        raise ValueError(f"must be allowed or closed, not {text!r}")
    return ALLOW_LIST if text == "allowed" else 0


def _show_listing(word: int, _: Glossary) -> str:
    meaning = "those listed alone are allowed" if word & ALLOW_LIST else "those listed are closed"
    return f"{meaning}{', to senders too' if word & SENDERS_TOO else ''}"


LISTING = Kind(_read_listing, _show_listing)
