"""What goes wrong at the desk, in sentences for the person at the keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class DeskError(Exception):
    """One sentence: what is in the way and what to do.

    Commands print it without a traceback and exit with 1.
    """


class Problem(NamedTuple):
    """Something wrong in an input file. `line` counts from 1; 0 means the file as a whole."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.text}"


class InputError(DeskError):
    """Everything that is wrong with the input, together, in the order of the lines. Nothing was sent."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (str(problem.path), problem.line))
        super().__init__("\n".join(map(str, self.problems)))
