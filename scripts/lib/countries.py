"""Countries of ISO 3166-1: two letters in files, the numeric code on chain."""

from __future__ import annotations

from iso3166 import countries_by_alpha2, countries_by_numeric


def numeric_code(alpha2: str) -> int:
    """`CH` is 756; ValueError for anything but two capital letters of a country."""
    country = countries_by_alpha2.get(alpha2)
    if country is None:
        raise ValueError(f"not a country (ISO 3166 alpha-2): {alpha2!r}")
    return int(country.numeric)


def alpha2_code(numeric: int) -> str:
    """756 is `CH`; a code of no country stays a number."""
    country = countries_by_numeric.get(f"{numeric:03d}")
    return country.alpha2 if country else str(numeric)


def country_name(numeric: int) -> str:
    """756 is `Switzerland`; a code of no country stays a number."""
    country = countries_by_numeric.get(f"{numeric:03d}")
    return country.apolitical_name if country else str(numeric)
