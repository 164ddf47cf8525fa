"""Figures under review: a test compares them with a file of snapshots/, `make gas` and `make sizes` write it anew."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "snapshots"


def compare(name: str, figures: Mapping[str, int], hint: str) -> None:
    """Writes the file when UPDATE_SNAPSHOTS is set; otherwise fails on any difference and says which."""
    path = FOLDER / f"{name}.json"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")
        return
    known = json.loads(path.read_text())
    changes = [
        f"{key}: {known.get(key, 'new')} -> {figures.get(key, 'gone')}"
        for key in sorted(known.keys() | figures.keys())
        if known.get(key) != figures.get(key)
    ]
    assert not changes, f"{path.name} differs; if that is meant, run `{hint}` and review it: " + ", ".join(changes)


def table(figures: Mapping[str, int], limits: Mapping[str, int], unit: str) -> str:
    """The figures beside their limits, for the reader of `make gas` and `make sizes`."""
    rows = [f"{'':42} {unit:>12} {'limit':>12}"]
    for key, figure in sorted(figures.items()):
        limit = limits.get(key)
        share = "" if limit is None else f"{limit:12,} {figure / limit:7.1%}{'  OVER' if figure > limit else ''}"
        rows.append(f"{key:42} {figure:12,} {share}")
    return "\n".join(rows)
