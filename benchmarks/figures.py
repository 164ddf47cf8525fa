"""What was measured and what is quoted, in one form for the table, the files and the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.problems import BenchError
from benchmarks.rows import ROWS

SCRIP = "scrip"
FOLDER = Path(__file__).parent
QUOTED = FOLDER / "quoted.yaml"
KEPT = FOLDER / "results.json"
TEXTS = ("title", "source", "version", "compiler", "configuration")


@dataclass(frozen=True)
class System:
    """One column. `gas` has no key, or None, for what the system does not have."""

    key: str
    title: str
    version: str
    compiler: str
    configuration: str
    source: str
    has_rules: bool
    quoted: bool
    gas: Mapping[str, int | None]


@dataclass(frozen=True)
class Results:
    """All columns, Scrip first, and the chain on which they were measured."""

    chain: str
    systems: tuple[System, ...]

    @property
    def scrip(self) -> System:
        """The column that counts as 1.00."""
        return next(system for system in self.systems if system.key == SCRIP)

    @property
    def measured(self) -> tuple[System, ...]:
        """The columns of this run."""
        return tuple(system for system in self.systems if not system.quoted)

    @property
    def quoted(self) -> tuple[System, ...]:
        """The columns taken from elsewhere."""
        return tuple(system for system in self.systems if system.quoted)

    def as_json(self) -> str:
        """The contents of results.json."""
        systems = [{**asdict(system), "gas": _in_order(system.gas)} for system in self.systems]
        return json.dumps({"chain": self.chain, "rows": ROWS, "systems": systems}, indent=2) + "\n"


def ratio(figure: int, base: int | None) -> str:
    """The figure as a multiple of Scrip's; nothing where Scrip has none."""
    return f"{figure / base:.2f}" if base else ""


def load_kept(path: Path = KEPT) -> Results:
    """The results of the last run that was written."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Results(content["chain"], tuple(System(**system) for system in content["systems"]))


def load_quoted(path: Path = QUOTED) -> tuple[System, ...]:
    """The quoted systems; BenchError when the file is not as it should be."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(_quoted_system(key, entry) for key, entry in content.items())


def _quoted_system(key: str, entry: dict[str, Any]) -> System:
    problems = [f"{name} is missing" for name in TEXTS if not isinstance(entry.get(name), str)]
    problems += [f"{name} is unknown" for name in entry.keys() - {*TEXTS, "has_rules", "gas"}]
    if not isinstance(entry.get("has_rules"), bool):
        problems.append("has_rules is neither true nor false")
    gas = entry.get("gas") or {}
    problems += [f"row {row} is unknown" for row in gas.keys() - ROWS.keys()]
    problems += [f"row {row} is no whole number above zero" for row, figure in gas.items() if not _is_gas(figure)]
    if problems:
        raise BenchError(f"{key} in the quoted figures: {'; '.join(sorted(problems))}.")
    texts = {name: str(entry[name]) for name in TEXTS}
    return System(key=key, quoted=True, has_rules=entry["has_rules"], gas=gas, **texts)


def _is_gas(figure: object) -> bool:
    return type(figure) is int and figure > 0


def _in_order(gas: Mapping[str, int | None]) -> dict[str, int | None]:
    return {row: gas.get(row) for row in ROWS}
