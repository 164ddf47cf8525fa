"""docs/requirements.md: every requirement has a number of its own, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
IDS = re.findall(r"^\*\*([A-Z]{3}-\d+)\*\* ", DOCUMENT, re.M)
CHAPTERS = dict(zip(IDS, re.split(r"^\*\*[A-Z]{3}-\d+\*\* ", DOCUMENT, flags=re.M)[1:], strict=True))
LINK = re.compile(r"^- `(tests/[\w/]+\.py)::(\w+)`$", re.M)


@cache
def functions_of(path: str) -> set[str]:
    """The test functions that a file defines; none if there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_ids__of_all_requirements__each_once_and_counted_without_a_gap() -> None:
    assert IDS and len(set(IDS)) == len(IDS)
    for prefix in {number.split("-")[0] for number in IDS}:
        numbers = [int(number.split("-")[1]) for number in IDS if number.startswith(prefix)]
        assert numbers == list(range(1, len(numbers) + 1)), prefix


@pytest.mark.parametrize("number", IDS)
def test_requirement__its_tests__exist(number: str) -> None:
    links = LINK.findall(CHAPTERS[number])
    assert links, f"{number} names no test"
    missing = [f"{path}::{name}" for path, name in links if name not in functions_of(path)]
    assert not missing


def test_links__of_the_document__are_all_read() -> None:
    """A line that looks like a link but is not written like one would be checked by nobody."""
    assert len(LINK.findall(DOCUMENT)) == DOCUMENT.count("::")
