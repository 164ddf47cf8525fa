"""TaxRates against a table that is read row by row."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import pytest

from scripts.lib.artifacts import container
from tests.world import World

PPM = 1_000_000
SEED = 20_261_123


class Row(NamedTuple):
    """A row of one country; category 0 is for everybody."""

    category: int
    ppm: int
    needs_form: bool


@pytest.fixture(scope="module")
def rates(world: World) -> Any:
    return container("TaxRows").deploy({"from": world.deployer})


def word_of(rates: Any, rows: list[Row]) -> tuple[int, int]:
    """The word, and how many of the rows it took."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    return tuple(rates.wordOf(*columns))


def expected(rows: list[Row], attributes: int) -> tuple[bool, int, bool]:
    """The row of the lowest category that the investor has; else the one for everybody; else none."""
    own = sorted(row for row in rows if row.category and attributes >> (row.category - 1) & 1)
    common = [row for row in rows if not row.category]
    found = (own or common)[:1]
    return (True, found[0].ppm, found[0].needs_form) if found else (False, 0, False)


def found(rates: Any, word: int, attributes: list[int]) -> list[tuple[bool, int, bool]]:
    return list(zip(*rates.find(word, attributes), strict=True))


@pytest.mark.parametrize("categories", [0, 1, 2, 5, 9])
@pytest.mark.parametrize("common", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_find__any_table_and_attributes__as_row_by_row(rates: Any, categories: int, common: bool, seed: int) -> None:
    dice = random.Random(f"{SEED}/{seed}/{categories}/{common}")
    chosen = sorted(dice.sample(range(1, 33), categories))
    numbers = ([0] if common else []) + chosen
    rows = [Row(n, dice.choice([0, 1, dice.randint(0, PPM), PPM]), dice.random() < 0.5) for n in numbers]
    word, taken = word_of(rates, rows)
    assert taken == len(rows)
    single = [1 << (category - 1) for category in range(1, 33)]
    attributes = [0, 2**32 - 1, *single, *(dice.getrandbits(32) for _ in range(60))]
    assert found(rates, word, attributes) == [expected(rows, mask) for mask in attributes]


def test_find__no_rows__nothing(rates: Any) -> None:
    assert found(rates, 0, [0, 1, 2**32 - 1]) == [(False, 0, False)] * 3


def test_find__attributes_beyond_the_categories__do_not_count(rates: Any) -> None:
    word, _ = word_of(rates, [Row(1, 7, False)])
    assert found(rates, word, [2**32, 2**255 + 1, 2**256 - 2]) == [
        (False, 0, False),
        (True, 7, False),
        (False, 0, False),
    ]


@pytest.mark.parametrize(
    ("categories", "taken"),
    [
        ([0, 0], 1),
        ([0, 1], 2),
        ([1, 0], 1),
        ([1, 1], 1),
        ([2, 1], 1),
        ([1, 32], 2),
        ([33], 0),
        ([2**256 - 1], 0),
        ([0, *range(1, 10), 10], 10),
        ([*range(1, 10), 10], 9),
        ([*range(24, 33)], 9),
        ([0, 32, 32], 2),
    ],
)
def test_add__order_and_number_of_the_rows__taken_up_to_the_wrong_one(
    rates: Any, categories: list[int], taken: int
) -> None:
    rows = [Row(category, PPM, True) for category in categories]
    word, took = word_of(rates, rows)
    assert took == taken
    assert word == word_of(rates, rows[:taken])[0]
