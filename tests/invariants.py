"""The sentences of docs/invariants.md, by their numbers: what the state machines say when one of them does not hold."""

from __future__ import annotations

import re
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "invariants.md"
SENTENCES = dict(re.findall(r"^- \*\*(\w-\d+)\*\* (.+)$", DOCUMENT.read_text(), re.M))


def hold(number: str, condition: bool, *details: object) -> None:
    """Fails with the sentence and the values that broke it."""
    assert condition, f"{number}: {SENTENCES[number]} {details}"
