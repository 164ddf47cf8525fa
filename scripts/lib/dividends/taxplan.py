"""The section `tax` of dividend.yaml: the table by which tax is withheld, and who receives it."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.lib.amounts import parse_ppm
from scripts.lib.countries import numeric_code
from scripts.lib.dividends.arithmetic.withholding import EVERY_OTHER_COUNTRY, TaxRow, TaxTable
from scripts.lib.dividends.context import Context
from scripts.lib.planparts import one_of
from scripts.lib.yamlfile import Section, parse_flag

ANY_OTHER = "other"


@dataclass(frozen=True)
class TaxPlan:
    """A table and the account of the tax agent, a name of config/<network>.yaml or an address."""

    table: TaxTable
    agent: str


def read_tax(section: Section | None, context: Context) -> TaxPlan | None:
    """None when the file has no such section: nothing is withheld."""
    if section is None:
        return None
    agent, default = section.value("agent", str), section.value("default", parse_ppm)
    sections = section.sections("rows") if "rows" in section.names() else []
    rows = [_row(row, context) for row in sections]
    if any(row is None for row in rows) or default is None:
        return None
    try:
        return TaxPlan(TaxTable(tuple(row for row in rows if row), default), agent)
    except ValueError as problem:
        section.note(f"rows: {problem}", section.line_of("rows"))
        return None


def _row(section: Section, context: Context) -> TaxRow | None:
    country = section.value("country", _parse_country)
    category = section.value("category", lambda text: context.attributes[one_of(context.attributes)(text)], None)
    rate = section.value("rate", parse_ppm)
    needs_form = section.value("form", parse_flag, False)
    return None if None in (country, rate) else TaxRow(country, category, rate, needs_form)


def _parse_country(text: str) -> int:
    """A country, or `other` for every one without rows."""
    return EVERY_OTHER_COUNTRY if text == ANY_OTHER else numeric_code(text)
