"""The rules that a pack can name: their places in the refusal order, and their parameters in human terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from scripts.lib.compliance.holding import AFTER_LOCK, LOCK, REASON, REGIME, parse_regime, show_regime
from scripts.lib.compliance.nations import LISTING, read_countries, show_countries
from scripts.lib.compliance.trading import read_calendar, show_hours, show_period
from scripts.lib.compliance.values import (
    ATTRIBUTES,
    FLAG,
    MONEY,
    PPM,
    PRICE,
    SPAN,
    UNITS,
    Glossary,
    Kind,
    Word,
    choice,
    number,
)
from scripts.lib.countries import alpha2_code, numeric_code
from scripts.lib.yamlfile import Section

MAX_PERSONS = 2**24 - 1


@dataclass(frozen=True)
class Family:
    """What tells apart the parameters of one name, such as a country."""

    parse: Callable[[str, Glossary], int]
    show: Callable[[int, Glossary], str]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a rule.

    `of`: there is one for each of a family, named under `of`. `spread` reads what is one list to people and several
    words to the chain, and `show_part` shows one of these. `is_part`: packs do not name it. `usual`: what
    counts while it is not set.
    """

    name: str
    kind: Kind | None = None
    of: Family | None = None
    spread: Callable[[Section, Glossary], list[Word]] | None = None
    show_part: Callable[[int, int], str] | None = None
    is_part: bool = False
    usual: int = 0

    def read(self, section: Section, glossary: Glossary) -> list[Word]:
        """The words that a pack gives it; none when it cannot be read."""
        if self.spread is not None:
            return self.spread(section, glossary)
        number = section.value("of", lambda text: self._family.parse(text, glossary)) if self.of else 0
        value = cast(Kind, self.kind).read(section, glossary)
        return [] if None in (number, value) else [Word(self.name, number, value)]

    def label(self, number: int, glossary: Glossary) -> str:
        """The parameter by its name in sentences."""
        if self.of is not None:
            return f"{self.name} of {self.of.show(number, glossary)}"
        return f"{self.name} {number}" if number else self.name

    def show(self, number: int, value: int, glossary: Glossary) -> str:
        """A word of the chain in human terms."""
        if value == 0:
            return "not set"
        return self.show_part(value, number) if self.show_part else cast(Kind, self.kind).show(value, glossary)

    @property
    def _family(self) -> Family:
        return cast(Family, self.of)


@dataclass(frozen=True)
class RuleKind:
    """A rule by the name of its contract; `name` is what it says itself that it is, `step` its place."""

    contract: str
    name: str
    step: int
    parameters: tuple[Parameter, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, if a pack can name it."""
        found = self.stored(name)
        return None if found is None or found.is_part else found

    def stored(self, name: str) -> Parameter | None:
        """The parameter that the chain keeps under that name."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)


COUNTRY = Family(lambda text, _: numeric_code(text), lambda number, _: alpha2_code(number))
ATTRIBUTE = Family(lambda text, glossary: glossary.bit(text), lambda number, glossary: glossary.name(number))
OF_REGIME = Family(parse_regime, show_regime)
PERSONS = number(0, MAX_PERSONS)
MONTHS = number(1, 12)
DAYS = number(1, 366)

_ALL = (
    RuleKind(
        "HoldingPeriods",
        "HOLDING_PERIODS",
        9,
        (
            Parameter("DEFAULT_REGIME", REGIME),
            Parameter("AFFILIATES", ATTRIBUTES),
            Parameter("LOCKED", LOCK, OF_REGIME),
            Parameter("MATURED", AFTER_LOCK, OF_REGIME),
            Parameter("REASON", REASON, OF_REGIME),
        ),
    ),
    RuleKind("VestingLocks", "VESTING_LOCKS", 9),
    RuleKind(
        "TradingCalendar",
        "TRADING_CALENDAR",
        9,
        (
            Parameter("HOURS", spread=read_calendar, show_part=show_hours),
            Parameter("PERIOD", show_part=show_period, is_part=True),
        ),
    ),
    RuleKind(
        "Countries",
        "COUNTRIES",
        9,
        (
            Parameter("MODE", LISTING),
            Parameter("COUNTRIES", spread=read_countries, show_part=show_countries),
        ),
    ),
    RuleKind("SanctionsList", "SANCTIONS_LIST", 9, (Parameter("MAX_AGE", SPAN),)),
    RuleKind(
        "PrimaryOffering",
        "PRIMARY_OFFERING",
        9,
        (
            Parameter("REQUIRE_ALL", ATTRIBUTES),
            Parameter("REQUIRE_ANY", ATTRIBUTES),
            Parameter("FORBID_ANY", ATTRIBUTES),
            Parameter("ACCREDITED", FLAG),
        ),
    ),
    RuleKind(
        "AffiliateVolume",
        "AFFILIATE_VOLUME",
        10,
        (
            Parameter("AFFILIATES", ATTRIBUTES),
            Parameter("SHARE", PPM),
            Parameter("AVERAGE_WEEKLY", UNITS),
            Parameter("MONTHS", MONTHS, usual=3),
            Parameter("OPERATOR", choice("the greater", "the lesser")),
            Parameter("OUTSTANDING", UNITS),
        ),
    ),
    RuleKind(
        "InvestmentLimits",
        "INVESTMENT_LIMITS",
        10,
        (
            Parameter("PRICE", PRICE),
            Parameter("MONTHS", MONTHS, usual=12),
            Parameter("EXEMPT", ATTRIBUTES),
            Parameter("ACCREDITED_EXEMPT", FLAG),
            Parameter("ENTITIES", ATTRIBUTES),
            Parameter("LEAST_NATURAL", MONEY),
            Parameter("LEAST_ENTITY", MONEY),
            Parameter("LIMITED", FLAG),
        ),
    ),
    RuleKind(
        "PurchaserLimit",
        "PURCHASER_LIMIT",
        11,
        (Parameter("LIMIT", number(0, 255)), Parameter("DAYS", DAYS, usual=90), Parameter("EXEMPT", ATTRIBUTES)),
    ),
    RuleKind(
        "HolderCaps",
        "HOLDER_CAPS",
        11,
        (
            Parameter("HOLDERS", PERSONS),
            Parameter("NONACCREDITED", PERSONS),
            Parameter("COUNTRY", PERSONS, COUNTRY),
            Parameter("CATEGORY", PERSONS, ATTRIBUTE),
            Parameter("EXEMPT", ATTRIBUTES),
        ),
    ),
    RuleKind(
        "HoldingLimits",
        "HOLDING_LIMITS",
        11,
        (
            Parameter("MAX_UNITS", UNITS),
            Parameter("MIN_UNITS", UNITS),
            Parameter("MAX_PPM", PPM),
            Parameter("EXEMPT", ATTRIBUTES),
            Parameter("COMBINE", choice("the lesser", "the greater")),
        ),
    ),
    RuleKind(
        "BenefitPlans",
        "BENEFIT_PLANS",
        11,
        (Parameter("PLANS", ATTRIBUTES), Parameter("EXCLUDED", ATTRIBUTES), Parameter("LIMIT", PPM)),
    ),
    RuleKind("ApprovalRequired", "APPROVAL_REQUIRED", 12, (Parameter("FREE_TO", ATTRIBUTES),)),
)

RULES = {kind.contract: kind for kind in _ALL}
BY_NAME = {kind.name: kind for kind in _ALL}
