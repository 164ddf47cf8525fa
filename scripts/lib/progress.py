"""A progress bar for long work: on a terminal while it goes on, elsewhere one line when it is done."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")

_BAR = "  {desc}: {percentage:3.0f}% |{bar:30}| {n_fmt}/{total_fmt} [{elapsed}]"


def track(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a bar that is called `label`; without one when there is no label or nothing to do."""
    if not label or not items:
        yield from items
    elif sys.stdout.isatty():
        size = shutil.get_terminal_size()  # tqdm itself hides the bar on a terminal that does not know its size
        shape = {"ncols": min(80, size.columns), "nrows": size.lines}
        yield from tqdm(items, desc=label, bar_format=_BAR, file=sys.stdout, **shape)
    else:
        start = time.monotonic()
        yield from items
        elapsed = time.monotonic() - start
        print(
            tqdm.format_meter(len(items), len(items), elapsed, ncols=80, prefix=label, bar_format=_BAR),
            flush=True,
        )
