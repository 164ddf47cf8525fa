"""ERC-6372: the security counts in seconds, and says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.erc.spoken import answer, through
from tests.erc.standards import ERC6372
from tests.world import World


@pytest.fixture(scope="module")
def watch(world: World) -> Any:
    return through(world.security, ERC6372)


def test_clock__is_the_time_of_the_block(watch: Any) -> None:
    clock.pass_time(1_000)
    assert answer(watch, "clock") == clock.now()


def test_clock__time_passes__grows_by_it(watch: Any) -> None:
    before = answer(watch, "clock")
    clock.block_at(before + 86_400)
    assert answer(watch, "clock") == before + 86_400


def test_clock_mode__says_seconds(watch: Any) -> None:
    assert answer(watch, "CLOCK_MODE") == "mode=timestamp"


def test_clock__of_a_record_date__is_its_scale(world: World, watch: Any) -> None:
    """What is asked of a past date is asked in the clock's numbers."""
    date = world.record_now()
    assert date < answer(watch, "clock")
    assert world.security.recordDates() == (date,)
