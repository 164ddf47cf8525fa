"""Tax forms: an investor's own rate, or the right to one of the table's, by the second and by the day."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import PPM, Desk
from tests.unit.office.helpers import recover
from tests.world import CH, DAY, World, spare_account

OF_THE_TABLE = 2**24 - 1
FORM = b"\xf0" * 32
POT = 1_000_000
DEFAULT = 300_000
TREATY = 150_000
OWN = 50_000
LAST_DAY = 2**16 - 1


@pytest.fixture(scope="module")
def till(world: World) -> Desk:
    """investor_ch has the only 10 units; in CH the rate of the table is 15 % with a form, else 30 %."""
    world.issue(world.investor_ch, 10)
    return Desk(world, world.new_currency())


@pytest.fixture(scope="module")
def table(till: Desk, world: World) -> int:
    rows = [(CH, 0, TREATY, True)]
    made = world.distributor.addTaxTable(world.tax_agent, DEFAULT, rows, {"from": world.treasurer})
    return int(made.events["TaxTableAdded"]["table"])


def file(world: World, ppm: int = OWN, through: int = LAST_DAY, holder: Any = None) -> Any:
    """Files a form of investor_ch, or of another."""
    investor = holder or world.investor_ch
    return world.distributor.fileTaxForm(investor, ppm, through, FORM, {"from": world.treasurer})


def announce(till: Desk, table: int, days: int = 2) -> int:
    """A funded distribution whose record date is noon of a day to come."""
    date = (clock.now() // DAY + days) * DAY + DAY // 2
    return till.declare_and_fund(pot=POT, tax_table=table, record_date=date, pay_date=date + DAY)


def rate(till: Desk, number: int, holder: Any = None) -> int:
    """The rate by which the holder is paid."""
    if clock.now() < till.term(number, "payDate"):
        till.at_pay_date(number)
    event = till.claim(number, holder or till.world.investor_ch).events["HolderPaid"]
    assert event["tax"] == POT * event["rate"] // PPM
    assert till.distributor.taxRate(number, event["holder"]) == event["rate"]
    return int(event["rate"])


def date_of(till: Desk, number: int) -> int:
    return till.term(number, "recordDate")


# which rate


@pytest.mark.parametrize(
    ("ppm", "expected"), [(OWN, OWN), (0, 0), (PPM, PPM), (OF_THE_TABLE, TREATY), (PPM // 2, PPM // 2)]
)
def test_claim__form_in_force__its_own_rate_or_that_of_the_table(
    till: Desk, table: int, world: World, ppm: int, expected: int
) -> None:
    file(world, ppm)
    assert rate(till, announce(till, table)) == expected


def test_claim__no_form__row_that_needs_one_gives_the_default(till: Desk, table: int) -> None:
    assert rate(till, announce(till, table)) == DEFAULT


def test_claim__form_of_another_investor__changes_nothing(till: Desk, table: int, world: World) -> None:
    file(world, OWN, holder=world.investor_de)
    assert rate(till, announce(till, table)) == DEFAULT


def test_claim__form_and_a_table_without_rows__own_rate_or_the_default(till: Desk, world: World) -> None:
    plain = till.table(DEFAULT)
    file(world, OWN)
    first, second = announce(till, plain), announce(till, plain, 9)
    assert rate(till, first) == OWN
    file(world, OF_THE_TABLE)
    assert rate(till, second) == DEFAULT


def test_claim__form_but_no_table__no_tax(till: Desk, world: World) -> None:
    file(world, PPM)
    assert rate(till, announce(till, 0)) == 0


# the day on which it ends


@pytest.mark.parametrize(("offset", "expected"), [(-1, DEFAULT), (0, OWN), (1, OWN)])
def test_claim__last_day_around_that_of_the_record_date__in_force_through_the_day(
    till: Desk, table: int, world: World, offset: int, expected: int
) -> None:
    number = announce(till, table)
    file(world, OWN, date_of(till, number) // DAY + offset)
    assert rate(till, number) == expected


@pytest.mark.parametrize(("second", "expected"), [(DAY - 1, OWN), (DAY, DEFAULT)])
def test_claim__record_date_in_the_last_second_of_the_form_or_the_next__by_the_second(
    till: Desk, table: int, world: World, second: int, expected: int
) -> None:
    today = clock.now() // DAY + 3
    file(world, OWN, today)
    date = today * DAY + second
    number = till.declare_and_fund(pot=POT, tax_table=table, record_date=date, pay_date=date + 1)
    assert rate(till, number) == expected


# the second in which it is filed


@pytest.mark.parametrize(("offset", "expected"), [(-1, OWN), (0, OWN), (1, DEFAULT)])
def test_claim__filed_around_the_record_date__counts_to_its_last_second(
    till: Desk, table: int, world: World, offset: int, expected: int
) -> None:
    number = announce(till, table)
    clock.next_block_at(date_of(till, number) + offset)
    file(world, OWN)
    assert rate(till, number) == expected


def test_claim__several_forms__the_last_by_the_record_date(till: Desk, table: int, world: World) -> None:
    numbers = [announce(till, table, days) for days in (2, 4, 6, 8)]
    rates = (100_000, 200_000, OF_THE_TABLE, 400_000)
    for number, ppm in zip(numbers, rates, strict=True):
        clock.next_block_at(date_of(till, number) - 1)
        file(world, ppm)
    assert [rate(till, number) for number in numbers] == [100_000, 200_000, TREATY, 400_000]


def test_claim__ended_after_the_record_date__distribution_keeps_the_form(till: Desk, table: int, world: World) -> None:
    file(world, OWN)
    early, late = announce(till, table), announce(till, table, 5)
    clock.block_at(date_of(till, early) + 1)
    file(world, OWN, 0)
    assert (rate(till, early), rate(till, late)) == (OWN, DEFAULT)


def test_claim__recorded_before_any_form_was_filed__later_form_does_not_count(
    till: Desk, table: int, world: World
) -> None:
    number = announce(till, table)
    clock.block_at(date_of(till, number) + 1)
    till.record(number)
    file(world, OWN)
    assert rate(till, number) == DEFAULT


# whose it is


def test_claim__second_wallet_of_the_investor__same_form(till: Desk, table: int, world: World) -> None:
    file(world, OWN)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.second_wallet_ch, 10)
    number = announce(till, table)
    for wallet in (world.investor_ch, world.second_wallet_ch):
        till.at_pay_date(number)
        assert till.claim(number, wallet).events["HolderPaid"]["rate"] == OWN


def test_fileTaxForm__by_the_second_wallet__for_all_wallets(till: Desk, table: int, world: World) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    event = file(world, OWN, holder=world.second_wallet_ch).events["TaxFormFiled"]
    assert event["investor"] == world.security.memberOf(world.investor_ch)["folio"]
    assert event["holder"] == world.second_wallet_ch
    assert rate(till, announce(till, table)) == OWN


def test_claim__recovered_wallet__form_goes_with_the_entry(till: Desk, table: int, world: World) -> None:
    file(world, OWN)
    replacement = spare_account(0)
    recover(world, world.investor_ch, replacement)
    assert rate(till, announce(till, table), replacement) == OWN


def test_claim__recovered_between_record_date_and_payment__form_of_the_lost_wallet(
    till: Desk, table: int, world: World
) -> None:
    file(world, OWN)
    replacement = spare_account(0)
    date = clock.now() + DAY
    number = till.declare_and_fund(pot=POT, tax_table=table, record_date=date, pay_date=date + 10 * DAY)
    clock.block_at(date + 1)
    recover(world, world.investor_ch, replacement)
    assert rate(till, number, replacement) == OWN


# reading and filing


def test_taxFormAt__each_moment__the_form_filed_last_by_then(till: Desk, world: World) -> None:
    times = []
    for ppm in (OWN, TREATY):
        file(world, ppm, ppm // 1_000)
        times.append(clock.now())
        clock.pass_time(10)
    first, second = times
    forms = {first - 1: (0, 0), first: (OWN, 50), second - 1: (OWN, 50), second: (TREATY, 150), 2**40: (TREATY, 150)}
    for time, form in forms.items():
        assert world.distributor.taxFormAt(world.investor_ch, time) == form
    assert world.distributor.taxFormAt(world.investor_de, second) == (0, 0)


def test_fileTaxForm__event__as_filed(till: Desk, world: World) -> None:
    event = file(world, OF_THE_TABLE, 12_345).events["TaxFormFiled"]
    assert (event["ppm"], event["validThrough"], event["formHash"]) == (OF_THE_TABLE, 12_345, "0x" + FORM.hex())


@pytest.mark.parametrize("ppm", [PPM + 1, OF_THE_TABLE - 1])
def test_fileTaxForm__rate_above_everything__refused(till: Desk, world: World, ppm: int) -> None:
    with reverts(world.distributor, "InvalidTaxForm", "ppm"):
        file(world, ppm)


def test_fileTaxForm__of_a_stranger__refused(till: Desk, world: World) -> None:
    with reverts(world.distributor, "InvalidTaxForm", "holder"):
        file(world, holder=world.stranger)


def test_fileTaxForm__by_others__refused(till: Desk, world: World) -> None:
    for who in (world.stranger, world.investor_ch, world.tax_agent, world.admitter, world.admin):
        with reverts(world.distributor, "MissingRole", who, role_id("TREASURER")):
            world.distributor.fileTaxForm(world.investor_ch, 0, LAST_DAY, FORM, {"from": who})


def test_claim__thirty_forms_of_one_investor__still_paid(till: Desk, table: int, world: World) -> None:
    """Who is paid reads each form filed since the record date; only the treasurer files."""
    number = announce(till, table)
    clock.block_at(date_of(till, number) + 1)
    for _ in range(30):
        file(world, OWN)
    till.at_pay_date(number)
    transaction = till.claim(number, world.investor_ch)
    assert (transaction.events["HolderPaid"]["rate"], transaction.gas_used < 400_000) == (DEFAULT, True)
