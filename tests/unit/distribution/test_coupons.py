"""Coupons: six ways to count days, computed on chain from the bond's terms and held against what is declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests.errors import reverts
from tests.unit.distribution.drawing import payments, pot, principal, rate, ready
from tests.unit.distribution.helpers import PPM, Desk
from tests.world import COMMON, PREFERRED, World

THIRTY360, THIRTYE360, ACT365F, ACT360, ICMA, ISDA = range(6)
TERMS = b"\xb0" * 32
FACE = 1_000_000_000  # 1,000 USDC
RATE = 50_000
HALF_YEAR = ("2026-01-15", "2026-07-15")
EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    """A date as the contracts count it."""
    return (date.fromisoformat(text) - EPOCH).days


def bond(convention: int = ACT365F, frequency: int = 2, ppm: int = RATE, per: int = 1) -> tuple[int, ...]:
    return (FACE, per, ppm, convention, frequency)


def set_bond(world: World, terms: tuple[int, ...], partition: bytes = COMMON) -> Any:
    return world.distributor.setBond(partition, terms, TERMS, {"from": world.configurer})


def coupon_of(world: World, start: str, end: str, period: tuple[str, str] | None = None) -> Fraction:
    """What the contract makes of a period, for one unit of COMMON."""
    first, last = period or (start, end)
    amount, per = world.distributor.couponOf(COMMON, day(start), day(end), day(first), day(last))
    return Fraction(amount, per)


def days(start: str, end: str, line: int = 0, period: tuple[str, str] | None = None) -> tuple[int, ...]:
    """The days of a coupon as they are declared."""
    first, last = period or (start, end)
    return (line, day(start), day(end), day(first), day(last))


@pytest.fixture(scope="module")
def till(world: World) -> Desk:
    """investor_ch has one bond of 1,000, investor_de seven."""
    world.issue(world.investor_ch, 1)
    world.issue(world.investor_de, 7)
    return Desk(world, world.new_currency())


# worked numbers


@pytest.mark.parametrize(
    ("convention", "paid"),
    [
        (ACT365F, 24_794_520),
        (ACT360, 25_138_888),
        (THIRTY360, 25_000_000),
        (THIRTYE360, 25_000_000),
        (ICMA, 25_000_000),
        (ISDA, 24_794_520),
    ],
)
def test_claim__thousand_at_five_per_cent_for_half_a_year__worked_number(
    till: Desk, world: World, convention: int, paid: int
) -> None:
    set_bond(world, bond(convention))
    due = coupon_of(world, *HALF_YEAR)
    number = ready(till, lines=[rate(due.numerator, due.denominator)], coupons=[days(*HALF_YEAR)])
    till.claim(number, world.investor_ch)
    assert till.money_of(world.investor_ch) == paid == int(due)


def test_claim__position_of_seven__floored_once_for_all(till: Desk, world: World) -> None:
    """Seven times 24.794520 would be 173.561640; what is due on the position is 173.561643."""
    set_bond(world, bond(ACT365F))
    due = coupon_of(world, *HALF_YEAR)
    number = ready(till, lines=[rate(due.numerator, due.denominator)], coupons=[days(*HALF_YEAR)])
    assert payments(till.claim(number, world.investor_de)) == [(world.investor_de, 0, 7, 173_561_643, 0)]


@pytest.mark.parametrize(
    ("convention", "start", "end", "year"),
    [
        (THIRTY360, "2027-01-31", "2027-03-31", Fraction(60, 360)),
        (THIRTY360, "2027-02-28", "2027-08-31", Fraction(183, 360)),
        (THIRTYE360, "2027-02-28", "2027-08-31", Fraction(182, 360)),
        (THIRTY360, "2027-01-30", "2027-03-31", Fraction(60, 360)),
        (THIRTY360, "2027-01-29", "2027-03-31", Fraction(62, 360)),
        (THIRTYE360, "2027-01-29", "2027-03-31", Fraction(61, 360)),
        (THIRTY360, "2028-02-29", "2029-02-28", Fraction(359, 360)),
        (THIRTY360, "2027-12-31", "2028-01-01", Fraction(1, 360)),
        (ACT365F, "2027-12-31", "2028-12-31", Fraction(366, 365)),
        (ACT360, "2027-01-01", "2028-01-01", Fraction(365, 360)),
        (ISDA, "2027-11-01", "2028-05-01", Fraction(61, 365) + Fraction(121, 366)),
        (ISDA, "2027-12-31", "2028-01-01", Fraction(1, 365)),
        (ISDA, "2028-01-01", "2028-01-02", Fraction(1, 366)),
        (ISDA, "2028-12-31", "2029-01-02", Fraction(1, 366) + Fraction(1, 365)),
        (ISDA, "2027-07-01", "2033-07-01", Fraction(184, 365) + 5 + Fraction(181, 365)),
        (ISDA, "2099-06-01", "2101-06-01", Fraction(214, 365) + 1 + Fraction(151, 365)),
        (ISDA, "2399-12-31", "2400-03-01", Fraction(1, 365) + Fraction(60, 366)),
    ],
)
def test_couponOf__ends_of_months_and_leap_years__part_of_the_year(
    world: World, convention: int, start: str, end: str, year: Fraction
) -> None:
    set_bond(world, bond(convention))
    assert coupon_of(world, start, end) == FACE * Fraction(RATE, PPM) * year


@pytest.mark.parametrize(
    ("frequency", "start", "end", "period", "year"),
    [
        (1, "2026-01-15", "2027-01-15", None, Fraction(1)),
        (2, "2026-01-15", "2026-07-15", None, Fraction(1, 2)),
        (4, "2026-01-15", "2026-04-15", None, Fraction(1, 4)),
        (12, "2028-02-01", "2028-03-01", None, Fraction(1, 12)),
        (2, "2026-03-01", "2026-07-15", ("2026-01-15", "2026-07-15"), Fraction(136, 181 * 2)),
        (2, "2026-01-15", "2026-01-16", ("2026-01-15", "2026-07-15"), Fraction(1, 181 * 2)),
    ],
)
def test_couponOf__ICMA__part_of_the_regular_period(
    world: World, frequency: int, start: str, end: str, period: tuple[str, str] | None, year: Fraction
) -> None:
    set_bond(world, bond(ICMA, frequency))
    assert coupon_of(world, start, end, period) == FACE * Fraction(RATE, PPM) * year


def test_couponOf__face_of_several_units__for_that_many(world: World) -> None:
    set_bond(world, bond(THIRTY360, per=10**18))
    assert coupon_of(world, *HALF_YEAR) == Fraction(25_000_000, 10**18)


def test_couponOf__largest_terms__does_not_overflow(world: World) -> None:
    face, per, last = 2**96 - 1, 2**64 - 1, 2**32 - 1
    years = {ACT365F: Fraction(last, 365), ACT360: Fraction(last, 360), ICMA: Fraction(1, 12)}
    for convention in (THIRTY360, THIRTYE360, ACT365F, ACT360, ICMA, ISDA):
        set_bond(world, (face, per, PPM, convention, 12))
        found = Fraction(*world.distributor.couponOf(COMMON, 0, last, 0, last)) * per / face
        expected = years.get(convention, last / Fraction("365.2425"))
        assert abs(found / expected - 1) < Fraction(1, 10**6)
        assert convention not in years or found == expected


# what is declared


def declared(till: Desk, line: Any, *coupons: tuple[int, ...], **changes: Any) -> int:
    return till.declare(lines=[line], coupons=list(coupons) or [days(*HALF_YEAR)], **changes)


@pytest.mark.parametrize("factor", [1, 2, 360, 10**6])
def test_declare__same_fraction_in_other_terms__accepted(till: Desk, world: World, factor: int) -> None:
    set_bond(world, bond(ACT360))
    due = coupon_of(world, *HALF_YEAR)
    assert declared(till, rate(due.numerator * factor, due.denominator * factor))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda amount, per: (amount + 1, per),
        lambda amount, per: (amount - 1, per),
        lambda amount, per: (amount, per + 1),
        lambda amount, per: (amount * 10**9 + 1, per * 10**9),
        lambda amount, per: (2**128 - 1, 2**96 - 1),
    ],
    ids=["one more", "one less", "one unit more", "by a billionth", "largest"],
)
def test_declare__off_by_the_least__refused_with_what_is_due(
    till: Desk, world: World, wrong: Callable[[int, int], tuple[int, int]]
) -> None:
    set_bond(world, bond(ACT360))
    due = coupon_of(world, *HALF_YEAR)
    amount, per = wrong(due.numerator, due.denominator)
    exact = FACE * RATE * 181, PPM * 360
    with reverts(world.distributor, "WrongCoupon", COMMON, amount, per, *exact):
        declared(till, rate(amount, per))


def test_declare__pot_or_redemption_as_a_coupon__refused(till: Desk, world: World) -> None:
    set_bond(world, bond(THIRTY360))
    exact = FACE * RATE * 180, PPM * 360
    with reverts(world.distributor, "WrongCoupon", COMMON, 25_000_000, 0, *exact):
        declared(till, pot(25_000_000))
    with reverts(world.distributor, "WrongCoupon", COMMON, 25_000_000, 1, *exact):
        declared(till, principal(25_000_000))


def test_declare__coupon_of_another_line_or_of_none__refused(till: Desk, world: World) -> None:
    set_bond(world, bond(THIRTY360))
    lines = [pot(5), rate(25_000_000)]
    assert till.declare(lines=lines, coupons=[days(*HALF_YEAR, line=1)])
    with reverts(world.distributor, "WrongCoupon", COMMON, 5, 0, FACE * RATE * 180, PPM * 360):
        till.declare(lines=lines, coupons=[days(*HALF_YEAR, line=1), days(*HALF_YEAR, line=0)])
    for line in (2, 255):
        with reverts(world.distributor, "InvalidDeclaration", "coupons"):
            till.declare(lines=lines, coupons=[days(*HALF_YEAR, line=line)])


def test_declare__coupons_of_two_classes__each_by_its_own_bond(till: Desk, world: World) -> None:
    set_bond(world, bond(THIRTY360))
    set_bond(world, bond(THIRTY360, ppm=60_000), PREFERRED)
    lines = [rate(25_000_000), rate(30_000_000, partition=PREFERRED)]
    coupons = [days(*HALF_YEAR, line=line) for line in range(2)]
    assert till.declare(lines=lines, coupons=coupons)
    with reverts(world.distributor, "WrongCoupon", PREFERRED, 25_000_000, 1, FACE * 60_000 * 180, PPM * 360):
        till.declare(lines=[lines[0], rate(25_000_000, partition=PREFERRED)], coupons=coupons)


def test_setBond__anew__declared_coupons_stay_and_later_ones_follow(till: Desk, world: World) -> None:
    set_bond(world, bond(THIRTY360))
    number = declared(till, rate(25_000_000))
    set_bond(world, bond(THIRTY360, ppm=60_000))
    with reverts(world.distributor, "WrongCoupon", COMMON, 25_000_000, 1, FACE * 60_000 * 180, PPM * 360):
        declared(till, rate(25_000_000))
    till.at_pay_date(number)
    till.record(number)
    till.fund(number)
    till.claim(number, world.investor_ch)
    assert till.money_of(world.investor_ch) == 25_000_000


# periods


@pytest.mark.parametrize("convention", [THIRTY360, THIRTYE360, ACT365F, ACT360, ICMA, ISDA])
def test_couponOf__empty_or_backward_or_too_far__refused(world: World, convention: int) -> None:
    set_bond(world, bond(convention))
    for start, end in ((20_000, 20_000), (20_001, 20_000), (20_000, 2**32), (2**32, 2**32 + 1)):
        with reverts(world.distributor, "InvalidCoupon", COMMON, start, end):
            world.distributor.couponOf(COMMON, start, end, 0, 2**32 - 1)


@pytest.mark.parametrize(
    ("first", "last", "accepted"), [(20_000, 20_181, True), (20_001, 20_181, False), (20_000, 20_180, False)]
)
def test_couponOf__ICMA_outside_its_period__refused(world: World, first: int, last: int, accepted: bool) -> None:
    set_bond(world, bond(ICMA))
    if accepted:
        assert world.distributor.couponOf(COMMON, 20_000, 20_181, first, last)[0]
        return
    with reverts(world.distributor, "InvalidCoupon", COMMON, 20_000, 20_181):
        world.distributor.couponOf(COMMON, 20_000, 20_181, first, last)


def test_couponOf__period_of_other_conventions__not_read(world: World) -> None:
    set_bond(world, bond(THIRTY360))
    answers = {
        tuple(world.distributor.couponOf(COMMON, 20_000, 20_181, first, last))
        for first, last in ((20_000, 20_181), (0, 0), (5, 4), (0, 2**256 - 1))
    }
    assert len(answers) == 1


def test_declare__class_without_interest__refused(till: Desk, world: World) -> None:
    set_bond(world, bond(THIRTY360))
    line = rate(25_000_000, partition=PREFERRED)
    with reverts(world.distributor, "InvalidCoupon", PREFERRED, day(HALF_YEAR[0]), day(HALF_YEAR[1])):
        till.declare(lines=[line], coupons=[days(*HALF_YEAR)])


# the bond's terms


@pytest.mark.parametrize(
    ("partition", "changes", "field"),
    [
        (b"\x99" * 32, {}, "partition"),
        (COMMON, {0: 0}, "face"),
        (COMMON, {1: 0}, "face"),
        (COMMON, {2: PPM + 1}, "ratePpm"),
        (COMMON, {4: 0}, "frequency"),
        (COMMON, {4: 3}, "frequency"),
        (COMMON, {4: 6}, "frequency"),
        (COMMON, {4: 255}, "frequency"),
    ],
)
def test_setBond__terms_that_contradict__refused(
    world: World, partition: bytes, changes: dict[int, int], field: str
) -> None:
    terms = tuple(changes.get(place, value) for place, value in enumerate(bond()))
    with reverts(world.distributor, "InvalidBond", field):
        set_bond(world, terms, partition)


def test_setBond__a_seventh_convention__refused(world: World) -> None:
    with reverts(world.distributor, ""):
        set_bond(world, bond(convention=6))


def test_setBond__event_and_view__as_set(world: World) -> None:
    terms = bond(ICMA, 4, 41_250, 3)
    event = set_bond(world, terms).events["BondSet"]
    assert (event["bond"], event["documentHash"]) == (terms, "0x" + TERMS.hex())
    assert world.distributor.bondOf(COMMON) == terms
    assert world.distributor.bondOf(PREFERRED) == (0, 0, 0, 0, 0)


def test_setBond__by_others__refused(world: World) -> None:
    for who in (world.treasurer, world.admin, world.stranger):
        with reverts(world.distributor, "MissingRole", who, role_id("CONFIGURER")):
            world.distributor.setBond(COMMON, bond(), TERMS, {"from": who})
