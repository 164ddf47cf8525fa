"""Exact amounts: units, money and shares of a whole, always as integers of the smallest unit.

Never a float.
"""

from __future__ import annotations

import re

MAX_UNITS = 2**96 - 1
MILLION = 1_000_000

_COUNT = re.compile(r"[0-9]+(_[0-9]{3})*", re.ASCII)
_DECIMAL = re.compile(r"([0-9]+(?:_[0-9]{3})*)(?:\.([0-9]+))?", re.ASCII)


def parse_count(text: str, maximum: int = MAX_UNITS) -> int:
    """A whole number, `1200000` or `1_200_000`; ValueError for anything else and above `maximum`."""
    if not _COUNT.fullmatch(text):
        raise ValueError(f"not a whole number: {text!r}")
    value = int(text.replace("_", ""))
    if value > maximum:
        raise ValueError(f"{text} is more than {maximum}")
    return value


def parse_amount(text: str, decimals: int, maximum: int = 2**128 - 1) -> int:
    """A decimal amount in the smallest unit: `12.5` with 6 decimals is 12500000. More places are an error."""
    match = _DECIMAL.fullmatch(text)
    if not match:
        raise ValueError(f"not an amount: {text!r}")
    whole, fraction = match[1].replace("_", ""), match[2] or ""
    if len(fraction) > decimals:
        raise ValueError(f"{text} has more than {decimals} decimal places")
    value = int(whole + fraction.ljust(decimals, "0"))
    if value > maximum:
        raise ValueError(f"{text} is too large")
    return value


def parse_ppm(text: str) -> int:
    """A percentage in parts per million: `26.375 %` is 263750. At most 100 %, at most four places."""
    if not text.endswith("%"):
        raise ValueError(f"not a percentage: {text!r}")
    value = parse_amount(text.removesuffix("%").rstrip(), 4)
    if value > MILLION:
        raise ValueError(f"{text} is more than 100 %")
    return value


def format_count(value: int) -> str:
    """`1200000` as `1,200,000`."""
    return f"{value:,}"


def format_amount(value: int, decimals: int) -> str:
    """An amount of the smallest unit with all its places: 12500000 with 6 decimals is `12.500000`."""
    if decimals == 0:
        return f"{value:,}"
    whole, fraction = divmod(value, 10**decimals)
    return f"{whole:,}.{fraction:0{decimals}d}"


def format_ppm(ppm: int) -> str:
    """Parts per million as a percentage without needless places: 263750 is `26.375 %`."""
    whole, fraction = divmod(ppm, 10_000)
    places = f"{fraction:04d}".rstrip("0")
    return f"{whole}.{places} %" if places else f"{whole} %"
