"""Rates in reports."""

from __future__ import annotations

from scripts.lib.amounts import format_ppm


def percentage(ppm: int) -> str:
    """263750 as `26.375`: percent, without the sign, so that a spreadsheet reads a number."""
    return format_ppm(ppm).removesuffix(" %")
