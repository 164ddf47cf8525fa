"""Lines: one distribution pays several classes, by pots and by the unit, each line exact on its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.drawing import account, payments, pot, rate, ready
from tests.unit.distribution.helpers import BR, DECLARED, GB, PAYABLE, RECORDED, Desk, member
from tests.world import CH, COMMON, DAY, FAR, PREFERRED, US, World, spare_account

NO_CLASS = b"\x99" * 32
MAX_POT = 2**104 - 1


@pytest.fixture(scope="module")
def company(world: World) -> World:
    """COMMON: CH 30, DE 20, US fund 10, treasury 40. PREFERRED: US fund 5, the treasury 5, a BR fund 15."""
    for holder, units in ((world.investor_ch, 30), (world.investor_de, 20), (world.fund_us, 10), (world.treasury, 40)):
        world.issue(holder, units)
    world.admit(world.treasury, accredited=FAR)
    world.admit(spare_account(0), country=BR, accredited=FAR)
    for holder, units in ((world.fund_us, 5), (world.treasury, 5), (spare_account(0), 15)):
        world.issue(holder, units, PREFERRED)
    return world


@pytest.fixture(scope="module")
def till(company: World) -> Desk:
    return Desk(company, company.new_currency())


@pytest.fixture(scope="module")
def fund_br(company: World) -> Any:
    """Holds PREFERRED alone."""
    return spare_account(0)


# several classes


def test_claim__pot_of_one_class_and_rate_of_another__each_line_on_its_own(till: Desk, company: World) -> None:
    number = ready(till, lines=[pot(600), rate(7, 2, PREFERRED)])
    shares = [(company.fund_us, 0, 10, 100, 0), (company.fund_us, 1, 5, 17, 0)]
    assert payments(till.claim(number, company.fund_us)) == shares
    assert till.money_of(company.fund_us) == 117
    assert account(till, number) == (670, 117, 0, 552, 1)


def test_claim__holder_of_one_class_only__paid_for_that_alone(till: Desk, company: World, fund_br: Any) -> None:
    number = ready(till, lines=[pot(600), rate(7, 2, PREFERRED)])
    assert payments(till.claim(number, fund_br)) == [(fund_br, 1, 15, 52, 0)]
    assert payments(till.claim(number, company.investor_ch)) == [(company.investor_ch, 0, 30, 300, 0)]


def test_push__holders_of_either_class__all_paid_and_the_rest_is_dust(till: Desk, company: World, fund_br: Any) -> None:
    number = ready(till, lines=[pot(600), rate(7, 2, PREFERRED)])
    till.push(number, [*company.investors, fund_br])
    assert account(till, number) == (670, 669, 0, 0, 1)


def test_claim__class_of_a_later_line_only__taxed_by_the_country_of_the_record_date(
    till: Desk, company: World, fund_br: Any
) -> None:
    """The register is asked for the first line's class, of which this holder has nothing."""
    number = till.declare_and_fund(lines=[pot(600), pot(200, PREFERRED)], taxes=[(BR, 100_000), (CH, 500_000)])
    till.at_pay_date(number)
    company.admit(fund_br, country=CH, accredited=FAR)
    event = till.claim(number, fund_br).events["HolderPaid"]
    assert (event["gross"], event["tax"], event["country"]) == (150, 15, BR)


def test_claim__class_twice__paid_for_both_lines(till: Desk, company: World) -> None:
    number = ready(till, lines=[pot(61), rate(1, 3), pot(7)])
    shares = [(company.investor_ch, line, 30, gross, 0) for line, gross in enumerate((30, 10, 3))]
    assert payments(till.claim(number, company.investor_ch)) == shares
    assert till.money_of(company.investor_ch) == 43


def test_claim__untaxed_line_beside_a_taxed_one__tax_of_the_taxed_one_alone(till: Desk, company: World) -> None:
    number = till.open(lines=[pot(600), pot(6_000, taxed=False)], default_tax=263_750)
    assert payments(till.claim(number, company.investor_ch)) == [
        (company.investor_ch, 0, 30, 300, 79),
        (company.investor_ch, 1, 30, 3_000, 0),
    ]
    assert till.term(number, "withheld") == 79


def test_claim__tax_of_each_line__rounded_on_its_own(till: Desk, company: World) -> None:
    """Two lines of 5 at 10 % are taxed 1 each, not 1 for 10 together."""
    number = till.open(lines=[pot(10), pot(10)], default_tax=100_000)
    assert [share[3:] for share in payments(till.claim(number, company.investor_ch))] == [(5, 1), (5, 1)]
    assert till.money_of(company.investor_ch) == 8


def test_record__excluded_holder__left_out_of_every_line(till: Desk, company: World) -> None:
    number = ready(till, lines=[pot(600), rate(1, 1, PREFERRED)])
    assert [line["eligible"] for line in till.distributor.linesOf(number)] == [60, 20]
    with reverts(till.distributor, "NothingDue", number, company.treasury):
        till.distributor.claim(number, {"from": company.treasury})
    assert payments(till.push(number, [company.treasury])) == []


def test_record__excluded_holds_one_class_only__other_line_in_full(till: Desk, fund_br: Any) -> None:
    number = ready(till, lines=[pot(600), rate(1, 1, PREFERRED)], excluded=[fund_br])
    assert [line["eligible"] for line in till.distributor.linesOf(number)] == [100, 10]


# by the unit


WORKED = [
    (US, 1_001, 0, 137_137_000, 0),
    (GB, 777, 150_000, 106_449_000, 15_967_350),
    (BR, 123, 300_000, 16_851_000, 5_055_300),
    (CH, 59, 150_000, 8_083_000, 1_212_450),
]


@pytest.fixture
def residents(company: World) -> list[Any]:
    """1,001 units in the US, 777 in GB, 123 in BR and 59 in CH."""
    wallets = [spare_account(10 + place) for place in range(len(WORKED))]
    return [
        member(company, wallet, units, country=country)
        for wallet, (country, units, _, _, _) in zip(wallets, WORKED, strict=True)
    ]


def test_push__worked_numbers_by_the_unit__gross_tax_and_net(till: Desk, company: World, residents: list[Any]) -> None:
    taxes = [(country, ppm) for country, _, ppm, _, _ in WORKED if country != BR]
    others = [*company.investors, company.treasury]
    number = ready(till, lines=[rate(137_000)], default_tax=300_000, taxes=taxes, excluded=others)
    assert payments(till.push(number, residents)) == [
        (holder, 0, units, gross, tax) for holder, (_, units, _, gross, tax) in zip(residents, WORKED, strict=True)
    ]
    assert [till.money_of(holder) for holder in residents] == [137_137_000, 90_481_650, 11_795_700, 6_870_550]
    assert account(till, number) == (268_520_000, 246_284_900, 22_235_100, 0, 0)


def test_fund__by_the_unit_before_the_record_date_has_passed__refused(till: Desk, company: World) -> None:
    date = clock.now() + DAY
    number = till.declare(lines=[rate(3)], record_date=date, pay_date=date + DAY)
    clock.block_at(date - 1)
    for second in (date - 1, date):
        with reverts(None, "RecordDateNotPassed", date, second):
            till.distributor.fund.call(number, till.payer(0), block_identifier="latest")
        clock.block_at(second + 1)
    till.fund(number)
    assert (till.term(number, "state"), till.term(number, "pot")) == (PAYABLE, 180)


def test_fund__by_the_unit__takes_just_what_the_units_are_due(till: Desk, company: World) -> None:
    number = till.declare(lines=[rate(7, 9), pot(11, PREFERRED)])
    till.at_pay_date(number)
    assert (till.term(number, "pot"), till.term(number, "state")) == (11, DECLARED)
    till.record(number)
    due = 60 * 7 // 9 + 11
    assert (till.distributor.fundingOf(number), till.term(number, "state")) == (due, RECORDED)
    before = till.money_of(company.treasurer)
    event = till.fund(number).events["DistributionFunded"]
    assert (event["pot"], event["carriedIn"]) == (due, 0)
    assert before - till.money_of(company.treasurer) == due == till.money_of(till.distributor)


@pytest.mark.parametrize("wrong", [-1, 1])
def test_fund__by_the_unit_in_ETH_one_off__refused(company: World, wrong: int) -> None:
    desk = Desk(company)
    number = desk.declare(lines=[rate(7, 9)])
    desk.at_pay_date(number)
    desk.record(number)
    with reverts(desk.distributor, "WrongFunding", number, 46 + wrong, 46):
        desk.distributor.fund(number, desk.payer(46 + wrong))
    desk.fund(number)
    assert desk.money_of(desk.distributor) == 46


def test_push__recorded_and_not_funded__refused(till: Desk, company: World) -> None:
    number = till.declare(lines=[rate(3)])
    till.at_pay_date(number)
    till.record(number)
    for call in (till.distributor.push, till.distributor.setAside):
        with reverts(till.distributor, "WrongState", number, RECORDED):
            call(number, [company.investor_ch], {"from": company.stranger})
    with reverts(till.distributor, "WrongState", number, RECORDED):
        till.distributor.claim(number, {"from": company.investor_ch})


def test_cancel__by_the_unit_and_recorded__refused(till: Desk, company: World) -> None:
    number = till.declare(lines=[rate(3)])
    till.at_pay_date(number)
    till.record(number)
    with reverts(till.distributor, "WrongState", number, RECORDED):
        till.cancel(number)


# a scale of 10^18


def test_push__units_with_eighteen_decimals__paid_by_the_whole_unit(world: World) -> None:
    """0.05 in a currency of six decimals for each whole unit, of which a holder may have a part."""
    scale = 10**18
    holders = [spare_account(20), spare_account(21)]
    desk = Desk(world, world.new_currency())
    world.security.setAuthorised(COMMON, 10**10 * scale, {"from": world.configurer})
    units = [7 * scale + 1, 3 * scale - 1]
    for holder, held in zip(holders, units, strict=True):
        member(world, holder, held)
    others = [*world.investors, world.treasury]
    number = ready(desk, lines=[rate(50_000, scale)], excluded=others)
    grosses = [held * 50_000 // scale for held in units]
    assert [share[3] for share in payments(desk.push(number, holders))] == grosses == [350_000, 149_999]
    assert account(desk, number) == (500_000, 499_999, 0, 0, 1)


# how many, and who


def test_declare__sixteen_lines__each_paid(till: Desk, company: World) -> None:
    number = till.open(lines=[pot(60 + place) for place in range(16)])
    shares = payments(till.claim(number, company.investor_ch))
    assert [(line, gross) for _, line, _, gross, _ in shares] == [
        (place, (60 + place) * 30 // 60) for place in range(16)
    ]


@pytest.mark.parametrize("many", [0, 17])
def test_declare__no_line_or_seventeen__refused(till: Desk, many: int) -> None:
    with reverts(till.distributor, "InvalidDeclaration", "lines"):
        till.declare(lines=[pot(60)] * many)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ((NO_CLASS, 1, 0, 0, True), "partition"),
        ((COMMON, 0, 0, 0, True), "amount"),
        ((COMMON, 0, 1, 0, True), "amount"),
        ((COMMON, MAX_POT + 1, 0, 0, True), "amount"),
        ((COMMON, 1, 0, 1, True), "redeemed"),
        ((COMMON, 1, 1, 1_000_001, True), "redeemed"),
    ],
)
def test_declare__line_that_contradicts_itself__refused(till: Desk, line: Any, field: str) -> None:
    with reverts(till.distributor, "InvalidDeclaration", field):
        till.declare(lines=[pot(60), line])


def test_record__nobody_eligible_for_a_line__others_paid(till: Desk, company: World, fund_br: Any) -> None:
    number = ready(till, lines=[pot(600), rate(9, 1, PREFERRED)], excluded=[company.fund_us, fund_br, company.treasury])
    assert [line["eligible"] for line in till.distributor.linesOf(number)] == [50, 0]
    till.push(number, [company.investor_ch, company.investor_de, company.fund_us])
    assert account(till, number) == (600, 600, 0, 0, 0)


def test_record__nobody_eligible_by_the_unit__nothing_to_pay_in(till: Desk, company: World, fund_br: Any) -> None:
    holders = [company.fund_us, fund_br, company.treasury]
    number = ready(till, lines=[rate(9, 1, PREFERRED)], excluded=holders)
    assert account(till, number) == (0, 0, 0, 0, 0)
    with reverts(till.distributor, "NothingDue", number, company.investor_ch):
        till.distributor.claim(number, {"from": company.investor_ch})


# the widest numbers


def test_push__largest_pot__paid_to_the_last_unit(company: World) -> None:
    desk = Desk(company, company.new_currency())
    number = desk.open(lines=[pot(MAX_POT)], default_tax=999_999)
    desk.push(number, company.investors)
    paid = [MAX_POT * units // 60 for units in (30, 20, 10)]
    assert account(desk, number)[0] == MAX_POT == sum(paid) + desk.dust(number)


def test_record__rate_that_makes_just_the_largest_pot__accepted_and_one_more_refused(company: World) -> None:
    desk = Desk(company, company.new_currency())
    most = MAX_POT // 60
    numbers = [desk.declare(lines=[rate(most)]), desk.declare(lines=[rate(MAX_POT * 2, 60), pot(1)])]
    for amount in (most + 1, 2**128 - 1):
        numbers.append(desk.declare(lines=[rate(amount)]))
    desk.at_pay_date(numbers[-1])
    desk.record(numbers[0])
    assert desk.term(numbers[0], "pot") == most * 60
    for number in numbers[1:]:
        with reverts(desk.distributor, "InvalidDeclaration", "amount"):
            desk.record(number)
