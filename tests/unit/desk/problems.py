"""`finds`: expects an InputError with exactly these problems, each as (line, beginning of its text)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts.lib.problems import InputError


@contextmanager
def finds(*expected: tuple[int, str]) -> Iterator[None]:
    """Fails unless the block ends with these problems in this order and no others."""
    __tracebackhide__ = True
    with pytest.raises(InputError) as caught:
        yield
    actual = [(problem.line, problem.text) for problem in caught.value.problems]
    assert len(actual) == len(expected), actual
    for (line, text), (wanted_line, wanted_text) in zip(actual, expected, strict=True):
        assert line == wanted_line and text.startswith(wanted_text), actual
