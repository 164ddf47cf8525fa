"""Tax: by the country of the record date, rounded half up, kept apart, handed to the tax agent alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import BR, GB, PAYABLE, SWEPT, Desk, member, tax_of
from tests.world import CH, DE, FR, PREFERRED, US, World, spare_account

RATES = [(US, 0), (GB, 150_000), (CH, 150_000), (DE, 263_750)]
DEFAULT = 300_000


@pytest.fixture
def dividend(world: World) -> tuple[Desk, int, dict[int, Any]]:
    """0.137000 per unit to 1,001 units in the US, 777 in GB, 123 in BR and 59 in CH, on its pay date."""
    holders = {
        US: member(world, spare_account(0), 1_001, country=US),
        GB: member(world, spare_account(1), 777, country=GB),
        BR: member(world, spare_account(2), 123, country=BR),
        CH: member(world, spare_account(3), 59, country=CH),
    }
    desk = Desk(world, world.new_currency())
    pot = (1_001 + 777 + 123 + 59) * 137_000
    return desk, desk.open(pot=pot, default_tax=DEFAULT, taxes=RATES), holders


@pytest.mark.parametrize(
    ("country", "gross", "tax", "net"),
    [
        (US, 137_137_000, 0, 137_137_000),
        (GB, 106_449_000, 15_967_350, 90_481_650),
        (BR, 16_851_000, 5_055_300, 11_795_700),
        (CH, 8_083_000, 1_212_450, 6_870_550),
    ],
)
def test_claim__worked_numbers__gross_tax_and_net(
    dividend: tuple[Desk, int, dict[int, Any]], country: int, gross: int, tax: int, net: int
) -> None:
    desk, number, holders = dividend
    holder = holders[country]
    desk.record(number)
    assert desk.distributor.entitlement(number, holder)[1:] == (gross, tax, net)
    event = desk.claim(number, holder).events["HolderPaid"]
    assert (event["gross"], event["tax"], event["country"]) == (gross, tax, country)
    assert desk.money_of(holder) == net
    assert desk.term(number, "withheld") == tax


def test_push__worked_numbers__sums(dividend: tuple[Desk, int, dict[int, Any]]) -> None:
    desk, number, holders = dividend
    desk.push(number, list(holders.values()))
    withheld = 15_967_350 + 5_055_300 + 1_212_450
    assert desk.distributor.accountOf(number) == (268_520_000, 268_520_000 - withheld, withheld, 0, 0)


@pytest.mark.parametrize(
    ("gross", "ppm", "tax"),
    [
        (1_000_000_000, 263_750, 263_750_000),
        (1, 499_999, 0),
        (1, 500_000, 1),
        (3, 500_000, 2),
        (3, 499_999, 1),
        (10, 49_999, 0),
        (10, 50_000, 1),
        (7, 1, 0),
        (999_999, 999_999, 999_998),
        (1, 999_999, 1),
    ],
)
def test_claim__half_a_unit_of_money__rounded_up(desk: Desk, world: World, gross: int, ppm: int, tax: int) -> None:
    number = desk.open(pot=4 * gross, default_tax=ppm)
    desk.record(number)
    assert desk.distributor.entitlement(number, world.investor_ch) == (1_000, gross, tax, gross - tax)
    event = desk.claim(number, world.investor_ch).events["HolderPaid"]
    assert (event["gross"], event["tax"]) == (gross, tax) == (gross, tax_of(gross, ppm))


def test_claim__country_changed_after_the_record_date__old_country_s_tax(desk: Desk, world: World) -> None:
    number = desk.declare_and_fund(pot=4_000_000, default_tax=DEFAULT, taxes=RATES)
    clock.pass_time(1)
    world.admit(world.investor_de, FR)
    desk.at_pay_date(number)
    event = desk.claim(number, world.investor_de).events["HolderPaid"]
    assert (event["country"], event["tax"]) == (DE, 263_750)
    assert world.security.memberOf(world.investor_de)["country"] == FR


def test_claim__country_changed_on_the_record_date__new_country_s_tax(desk: Desk, world: World) -> None:
    date = clock.now() + 100
    number = desk.declare_and_fund(pot=4_000_000, default_tax=DEFAULT, taxes=RATES, record_date=date)
    clock.next_block_at(date)
    world.admit(world.investor_de, US)
    desk.at_pay_date(number)
    event = desk.claim(number, world.investor_de).events["HolderPaid"]
    assert (event["country"], event["tax"]) == (US, 0)


def test_claim__other_class__country_of_the_record_date(desk: Desk, world: World) -> None:
    world.issue(world.fund_us, 10, PREFERRED)
    number = desk.declare_and_fund(partition=PREFERRED, default_tax=DEFAULT, taxes=RATES)
    clock.pass_time(1)
    world.admit(world.fund_us, FR)
    desk.at_pay_date(number)
    assert desk.claim(number, world.fund_us).events["HolderPaid"]["country"] == US


def test_push__country_without_a_rate__default_rate(desk: Desk, world: World) -> None:
    number = desk.open(pot=4_000_000, default_tax=DEFAULT, taxes=RATES)
    events = desk.push(number, world.investors).events["HolderPaid"]
    assert [event["tax"] for event in events] == [150_000, 263_750, DEFAULT, 0]


# remittance


def test_remitTax__some_withheld__to_the_tax_agent_by_anybody(desk: Desk, world: World) -> None:
    number = desk.open(pot=4_000_000, default_tax=DEFAULT)
    desk.push(number, [world.investor_ch, world.investor_de])
    event = desk.remit(number).events["TaxRemitted"]
    assert event == {"id": number, "taxAgent": world.tax_agent, "amount": 600_000}
    assert desk.money_of(world.tax_agent) == 600_000
    assert desk.money_of(world.stranger) == 0


def test_remitTax__again_and_again__only_what_is_new(desk: Desk, world: World) -> None:
    number = desk.open(pot=4_000_000, default_tax=DEFAULT)
    for holder in world.investors:
        desk.claim(number, holder)
        assert desk.remit(number).events["TaxRemitted"]["amount"] == DEFAULT
        assert desk.remit(number).events["TaxRemitted"]["amount"] == 0
    assert desk.money_of(world.tax_agent) == desk.term(number, "remitted") == 4 * DEFAULT


def test_remitTax__in_ETH__to_the_tax_agent(eth_desk: Desk, world: World) -> None:
    before = eth_desk.money_of(world.tax_agent)
    number = eth_desk.open(pot=4_000_000, default_tax=DEFAULT)
    eth_desk.push(number, world.investors)
    eth_desk.remit(number)
    assert eth_desk.money_of(world.tax_agent) == before + 4 * DEFAULT


def test_remitTax__after_the_close__tax_is_the_agent_s_and_not_the_residual_payee_s(desk: Desk, world: World) -> None:
    number = desk.open(pot=4_000_000, default_tax=DEFAULT)
    desk.push(number, [world.investor_ch])
    desk.after_deadline(number)
    desk.close(number)
    assert desk.term(number, "state") == SWEPT
    assert desk.money_of(world.residual) == 3_000_000
    desk.remit(number)
    assert desk.money_of(world.tax_agent) == DEFAULT


def test_remitTax__nothing_withheld__nothing_moves(desk: Desk, world: World) -> None:
    number = desk.open()
    desk.push(number, world.investors)
    desk.remit(number)
    assert desk.money_of(world.tax_agent) == 0
    assert desk.term(number, "state") == PAYABLE


def test_remitTax__unknown_id__refused(world: World) -> None:
    with reverts(world.distributor, "WrongState", 99, 0):
        world.distributor.remitTax(99, {"from": world.stranger})
