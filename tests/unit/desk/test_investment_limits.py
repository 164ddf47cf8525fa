"""Investment limits: exact, by thresholds, rates and an operator that are settings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from brownie.test import given
from hypothesis import strategies as st

from scripts.lib.dates import parse_day
from scripts.lib.investment_limits import (
    Figures,
    LimitRule,
    Portion,
    in_force,
    in_smallest_units,
    load_limit_rule,
)
from tests.unit.desk.problems import finds

Write = Callable[..., Path]

REG_CF = """
name: Regulation CF
effective_from: 2022-09-20
citation: 17 CFR 227.100(a)(2)
measured_by: greater
threshold: 124_000
below: {rate: 5 %, at_least: 2_500}
otherwise: {rate: 10 %, at_most: 124_000}
"""
REG_CF_OF_2017 = """
name: Regulation CF
effective_from: 2017-04-12
citation: 17 CFR 227.100(a)(2), as amended by 82 FR 17545
measured_by: lesser
threshold: 107_000
below: {rate: 5 %, at_least: 2_200}
otherwise: {rate: 10 %, at_most: 107_000}
"""
REG_A = """
name: Regulation A tier 2
effective_from: 2015-06-19
citation: 17 CFR 230.251(d)(2)(i)(C)
measured_by: greater
otherwise: {rate: 10 %}
"""


@pytest.fixture
def load(write: Write) -> Callable[[str], LimitRule]:
    return lambda content: load_limit_rule(write(content, "limits.yaml"))


Load = Callable[[str], LimitRule]


@pytest.mark.parametrize(
    ("income", "net_worth", "limit"),
    [
        (10_000, 20_000, 2_500),
        (50_000, 49_999, 2_500),
        (50_020, 0, 2_501),
        (124_000, 123_999, 6_200),
        (123_999, 10_000_000, 500_000),
        (123_999, 2_480_000, 124_000),
        (124_000, 124_000, 12_400),
        (1_240_000, 124_000, 124_000),
        (1_240_010, 124_000, 124_000),
        (1_239_990, 124_000, 123_999),
        (0, 0, 2_500),
        (-5_000, -1, 2_500),
    ],
)
def test_limit_of__regulation_cf__by_the_greater(load: Load, income: int, net_worth: int, limit: int) -> None:
    assert load(REG_CF).limit_of(Figures(Fraction(income), Fraction(net_worth))) == limit


@pytest.mark.parametrize(
    ("income", "net_worth", "limit"),
    [
        (10_000, 20_000, 2_200),
        (30_000, 105_000, 2_200),
        (150_000, 80_000, 4_000),
        (150_000, 100_000, 5_000),
        (107_000, 106_999, Fraction(534_995, 100)),
        (107_000, 107_000, 10_700),
        (200_000, 900_000, 20_000),
        (1_200_000, 2_000_000, 107_000),
    ],
)
def test_limit_of__regulation_cf_of_2017__by_the_lesser(load: Load, income: int, net_worth: int, limit: Any) -> None:
    assert load(REG_CF_OF_2017).limit_of(Figures(Fraction(income), Fraction(net_worth))) == limit


def test_limit_of__regulation_a__a_tenth_of_the_greater(load: Load) -> None:
    rule = load(REG_A)
    assert rule.limit_of(Figures(Fraction(60_000), Fraction(150_000))) == 15_000
    assert rule.limit_of(Figures(Decimal("999_999.99"), Decimal(0))) == Fraction("99999.999")


@pytest.mark.parametrize("content", [REG_CF, REG_CF_OF_2017, REG_A])
def test_limit_of__accredited__none(load: Load, content: str) -> None:
    assert load(content).limit_of(Figures(Fraction(1), Fraction(1), is_accredited=True)) is None


@given(income=st.integers(0, 10**8), net_worth=st.integers(0, 10**8), more=st.integers(0, 10**6))
def test_limit_of__more_income__never_less(income: int, net_worth: int, more: int) -> None:
    """But where the cap begins, at the threshold: with less income there is none."""
    bounded = Portion(Fraction(1, 10), at_most=Fraction(124_000))
    rule = LimitRule("", 1, "", "greater", bounded, Fraction(124_000), Portion(Fraction(1, 20), Fraction(2_500)))
    before, after = (Figures(Fraction(number), Fraction(net_worth)) for number in (income, income + more))
    crosses = min(before.income, before.net_worth) < 124_000 <= min(after.income, after.net_worth)
    assert crosses or rule.limit_of(after) >= rule.limit_of(before)  # type: ignore[operator]


def test_in_force__by_the_day__the_last_that_has_begun(load: Load) -> None:
    old, new = load(REG_CF_OF_2017), load(REG_CF)
    assert in_force([new, old], parse_day("2022-09-19")) is old
    assert in_force([new, old], parse_day("2022-09-20")) is new
    with pytest.raises(ValueError, match="no limits are in force on 2017-04-11"):
        in_force([new, old], parse_day("2017-04-11"))


def test_in_smallest_units__fraction_of_one__rounded_down() -> None:
    assert in_smallest_units(Fraction("534.9959"), 2) == 53_499
    assert in_smallest_units(Fraction(2_500), 6) == 2_500_000_000


@pytest.mark.parametrize("value", [0.1, True, "5", Decimal("NaN"), None])
def test_figures__no_exact_number__refused_by_name(value: Any) -> None:
    with pytest.raises(ValueError, match=r"income: .* is not an exact number"):
        Figures(value, Fraction(1))
    with pytest.raises(ValueError, match=r"net_worth: .* is not an exact number"):
        Figures(Fraction(1), value)
    with pytest.raises(ValueError, match=r"rate: .* is not an exact number"):
        Portion(value)


def test_load__keys_missing_and_wrong__all_named(write: Write) -> None:
    content = """\
name: Regulation CF
effective_from: 2022-02-30
measured_by: most
threshold: 1e5
below: {rate: 5, at_least: 3_000, at_most: 2_000}
otherwise: {rate: 10 %, most: 5}
"""
    with finds(
        (1, "citation is missing"),
        (2, "effective_from: no such day"),
        (3, "measured_by: must be greater or lesser, not 'most'"),
        (4, "threshold: not an amount"),
        (5, "rate: not a percentage"),
        (6, "unknown key most"),
    ):
        load_limit_rule(write(content, "limits.yaml"))


def test_load__bounds_the_wrong_way_round_or_no_threshold__named(write: Write) -> None:
    inverted = REG_CF.replace("at_least: 2_500", "at_least: 2_500, at_most: 2_000")
    with finds((7, "at_least: 2500 is more than at_most, 2000")):
        load_limit_rule(write(inverted, "limits.yaml"))
    with finds((2, "threshold: stands together with below")):
        load_limit_rule(write(REG_CF.replace("threshold: 124_000\n", ""), "limits.yaml"))
    with pytest.raises(ValueError, match="measured_by: must be greater or lesser"):
        LimitRule("", 1, "", "most", Portion(Fraction(1)))
    with pytest.raises(ValueError, match="rate: 2 is not between"):
        Portion(Fraction(2))
