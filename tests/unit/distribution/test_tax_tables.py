"""Tax tables: the rate of a country, of a category, of everybody else, in this order, and never changed."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import pot
from tests.unit.distribution.helpers import BR, GB, PPM, Desk, member, tax_of
from tests.world import CH, DAY, DE, FR, NOWHERE, US, World, spare_account

DEFAULT = 300_000
OWN_RATES = 9
ANYWHERE = 0
# Categories count from 1: category n is attribute n - 1 of the register.
US_PERSON, AFFILIATE, QIB, PROFESSIONAL = 1, 2, 3, 4


def add(world: World, rows: list[tuple[int, int, int, bool]], default: int = DEFAULT, agent: Any = None) -> int:
    """The number of a new table."""
    made = world.distributor.addTaxTable(agent or world.tax_agent, default, rows, {"from": world.treasurer})
    return int(made.events["TaxTableAdded"]["table"])


def having(*categories: int) -> int:
    """The attributes of one in these categories."""
    return sum(1 << category - 1 for category in categories)


RULES = [
    (US, 0, 0, False),
    (CH, 0, 350_000, False),
    (CH, AFFILIATE, 50_000, False),
    (CH, QIB, 150_000, False),
    (DE, 0, 150_000, True),
    (FR, PROFESSIONAL, 128_000, False),
    (GB, AFFILIATE, 100_000, True),
    (GB, PROFESSIONAL, 200_000, False),
    (ANYWHERE, 0, 240_000, False),
    (ANYWHERE, QIB, 0, False),
]


@pytest.mark.parametrize(
    ("country", "categories", "form", "expected"),
    [
        (US, (), False, 0),
        (US, (QIB,), False, 0),
        (CH, (), False, 350_000),
        (CH, (AFFILIATE,), False, 50_000),
        (CH, (QIB,), False, 150_000),
        (CH, (QIB, AFFILIATE), False, 50_000),
        (CH, (US_PERSON, PROFESSIONAL), False, 350_000),
        (DE, (), False, DEFAULT),
        (DE, (), True, 150_000),
        (DE, (QIB,), True, 150_000),
        (FR, (PROFESSIONAL,), False, 128_000),
        (FR, (), False, 240_000),
        (FR, (QIB,), False, 0),
        (FR, (QIB, PROFESSIONAL), False, 128_000),
        (GB, (AFFILIATE,), True, 100_000),
        (GB, (AFFILIATE, PROFESSIONAL), False, DEFAULT),
        (GB, (PROFESSIONAL,), False, 200_000),
        (BR, (), False, 240_000),
        (BR, (QIB,), True, 0),
        (999, (32,), False, 240_000),
    ],
)
def test_tableRate__country_category_and_form__first_rule_that_fits(
    world: World, country: int, categories: tuple[int, ...], form: bool, expected: int
) -> None:
    table = add(world, RULES)
    assert world.distributor.tableRate(table, country, having(*categories), form) == expected


def test_tableRate__no_row_for_anywhere__the_default(world: World) -> None:
    table = add(world, [(CH, QIB, 1, False)])
    for country, categories in ((CH, 0), (BR, having(QIB)), (ANYWHERE, having(QIB))):
        assert world.distributor.tableRate(table, country, categories, True) == DEFAULT


def test_tableRate__every_category_from_1_to_32__each_its_own_rate(world: World) -> None:
    rows = [(country, category, category, False) for country, category in enumerate(range(1, 33), start=1)]
    table = add(world, rows)
    for country, category, ppm, _ in rows:
        assert world.distributor.tableRate(table, country, having(category), False) == ppm
        assert world.distributor.tableRate(table, country, (1 << 32) - 1 - having(category), False) == DEFAULT


# what a table may say


def test_addTaxTable__nine_categories_and_everybody__each_found(world: World) -> None:
    rows = [(CH, 0, PPM, True)] + [(CH, 32 - OWN_RATES + n, PPM - n, n % 2 == 0) for n in range(1, OWN_RATES + 1)]
    table = add(world, rows)
    for country, category, ppm, needs_form in rows:
        attributes = having(category) if category else 0
        assert world.distributor.tableRate(table, country, attributes, True) == ppm
        assert world.distributor.tableRate(table, country, attributes, False) == (DEFAULT if needs_form else ppm)


@pytest.mark.parametrize(
    "rows",
    [
        [(CH, category, 1, False) for category in range(1, OWN_RATES + 2)],
        [(CH, 0, 1, False), (CH, 0, 2, False)],
        [(CH, 2, 1, False), (CH, 2, 1, False)],
        [(CH, 2, 1, False), (CH, 1, 1, False)],
        [(CH, 2, 1, False), (CH, 0, 1, False)],
        [(CH, 33, 1, False)],
        [(CH, 255, 1, False)],
        [(CH, 0, PPM + 1, False)],
        [(CH, 1, 1 << 20, False)],
        [(CH, 1, (1 << 24) - 1, False)],
    ],
    ids=["ten", "everybody twice", "twice", "falling", "everybody last", "33", "255", "above", "2^20", "2^24 - 1"],
)
def test_addTaxTable__rows_that_contradict__refused(world: World, rows: list[Any]) -> None:
    with reverts(world.distributor, "InvalidTaxTable", "rows"):
        add(world, [(DE, 5, 1, False), *rows])
    assert world.distributor.taxTables() == 0


def test_addTaxTable__agent_or_default_wrong__refused(world: World) -> None:
    with reverts(world.distributor, "InvalidTaxTable", "agent"):
        world.distributor.addTaxTable(NOWHERE, 0, [], {"from": world.treasurer})
    with reverts(world.distributor, "InvalidTaxTable", "defaultPpm"):
        add(world, [], PPM + 1)
    assert add(world, [], PPM) == 1


def test_addTaxTable__event_and_views__as_given_and_counted_from_1(world: World) -> None:
    for number, (default, rows) in enumerate([(0, []), (DEFAULT, [(CH, 3, 5, True)])], start=1):
        made = world.distributor.addTaxTable(world.tax_agent, default, rows, {"from": world.treasurer})
        event = made.events["TaxTableAdded"]
        assert (event["table"], event["agent"], event["defaultPpm"]) == (number, world.tax_agent, default)
        assert list(event["rows"]) == rows
        assert world.distributor.taxTable(number) == (world.tax_agent, default, bool(rows))
    assert world.distributor.taxTables() == 2


def test_addTaxTable__another_one__changes_no_earlier_one(world: World) -> None:
    first = add(world, [(CH, 0, 111, False)])
    add(world, [(CH, 0, 222, False), (ANYWHERE, 0, 333, False)], default=0, agent=world.residual)
    assert world.distributor.tableRate(first, CH, 0, False) == 111
    assert world.distributor.tableRate(first, BR, 0, False) == DEFAULT
    assert world.distributor.taxTable(first)[0] == world.tax_agent


def test_addTaxTable__by_others__refused(world: World) -> None:
    for who in (world.stranger, world.configurer, world.admin, world.tax_agent):
        with reverts(world.distributor, "MissingRole", who, role_id("TREASURER")):
            world.distributor.addTaxTable(world.tax_agent, 0, [], {"from": who})


# in a distribution


def test_declare__table_that_does_not_exist__refused(world: World) -> None:
    desk = Desk(world, world.new_currency())
    for table in (1, 2**32 - 1):
        with reverts(world.distributor, "InvalidDeclaration", "taxTable"):
            desk.declare(tax_table=table)


def test_claim__without_a_table__no_tax(world: World) -> None:
    add(world, [], PPM)
    holder = member(world, spare_account(0), 10, country=CH)
    desk = Desk(world, world.new_currency())
    number = desk.open(pot=1_000, tax_table=0)
    desk.claim(number, holder)
    assert (desk.money_of(holder), desk.term(number, "withheld"), desk.term(number, "taxTable")) == (1_000, 0, 0)


@pytest.mark.parametrize(
    ("country", "attributes", "ppm"),
    [(CH, having(AFFILIATE), 50_000), (CH, 0, 350_000), (BR, having(QIB), 0), (BR, 0, 240_000), (DE, 0, DEFAULT)],
)
def test_claim__by_the_table__rate_of_country_and_attributes(
    world: World, country: int, attributes: int, ppm: int
) -> None:
    holder = member(world, spare_account(0), 7, country=country, attributes=attributes)
    desk = Desk(world, world.new_currency())
    number = desk.open(pot=999_999, tax_table=add(world, RULES))
    event = desk.claim(number, holder).events["HolderPaid"]
    assert (event["tax"], event["rate"], event["country"]) == (tax_of(999_999, ppm), ppm, country)
    assert world.distributor.taxRate(number, holder) == ppm
    assert desk.money_of(holder) == 999_999 - tax_of(999_999, ppm)


@pytest.mark.parametrize(("offset", "ppm"), [(0, 50_000), (1, 350_000)])
def test_claim__attribute_since_the_record_date__that_of_its_last_second_counts(
    world: World, offset: int, ppm: int
) -> None:
    holder = member(world, spare_account(0), 7, country=CH)
    date = clock.now() + DAY
    desk = Desk(world, world.new_currency())
    number = desk.declare_and_fund(pot=1_000, tax_table=add(world, RULES), record_date=date, pay_date=date + DAY)
    clock.next_block_at(date + offset)
    world.admit(holder, country=CH, attributes=having(AFFILIATE))
    desk.at_pay_date(number)
    assert desk.claim(number, holder).events["HolderPaid"]["rate"] == ppm


def test_remitTax__two_tables_two_agents__each_its_own(world: World) -> None:
    member(world, spare_account(0), 7, country=CH)
    desk = Desk(world, world.new_currency())
    agents = (world.tax_agent, world.residual)
    tables = [add(world, [], 100_000 * n, agent) for n, agent in enumerate(agents, start=1)]
    numbers = [desk.declare_and_fund(pot=1_000, tax_table=table) for table in tables]
    desk.at_pay_date(numbers[-1])
    for number in numbers:
        desk.push(number, [spare_account(0)])
        desk.remit(number)
        desk.remit(number)
    assert [desk.money_of(agent) for agent in agents] == [100, 200]


def test_claim__tax_rate_of_all_and_of_nothing__half_up_at_the_edges(world: World) -> None:
    holder = member(world, spare_account(0), 1)
    desk = Desk(world, world.new_currency())
    for ppm, gross, tax in ((500_000, 1, 1), (499_999, 1, 0), (PPM, 7, 7), (0, 7, 0), (263_750, 2, 1)):
        number = desk.open(lines=[pot(gross)], tax_table=add(world, [(CH, 0, ppm, False)], 0))
        assert desk.claim(number, holder).events["HolderPaid"]["tax"] == tax
