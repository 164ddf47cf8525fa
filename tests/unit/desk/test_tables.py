"""CSV as people save it: what is tolerated, and what is refused by its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.tables import read_table
from tests.unit.desk.problems import finds

Write = Callable[..., Path]
COLUMNS = ("name", "units")


def cells(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Lines and values of a good file."""
    table = read_table(path, COLUMNS)
    table.finish()
    return [(row.line, dict(row.values)) for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        b"name,units\nA,1\nB,2\n",
        b"\xef\xbb\xbfname,units\nA,1\nB,2\n",
        b"name,units\r\nA,1\r\nB,2\r\n",
        b"name,units\nA,1\nB,2",
        b"units,name\n1,A\n2,B\n",
        b" name , units\n A , 1\nB,2 \n",
        b'"name","units"\n"A","1"\n"B","2"\n',
    ],
    ids=["plain", "byte order mark", "CRLF", "no last newline", "other order", "blanks", "quoted"],
)
def test_read_table__as_people_save_it__read(write: Write, content: bytes) -> None:
    assert cells(write(content)) == [(2, {"name": "A", "units": "1"}), (3, {"name": "B", "units": "2"})]


def test_read_table__comments_and_blank_lines__lines_still_count(write: Write) -> None:
    path = write("# fictional, as everything here\n\nname,units\n\nA,1\n,\nB,2\n")
    assert [line for line, _ in cells(path)] == [5, 7]


def test_read_table__quoted_comma_and_newline__one_value(write: Write) -> None:
    path = write('name,units\n"A, and\nCo",1\nB,2\n')
    assert cells(path) == [(2, {"name": "A, and\nCo", "units": "1"}), (4, {"name": "B", "units": "2"})]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(0, "is empty")]),
        ("# nothing but a comment\n", [(0, "is empty")]),
        ("name,units\n", [(0, "has a header but no lines")]),
        ("name\nA\n", [(1, "the column units is missing")]),
        ("name,units,colour\nA,1,red\n", [(1, "unknown column 'colour'")]),
        ("name,units,\nA,1,\n", [(1, "unknown column ''")]),
        ("name,units,name\nA,1,B\n", [(1, "the column name stands here twice")]),
        ("name;units\nA;1\n", [(1, "the column name"), (1, "the column units"), (1, "unknown column")]),
        ("\n\nName,units\nA,1\n", [(3, "the column name is missing"), (3, "unknown column 'Name'")]),
        ("name,units\nA\nB,2,3\nC,1\n", [(2, "1 values, the header has 2"), (3, "3 values, the header has 2")]),
        ('name,units\nA,1\n"B,2\n', [(3, "not CSV")]),
        (b"name,units\nA,1\nB\xe9,2\n", [(3, "is not UTF-8")]),
        (b"name,units\nA,1\nB\0,2\n", [(3, "holds a NUL")]),
        ("name,units\nA,1\n".encode("utf-16"), [(1, "is not UTF-8")]),
    ],
)
def test_read_table__wrong_form__refused_by_line(
    write: Write, content: str | bytes, expected: list[tuple[int, str]]
) -> None:
    with finds(*expected):
        cells(write(content))


def test_read_table__no_file__refused(tmp_path: Path) -> None:
    with finds((0, "cannot be read")):
        read_table(tmp_path / "nothing.csv", COLUMNS)


def test_value__empty_or_wrong__noted_together(write: Write) -> None:
    table = read_table(write("name,units\n,x\n"), COLUMNS)
    [row] = table.rows
    assert row.value("name", str) is None
    assert row.value("units", int) is None
    with finds((2, "name is empty"), (2, "units: invalid literal")):
        table.finish()


def test_read_table__many_lines__all_of_them(write: Write) -> None:
    lines = "".join(f"H{number},{number}\n" for number in range(100_000))
    assert len(cells(write("name,units\n" + lines))) == 100_000
