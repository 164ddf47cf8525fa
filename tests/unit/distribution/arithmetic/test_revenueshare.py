"""Revenue share: stops exactly at the cap, pays the minimum, catches up or does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.revenueshare import RevenueShareState, RevenueShareTerms, share, shares
from tests.unit.distribution.arithmetic.worked import Case, each

TERMS = RevenueShareTerms(100_000, rate_ppm=50_000, multiple_ppm=1_500_000)
ANY_TERMS = st.builds(
    RevenueShareTerms,
    advance=st.integers(1, 10**6),
    rate_ppm=st.integers(0, 1_000_000),
    multiple_ppm=st.integers(1, 3_000_000),
    minimum=st.integers(0, 10**4),
    has_catch_up=st.booleans(),
)
REVENUES = st.lists(st.integers(-(10**6), 10**6), max_size=12)


@each("revenue shares")
def test_share__worked_numbers__period_by_period(case: Case) -> None:
    names = ("advance", "rate_ppm", "multiple_ppm", "minimum", "has_catch_up")
    terms, state = RevenueShareTerms(**{name: case[name] for name in names}), RevenueShareState()
    for period in case["periods"]:
        found = share(terms, state, period["revenue"], period.get("available"))
        assert (found.due, found.paid) == (period["due"], period["paid"])
        state = found.state
    assert state.paid <= terms.cap


def test_shares__all_paid_in_full__as_one_by_one() -> None:
    assert [one.paid for one in shares(TERMS, [400_000, 900_000, 1_000_000, 1_200_000])] == [
        20_000,
        45_000,
        50_000,
        35_000,
    ]


@pytest.mark.parametrize(("revenue", "paid"), [(2_999_999, 149_999), (3_000_000, 150_000), (3_000_020, 150_000)])
def test_share__one_unit_around_the_cap__never_beyond(revenue: int, paid: int) -> None:
    assert share(TERMS, RevenueShareState(), revenue).paid == paid


def test_share__all_of_the_revenue__nothing_of_a_loss_and_nothing_of_nothing() -> None:
    terms = RevenueShareTerms(100, rate_ppm=1_000_000, multiple_ppm=1_000_000)
    assert [share(terms, RevenueShareState(), revenue).paid for revenue in (-1, 0, 1, 99, 101)] == [0, 0, 1, 99, 100]


def test_share__nothing_available__nothing_paid() -> None:
    found = share(TERMS, RevenueShareState(), 400_000, 0)
    assert (found.due, found.paid, found.state.owed) == (20_000, 0, 0)


@given(terms=ANY_TERMS, revenues=REVENUES)
def test_shares__paid_in_full__cumulative_share_within_the_cap(terms: RevenueShareTerms, revenues: list[int]) -> None:
    found = shares(terms, revenues)
    paid = sum(one.paid for one in found)
    exact = sum(max(0, revenue) * terms.rate_ppm for revenue in revenues) // 1_000_000
    assert paid <= terms.cap
    if terms.minimum == 0:
        assert paid == min(exact, terms.cap)
    else:
        assert paid >= min(len(revenues) * terms.minimum, terms.cap) and paid >= min(exact, terms.cap) - len(revenues)


@given(terms=ANY_TERMS, revenues=REVENUES, data=st.data())
def test_share__short_of_money__catches_up_all_or_nothing(
    terms: RevenueShareTerms, revenues: list[int], data: st.DataObject
) -> None:
    state, in_full = RevenueShareState(), RevenueShareState()
    for revenue in revenues:
        found = share(terms, state, revenue, data.draw(st.integers(0, 10**5)))
        state, in_full = found.state, share(terms, in_full, revenue).state
        assert state.paid <= terms.cap and (terms.has_catch_up or not state.owed)
    if terms.has_catch_up:
        assert state.paid + state.owed == in_full.paid


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"advance": 0}, "advance and multiple must be positive"),
        ({"multiple_ppm": 0}, "advance and multiple must be positive"),
        ({"rate_ppm": 1_000_001}, "the rate must be 0 % to 100 %"),
        ({"rate_ppm": -1}, "the rate must be 0 % to 100 %"),
        ({"minimum": -1}, "the minimum not negative"),
    ],
)
def test_terms__impossible__refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        RevenueShareTerms(**{"advance": 1, "rate_ppm": 1, "multiple_ppm": 1, **change})


def test_share__less_than_nothing_available__refused() -> None:
    with pytest.raises(ValueError, match="less than nothing is available: -1"):
        share(TERMS, RevenueShareState(), 1, -1)
