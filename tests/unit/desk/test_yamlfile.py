"""YAML files: every problem with its line, and never half a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.lib.amounts import parse_count
from scripts.lib.yamlfile import open_yaml, parse_flag
from tests.unit.desk.problems import finds

Write = Callable[..., Path]


def read(path: Path) -> tuple[str, int, bool, tuple[int, ...], str]:
    """A file with one of everything."""
    with open_yaml(path) as root:
        inner = root.section("inner")
        values = (
            root.value("name", str),
            root.value("count", parse_count),
            root.value("flag", parse_flag, False),
            root.values("list", parse_count, ()),
            inner.value("word", str),
        )
    return values


GOOD = "name: A\ncount: 1_000\nlist: [1, 2]\ninner: {word: x}\n"


def test_open_yaml__good__typed_values(write: Write) -> None:
    assert read(write(GOOD)) == ("A", 1000, False, (1, 2), "x")


def test_open_yaml__byte_order_mark_and_crlf__read(write: Write) -> None:
    assert read(write(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()))[0] == "A"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(1, "must be a mapping")]),
        ("- a\n- b\n", [(1, "must be a mapping")]),
        ("name: [unclosed\n", [(2, "not YAML")]),
        ("name: A\n\tcount: 1\n", [(2, "not YAML")]),
        (b"name: \xe9\n", [(0, "is not UTF-8")]),
        (b"name: \x01\n", [(0, "not YAML")]),
        (GOOD.replace("name: A\n", ""), [(1, "name is missing")]),
        (GOOD.replace("name: A", "name:"), [(1, "name must be a single value")]),
        (GOOD.replace("name: A", "name: [A]"), [(1, "name must be a single value")]),
        (GOOD.replace("1_000", "1e3"), [(2, "count: not a whole number")]),
        (GOOD.replace("[1, 2]", "1"), [(3, "list must be a list")]),
        (GOOD.replace("[1, 2]", "[1, x]"), [(3, "list: not a whole number")]),
        (GOOD.replace("{word: x}", "x"), [(4, "inner must be a mapping")]),
        (GOOD.replace("word", "sword"), [(4, "word is missing"), (4, "unknown key sword")]),
        (GOOD + "flag: yes\n", [(5, "flag: must be true or false")]),
        (GOOD + "extra: 1\n", [(5, "unknown key extra")]),
        (GOOD + "name: B\n", [(5, "name stands here twice")]),
        ("count: x\nlist: [y]\n", [(1, "inner"), (1, "name"), (1, "count"), (2, "list")]),
    ],
)
def test_open_yaml__wrong__refused_by_line(write: Write, content: str | bytes, expected: list[tuple[int, str]]) -> None:
    path = write(content)
    with finds(*expected):
        read(path)


def test_open_yaml__no_file__refused(tmp_path: Path) -> None:
    with finds((0, "cannot be read")):
        read(tmp_path / "nothing.yaml")


def test_open_yaml__bug_in_the_reader__not_hidden(write: Write) -> None:
    with pytest.raises(AttributeError), open_yaml(write("name: A\n")) as root:
        root.value("name", str)
        root.nonsense()
