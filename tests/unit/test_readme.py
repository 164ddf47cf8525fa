"""The README can be trusted: its figures are those under review, its links lead somewhere, and it stays short."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_readme__gas_table__figures_of_the_snapshot() -> None:
    gas = json.loads((ROOT / "snapshots" / "gas.json").read_text())
    rows = re.findall(r"^\|[^|]*\| `([\w.]+)` \| ([\d,]+) \|", README, re.M)
    assert len(rows) >= 10
    assert {name: int(figure.replace(",", "")) for name, figure in rows} == {name: gas[name] for name, _ in rows}


def test_readme__sizes__figures_of_the_snapshot() -> None:
    sizes = json.loads((ROOT / "snapshots" / "sizes.json").read_text())
    for name in ("SecurityToken", "Registrar"):
        assert f"{sizes[name]:,}" in README


def test_readme__links__lead_to_files() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme__length__within_one_screenful_of_reading() -> None:
    assert len(README.splitlines()) <= 150
