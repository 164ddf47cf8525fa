"""The rule AffiliateVolume: what affiliates sell within three months (Rule 144(e))."""

from __future__ import annotations

import random
from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, new_rule, set_parameter
from tests.unit.compliance.windows import (
    FORCED,
    HOLD_EXECUTION,
    TRANSFER,
    come_to,
    day,
    later,
    movement,
    start_of,
)
from tests.unit.office.helpers import recover
from tests.world import (
    AFFILIATE,
    COMMON,
    DAY,
    FAR,
    PREFERRED,
    QIB,
    US,
    US_PERSON,
    World,
    bytes32,
    code,
    spare_account,
    text,
)

OUTSTANDING = 1_000_000
ONE_PERCENT = 10_000


class Market:
    """An affiliate and a spouse of 20,000 COMMON each among 1,000,000 issued units; they sell to investor_de."""

    def __init__(self, world: World, engine: Any, rule: Any) -> None:
        self.world, self.engine, self.rule = world, engine, rule
        self.affiliate, self.spouse, self.buyer = world.investor_ch, world.fund_us, world.investor_de

    def sell(self, amount: int, seller: Any = None, to: Any = None) -> Any:
        return self.world.security.transfer(to or self.buyer, amount, {"from": seller or self.affiliate})

    def refuses(self) -> Any:
        return reverts(self.world.security, "Refused", "0x50", "AFFILIATE_VOLUME", self.world.security)

    def opens_at(self, amount: int, seller: Any = None) -> int:
        """When a sale of that amount, which is refused now, no longer is; by the security and by the rule."""
        code_, reason, guilty, opens_at = self.world.restriction(seller or self.affiliate, self.buyer, amount)
        assert (code(code_), text(reason), guilty) == (0x50, "AFFILIATE_VOLUME", self.world.security)
        return int(opens_at)

    def largest(self, seller: Any = None, amount: int = 20_000) -> int:
        asked = movement(self.world, TRANSFER, seller or self.affiliate, self.buyer, amount)
        return int(self.engine.largest(asked))

    def set(self, name: str, value: int) -> None:
        set_parameter(self.world, self.rule, name, value)

    def record(self, date: str, amount: int, account: Any = None, partition: bytes = COMMON, by: Any = None) -> Any:
        arguments = (account or self.affiliate, partition, day(date), amount, "Form 144 of then")
        return self.rule.recordSale(*arguments, {"from": by or self.world.compliance_officer})

    def join(self, account: Any, group: int, by: Any = None) -> Any:
        return self.rule.setGroup(account, group, "17 CFR 230.144(a)(2)", {"from": by or self.world.compliance_officer})

    def sold(self, account: Any = None) -> int:
        return int(self.rule.soldBy(account or self.affiliate, COMMON))


@pytest.fixture(scope="module")
def market(world: World, engine: Any) -> Market:
    """It is noon of 2045-11-01, in years whose months are those of 2025 and 2026."""
    rule = new_rule(world, engine, "AffiliateVolume", COMMON)
    set_parameter(world, rule, "AFFILIATES", AFFILIATE)
    set_parameter(world, rule, "SHARE", 10_000)
    set_parameter(world, rule, "MONTHS", 3)
    enact(world, engine, rule)
    world.admit(world.investor_ch, attributes=AFFILIATE)
    world.admit(world.fund_us, US, accredited=FAR, attributes=AFFILIATE | QIB | US_PERSON)
    for account, units in ((world.investor_ch, 20_000), (world.fund_us, 20_000), (world.investor_de, 960_000)):
        world.issue(account, units)
    come_to("2045-11-01")
    return Market(world, engine, rule)


@pytest.fixture
def winter(market: Market) -> Market:
    """The affiliate sold 1,500 on 2045-11-30 and 8,000 on 2046-01-20."""
    come_to("2045-11-30")
    market.sell(1_500)
    come_to("2046-01-20")
    market.sell(8_000)
    return market


# the window


@pytest.mark.parametrize(("amount", "average"), [(2_000, 0), (4_500, 12_500)])
def test_transfer__up_to_the_limit_and_one_more__passes_and_refused(winter: Market, amount: int, average: int) -> None:
    come_to("2046-03-02")
    winter.set("AVERAGE_WEEKLY", average)
    assert (winter.sold(), winter.largest()) == (8_000, amount)
    with winter.refuses():
        winter.sell(amount + 1)
    assert winter.opens_at(amount + 1) == start_of("2046-04-20")
    winter.sell(amount)
    with winter.refuses():
        winter.sell(1)


def test_transfer__around_the_day_when_a_sale_leaves__refused_up_to_its_last_second(winter: Market) -> None:
    """Three months after 2045-11-30 there is no such day in February: it counts up to the last of that month."""
    opening = start_of("2046-03-01")
    clock.block_at(opening - 10)
    assert (winter.sold(), winter.largest()) == (9_500, 500)
    assert winter.opens_at(2_000) == winter.opens_at(501) == opening
    clock.next_block_at(opening - 1)
    with winter.refuses():
        winter.sell(501)
    clock.next_block_at(opening)
    winter.sell(2_000)
    assert winter.sold() == ONE_PERCENT


def test_transfer__more_than_any_window_allows__never_opens(winter: Market) -> None:
    assert winter.opens_at(ONE_PERCENT) == start_of("2046-04-20")
    assert winter.opens_at(ONE_PERCENT + 1) == 0


def test_transfer__limit_sold_on_both_sides_of_a_quarter__refused(market: Market) -> None:
    """Windows that start anew each quarter let twice the limit pass around its end."""
    come_to("2045-12-31")
    market.sell(ONE_PERCENT)
    come_to("2046-01-01")
    with market.refuses():
        market.sell(1)
    assert market.opens_at(1) == start_of("2046-03-31")


def test_transfer__of_nothing_beyond_the_limit__passes(winter: Market) -> None:
    winter.set("SHARE", 100)
    assert (winter.sold(), winter.largest()) == (9_500, 0)
    winter.sell(0)
    with winter.refuses():
        winter.sell(1)


@pytest.mark.parametrize("seed", range(3))
def test_opensAt_and_largest__random_sales__as_by_definition(market: Market, seed: int) -> None:
    chance = random.Random(seed)
    market.set("SHARE", 1_000_000)
    today = day("2046-02-28") + chance.randrange(5)
    clock.block_at(today * DAY)
    entries = []
    for _ in range(12):
        seller = chance.choice((market.affiliate, market.spouse))
        date, amount = today - 1 - chance.randrange(86), chance.randrange(1, 40_000)
        market.rule.recordSale(seller, COMMON, date, amount, "", {"from": market.world.compliance_officer})
        entries.append((date, amount))
    market.join(market.affiliate, 7)
    market.join(market.spouse, 7)

    def sold(then: int) -> int:
        return sum(amount for date, amount in entries if then < later(date, 3))

    assert market.sold() == sold(today)
    room = 15_000
    market.set("OUTSTANDING", sold(today) + room)
    assert market.largest() == room
    market.set("OUTSTANDING", sold(today) // 2)
    for amount in (1, 5_000, 20_000):
        limit = sold(today) // 2
        opens = next(then for then in range(today, today + 94) if sold(then) + amount <= limit)
        assert market.opens_at(amount) == opens * DAY


# the limit


@pytest.mark.parametrize(
    ("average", "operator", "limit"),
    [(0, 0, 10_000), (0, 1, 10_000), (12_500, 0, 12_500), (12_500, 1, 10_000), (4_000, 0, 10_000), (4_000, 1, 4_000)],
)
def test_limitOf__share_and_average__by_the_operator(market: Market, average: int, operator: int, limit: int) -> None:
    market.set("AVERAGE_WEEKLY", average)
    market.set("OPERATOR", operator)
    assert market.rule.limitOf(COMMON) == market.largest() == limit
    with market.refuses():
        market.sell(limit + 1)
    market.sell(limit)


def test_limitOf__outstanding_published_or_not__share_of_it(market: Market) -> None:
    market.world.security.redeem(99, b"", {"from": market.buyer})
    assert market.rule.limitOf(COMMON) == ONE_PERCENT - 1
    market.set("OUTSTANDING", 700_000)
    assert market.rule.limitOf(COMMON) == 7_000


def test_setParameter__months_never_set__three(market: Market) -> None:
    other = Market(market.world, market.engine, new_rule(market.world, market.engine, "AffiliateVolume", COMMON))
    come_to("2046-02-01")
    other.record("2045-11-02", 5)
    with reverts(other.rule, "InvalidSaleDay", day("2045-11-01")):
        other.record("2045-11-01", 5)
    assert other.sold() == 5


@pytest.mark.parametrize(
    ("name", "best", "worst"),
    [
        ("AFFILIATES", 2**32 - 1, 2**32),
        ("SHARE", 1_000_000, 1_000_001),
        ("OUTSTANDING", 2**96 - 1, 2**96),
        ("AVERAGE_WEEKLY", 2**96 - 1, 2**96),
        ("OPERATOR", 1, 2),
        ("MONTHS", 12, 13),
        ("MONTHS", 1, 0),
    ],
)
def test_setParameter__within_and_beyond__set_and_refused(market: Market, name: str, best: int, worst: int) -> None:
    market.set(name, best)
    assert market.rule.parameterOf(bytes32(name)) == (best, 0, 0)
    with reverts(market.rule, "InvalidParameter", name, worst):
        market.set(name, worst)


# what is a sale


def test_transfer__by_one_who_is_no_affiliate__free(market: Market) -> None:
    market.sell(500_000, market.buyer, market.world.investor_fr)
    market.world.admit(market.buyer, attributes=QIB)
    market.sell(400_000, market.buyer, market.world.investor_fr)
    assert market.sold(market.buyer) == 0


def test_transfer__to_the_treasury__no_sale(market: Market) -> None:
    market.sell(15_000, to=market.world.treasury)
    assert market.sold() == 0


def test_transfer__to_a_further_wallet__no_sale_but_from_there_it_is(market: Market) -> None:
    world = market.world
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    market.sell(15_000, to=world.second_wallet_ch)
    assert market.sold() == 0
    market.sell(6_000, world.second_wallet_ch)
    market.sell(4_000)
    with market.refuses():
        market.sell(1, world.second_wallet_ch)


def test_forced_transfer__of_an_affiliate__not_counted(market: Market) -> None:
    world = market.world
    data = (market.affiliate, market.buyer, 15_000, b"", b"")
    world.security.controllerTransfer(*data, {"from": world.controller})
    assert market.sold() == 0
    asked = movement(world, FORCED, market.affiliate, market.buyer, 15_000)
    assert market.engine.largest(asked) == 15_000


def test_executeHold__of_an_affiliate__counted(market: Market) -> None:
    security, notary = market.world.security, {"from": market.world.operator}
    terms = (market.affiliate, 12_000, market.buyer, 2**32 - 1, market.world.operator, COMMON, bytes(32))
    security.createHold(b"\xa1" * 32, terms, {"from": market.affiliate})
    with market.refuses():
        security.executeHold(b"\xa1" * 32, market.buyer, 10_001, bytes(32), notary)
    security.executeHold(b"\xa1" * 32, market.buyer, 9_999, bytes(32), notary)
    assert (market.sold(), market.largest()) == (9_999, 1)
    assert market.engine.largest(movement(market.world, HOLD_EXECUTION, market.affiliate, market.buyer, 9)) == 1


def test_transfer__of_another_class__not_counted(market: Market) -> None:
    world = market.world
    world.admit(market.buyer, accredited=FAR)
    world.issue(market.spouse, 50_000, PREFERRED)
    world.security.transferByPartition(PREFERRED, market.buyer, 50_000, b"", {"from": market.spouse})
    assert market.sold(market.spouse) == 0


def test_recovery__of_a_lost_wallet__its_sales_count_on(market: Market) -> None:
    market.sell(9_000)
    replacement = spare_account(0)
    recover(market.world, market.affiliate, replacement)
    assert (market.sold(replacement), market.largest(replacement)) == (9_000, 1_000)
    with market.refuses():
        market.sell(1_001, replacement)


# sales before the rule


def test_recordSale__by_the_officer__counts_until_its_day(market: Market) -> None:
    come_to("2045-12-15")
    event = market.record("2045-10-05", 9_000).events["SaleRecorded"]
    investor = market.world.security.memberOf(market.affiliate)["investor"]
    assert tuple(event.values())[1:] == (investor, market.affiliate, day("2045-10-05"), 9_000, "Form 144 of then")
    with market.refuses():
        market.sell(1_001)
    assert market.opens_at(1_001) == start_of("2046-01-05")


def test_recordSale__today_tomorrow_or_too_old__refused(market: Market) -> None:
    come_to("2045-12-15")
    for date in ("2045-12-15", "2045-12-16", "2045-09-15"):
        with reverts(market.rule, "InvalidSaleDay", day(date)):
            market.record(date, 1)
    market.record("2045-12-14", 1)
    market.record("2045-09-16", 1)


def test_recordSale__by_another_or_of_another__refused(market: Market) -> None:
    world = market.world
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.admin, role_id("COMPLIANCE")):
        market.record("2045-10-31", 1, by=world.admin)
    with reverts(market.rule, "OutOfScope", PREFERRED):
        market.record("2045-10-31", 1, partition=PREFERRED)
    with reverts(None, "NotRegistered", world.stranger):
        market.record("2045-10-31", 1, world.stranger)


def test_recordSale__rule_of_every_class__each_for_itself(market: Market) -> None:
    rule = new_rule(market.world, market.engine, "AffiliateVolume", EVERY_CLASS)
    officer = {"from": market.world.compliance_officer}
    for partition, amount in ((COMMON, 5), (PREFERRED, 7)):
        rule.recordSale(market.affiliate, partition, day("2045-10-31"), amount, "", officer)
    assert [rule.soldBy(market.affiliate, partition) for partition in (COMMON, PREFERRED)] == [5, 7]


# groups


def test_setGroup__of_two__sell_as_one(market: Market) -> None:
    market.sell(6_000)
    market.sell(3_000, market.spouse)
    investor = market.world.security.memberOf(market.affiliate)["investor"]
    event = market.join(market.affiliate, 7).events["GroupSet"]
    assert tuple(event.values()) == (investor, market.affiliate, 7, "17 CFR 230.144(a)(2)")
    market.join(market.spouse, 7)
    assert market.sold() == market.sold(market.spouse) == 9_000
    for seller in (market.affiliate, market.spouse):
        assert market.largest(seller) == 1_000
        with market.refuses():
            market.sell(1_001, seller)
    market.sell(1_000, market.spouse)
    assert market.largest() == 0


def test_setGroup__left_again__each_with_its_own_sales(market: Market) -> None:
    market.join(market.affiliate, 7)
    market.join(market.spouse, 7)
    market.sell(6_000)
    market.sell(3_000, market.spouse)
    market.join(market.affiliate, 0)
    assert (market.sold(), market.sold(market.spouse)) == (6_000, 3_000)
    assert (market.rule.groupOf(market.affiliate), market.rule.groupOf(market.spouse)) == (0, 7)
    market.join(market.affiliate, 8)
    assert (market.sold(), len(market.rule.investorsOf(7)), len(market.rule.investorsOf(8))) == (6_000, 1, 1)


def test_setGroup__same_again__once(market: Market) -> None:
    market.join(market.affiliate, 7)
    market.join(market.affiliate, 7)
    assert market.rule.investorsOf(7) == [market.world.security.memberOf(market.affiliate)["investor"]]


def test_setGroup__by_another_or_of_no_affiliate__refused(market: Market) -> None:
    world = market.world
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.admin, role_id("COMPLIANCE")):
        market.join(market.affiliate, 7, by=world.admin)
    with reverts(market.rule, "NotAnAffiliate", market.buyer):
        market.join(market.buyer, 7)
    with reverts(None, "NotRegistered", world.stranger):
        market.join(world.stranger, 7)


def test_setGroup__eleventh__refused_until_one_leaves(market: Market) -> None:
    world = market.world
    companies = [spare_account(number) for number in range(11)]
    world.security.admitBatch([(company, US, FAR, 0, AFFILIATE) for company in companies], {"from": world.admitter})
    for company in companies[:10]:
        market.join(company, 7)
    with reverts(market.rule, "GroupFull", 7, 10):
        market.join(companies[10], 7)
    market.join(companies[4], 0)
    market.join(companies[10], 7)
    numbers = {world.security.memberOf(company)["investor"] for company in companies}
    left = world.security.memberOf(companies[4])["investor"]
    assert set(market.rule.investorsOf(7)) == numbers - {left} and len(market.rule.investorsOf(7)) == 10
