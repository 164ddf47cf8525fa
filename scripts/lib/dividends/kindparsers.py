"""Reads the part of dividend.yaml that is different for each kind of distribution."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from scripts.lib.amounts import parse_amount, parse_count, parse_ppm
from scripts.lib.dates import parse_day, parse_moment
from scripts.lib.dividends import kinds
from scripts.lib.dividends.arithmetic.daycount import FREQUENCIES
from scripts.lib.dividends.arithmetic.lines import Line, PotLine, RateLine, rate_line
from scripts.lib.dividends.arithmetic.preferred import Participation, PreferredTerms, of_par
from scripts.lib.dividends.arithmetic.revenueshare import RevenueShareState, RevenueShareTerms
from scripts.lib.dividends.arithmetic.waterfall import Basis
from scripts.lib.dividends.context import Context
from scripts.lib.planparts import existing_file, one_of, positive
from scripts.lib.yamlfile import Section, parse_flag

T = TypeVar("T")

MAX_LINES = 16


def pots(root: Section, context: Context) -> kinds.Lines:
    """`lines`, each with a class and the pot that its units share."""
    return kinds.Lines(tuple(_pot(section, context) for section in _sections(root, "lines")))


def per_unit(root: Section, context: Context) -> kinds.Lines:
    """`lines`, each with a class and the amount for one unit."""
    return kinds.Lines(tuple(_rate(section, context) for section in _sections(root, "lines")))


def coupons(root: Section, context: Context) -> kinds.Coupons:
    """`lines`, each with a class and the days for which interest is paid."""
    return kinds.Coupons(tuple(_coupon(section, context) for section in _sections(root, "lines")))


def redemption(root: Section, context: Context) -> kinds.Redemption:
    """`lines`, each with a class, the part that is redeemed and its price; `interest` as the lines of a coupon."""
    lines = tuple(_redeemed(section, context) for section in _sections(root, "lines"))
    interest = (
        tuple(_coupon(section, context) for section in root.sections("interest")) if _has(root, "interest") else ()
    )
    return kinds.Redemption(lines, interest)


def preferred(root: Section, context: Context) -> kinds.PreferredDividend:
    """A pot, the preferred classes with their terms and arrears, and the common class."""
    common = root.section("common")
    return kinds.PreferredDividend(
        pot=root.value("pot", _positive(context.money)),
        period=root.value("period", str),
        basis=root.value("basis", lambda text: _BASES[one_of(_BASES)(text)], Basis.PAR),
        preferred=tuple(_preferred(section, context) for section in _sections(root, "preferred")),
        common=_class(common, context),
        common_par=common.value("par", context.money, 0),
        match=common.value("match", context.per_unit, None),
    )


def revenue_share(root: Section, context: Context) -> kinds.RevenueShare:
    """A part of the revenue, up to a multiple of what was advanced."""
    return kinds.RevenueShare(
        partition=_class(root, context),
        terms=_noted(
            root,
            lambda: RevenueShareTerms(
                advance=root.value("advance", _positive(context.money)),
                rate_ppm=root.value("rate", parse_ppm),
                multiple_ppm=root.value("cap", _parse_multiple),
                minimum=root.value("floor", context.money, 0),
                has_catch_up=root.value("catch_up", parse_flag, False),
            ),
        ),
        state=RevenueShareState(
            paid=root.value("paid_so_far", context.money), owed=root.value("to_catch_up", context.money, 0)
        ),
        revenue=root.value("revenue", lambda text: _signed(text, context)),
    )


def listed(root: Section, context: Context) -> kinds.ListedLine:
    """A class with a pot, an amount per unit, or a file of amounts."""
    named = [key for key in ("pot", "amount", "file") if _has(root, key)]
    if len(named) != 1:
        root.note("needs one of pot, amount and file")
    line: Line | None = None
    if named == ["pot"]:
        line = _pot(root, context)
    elif named == ["amount"]:
        line = _rate(root, context)
    return kinds.ListedLine(
        partition=line.partition if line else _class(root, context),
        line=line,
        entries=existing_file(root, "file") if named == ["file"] else None,
        register_date=root.value("register_date", parse_moment, None),
    )


PARSERS: dict[str, Callable[[Section, Context], kinds.Kind]] = {
    "pot": pots,
    "per-unit": per_unit,
    "coupon": coupons,
    "redemption": redemption,
    "preferred": preferred,
    "revenue-share": revenue_share,
    "list": listed,
}


_BASES = {"par": Basis.PAR, "units": Basis.UNITS}


def _sections(root: Section, key: str) -> list[Section]:
    sections = root.sections(key)
    if not 0 < len(sections) <= MAX_LINES:
        root.note(f"{key}: there must be 1 to {MAX_LINES}", root.line_of(key))
    return sections


def _has(root: Section, key: str) -> bool:
    return key in root.names()


def _class(section: Section, context: Context) -> str:
    return section.value("class", one_of(context.partitions))


def _positive(parse: Callable[[str], int]) -> Callable[[str], int]:
    return lambda text: positive(parse(text))


def _pot(section: Section, context: Context) -> PotLine:
    label, pot = _class(section, context), section.value("pot", _positive(context.money))
    is_taxed = section.value("taxed", parse_flag, True)
    return _noted(section, lambda: PotLine(label, "pot", pot, is_taxed))


def _rate(section: Section, context: Context) -> RateLine:
    label, amount = _class(section, context), section.value("amount", context.per_unit)
    is_taxed = section.value("taxed", parse_flag, True)
    if amount == 0:
        section.note("amount: must be more than 0", section.line_of("amount"))
    return _noted(section, lambda: rate_line(label, "amount", amount, is_taxed=is_taxed))


def _coupon(section: Section, context: Context) -> kinds.CouponLine:
    first, last = section.value("from", parse_day), section.value("to", parse_day)
    if first and last and last <= first:
        section.note("to must be later than from", section.line_of("to"))
    period = section.optional_section("period")
    regular = (period.value("from", parse_day), period.value("to", parse_day)) if period else None
    if period and regular and all((*regular, first, last)) and not regular[0] <= first < last <= regular[1]:
        period.note("the days do not lie within the regular period", section.line_of("period"))
    return kinds.CouponLine(_class(section, context), first, last, regular)


def _redeemed(section: Section, context: Context) -> kinds.RedemptionLine:
    line = kinds.RedemptionLine(
        partition=_class(section, context),
        part=section.value("part", _positive(parse_ppm)),
        price=section.value("price", context.per_unit),
        is_taxed=section.value("taxed", parse_flag, False),
    )
    if line.price == 0:
        section.note("price: must be more than 0", section.line_of("price"))
    return line


def _preferred(section: Section, context: Context) -> kinds.PreferredClass:
    par = section.value("par", context.money, 0)
    arrears = section.optional_section("arrears")
    owed = tuple((name, arrears.value(name, _positive(context.money))) for name in arrears.names()) if arrears else ()
    terms = _noted(
        section,
        lambda: PreferredTerms(
            partition=_class(section, context),
            rank=section.value("rank", lambda text: parse_count(text, 100), 0),
            dividend=_dividend(section, context, par),
            is_cumulative=section.value("cumulative", parse_flag),
            frequency=section.value("frequency", parse_frequency, 1),
            par=par,
            participation=section.value("participation", _parse_participation, Participation.NONE),
            cap=section.value("cap", context.per_unit, None),
        ),
    )
    if terms and owed and not terms.is_cumulative:
        section.note("arrears: only cumulative units have any", section.line_of("arrears"))
    return kinds.PreferredClass(terms, owed)


def _dividend(section: Section, context: Context, par: int) -> Fraction:
    """An amount per unit and year, or a rate of the par value."""
    if _has(section, "rate"):
        if not par:
            section.note("rate: needs a par value", section.line_of("rate"))
        return of_par(par or 0, section.value("rate", parse_ppm))
    return section.value("dividend", context.per_unit)


def parse_frequency(text: str) -> int:
    """How many coupons or dividends a year has."""
    frequency = parse_count(text, 12)
    if frequency not in FREQUENCIES:
        raise ValueError(f"a year has 1, 2, 4 or 12 periods, not {frequency}")
    return frequency


def _parse_participation(text: str) -> Participation:
    return Participation(one_of([item.value for item in Participation])(text))


def _parse_multiple(text: str) -> int:
    """`1.5` as 1,500,000."""
    return positive(parse_amount(text, 6, 2**64))


def _signed(text: str, context: Context) -> int:
    """Revenue, or a loss with a minus before it."""
    return -context.money(text[1:]) if text.startswith("-") else context.money(text)


def _noted(section: Section, make: Callable[[], T]) -> T:
    """What `make` makes; what it refuses is a problem of the section.

    A value that could not be read is None and noted already: what stumbles over it says nothing new.
    """
    try:
        return make()
    except ValueError as problem:
        section.note(str(problem))
    except (TypeError, AttributeError):
        if not section.has_problems:
            raise
    return None  # type: ignore[return-value]
