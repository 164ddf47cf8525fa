"""Instalments: the principal of all is the face, to the last unit of money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.amortisation import by_weight, instalments, level_payments
from scripts.lib.dividends.arithmetic.bonds import BondTerms
from scripts.lib.dividends.arithmetic.daycount import DayCount
from scripts.lib.dividends.arithmetic.lines import RateLine
from tests.unit.distribution.arithmetic.worked import Case, each

TERMS = BondTerms(100_000, 120_000, DayCount.THIRTY_360, 12, date(2026, 1, 15), date(2027, 1, 15))


def test_by_weight__a_third_each__the_last_absorbs_the_rounding() -> None:
    assert by_weight(100, [1, 1, 1]) == (33, 33, 34)
    assert by_weight(100, [0, 0, 1]) == (0, 0, 100)
    assert by_weight(100, [700_000, 300_000]) == (70, 30)


@each("level payments")
def test_level_payments__worked_numbers__same_payment_but_for_the_last(case: Case) -> None:
    principals = level_payments(case["face"], case["rate_ppm"], case["frequency"], len(case["principals"]))
    assert list(principals) == case["principals"]
    outstanding, payments = case["face"], []
    for principal in principals:
        interest = Fraction(outstanding * case["rate_ppm"], 1_000_000 * case["frequency"])
        payments.append(principal + int(interest))
        outstanding -= principal
    assert payments == [case["payment"]] * (len(principals) - 1) + [case["last_payment"]]


def test_instalments__of_a_loan_note__interest_of_what_is_outstanding() -> None:
    found = instalments(TERMS, by_weight(TERMS.face, [1] * 12))
    assert [instalment.outstanding for instalment in found[:2]] == [100_000, 91_667]
    assert found[0].lines("NOTE") == (
        RateLine("NOTE", "interest", 1_000, 1),
        RateLine("NOTE", "principal", 8_333, 1, is_taxed=False),
    )
    assert found[1].interest == (91_667, 100)
    assert found[-1].outstanding == found[-1].principal == 8_337


def test_lines__grace_period_or_nothing_left__no_line_that_pays_nothing() -> None:
    terms = replace(TERMS, maturity=date(2026, 4, 15))
    grace, whole, after = instalments(terms, (0, 100_000, 0))
    assert [line.part for line in grace.lines("NOTE")] == ["interest"]
    assert [line.part for line in whole.lines("NOTE")] == ["interest", "principal"]
    assert after.lines("NOTE") == () and after.outstanding == 0


@given(face=st.integers(1, 10**18), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any))
def test_by_weight__any__makes_the_face_and_each_is_near_its_share(face: int, weights: list[int]) -> None:
    principals = by_weight(face, weights)
    exact = [Fraction(face * weight, sum(weights)) for weight in weights]
    assert sum(principals) == face
    assert all(0 <= share - principal < 1 for share, principal in zip(exact[:-1], principals[:-1], strict=True))
    assert 0 <= principals[-1] - exact[-1] < len(weights)


@given(
    face=st.integers(1, 10**12),
    rate_ppm=st.integers(0, 400_000),
    frequency=st.sampled_from([1, 2, 4, 12]),
    count=st.integers(1, 60),
)
def test_level_payments__any__make_the_face_and_pay_about_the_same(
    face: int, rate_ppm: int, frequency: int, count: int
) -> None:
    principals = level_payments(face, rate_ppm, frequency, count)
    assert sum(principals) == face and min(principals) >= 0 and len(principals) == count
    rate, outstanding, present = Fraction(rate_ppm, 1_000_000 * frequency), face, Fraction(0)
    for number, principal in enumerate(principals, start=1):
        present += (principal + outstanding * rate) / (1 + rate) ** number
        outstanding -= principal
    assert present == face  # whatever the rounding, principal and exact interest are worth the face


@given(
    face=st.integers(10**9, 10**15),
    rate_ppm=st.integers(0, 150_000),
    frequency=st.sampled_from([1, 2, 4, 12]),
    count=st.integers(2, 30),
)
def test_level_payments__any__level_but_for_the_last(face: int, rate_ppm: int, frequency: int, count: int) -> None:
    """In 30 years at 15 % what rounding makes, less than 1.5 in a period, grows to less than 660."""
    outstanding, payments = face, []
    for principal in level_payments(face, rate_ppm, frequency, count):
        payments.append(principal + outstanding * rate_ppm // (1_000_000 * frequency))
        outstanding -= principal
    assert len(set(payments[:-1])) == 1 and outstanding == 0
    assert abs(payments[-1] - payments[0]) < 660


def test_instalments__face_of_several_units__each_unit_gets_its_part() -> None:
    terms = replace(TERMS, per=8, maturity=date(2026, 3, 15))
    first, last = instalments(terms, (40_001, 59_999))
    assert first.lines("NOTE") == (
        RateLine("NOTE", "interest", 125, 1),
        RateLine("NOTE", "principal", 40_001, 8, is_taxed=False),
    )
    assert [line.gross(8, 8) for line in last.lines("NOTE")] == [599, 59_999]


@pytest.mark.parametrize(
    ("principals", "problem"),
    [
        ((100_000,), "1 instalments for 12 periods"),
        ((0,) * 11 + (99_999,), "the instalments make 99999, not the face of 100000"),
        ((-1,) * 11 + (100_011,), "the instalments make 100000"),
    ],
)
def test_instalments__not_the_face_or_not_the_periods__refused(principals: tuple[int, ...], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        instalments(TERMS, principals)


def test_plans__of_nothing__refused() -> None:
    for face, weights in ((0, [1]), (1, []), (1, [0]), (1, [2, -1])):
        with pytest.raises(ValueError, match="the face and the sum of the weights must be positive"):
            by_weight(face, weights)
    for face, rate, count in ((0, 1, 1), (1, -1, 1), (1, 1, 0)):
        with pytest.raises(ValueError, match="face and count must be positive"):
            level_payments(face, rate, 1, count)
