"""Tenders: odd lots first, the others in proportion."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.tender import Tender, accept
from tests.unit.distribution.arithmetic.worked import Case, each

TENDERS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=10).map(
    lambda pairs: [Tender(str(number), max(pair), min(pair)) for number, pair in enumerate(pairs)]
)


@each("tenders")
def test_accept__worked_numbers__as_bought(case: Case) -> None:
    tenders = [Tender(*values) for values in case["tenders"]]
    assert list(accept(case["limit"], tenders).shares) == case["bought"]


@pytest.mark.parametrize(
    ("held", "units", "is_odd"), [(99, 99, True), (99, 98, False), (100, 100, False), (150, 99, False), (1, 1, True)]
)
def test_is_odd_lot__around_a_round_lot__all_of_fewer_than_it(held: int, units: int, is_odd: bool) -> None:
    assert Tender("A", held, units).is_odd_lot() is is_odd


def test_accept__round_lot_of_nothing__nobody_first() -> None:
    tenders = [Tender("A", 50, 50), Tender("B", 150, 150)]
    assert accept(100, tenders).shares == (50, 50)
    assert accept(100, tenders, round_lot=0).shares == (25, 75)


def test_accept__equal_fractions__tie_reported() -> None:
    tenders = [Tender("A", 500, 500), Tender("B", 50, 50), Tender("C", 500, 500)]
    allocation = accept(151, tenders)
    assert (allocation.shares, allocation.ties) == ((51, 50, 50), (0, 2))


@given(limit=st.integers(0, 2_000), tenders=TENDERS)
def test_accept__any__within_the_limit_and_by_the_factor(limit: int, tenders: list[Tender]) -> None:
    bought = accept(limit, tenders).shares
    tendered = sum(tender.units for tender in tenders)
    assert sum(bought) == min(limit, tendered)
    odd = sum(tender.units for tender in tenders if tender.is_odd_lot())
    for share, tender in zip(bought, tenders, strict=True):
        assert 0 <= share <= tender.units
        if limit >= odd and not tender.is_odd_lot() and tender.units:
            factor = min(Fraction(limit - odd, tendered - odd), Fraction(1))
            assert abs(share - tender.units * factor) < 1
        if limit >= odd and tender.is_odd_lot():
            assert share == tender.units


def test_accept__same_investor_twice__refused() -> None:
    with pytest.raises(ValueError, match="an investor stands here twice"):
        accept(10, [Tender("A", 5, 5), Tender("A", 9, 1)])


@pytest.mark.parametrize("units", [-1, 6])
def test_tender__more_than_held__refused(units: int) -> None:
    with pytest.raises(ValueError, match=f"A tenders {units} of 5 units"):
        Tender("A", 5, units)
