"""Worked numbers, which stand in tests/data/distributions.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.lib.dividends.arithmetic.daycount import Period

FILE = Path(__file__).parents[3] / "data" / "distributions.json"

Case = dict[str, Any]


def each(chapter: str) -> Callable[..., Any]:
    """Runs a test once for each case of a chapter, as `case`."""
    return pytest.mark.parametrize("case", _chapters()[chapter], ids=lambda case: case["id"])


def period(days: list[str] | None) -> Period | None:
    """A period from its first day and the one after its last."""
    return Period(*map(date.fromisoformat, days)) if days else None


@cache
def _chapters() -> dict[str, list[Case]]:
    chapters: dict[str, list[Case]] = json.loads(FILE.read_text(encoding="utf-8"))
    return chapters
