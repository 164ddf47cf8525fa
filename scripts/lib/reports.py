"""Writes reports: the same content, the same bytes; and no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    footer: Mapping[str, Any] | None = None,
) -> Path:
    """Writes a header, the rows, and lines `# key,value` of the footer; returns the path."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    writer.writerows((f"# {key}", _cell(value)) for key, value in (footer or {}).items())
    return _write(path, text.getvalue())


def write_json(path: Path, content: Any) -> Path:
    """Writes the content, indented, keys in their order; returns the path."""
    return _write(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would compute gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
