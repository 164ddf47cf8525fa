"""tests/regression/README.md: every defect names a test that exists, and every file of the folder is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "regression"
DOCUMENT = (FOLDER / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\| `(tests/[\w/]+\.py)::(\w+)` \|$", DOCUMENT, re.M)


@pytest.mark.parametrize(("path", "name"), LINKS, ids=[name for _, name in LINKS])
def test_defect__its_test__exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_files__of_the_folder__are_all_named() -> None:
    files = {f"tests/regression/{file.name}" for file in FOLDER.glob("test_*.py")}
    assert files == {path for path, _ in LINKS if path.startswith("tests/regression/")}


def test_links__of_the_document__are_all_read() -> None:
    assert len(LINKS) == DOCUMENT.count("::")
