"""Reads a CSV file as people save it, and reports everything that is wrong with its form, by line.

Tolerated: a byte order mark, CRLF, blank lines, blanks around a value, lines that begin with `#` before the
header. Refused: a missing, unknown or repeated column, too few or too many values in a line, and anything
that is not UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from scripts.lib.problems import InputError, Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A line of a table. What cannot be read is noted as a problem and stands as None."""

    table: Table
    line: int
    values: Mapping[str, str]

    def value(self, column: str, parse: Callable[[str], T], default: T | None = None) -> T:
        """The value of a column; an empty one is the default, or a problem when there is none."""
        text = self.values[column]
        if text == "":
            if default is None:
                self.note(f"{column} is empty")
            return cast(T, default)
        try:
            return parse(text)
        except ValueError as problem:
            self.note(f"{column}: {problem}")
            return cast(T, None)

    def note(self, text: str) -> None:
        """Adds a problem of this line."""
        self.table.problems.append(Problem(self.table.path, self.line, text))


@dataclass
class Table:
    """The lines of a file, and what is wrong with them."""

    path: Path
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def finish(self) -> None:
        """InputError when anything was wrong."""
        if self.problems:
            raise InputError(self.problems)


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """The lines of the file; those of a wrong form are noted as problems and left out."""
    table = Table(path)
    records = _records(path)
    header = next(((line, values) for line, values in records if not values[0].startswith("#")), None)
    if header is None:
        raise InputError([Problem(path, 0, "is empty")])
    names = header[1]
    _check_header(table, header[0], names, columns)
    for line, values in records:
        if line <= header[0]:
            continue
        if len(values) == len(names):
            table.rows.append(Row(table, line, dict(zip(names, values, strict=True))))
        else:
            table.problems.append(Problem(path, line, f"{len(values)} values, the header has {len(names)}"))
    if not table.rows and not table.problems:
        table.problems.append(Problem(path, 0, "has a header but no lines"))
    return table


def _check_header(table: Table, line: int, names: Sequence[str], columns: Sequence[str]) -> None:
    """InputError at once: with a wrong header every line would be wrong."""
    problems = [f"the column {name} is missing" for name in columns if name not in names]
    problems += [f"unknown column {name!r}" for name in names if name not in columns]
    problems += [f"the column {name} stands here twice" for name in columns if names.count(name) > 1]
    if problems:
        raise InputError([Problem(table.path, line, text) for text in problems])


def _records(path: Path) -> list[tuple[int, list[str]]]:
    """First line and stripped values of each record that is not blank."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    records, first = [], 1
    try:
        for values in reader:
            stripped = [value.strip(" \t") for value in values]
            if any(stripped):
                records.append((first, stripped))
            first = reader.line_num + 1
    except csv.Error as problem:
        raise InputError([Problem(path, reader.line_num, f"not CSV: {problem}")]) from None
    return records


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise InputError([Problem(path, 0, f"cannot be read: {problem.strerror}")]) from None
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise InputError([Problem(path, line, "is not UTF-8 text")]) from None
    if "\0" in text:
        raise InputError([Problem(path, text[: text.index("\0")].count("\n") + 1, "holds a NUL character")])
    return text
