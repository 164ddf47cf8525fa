"""The rule PurchaserLimit: how many who are not accredited buy new units within ninety days (Rule 506(b))."""

from __future__ import annotations

import random
from typing import Any

import pytest
from brownie import network
from brownie.network.web3 import web3

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, new_rule, set_parameter
from tests.unit.compliance.windows import ISSUE, TRANSFER, come_to, day, movement, start_of
from tests.world import CH, COMMON, DAY, FAR, NOWHERE, PREFERRED, World, bytes32, code, spare_account, text

RELATIVE = 32
NUMBER = 37


class Offering:
    """`people` are not accredited; COMMON is offered to them and to the fund."""

    def __init__(self, world: World, engine: Any, rule: Any) -> None:
        self.world, self.engine, self.rule = world, engine, rule
        self.people = [spare_account(number) for number in range(NUMBER)]

    def buy(self, number: int, amount: int = 10) -> Any:
        return self.world.issue(self.people[number], amount)

    def buy_all(self, *numbers: int) -> None:
        """Ten units each to several in one transaction."""
        buyers = [self.people[number] for number in numbers]
        issuer = {"from": self.world.issuer}
        self.world.security.issueBatch(COMMON, buyers, [10] * len(buyers), b"", issuer)

    def refuses(self, number: int) -> Any:
        return reverts(self.world.security, "Refused", "0x57", "PURCHASER_LIMIT", self.people[number])

    def explain(self, number: int) -> tuple[int, str, Any, int]:
        """Code, reason, guilty address and opening of a purchase now."""
        security, issuer = self.world.security, self.world.issuer
        answer = security.explainMovement(ISSUE, COMMON, issuer, NOWHERE, self.people[number], 10)
        return code(answer[0]), text(answer[1]), answer[2], int(answer[3])

    def opens_at(self, number: int) -> int:
        """When a purchase that is refused now no longer is."""
        *refusal, opens_at = self.explain(number)
        assert refusal == [0x57, "PURCHASER_LIMIT", self.people[number]]
        return opens_at

    def largest(self, buyer: Any, amount: int = 10) -> int:
        return int(self.engine.largest(movement(self.world, ISSUE, None, buyer, amount)))

    def set(self, name: str, value: int) -> None:
        set_parameter(self.world, self.rule, name, value)

    def record(self, number: int, date: str, by: Any = None) -> Any:
        officer = {"from": by or self.world.compliance_officer}
        return self.rule.recordPurchase(self.people[number], day(date), "Form D of then", officer)


@pytest.fixture(scope="module")
def offering(world: World, engine: Any) -> Offering:
    """Two purchasers in ninety days; it is noon of 2046-01-01."""
    rule = new_rule(world, engine, "PurchaserLimit")
    set_parameter(world, rule, "LIMIT", 2)
    set_parameter(world, rule, "DAYS", 90)
    enact(world, engine, rule)
    offering = Offering(world, engine, rule)
    admissions = [(person, CH, FAR, 0, 0) for person in offering.people]
    world.security.admitBatch(admissions, {"from": world.admitter})
    come_to("2046-01-01")
    return offering


def write_list(rule: Any, entries: list[tuple[int, int]]) -> None:
    """Writes investors with their days where the rule keeps its list: six to a slot, from slot 1 on."""
    command = "anvil_setStorageAt" if "anvil" in network.show_active() else "evm_setAccountStorageAt"
    for first in range(0, len(entries), 6):
        part = entries[first : first + 6]
        word = sum((investor << 16 | date) << 40 * place for place, (investor, date) in enumerate(part))
        slot = (1 + first // 6).to_bytes(32, "big")
        values = [rule.address, "0x" + slot.hex(), "0x" + word.to_bytes(32, "big").hex()]
        assert "error" not in web3.provider.make_request(command, values)


# the window


def test_issue__thirty_sixth_within_ninety_days__refused_until_the_first_leaves(offering: Offering) -> None:
    offering.set("LIMIT", 35)
    offering.buy(0)
    come_to("2046-02-14")
    offering.buy_all(*range(1, 20))
    come_to("2046-03-31")
    offering.buy_all(*range(20, 35))
    assert offering.rule.purchasers() == 35
    opening = start_of("2046-04-01")
    assert (offering.opens_at(35), offering.largest(offering.people[35])) == (opening, 0)
    clock.next_block_at(opening - 1)
    with offering.refuses(35):
        offering.buy(35)
    clock.next_block_at(opening)
    offering.buy(35)
    assert offering.rule.purchasers() == 35
    with offering.refuses(36):
        offering.buy(36)
    assert offering.opens_at(36) == start_of("2046-05-15")


def test_issue__again_to_one_of_them__nobody_new_and_a_later_day(offering: Offering) -> None:
    offering.buy_all(0, 1)
    come_to("2046-02-01")
    offering.buy(0)
    assert (offering.rule.purchasers(), offering.rule.lastPurchaseOf(offering.people[0])) == (2, day("2046-02-01"))
    with offering.refuses(2):
        offering.buy(2)
    come_to("2046-04-01")
    assert offering.rule.purchasers() == 1
    offering.buy(2)
    assert offering.opens_at(3) == start_of("2046-05-02")


def test_issue__to_one_who_left_the_window__needs_room_again(offering: Offering) -> None:
    offering.buy(0)
    come_to("2046-03-01")
    offering.buy(1)
    come_to("2046-04-02")
    offering.buy(2)
    with offering.refuses(0):
        offering.buy(0)
    come_to("2046-05-30")
    offering.buy(0)
    assert (offering.rule.purchasers(), offering.rule.lastPurchaseOf(offering.people[1])) == (2, 0)


def test_issue__to_one_who_left_and_still_stands_in_the_list__needs_room_again(offering: Offering) -> None:
    offering.set("LIMIT", 3)
    offering.buy(0)
    come_to("2046-03-01")
    offering.buy_all(1, 2)
    come_to("2046-04-01")
    offering.set("LIMIT", 2)
    with offering.refuses(0):
        offering.buy(0)
    assert offering.opens_at(0) == start_of("2046-05-30")


def test_issueBatch__one_too_many__none(offering: Offering) -> None:
    with offering.refuses(2):
        offering.buy_all(0, 1, 2)
    assert offering.rule.purchasers() == 0


def test_opensAt__limit_lowered__when_enough_have_left(offering: Offering) -> None:
    offering.set("LIMIT", 3)
    for number, date in enumerate(("2046-01-10", "2046-01-20", "2046-01-30")):
        come_to(date)
        offering.buy(number)
    assert offering.opens_at(3) == start_of("2046-04-10")
    offering.set("LIMIT", 1)
    assert offering.opens_at(3) == start_of("2046-04-30")
    offering.buy(0)
    offering.set("LIMIT", 0)
    assert offering.opens_at(3) == 0


@pytest.mark.parametrize("seed", range(2))
def test_issue__random_purchases__as_by_definition(offering: Offering, seed: int) -> None:
    chance = random.Random(seed)
    length, limit = chance.choice((5, 20)), 4
    offering.set("DAYS", length)
    offering.set("LIMIT", limit)
    last: dict[int, int] = {}

    def living(then: int) -> set[int]:
        return {number for number, date in last.items() if date > then - length}

    for _ in range(30):
        clock.block_at(clock.now() + chance.randrange(3) * DAY + 1)
        today, number = clock.now() // DAY, chance.randrange(9)
        assert offering.rule.purchasers() == len(living(today))
        if number in living(today) or len(living(today)) < limit:
            assert offering.explain(number) == (0x51, "", NOWHERE, 0)
            offering.buy(number)
            last[number] = today
        else:
            opens = next(then for then in range(today, today + length + 1) if len(living(then)) < limit)
            assert offering.opens_at(number) == opens * DAY


# who counts


def test_issue__to_the_accredited__not_counted(offering: Offering) -> None:
    world = offering.world
    offering.set("LIMIT", 0)
    world.issue(world.fund_us, 10)
    world.admit(offering.people[0], accredited=day("2046-01-01"))
    offering.buy(0)
    come_to("2046-01-02")
    with offering.refuses(0):
        offering.buy(0)
    assert offering.rule.purchasers() == 0


def test_issue__to_bearers_of_an_exempt_attribute__not_counted(offering: Offering) -> None:
    offering.buy_all(0, 1)
    offering.world.admit(offering.people[2], attributes=RELATIVE)
    with offering.refuses(2):
        offering.buy(2)
    offering.set("EXEMPT", RELATIVE)
    offering.buy(2)
    assert (offering.rule.purchasers(), offering.rule.lastPurchaseOf(offering.people[2])) == (2, 0)


def test_issue__to_the_treasury_or_of_nothing__not_counted(offering: Offering) -> None:
    offering.set("LIMIT", 0)
    offering.world.issue(offering.world.treasury, 10)
    offering.buy(0, 0)
    assert offering.rule.purchasers() == 0


def test_transfer__to_whomever__not_counted(offering: Offering) -> None:
    offering.buy_all(0, 1)
    world = offering.world
    world.security.transfer(offering.people[2], 10, {"from": offering.people[0]})
    assert offering.rule.purchasers() == 2
    assert offering.engine.largest(movement(world, TRANSFER, offering.people[1], offering.people[3], 9)) == 9


def test_issue__to_two_wallets_of_one_investor__one_purchaser(offering: Offering) -> None:
    world = offering.world
    offering.buy_all(0, 1)
    world.security.linkWallet(world.second_wallet_ch, offering.people[0], {"from": world.admitter})
    world.issue(world.second_wallet_ch, 10)
    assert offering.rule.purchasers() == 2


def test_issue__rule_of_every_class__purchasers_of_all_together(offering: Offering) -> None:
    world = offering.world
    assert offering.rule.scope() == "0x" + EVERY_CLASS.hex()
    offering.buy_all(0, 1)
    world.set_terms(PREFERRED, accreditedOnly=False)
    with offering.refuses(2):
        world.issue(offering.people[2], 10, PREFERRED)


# purchases before the rule


def test_recordPurchase__by_the_officer__counts_until_its_day(offering: Offering) -> None:
    event = offering.record(0, "2045-12-01").events["PurchaseRecorded"]
    investor = offering.world.security.memberOf(offering.people[0])["investor"]
    assert tuple(event.values()) == (investor, offering.people[0], day("2045-12-01"), "Form D of then")
    offering.buy(1)
    with offering.refuses(2):
        offering.buy(2)
    assert offering.opens_at(2) == start_of("2046-03-01")


def test_recordPurchase__earlier_than_the_last_known__changes_nothing(offering: Offering) -> None:
    offering.buy(0)
    offering.record(0, "2045-12-01")
    offering.record(1, "2045-12-01")
    offering.record(1, "2045-12-05")
    days = [offering.rule.lastPurchaseOf(person) for person in offering.people[:3]]
    assert days == [day("2046-01-01"), day("2045-12-05"), 0]
    assert offering.rule.purchasers() == 2


def test_recordPurchase__today_or_too_old__refused(offering: Offering) -> None:
    for date in ("2046-01-01", "2046-01-02", "2045-10-03"):
        with reverts(offering.rule, "InvalidPurchaseDay", day(date)):
            offering.record(0, date)
    offering.record(0, "2045-12-31")
    offering.record(1, "2045-10-04")


def test_recordPurchase__by_another_or_of_a_stranger__refused(offering: Offering) -> None:
    world = offering.world
    with reverts(world.security, "AccessControlUnauthorizedAccount", world.issuer, role_id("COMPLIANCE")):
        offering.record(0, "2045-12-31", by=world.issuer)
    offering.people[36], known = world.stranger, offering.people[36]
    with reverts(None, "NotRegistered", world.stranger):
        offering.record(36, "2045-12-31")
    offering.people[36] = known


def test_recordPurchase__books_full__refused_and_all_else_within_its_gas(offering: Offering) -> None:
    offering.set("LIMIT", 255)
    today = day("2046-01-01")
    write_list(offering.rule, [(1_000 + number, today - number % 3) for number in range(255)])
    assert offering.rule.purchasers() == 255
    assert (offering.opens_at(0), offering.largest(offering.people[0])) == (start_of("2046-03-30"), 0)
    with offering.refuses(0):
        offering.buy(0)
    with reverts(offering.rule, "BooksFull", 255):
        offering.record(0, "2045-12-31")
    come_to("2046-03-30")
    assert offering.rule.purchasers() == 170
    offering.buy(0)
    assert offering.rule.purchasers() == 171


@pytest.mark.parametrize(
    ("name", "best", "worst"),
    [("LIMIT", 255, 256), ("DAYS", 366, 367), ("DAYS", 1, 0), ("EXEMPT", 2**32 - 1, 2**32)],
)
def test_setParameter__within_and_beyond__set_and_refused(offering: Offering, name: str, best: int, worst: int) -> None:
    offering.set(name, best)
    assert offering.rule.parameterOf(bytes32(name)) == (best, 0, 0)
    with reverts(offering.rule, "InvalidParameter", name, worst):
        offering.set(name, worst)


def test_issue__days_never_set__ninety(offering: Offering) -> None:
    rule = new_rule(offering.world, offering.engine, "PurchaserLimit")
    set_parameter(offering.world, rule, "LIMIT", 1)
    enact(offering.world, offering.engine, rule)
    offering.buy(0)
    assert offering.opens_at(1) == start_of("2046-04-01")
