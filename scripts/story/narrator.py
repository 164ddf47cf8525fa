"""Tells the demonstration on the terminal: chapters, facts, transactions, refusals.

Colours only on a terminal.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from scripts.lib.reasons import Refusal

WIDTH = 100
BOLD, DIM, GREEN, RED, RESET = "\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m"


class Narrator:
    """Prints the story, and counts its chapters."""

    def __init__(self) -> None:
        self._chapter = 0
        self._colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def chapter(self, title: str) -> None:
        """Begins a chapter."""
        self._chapter += 1
        print(f"\n{self._in(BOLD, f'{self._chapter}. {title}')}\n")

    def say(self, text: str) -> None:
        """A paragraph."""
        print(textwrap.fill(" ".join(text.split()), WIDTH, initial_indent="  ", subsequent_indent="  "))

    def fact(self, name: str, value: object) -> None:
        """A name and its value."""
        print(f"    {name:<28} {value}")

    def done(self, text: str, receipt: Any) -> None:
        """Something that passed, with its transaction."""
        self._entry(self._in(GREEN, "done   "), text)
        self._under(self._in(DIM, f"{receipt.txid}  gas {receipt.gas_used:,}"))

    def transactions(self, receipts: Sequence[Any]) -> None:
        """The transactions of a work in batches."""
        for receipt in receipts:
            print(f"    {self._in(DIM, f'{receipt.txid}  gas {receipt.gas_used:,}')}")

    def refused(self, text: str, refusal: Refusal, guilty: str = "") -> None:
        """Something that was refused, with code, reason and guilty party where the chain names them."""
        self._entry(self._in(RED, "refused"), text)
        if refusal.code:
            self._under(f"{refusal.code} {refusal.reason}: {refusal.sentence}")
            self._under(f"guilty: {refusal.guilty} {guilty}")
        else:
            self._under(refusal.sentence)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[object]], left: int = 1) -> None:
        """A table; the first `left` columns to the left, the others to the right."""
        lines = [header, *([str(cell) for cell in row] for row in rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
        for number, line in enumerate(lines):
            cells = [
                cell.ljust(width) if column < left else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            text = "    " + "  ".join(cells).rstrip()
            print(self._in(DIM, text) if number == 0 else text)

    def space(self) -> None:
        """An empty line."""
        print()

    def _entry(self, mark: str, text: str) -> None:
        """A marked line, broken where it is too long."""
        first, *rest = textwrap.wrap(text, WIDTH - 11)
        print(f"  {mark}  {first}")
        for line in rest:
            self._under(line)

    def _under(self, text: str) -> None:
        print(f"           {text.rstrip()}")

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{RESET}" if self._colours else text
