"""Reads a YAML file into typed values and reports everything that is wrong with it, by line.

    with open_yaml(path) as root:
        settings = Settings(name=root.value("name", str), limit=root.value("limit", parse_count, default=10))

Values are parsed from their text by a function that raises ValueError. The block ends with an InputError that
lists every problem: missing, unknown and repeated keys, wrong shapes, and what the parsers refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from scripts.lib.problems import InputError, Problem

T = TypeVar("T")

_REQUIRED: Any = object()


class Section:
    """A mapping of the file.

    What cannot be read is noted as a problem and stands as None until the block ends.
    """

    def __init__(self, path: Path, node: yaml.MappingNode, problems: list[Problem]) -> None:
        self.path = path
        self.line = node.start_mark.line + 1
        self._problems = problems
        self._used: set[str] = set()
        self._children: list[Section] = []
        self._nodes: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in self._nodes:
                self.note(f"{name} stands here twice", line)
            self._nodes[name] = (line, value)

    def note(self, text: str, line: int = 0) -> None:
        """Adds a problem, at this section's first line unless another is given."""
        self._problems.append(Problem(self.path, line or self.line, text))

    @property
    def has_problems(self) -> bool:
        """Whether anything in the file was wrong so far."""
        return bool(self._problems)

    def line_of(self, key: str) -> int:
        """The line of a key; the section's own for one that is missing."""
        return self._nodes[key][0] if key in self._nodes else self.line

    def names(self) -> list[str]:
        """The keys in the order of the file."""
        return list(self._nodes)

    def value(self, key: str, parse: Callable[[str], T], default: T = _REQUIRED) -> T:
        """One value."""
        node = self._take(key, default is not _REQUIRED)
        if node is None:
            return cast(T, None if default is _REQUIRED else default)
        return self._parsed(key, node, parse)

    def values(self, key: str, parse: Callable[[str], T], default: tuple[T, ...] = _REQUIRED) -> tuple[T, ...]:
        """A list of values."""
        node = self._take(key, default is not _REQUIRED)
        if node is None:
            return () if default is _REQUIRED else default
        if not isinstance(node, yaml.SequenceNode):
            self.note(f"{key} must be a list", self.line_of(key))
            return ()
        return tuple(self._parsed(key, item, parse) for item in node.value)

    def section(self, key: str) -> Section:
        """A mapping within this one; an empty one when it is missing or has another shape."""
        node = self._take(key, False)
        return self._child(key, node)

    def sections(self, key: str) -> list[Section]:
        """A list of mappings."""
        node = self._take(key, False)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.note(f"{key} must be a list", self.line_of(key))
            return []
        return [self._child(key, item) for item in node.value]

    def optional_section(self, key: str) -> Section | None:
        """A mapping within this one, or None when it is missing."""
        return self.section(key) if key in self._nodes else None

    def says(self, key: str, text: str) -> bool:
        """Whether the key stands there with just this text."""
        node = self._nodes[key][1] if key in self._nodes else None
        return isinstance(node, yaml.ScalarNode) and node.value == text

    def ignore(self, *keys: str) -> None:
        """Leaves keys, and what is below them, unread without a problem."""
        self._used.update(keys)

    def unused(self) -> Iterator[tuple[Section, str]]:
        """The keys that nobody asked for, here and below."""
        for key in self._nodes:
            if key not in self._used:
                yield self, key
        for child in self._children:
            yield from child.unused()

    def _take(self, key: str, is_optional: bool) -> yaml.Node | None:
        self._used.add(key)
        if key in self._nodes:
            return self._nodes[key][1]
        if not is_optional:
            self.note(f"{key} is missing")
        return None

    def _parsed(self, key: str, node: yaml.Node, parse: Callable[[str], T]) -> T:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode) or node.value == "":
            self.note(f"{key} must be a single value", line)
            return cast(T, None)
        try:
            return parse(node.value)
        except ValueError as problem:
            self.note(f"{key}: {problem}", line)
            return cast(T, None)

    def _child(self, key: str, node: yaml.Node | None) -> Section:
        if node is not None and not isinstance(node, yaml.MappingNode):
            self.note(f"{key} must be a mapping", node.start_mark.line + 1)
            node = None
        if node is None:
            mark = yaml.Mark(str(self.path), 0, self.line - 1, 0, None, None)
            return Section(self.path, yaml.MappingNode("", [], mark, mark), [])
        child = Section(self.path, node, self._problems)
        self._children.append(child)
        return child


@contextmanager
def open_yaml(path: Path, text: str | None = None) -> Iterator[Section]:
    """The file's mapping, for a `with` block that ends with an InputError if anything was wrong.

    A `text` takes the place of the file, of which then only the name is used.
    """
    problems: list[Problem] = []
    root = Section(path, _compose(path, text), problems)
    try:
        yield root
    except (TypeError, AttributeError, KeyError, ValueError):
        # What could not be read stands as None, and the code between may stumble over it: the problems say why.
        if not problems:
            raise
        raise InputError(problems) from None
    problems += [Problem(path, owner.line_of(key), f"unknown key {key}") for owner, key in root.unused()]
    if problems:
        raise InputError(problems)


def _compose(path: Path, text: str | None) -> yaml.MappingNode:
    try:
        content = path.read_text(encoding="utf-8-sig") if text is None else text
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except OSError as problem:
        raise InputError([Problem(path, 0, f"cannot be read: {problem.strerror}")]) from None
    except UnicodeDecodeError:
        raise InputError([Problem(path, 0, "is not UTF-8 text")]) from None
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise InputError([Problem(path, line, f"not YAML: {problem.problem}")]) from None
    except yaml.YAMLError as problem:
        raise InputError([Problem(path, 0, f"not YAML: {problem}")]) from None
    if not isinstance(node, yaml.MappingNode):
        raise InputError([Problem(path, 1, "must be a mapping of keys to values")])
    return node


def parse_flag(text: str) -> bool:
    """`true` or `false`."""
    if text not in ("true", "false"):
        raise ValueError(f"must be true or false, not {text!r}")
    return text == "true"
