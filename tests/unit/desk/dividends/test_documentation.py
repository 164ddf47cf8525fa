"""docs/dividends.md: its examples are files that the desk reads, its verbs exist, and each verb is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.dividends.context import context_of
from scripts.lib.dividends.kindparsers import PARSERS
from scripts.lib.dividends.plan import load_plan
from scripts.lib.paths import DEFAULT_ISSUER, ROOT
from scripts.lib.settings import load_issuer

TEXT = (ROOT / "docs" / "dividends.md").read_text()
WHOLE, *OTHERS = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)
SOURCE = (ROOT / "scripts" / "dividends.py").read_text()
VERBS = re.findall(r"@command\ndef (\w+)", SOURCE)


@pytest.mark.parametrize("example", [WHOLE, *OTHERS], ids=lambda example: example.split()[1])
def test_examples__each__is_read(write: Callable[..., Path], tmp_path: Path, example: str) -> None:
    shutil.copytree(DEFAULT_ISSUER.parent / "documents", tmp_path / "documents")
    rest = "" if example == WHOLE else WHOLE[WHOLE.index("record_date:") :]
    plan = load_plan(write(example + rest, "dividend.yaml"), context_of(load_issuer(DEFAULT_ISSUER)))
    assert plan.name == example.split()[1]


def test_examples__kinds__all_of_them() -> None:
    assert {example.split()[1] for example in (WHOLE, *OTHERS)} == set(PARSERS)


def test_verbs__all_told_in_the_document_and_in_the_head_of_the_file() -> None:
    table = TEXT[: TEXT.index("## What every file has")]
    head = SOURCE[: SOURCE.index("from __future__")]
    for verb in VERBS:
        assert f"run dividends {verb}" in head, verb
        assert verb == "currency" or re.search(rf"\b{verb}\b", table), verb


def test_verbs__of_the_document__exist() -> None:
    assert set(re.findall(r"run dividends (\w+)", TEXT)) <= set(VERBS)
