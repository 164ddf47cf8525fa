"""The arithmetic needs no chain and knows no float."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
MODULES = sorted((ROOT / "scripts" / "lib" / "dividends" / "arithmetic").glob("*.py"))

ALONE = """
import importlib, sys
for name in ("brownie", "web3", "eth_utils", "hypothesis"):
    sys.modules[name] = None
for name in sys.argv[1:]:
    importlib.import_module("scripts.lib.dividends.arithmetic." + name)
"""


def test_modules__without_brownie__importable() -> None:
    names = [path.stem for path in MODULES if path.stem != "__init__"]
    assert len(names) > 10
    subprocess.run([sys.executable, "-c", ALONE, *names], cwd=ROOT, check=True)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module__its_source__no_float_no_decimal_no_rounding_by_python(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    floats = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not floats and not names & {"float", "Decimal", "round"} and "decimal" not in imported
