"""The rule InvestmentLimits: for how much money an investor buys new units, at most a year and at least at a time."""

from __future__ import annotations

import random
from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, new_rule, set_parameter
from tests.unit.compliance.windows import ISSUE, TRANSFER, come_to, day, later, movement, start_of
from tests.world import COMMON, DAY, FAR, NOWHERE, PREFERRED, QIB, US_PERSON, World, bytes32, code, text

PRICE = 7
ENTITY, EMPLOYEE = 8, 16
DOCUMENT = bytes32("ATTESTATION")


class Offering:
    """New COMMON at 7 a unit; the investors are limited, and the one of the tests is investor_ch."""

    def __init__(self, world: World, engine: Any, rule: Any) -> None:
        self.world, self.engine, self.rule = world, engine, rule
        self.investor = world.investor_ch

    def buy(self, amount: int, buyer: Any = None, partition: bytes = COMMON) -> Any:
        return self.world.issue(buyer or self.investor, amount, partition)

    def attest(self, limit: int, elsewhere: int = 0, through: int = FAR, account: Any = None, by: Any = None) -> Any:
        officer = {"from": by or self.world.compliance_officer}
        return self.rule.setInvestorLimit(account or self.investor, limit, elsewhere, through, DOCUMENT, officer)

    def refuses(self, reason: str = "INVESTMENT_LIMIT") -> Any:
        return reverts(self.world.security, "Refused", "0x50", reason, self.world.security)

    def opens_at(self, amount: int, reason: str = "INVESTMENT_LIMIT") -> int:
        """When a purchase of that amount, which is refused now, no longer is."""
        security, issuer = self.world.security, self.world.issuer
        answer = security.explainMovement(ISSUE, COMMON, issuer, NOWHERE, self.investor, amount)
        assert (code(answer[0]), text(answer[1]), answer[2]) == (0x50, reason, security)
        return int(answer[3])

    def largest(self, amount: int = 100_000, buyer: Any = None) -> int:
        return int(self.engine.largest(movement(self.world, ISSUE, None, buyer or self.investor, amount)))

    def set(self, name: str, value: int) -> None:
        set_parameter(self.world, self.rule, name, value)

    def bought(self, account: Any = None) -> int:
        return int(self.rule.boughtBy(account or self.investor))


@pytest.fixture(scope="module")
def offering(world: World, engine: Any) -> Offering:
    """It is noon of 2047-06-01."""
    rule = new_rule(world, engine, "InvestmentLimits", COMMON)
    for name, value in (("PRICE", PRICE), ("LIMITED", 1), ("MONTHS", 12), ("ENTITIES", ENTITY)):
        set_parameter(world, rule, name, value)
    enact(world, engine, rule)
    come_to("2047-06-01")
    return Offering(world, engine, rule)


# the limit


def test_issue__without_attestation__nothing(offering: Offering) -> None:
    with offering.refuses():
        offering.buy(1)
    assert (offering.opens_at(1), offering.largest(), offering.rule.roomOf(offering.investor)) == (0, 0, 0)


def test_issue__up_to_the_limit_less_what_is_invested_elsewhere__and_no_unit_more(offering: Offering) -> None:
    offering.attest(10_000, 4_000)
    with offering.refuses():
        offering.buy(858)
    assert offering.largest() == 857
    offering.buy(600)
    assert (offering.bought(), offering.rule.roomOf(offering.investor), offering.largest()) == (4_200, 1_800, 257)
    offering.buy(257)
    with offering.refuses():
        offering.buy(1)


def test_issue__more_invested_elsewhere_than_allowed__nothing(offering: Offering) -> None:
    offering.attest(10_000, 10_001)
    assert (offering.rule.roomOf(offering.investor), offering.largest()) == (0, 0)
    with offering.refuses():
        offering.buy(1)


def test_issue__last_second_of_the_attestation_and_next__passes_and_refused(offering: Offering) -> None:
    offering.attest(10_000, through=day("2047-07-01"))
    clock.next_block_at(start_of("2047-07-02") - 1)
    offering.buy(1)
    clock.next_block_at(start_of("2047-07-02"))
    with offering.refuses():
        offering.buy(1)


def test_issue__twelve_months_after_a_leap_day__again_on_the_first_of_march(offering: Offering) -> None:
    offering.attest(7_000)
    come_to("2048-02-29")
    offering.buy(1_000)
    opening = start_of("2049-03-01")
    assert offering.opens_at(1) == offering.opens_at(1_000) == opening
    clock.next_block_at(opening - 1)
    with offering.refuses():
        offering.buy(1)
    clock.next_block_at(opening)
    offering.buy(1_000)


def test_issue__limit_bought_on_both_sides_of_a_year__refused(offering: Offering) -> None:
    """Windows that start anew each year let twice the limit pass around its end."""
    offering.attest(7_000)
    come_to("2047-12-31")
    offering.buy(1_000)
    come_to("2048-01-01")
    with offering.refuses():
        offering.buy(1)
    assert offering.opens_at(1) == start_of("2048-12-31")


def test_opensAt__attestation_over_by_then__never(offering: Offering) -> None:
    offering.attest(7_000, through=day("2048-06-01"))
    offering.buy(1_000)
    assert offering.opens_at(1) == start_of("2048-06-01")
    offering.attest(7_000, through=day("2048-05-31"))
    assert offering.opens_at(1) == 0


def test_opensAt__more_than_the_limit__never(offering: Offering) -> None:
    offering.attest(7_006)
    offering.buy(1)
    assert (offering.opens_at(1_000), offering.opens_at(1_001)) == (start_of("2048-06-01"), 0)


@pytest.mark.parametrize("seed", range(2))
def test_opensAt_and_largest__random_purchases__as_by_definition(offering: Offering, seed: int) -> None:
    chance = random.Random(seed)
    months = chance.choice((1, 12))
    offering.set("MONTHS", months)
    offering.attest(2**100)
    entries = []
    for _ in range(8):
        clock.block_at(clock.now() + chance.randrange(2, 4 * months) * DAY)
        units = chance.randrange(1, 1_000)
        offering.buy(units)
        entries.append((clock.now() // DAY, units * PRICE))
    today = clock.now() // DAY

    def bought(then: int) -> int:
        return sum(money for date, money in entries if then < later(date, months))

    assert offering.bought() == bought(today)
    limit = bought(today) + 1_000
    offering.attest(limit)
    assert offering.largest() == 1_000 // PRICE
    for units in (1_000 // PRICE + 1, 300, limit // PRICE):
        opens = next(then for then in range(today, today + 400) if bought(then) + units * PRICE <= limit)
        assert offering.opens_at(units) == opens * DAY


def test_issueBatch__one_investor_twice__added_up(offering: Offering) -> None:
    offering.attest(7_000)
    batch = ([offering.investor] * 2, [600, 401], b"", {"from": offering.world.issuer})
    with offering.refuses():
        offering.world.security.issueBatch(COMMON, *batch)


def test_issue__to_a_further_wallet__one_limit(offering: Offering) -> None:
    world = offering.world
    offering.attest(7_000)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    offering.buy(600)
    assert offering.largest(buyer=world.second_wallet_ch) == 400
    with offering.refuses():
        offering.buy(401, world.second_wallet_ch)


def test_redeem__of_what_was_bought__makes_no_room(offering: Offering) -> None:
    offering.attest(7_000)
    offering.buy(1_000)
    offering.world.security.redeem(1_000, b"", {"from": offering.investor})
    with offering.refuses():
        offering.buy(1)


def test_issue__rule_of_every_class__one_limit_for_all(offering: Offering) -> None:
    world = offering.world
    rule = new_rule(world, offering.engine, "InvestmentLimits", EVERY_CLASS)
    enact(world, offering.engine, rule)
    both = Offering(world, offering.engine, rule)
    both.set("PRICE", PRICE)
    both.set("LIMITED", 1)
    both.attest(7_000, account=world.fund_us)
    both.buy(600, world.fund_us)
    both.buy(400, world.fund_us, PREFERRED)
    with both.refuses():
        both.buy(1, world.fund_us)
    come_to("2048-05-31")
    assert both.bought(world.fund_us) == 7_000
    come_to("2048-06-01")
    assert both.bought(world.fund_us) == 0


# who is free


def test_issue__to_the_accredited__free_if_they_are_exempt(offering: Offering) -> None:
    fund = offering.world.fund_us
    with offering.refuses():
        offering.buy(1, fund)
    offering.set("ACCREDITED_EXEMPT", 1)
    offering.buy(200_000, fund)
    with offering.refuses():
        offering.buy(1)


def test_issue__once_accredited_no_longer__what_was_bought_counts(offering: Offering) -> None:
    offering.set("ACCREDITED_EXEMPT", 1)
    offering.world.admit(offering.investor, accredited=day("2047-06-01"))
    offering.attest(7_000)
    offering.buy(900)
    come_to("2047-06-02")
    assert offering.largest() == 100
    with offering.refuses():
        offering.buy(101)


def test_issue__to_bearers_of_an_exempt_attribute__free(offering: Offering) -> None:
    offering.set("EXEMPT", EMPLOYEE | QIB)
    offering.world.admit(offering.investor, attributes=US_PERSON)
    with offering.refuses():
        offering.buy(1)
    offering.world.admit(offering.investor, attributes=US_PERSON | EMPLOYEE)
    offering.buy(200_000)


def test_issue__to_the_treasury_or_of_nothing__free(offering: Offering) -> None:
    offering.set("LEAST_NATURAL", 700)
    offering.buy(5, offering.world.treasury)
    offering.buy(0)


def test_transfer__between_investors__not_limited(offering: Offering) -> None:
    offering.attest(7_000)
    offering.buy(1_000)
    world = offering.world
    world.security.transfer(world.investor_de, 1_000, {"from": offering.investor})
    assert offering.bought(world.investor_de) == 0
    assert offering.engine.largest(movement(world, TRANSFER, world.investor_de, world.investor_fr, 9)) == 9


# tickets


@pytest.mark.parametrize(("attributes", "units"), [(US_PERSON, 100), (ENTITY, 1_000), (ENTITY | US_PERSON, 1_000)])
def test_issue__at_and_below_the_least_amount__passes_and_refused(
    offering: Offering, attributes: int, units: int
) -> None:
    offering.set("LIMITED", 0)
    offering.set("LEAST_NATURAL", 694)
    offering.set("LEAST_ENTITY", 7_000)
    offering.world.admit(offering.investor, attributes=attributes)
    with offering.refuses("BELOW_MINIMUM_TICKET"):
        offering.buy(units - 1)
    assert offering.opens_at(units - 1, "BELOW_MINIMUM_TICKET") == offering.largest(units - 1) == 0
    offering.buy(units)
    assert offering.bought() == 0


def test_largest__least_amount_above_the_limit__nothing(offering: Offering) -> None:
    offering.attest(7_000)
    offering.set("LEAST_NATURAL", 7_000)
    assert offering.largest() == 1_000
    offering.set("LEAST_NATURAL", 7_001)
    assert offering.largest() == 0
    assert offering.rule.largest(movement(offering.world, ISSUE, None, offering.investor, 100_000)) == 0
    with offering.refuses("BELOW_MINIMUM_TICKET"):
        offering.buy(1_000)
    with offering.refuses():
        offering.buy(1_001)


def test_issue__no_price_set__nothing_that_is_limited(offering: Offering) -> None:
    world = offering.world
    rule = new_rule(world, offering.engine, "InvestmentLimits", COMMON)
    enact(world, offering.engine, rule)
    unpriced = Offering(world, offering.engine, rule)
    unpriced.buy(1)
    unpriced.set("LIMITED", 1)
    unpriced.attest(7_000)
    with unpriced.refuses():
        unpriced.buy(1)
    assert (unpriced.opens_at(1), unpriced.largest()) == (0, 0)
    unpriced.set("LEAST_NATURAL", 1)
    with unpriced.refuses("BELOW_MINIMUM_TICKET"):
        unpriced.buy(1)


# attestations and parameters


def test_setInvestorLimit__by_the_officer__noted_for_the_investor(offering: Offering) -> None:
    world = offering.world
    event = offering.attest(10_000, 4_000, 30_000).events["InvestorLimitSet"]
    investor = world.security.memberOf(offering.investor)["investor"]
    values = (investor, offering.investor, 10_000, 4_000, 30_000, "0x" + DOCUMENT.hex())
    assert tuple(event.values()) == values
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    assert tuple(offering.rule.attestationOf(world.second_wallet_ch)) == (10_000, 4_000, 30_000)


def test_setInvestorLimit__taken_back__nothing_more(offering: Offering) -> None:
    offering.attest(10_000)
    offering.attest(10_000, through=0)
    with offering.refuses():
        offering.buy(1)


def test_setInvestorLimit__by_another_or_of_a_stranger__refused(offering: Offering) -> None:
    world = offering.world
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.issuer, role_id("COMPLIANCE")):
        offering.attest(1, by=world.issuer)
    with reverts(None, "NotRegistered", world.stranger):
        offering.attest(1, account=world.stranger)


@pytest.mark.parametrize(
    ("name", "best", "worst"),
    [
        ("PRICE", 2**112 - 1, 2**112),
        ("PRICE", 1, 0),
        ("LIMITED", 1, 2),
        ("ACCREDITED_EXEMPT", 0, 2),
        ("MONTHS", 12, 13),
        ("MONTHS", 1, 0),
        ("EXEMPT", 2**32 - 1, 2**32),
        ("ENTITIES", 2**32 - 1, 2**32),
        ("LEAST_NATURAL", 2**112 - 1, 2**112),
        ("LEAST_ENTITY", 2**112 - 1, 2**112),
    ],
)
def test_setParameter__within_and_beyond__set_and_refused(offering: Offering, name: str, best: int, worst: int) -> None:
    offering.set(name, best)
    assert offering.rule.parameterOf(bytes32(name)) == (best, 0, 0)
    with reverts(offering.rule, "InvalidParameter", name, worst):
        offering.set(name, worst)


def test_issue__of_more_money_than_the_books_hold__refused_even_to_the_exempt(offering: Offering) -> None:
    offering.set("ACCREDITED_EXEMPT", 1)
    offering.set("PRICE", 2**111)
    fund = offering.world.fund_us
    offering.buy(1, fund)
    assert (offering.bought(fund), offering.largest(2**200, fund)) == (2**111, 0)
    with offering.refuses():
        offering.buy(1, fund)
