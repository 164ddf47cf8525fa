"""Asks a developer's chain what it would say at a later time, and puts it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.lib.chain import is_play_chain, move_to, now, restore, snapshot
from scripts.lib.dates import format_time
from scripts.lib.problems import DeskError


@contextmanager
def time_set_to(time: int) -> Iterator[None]:
    """The block in which the chain has reached the time, given that nothing happens until then.

    DeskError for a time gone by, and on any chain but a developer's: elsewhere one can ask about the present alone.
    """
    if not is_play_chain():
        raise DeskError("This node cannot be asked about another time than now: leave the time out.")
    if time < now():
        raise DeskError(f"{format_time(time)} has passed on this chain: one can ask about now, or later.")
    mark = snapshot()
    try:
        move_to(time)
        yield
    finally:
        restore(mark)
