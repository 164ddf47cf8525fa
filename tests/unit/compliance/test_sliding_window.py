"""The library SlidingWindow, and the calendar months that it counts in."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest

from scripts.lib.artifacts import container
from tests.unit.compliance.windows import day, later
from tests.world import World


def expected(entries: Iterable[tuple[int, int]], today: int, months: int) -> int:
    """The sum as the definition has it, entry by entry."""
    return sum(amount for number, amount in entries if today < later(number, months))


@pytest.fixture(scope="module")
def book(world: World) -> Any:
    return container("WindowBook").deploy({"from": world.deployer})


def add(world: World, book: Any, entries: Iterable[tuple[int, int]]) -> None:
    numbers, amounts = zip(*entries, strict=True)
    book.add(numbers, amounts, {"from": world.stranger})


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 12, "2025-03-01"),
        ("2025-01-31", 6, "2025-07-31"),
        ("2025-11-30", 3, "2026-03-01"),
        ("2025-11-30", 1, "2025-12-30"),
        ("2025-12-31", 2, "2026-03-01"),
        ("2027-12-31", 2, "2028-03-01"),
        ("2027-12-29", 2, "2028-02-29"),
        ("2026-01-01", 12, "2027-01-01"),
        ("2100-02-28", 12, "2101-02-28"),
    ],
)
def test_addMonths__day_missing_or_there__as_the_calendar(book: Any, start: str, months: int, end: str) -> None:
    assert book.later([day(start)], months) == [day(end)]


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
def test_addMonths__any_day__as_the_calendar(book: Any, months: int) -> None:
    days = [*range(day("1999-12-01"), day("2000-04-01")), *random.Random(months).sample(range(1, 65_000), 250)]
    assert book.later(days, months) == [later(number, months) for number in days]


@pytest.mark.parametrize("months", [1, 3, 12])
def test_opening__any_day__first_that_still_counts(book: Any, months: int) -> None:
    days = [*range(day("2028-01-25"), day("2028-04-05")), *random.Random(months).sample(range(600, 65_000), 100)]
    for number, first in zip(days, book.openings(days, months), strict=True):
        assert later(first, months) > number >= later(first - 1, months)


def test_sum__nothing_added__nothing(book: Any) -> None:
    assert book.sums([day("2026-03-02")], 3) == [0]


def test_sum__last_day_and_next__counts_and_does_not(world: World, book: Any) -> None:
    add(world, book, [(day("2025-11-30"), 1_500), (day("2026-01-20"), 8_000)])
    days = [day(text) for text in ("2026-02-28", "2026-03-01", "2026-04-19", "2026-04-20")]
    assert book.sums(days, 3) == [9_500, 8_000, 8_000, 0]


def test_sum__the_only_day__counts_up_to_its_last(world: World, book: Any) -> None:
    add(world, book, [(day("2028-02-29"), 7)])
    assert book.sums([day("2029-02-28"), day("2029-03-01"), day("2029-03-02")], 12) == [7, 0, 0]


def test_sum__bursts_around_a_boundary__seen_together(world: World, book: Any) -> None:
    """A window that starts anew every quarter would let twice the limit pass within two days."""
    add(world, book, [(day("2026-03-31"), 10_000), (day("2026-04-01"), 10_000)])
    assert book.sums([day("2026-04-01"), day("2026-06-30"), day("2026-07-01")], 3) == [20_000, 20_000, 0]


def test_add__same_day_again__one_entry(world: World, book: Any) -> None:
    add(world, book, [(20_000, 5), (20_000, 7), (20_001, 1), (20_001, 1)])
    assert book.sums([20_001, later(20_000, 1), later(20_001, 1)], 1) == [14, 2, 0]


@pytest.mark.parametrize("seed", range(6))
def test_sum__random_days_in_any_order__as_by_definition(world: World, book: Any, seed: int) -> None:
    chance = random.Random(seed)
    months = chance.choice((1, 3, 12))
    start = day("2027-10-01") + chance.randrange(200)
    span = later(start, months) - start
    entries = [(start + chance.randrange(span), chance.randrange(1, 2**90)) for _ in range(40)]
    add(world, book, entries)
    days = [*range(start + span - 1, start + 2 * span + 2, max(1, span // 60))]
    assert book.sums(days, months) == [expected(entries, today, months) for today in days]


def test_sum__ring_gone_round__as_by_definition(world: World, book: Any) -> None:
    """Entries of 800 days, 300 more than the ring keeps, and one put in between afterwards."""
    start = day("2026-01-01")
    entries = [(start + number, 1 + number % 7) for number in range(800)]
    for first in range(0, 800, 200):
        add(world, book, entries[first : first + 200])
    late = (start + 700, 1_000)
    add(world, book, [late])
    days = [start + 799, start + 800, start + 900, later(start + 700, 12) - 1, later(start + 700, 12), start + 1_200]
    for months in (1, 3, 12):
        assert book.sums(days, months) == [expected([*entries, late], today, months) for today in days]


def test_sum__day_added_between_once_full__as_by_definition(world: World, book: Any) -> None:
    start = day("2026-01-01")
    entries = [(start + 2 * number, 3) for number in range(520)]
    for first in range(0, 520, 130):
        add(world, book, entries[first : first + 130])
    between = [(start + 2 * number - 1, 10**6) for number in (515, 400, 518)]
    add(world, book, between)
    days = [start + 1_038, start + 1_100, start + 1_200, start + 1_403]
    assert book.sums(days, 12) == [expected([*entries, *between], today, 12) for today in days]


def test_sum__totals_beyond_their_bits__still_exact(world: World, book: Any) -> None:
    large = 2**112 - 2
    add(world, book, [(20_000, large), (20_200, large), (20_201, 1)])
    assert book.sums([20_000 + 201, 20_201 + 28, 20_400], 1) == [large + 1, large + 1, 0]
