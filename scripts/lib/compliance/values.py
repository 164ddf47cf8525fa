"""Values of parameters, between the form in which people write them and the word that the chain keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scripts.lib.amounts import MAX_UNITS, format_amount, format_ppm, parse_amount, parse_count, parse_ppm
from scripts.lib.dates import parse_duration
from scripts.lib.yamlfile import Section, parse_flag

VALUE = "value"
CENTS = 2

_MONEY = re.compile(r"([A-Z]{3}) (.+)", re.ASCII)


@dataclass(frozen=True)
class Glossary:
    """What the words of one issuer mean: attributes by name, the decimals of its units, the money of its limits."""

    attributes: Mapping[str, int]
    decimals: int
    currency: str = ""

    def bit(self, name: str) -> int:
        """The bit of an attribute; ValueError for an unknown one."""
        if name not in self.attributes:
            raise ValueError(f"{name!r} is not among the attributes of the pack")
        return self.attributes[name]

    def name(self, bit: int) -> str:
        """The name of an attribute's bit; `bit 7` for one without a name."""
        return next((name for name, known in self.attributes.items() if known == bit), f"bit {bit}")

    def mask(self, bits: int) -> str:
        """The names of a set of attributes."""
        return ", ".join(self.name(bit) for bit in range(bits.bit_length()) if bits >> bit & 1) or "none"


@dataclass(frozen=True)
class Kind:
    """A kind of value: how it stands under `value` in a pack, and how a word of the chain is shown."""

    read: Callable[[Section, Glossary], int]
    show: Callable[[int, Glossary], str]


@dataclass(frozen=True)
class Word:
    """What the chain shall keep under the name and number of a parameter."""

    name: str
    number: int
    value: int


def of_text(parse: Callable[[str, Glossary], int], show: Callable[[int, Glossary], str]) -> Kind:
    """A kind that is written as a single text."""
    return Kind(lambda section, glossary: section.value(VALUE, lambda text: parse(text, glossary)), show)


def number(least: int, most: int) -> Kind:
    """A whole number."""

    def parse(text: str, _: Glossary) -> int:
        value = parse_count(text, most)
        if value < least:
            raise ValueError(f"must be at least {least}")
        return value

    return of_text(parse, lambda word, _: f"{word:,}")


def choice(*words: str) -> Kind:
    """One of several words, which stand for 0, 1 and so on."""

    def parse(text: str, _: Glossary) -> int:
        if text not in words:
            raise ValueError(f"unknown {text!r}; choose from {', '.join(words)}")
        return words.index(text)

    return of_text(parse, lambda word, _: words[word] if word < len(words) else str(word))


def seconds(show: Callable[[int], str]) -> Kind:
    """A span of time, kept in seconds."""
    return of_text(lambda text, _: parse_duration(text), lambda word, _: show(word))


def _money(text: str, glossary: Glossary) -> int:
    match = _MONEY.fullmatch(text)
    if not match:
        raise ValueError(f"not an amount of money (such as USD 200_000): {text!r}")
    if match[1] != glossary.currency:
        raise ValueError(f"is in {match[1]}, the pack's money is {glossary.currency or 'not named'}")
    return parse_amount(match[2], CENTS)


def _price(text: str, glossary: Glossary) -> int:
    """The chain wants the price of the smallest part of a unit."""
    price, rest = divmod(_money(text, glossary), 10**glossary.decimals)
    if rest or price == 0:
        raise ValueError(f"{text} is not a whole number of cents for the smallest part of a unit")
    return price


def _show_price(word: int, glossary: Glossary) -> str:
    return f"{glossary.currency} {format_amount(word * 10**glossary.decimals, CENTS)} a unit".strip()


def format_span(time: int) -> str:
    """Seconds in the largest unit that leaves no rest: 172800 is `2 days`."""
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if time % size == 0:
            number = time // size
            return f"{number} {name}{'s' * (number != 1)}"
    raise AssertionError("every number of seconds is one of seconds")


def _attributes(section: Section, glossary: Glossary) -> int:
    return read_attributes(section, VALUE, glossary)


def read_attributes(section: Section, key: str, glossary: Glossary, default: tuple[int, ...] | None = None) -> int:
    """A list of attributes as a bit set; with a `default`, the key may be missing."""
    bits = section.values(key, glossary.bit) if default is None else section.values(key, glossary.bit, default)
    return sum({1 << bit for bit in bits if bit is not None})


FLAG = of_text(lambda text, _: int(parse_flag(text)), lambda word, _: "true" if word == 1 else str(word))
PPM = of_text(lambda text, _: parse_ppm(text), lambda word, _: format_ppm(word))
UNITS = of_text(
    lambda text, glossary: parse_amount(text, glossary.decimals, MAX_UNITS),
    lambda word, glossary: f"{format_amount(word, glossary.decimals)} units",
)
MONEY = of_text(_money, lambda word, glossary: f"{glossary.currency} {format_amount(word, CENTS)}".strip())
PRICE = of_text(_price, _show_price)
SPAN = seconds(format_span)
ATTRIBUTES = Kind(_attributes, lambda word, glossary: glossary.mask(word))
