"""The tax table as the contracts resolve it, and certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.core import given

from scripts.lib.dividends.arithmetic.withholding import (
    Certificate,
    Form,
    TaxRow,
    TaxTable,
    TaxTotal,
    certify,
    totals,
    w8_valid_through,
)
from tests.unit.distribution.arithmetic.worked import Case, each

DAY = 20_000
US, GB, DE, BR = 840, 826, 276, 76
PENSION, FUND = 3, 7
TABLE = TaxTable(
    (
        TaxRow(US, None, 0),
        TaxRow(GB, None, 150_000, needs_form=True),
        TaxRow(GB, FUND, 100_000),
        TaxRow(GB, PENSION, 0, needs_form=True),
        TaxRow(DE, FUND, 50_000),
        TaxRow(0, None, 250_000),
        TaxRow(0, PENSION, 10_000),
    ),
    default_ppm=300_000,
)
IN_FORCE = Form(None, DAY)


@pytest.mark.parametrize(
    ("country", "attributes", "form", "ppm"),
    [
        (US, 0, None, 0),
        (US, 1 << PENSION, None, 0),
        (GB, 0, None, 300_000),
        (GB, 0, IN_FORCE, 150_000),
        (GB, 0, Form(None, DAY - 1), 300_000),
        (GB, 1 << FUND, None, 100_000),
        (GB, 1 << PENSION, IN_FORCE, 0),
        (GB, 1 << PENSION | 1 << FUND, IN_FORCE, 0),
        (GB, 1 << PENSION | 1 << FUND, None, 300_000),
        (GB, 1 << 4, IN_FORCE, 150_000),
        (GB, 0, Form(50_000, DAY), 50_000),
        (GB, 0, Form(0, DAY), 0),
        (GB, 0, Form(0, DAY - 1), 300_000),
        (US, 0, Form(1_000_000, DAY + 1), 1_000_000),
        (DE, 1 << FUND, None, 50_000),
        (DE, 0, None, 250_000),
        (DE, 1 << PENSION, None, 10_000),
        (BR, 1 << FUND, IN_FORCE, 250_000),
        (0, 0, None, 250_000),
        (0, 1 << PENSION, None, 10_000),
    ],
)
def test_rate__each_step__in_order(country: int, attributes: int, form: Form | None, ppm: int) -> None:
    assert TABLE.rate(country, attributes, form, DAY) == ppm


def test_rate__nothing_listed__default() -> None:
    assert TaxTable((), 300_000).rate(US, 2**32 - 1, IN_FORCE, DAY) == 300_000


def test_rate__row_of_every_other_country_needs_a_form__default_without() -> None:
    table = TaxTable((TaxRow(0, None, 150_000, needs_form=True),), 300_000)
    assert [table.rate(BR, 0, form, DAY) for form in (None, IN_FORCE)] == [300_000, 150_000]


def test_values__of_a_table__as_the_contracts_take_them() -> None:
    """By country; the row for any category first, then by rising category, of which bit 0 has the number 1."""
    assert TABLE.values() == [
        (0, 0, 250_000, False),
        (0, PENSION + 1, 10_000, False),
        (DE, FUND + 1, 50_000, False),
        (GB, 0, 150_000, True),
        (GB, PENSION + 1, 0, True),
        (GB, FUND + 1, 100_000, False),
        (US, 0, 0, False),
    ]


def test_values__of_a_form__without_a_rate_that_of_the_table() -> None:
    assert Form(None, DAY).values() == (2**24 - 1, DAY) and Form(0, DAY).values() == (0, DAY)


@st.composite
def tables(draw: st.DrawFn) -> TaxTable:
    """Rows of three countries and any categories, in any order."""
    keys = st.tuples(st.sampled_from([0, US, GB]), st.none() | st.integers(0, 3))
    chosen = draw(st.lists(keys, unique=True, max_size=12))
    rows = [TaxRow(*key, ppm=draw(st.integers(0, 1_000_000)), needs_form=draw(st.booleans())) for key in chosen]
    return TaxTable(tuple(rows), draw(st.integers(0, 1_000_000)))


FORMS = st.none() | st.builds(Form, st.none() | st.integers(0, 1_000_000), st.integers(DAY - 1, DAY + 1))


@given(table=tables(), country=st.sampled_from([0, US, GB, DE]), attributes=st.integers(0, 31), form=FORMS)
def test_rate__any_table__as_a_search_of_all_rows_finds_it(
    table: TaxTable, country: int, attributes: int, form: Form | None
) -> None:
    """The same rule written as one ranking of rows."""
    current = form if form and form.valid_through >= DAY else None
    fitting = [
        (row.country != country, row.category is None, row.category or 0, row.needs_form, row.ppm)
        for row in table.rows
        if row.country in (country, 0) and (row.category is None or attributes & 2**row.category)
    ]
    expected = table.default_ppm
    if current and current.ppm is not None:
        expected = current.ppm
    elif fitting and (current or not min(fitting)[3]):
        expected = min(fitting)[4]
    assert table.rate(country, attributes, form, DAY) == expected


@given(table=tables(), data=st.data())
def test_rate__rows_in_another_order__same(table: TaxTable, data: st.DataObject) -> None:
    other = TaxTable(tuple(data.draw(st.permutations(table.rows))), table.default_ppm)
    for country in (0, US, GB, DE):
        for attributes in range(16):
            assert table.rate(country, attributes, None, DAY) == other.rate(country, attributes, None, DAY)


@each("withholding")
def test_certify__worked_numbers__gross_tax_and_net(case: Case) -> None:
    for holder, country, units, ppm, gross, tax, net in case["holders"]:
        certificate = certify(holder, country, ppm, [units * case["per_unit"]])
        assert certificate == Certificate(holder, country, ppm, gross, tax)
        assert certificate.net == net


def test_certify__several_lines__tax_rounded_line_by_line() -> None:
    assert certify("A", US, 250_000, [2, 2]) == Certificate("A", US, 250_000, 4, 2)
    assert certify("A", US, 250_000, [4]).tax == 1


def test_certify__principal_among_it__in_the_gross_and_not_taxed() -> None:
    certificate = certify("A", US, 250_000, [4], untaxed=100)
    assert (certificate.gross, certificate.tax, certificate.untaxed, certificate.net) == (104, 1, 100, 103)
    assert totals([certificate, certificate]) == (TaxTotal(US, 250_000, 2, 208, 2, 200),)


@given(grosses=st.lists(st.integers(0, 2**96), max_size=6), ppm=st.integers(0, 1_000_000))
def test_certify__any__tax_and_net_make_the_gross(grosses: list[int], ppm: int) -> None:
    certificate = certify("A", US, ppm, grosses)
    assert certificate.tax + certificate.net == certificate.gross == sum(grosses) and certificate.net >= 0
    assert 2 * abs(certificate.tax * 1_000_000 - certificate.gross * ppm) <= len(grosses) * 1_000_000


@given(
    certificates=st.lists(
        st.builds(certify, st.just("A"), st.sampled_from([US, GB]), st.sampled_from([0, 1]), st.just([10**9])),
        max_size=9,
    )
)
def test_totals__any__make_all_certificates(certificates: list[Certificate]) -> None:
    found = totals(certificates)
    assert sum(one.holders for one in found) == len(certificates)
    for name in ("gross", "tax", "net"):
        assert sum(getattr(one, name) for one in found) == sum(getattr(one, name) for one in certificates)
    assert [(one.country, one.ppm) for one in found] == sorted({(one.country, one.ppm) for one in certificates})


def test_totals__country_with_two_rates__one_line_each() -> None:
    certificates = [
        certify("A", GB, 150_000, [100]),
        certify("B", GB, 0, [100]),
        certify("C", GB, 150_000, [40]),
        certify("D", DE, 263_750, [100]),
    ]
    assert totals(certificates) == (
        TaxTotal(DE, 263_750, 1, 100, 26),
        TaxTotal(GB, 0, 1, 100, 0),
        TaxTotal(GB, 150_000, 2, 140, 21),
    )


@pytest.mark.parametrize(
    ("signed", "last"),
    [
        (date(2026, 1, 1), date(2029, 12, 31)),
        (date(2026, 12, 31), date(2029, 12, 31)),
        (date(2027, 1, 1), date(2030, 12, 31)),
    ],
)
def test_w8_valid_through__signed_in_a_year__end_of_the_third_after_it(signed: date, last: date) -> None:
    assert w8_valid_through(signed) == last


def test_table__nine_categories__no_more() -> None:
    rows = tuple(TaxRow(GB, category, 0) for category in range(10))
    assert TaxTable((*rows[:9], TaxRow(GB, None, 0), TaxRow(US, 9, 0)), 0).rate(GB, 1 << 8, None, DAY) == 0
    with pytest.raises(ValueError, match="country 826 has more than 9 categories"):
        TaxTable(rows, 0)


def test_table__same_row_twice__refused() -> None:
    for category in (None, 0):
        with pytest.raises(ValueError, match="a country and category stand here twice"):
            TaxTable((TaxRow(GB, category, 0), TaxRow(GB, category, 1)), 0)


@pytest.mark.parametrize("category", [-1, 32])
def test_row__no_such_category__refused(category: int) -> None:
    with pytest.raises(ValueError, match=f"not a category: {category}"):
        TaxRow(GB, category, 0)


@pytest.mark.parametrize("ppm", [-1, 1_000_001])
@pytest.mark.parametrize(
    "build", [lambda ppm: TaxRow(GB, None, ppm), lambda ppm: Form(ppm, DAY), lambda ppm: TaxTable((), ppm)]
)
def test_rates__outside_0_and_100_percent__refused(build: Any, ppm: int) -> None:
    with pytest.raises(ValueError, match=f"not a rate between 0 % and 100 %: {ppm} ppm"):
        build(ppm)
