"""For how much an investor may buy within a year, worked out from income and net worth (Regulation CF, Regulation A).

Thresholds, rates and the operator are settings with a date and a citation, in a file such as

    name: Regulation CF
    effective_from: 2022-09-20
    citation: 17 CFR 227.100(a)(2)
    measured_by: greater           # or lesser: of income and net worth
    threshold: 124_000             # the first section while either of them is below it; without one, the second alone
    below: {rate: 5 %, at_least: 2_500}
    otherwise: {rate: 10 %, at_most: 124_000}

Money is in whole units of the currency, exact as a fraction; `in_smallest_units` gives what the chain is told. Income
and worth themselves stay at the desk: only the limit goes on chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, cast

from scripts.lib.amounts import MILLION, parse_amount, parse_ppm
from scripts.lib.dates import format_day, parse_day
from scripts.lib.yamlfile import Section, open_yaml

T = TypeVar("T")

GREATER, LESSER = "greater", "lesser"
OPTIONAL = {"threshold", "below", "at_least", "at_most"}
PLACES = 18


@dataclass(frozen=True)
class Portion:
    """A share of what an investor is measured by, and its bounds; None where there is none."""

    rate: Fraction
    at_least: Fraction | None = None
    at_most: Fraction | None = None

    def __post_init__(self) -> None:
        _make_exact(self)
        if not 0 <= self.rate <= 1:
            raise ValueError(f"rate: {self.rate} is not between 0 and 1")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least: {self.at_least} is more than at_most, {self.at_most}")

    def of(self, measure: Fraction) -> Fraction:
        """The share, within its bounds."""
        share = measure * self.rate
        if self.at_least is not None:
            share = max(share, self.at_least)
        return share if self.at_most is None else min(share, self.at_most)


@dataclass(frozen=True)
class LimitRule:
    """How the limit follows from income and net worth, from the day `effective_from` on."""

    name: str
    effective_from: int
    citation: str
    measured_by: str
    otherwise: Portion
    threshold: Fraction | None = None
    below: Portion | None = None

    def __post_init__(self) -> None:
        if self.threshold is not None:
            object.__setattr__(self, "threshold", exact("threshold", self.threshold))
        if self.measured_by not in (GREATER, LESSER):
            raise ValueError(f"measured_by: must be {GREATER} or {LESSER}, not {self.measured_by!r}")
        if (self.threshold is None) != (self.below is None):
            raise ValueError("threshold: stands together with below, or neither does")

    def limit_of(self, person: Figures) -> Fraction | None:
        """What the person may buy for; None for no limit."""
        if person.is_accredited:
            return None
        either_below = self.threshold is not None and min(person.income, person.net_worth) < self.threshold
        portion = self.below if either_below and self.below is not None else self.otherwise
        measure = max if self.measured_by == GREATER else min
        return portion.of(measure(person.income, person.net_worth))


@dataclass(frozen=True)
class Figures:
    """What is known of an investor: a natural person's annual income and net worth, an entity's revenue and net assets.

    A loss, or debts beyond what one owns, count as nothing.
    """

    income: Fraction
    net_worth: Fraction
    is_accredited: bool = False

    def __post_init__(self) -> None:
        for name in ("income", "net_worth"):
            object.__setattr__(self, name, max(exact(name, getattr(self, name)), Fraction(0)))


def exact(name: str, value: Any) -> Fraction:
    """A number as a fraction; an error that names the field for one that is no exact number."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction)):
        raise ValueError(f"{name}: {value!r} is not an exact number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{name}: {value!r} is not an exact number")
    return Fraction(value)


def in_force(rules: Iterable[LimitRule], day: int) -> LimitRule:
    """The one that applies on the day: the last of those that have begun."""
    begun = [rule for rule in rules if rule.effective_from <= day]
    if not begun:
        raise ValueError(f"no limits are in force on {format_day(day)}")
    return max(begun, key=lambda rule: rule.effective_from)


def in_smallest_units(money: Fraction, decimals: int) -> int:
    """The amount in the smallest unit of a currency, rounded down: a limit is never exceeded by rounding."""
    return int(money * 10**decimals)


def load_limit_rule(path: Path) -> LimitRule:
    """The file's limits; InputError with everything that is wrong with it."""
    with open_yaml(path) as root:
        return read_limit_rule(root)


def read_limit_rule(section: Section) -> LimitRule:
    """The limits of a section; its problems are noted there."""
    below = section.optional_section("below")
    return _built(
        LimitRule,
        section,
        name=section.value("name", str),
        effective_from=section.value("effective_from", parse_day),
        citation=section.value("citation", str),
        measured_by=section.value("measured_by", parse_operator),
        threshold=section.value("threshold", parse_money, None),
        below=_read_portion(below) if below else None,
        otherwise=_read_portion(section.section("otherwise")),
    )


def _read_portion(section: Section) -> Portion:
    return _built(
        Portion,
        section,
        rate=section.value("rate", parse_rate),
        at_least=section.value("at_least", parse_money, None),
        at_most=section.value("at_most", parse_money, None),
    )


def _built(kind: Callable[..., T], section: Section, **values: Any) -> T:
    """What the values make; None where one of them could not be read, or they do not go together, which is noted."""
    expected = [name for name in values if name in section.names() or name not in OPTIONAL]
    if any(values[name] is None for name in expected):
        return cast(T, None)
    try:
        return kind(**values)
    except ValueError as problem:
        section.note(str(problem))
        return cast(T, None)


def parse_operator(text: str) -> str:
    """`greater` or `lesser`."""
    if text not in (GREATER, LESSER):
        raise ValueError(f"must be {GREATER} or {LESSER}, not {text!r}")
    return text


def parse_money(text: str) -> Fraction:
    """`124_000` or `2_500.50`, exactly."""
    return Fraction(parse_amount(text, PLACES), 10**PLACES)


def parse_rate(text: str) -> Fraction:
    """`5 %`, exactly."""
    return Fraction(parse_ppm(text), MILLION)


def _make_exact(portion: Portion) -> None:
    for field in fields(portion):
        value = getattr(portion, field.name)
        if value is not None or field.name == "rate":
            object.__setattr__(portion, field.name, exact(field.name, value))
