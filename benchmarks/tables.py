"""The results as text: for the terminal and for results.md."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figures import Results, System, ratio
from benchmarks.rows import ROWS

NONE = "—"


def for_terminal(results: Results) -> str:
    """Both tables, figures with Scrip's as 1.00 behind them."""
    measured = _aligned(_cells(results, results.measured))
    quoted = _aligned(_cells(results, (results.scrip, *results.quoted)))
    head = f"Gas of the whole transaction, measured on {results.chain}"
    return "\n\n".join([head, measured, "Scrip beside quoted figures", quoted])


def for_markdown(results: Results) -> str:
    """The contents of results.md."""
    parts = [
        "# What operations cost, beside the peers",
        "Made by `make bench`; not to be edited. Gas of the whole transaction, `gasUsed` of its receipt, storage cold; "
        f"behind it the multiple of Scrip's. {NONE} means that the system has no such thing, or that nobody measured "
        "it. [README.md](README.md) says how to read the rows.",
        f"Chain: {results.chain}.",
        "## Measured in one run",
        _markdown(_cells(results, results.measured)),
        "## Quoted",
        "Scrip's figures are of this run, the others of [quoted.yaml](quoted.yaml).",
        _markdown(_cells(results, (results.scrip, *results.quoted))),
        "## The systems",
        _markdown(_systems(results)),
    ]
    return "\n\n".join(parts) + "\n"


def _cells(results: Results, systems: Sequence[System]) -> list[list[str]]:
    """Head and rows."""
    table = [["operation", *(system.title for system in systems)]]
    for row, title in ROWS.items():
        base = results.scrip.gas.get(row)
        figures = [_cell(system.gas.get(row), base, system is results.scrip) for system in systems]
        table.append([title, *figures])
    return table


def _cell(figure: int | None, base: int | None, is_base: bool) -> str:
    if figure is None:
        return NONE
    behind = "" if is_base else ratio(figure, base)
    return f"{figure:,} ({behind})" if behind else f"{figure:,}"


def _systems(results: Results) -> list[list[str]]:
    lines = [["system", "version", "compiled", "configuration", "figures"]]
    for system in results.systems:
        origin = f"quoted: <{system.source}>" if system.quoted else "measured"
        lines.append([system.title, system.version, system.compiler, system.configuration, origin])
    return lines


def _aligned(table: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in table
    )


def _markdown(table: list[list[str]]) -> str:
    head, *rows = table
    are_figures = rows[0][0] in ROWS.values()
    rule = ["---", *(["--:" if are_figures else "---"] * (len(head) - 1))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *rows))
