"""What the files of the board's decisions have in common: choices, amounts, documents, and dates in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise
from pathlib import Path

from scripts.lib.dates import Moment
from scripts.lib.yamlfile import Section


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Parses one of a few words."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"unknown {text!r}; choose from {', '.join(choices)}")
        return text

    return parse


def positive(value: int) -> int:
    """The value; ValueError for 0."""
    if value == 0:
        raise ValueError("must be more than 0")
    return value


def existing_file(section: Section, key: str) -> Path:
    """A file beside the YAML file."""

    def existing(text: str) -> Path:
        path = section.path.parent / text
        if not path.is_file():
            raise ValueError(f"there is no file {text}")
        return path

    return section.value(key, existing)


def existing_path(text: str) -> Path:
    """A file anywhere; ValueError when there is none."""
    path = Path(text)
    if not path.is_file():
        raise ValueError(f"there is no file {text}")
    return path


def check_order(root: Section, *moments: tuple[str, Moment | None]) -> None:
    """Each date after the one before. A fixed and a relative one are compared by the chain alone."""
    for (_, earlier), (key, later) in pairwise(moments):
        if earlier and later and earlier.is_relative == later.is_relative and later.time <= earlier.time:
            root.note(f"{key} must be later than the date before it", root.line_of(key))
