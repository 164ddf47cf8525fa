"""Anybody pays many holders: each who can be paid is, each who cannot be keeps the claim."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import DECLARED, Desk, member
from tests.world import CH, FAR, NOWHERE, World, spare_account, text

POT = 4_000_003
SHARE = 1_000_000


def paid(transaction: Any) -> list[Any]:
    """The holders whom a transaction paid, in order."""
    events = transaction.events
    return [event["holder"] for event in events["HolderPaid"]] if "HolderPaid" in events else []


def skipped(transaction: Any) -> list[tuple[Any, str]]:
    """The holders whom a transaction could not pay, and why."""
    events = transaction.events
    found = list(events["HolderSkipped"]) if "HolderSkipped" in events else []
    return [(event["holder"], text(event["reason"])) for event in found]


def test_push__all_holders__each_paid_in_order(desk: Desk, opened: int, distributor: Any, world: World) -> None:
    assert paid(desk.push(opened, world.investors)) == list(world.investors)
    assert [desk.money_of(holder) for holder in world.investors] == [SHARE] * 4
    assert distributor.accountOf(opened) == (POT, 4 * SHARE, 0, 0, 3)


def test_push__in_ETH__each_paid(eth_desk: Desk, world: World) -> None:
    number = eth_desk.open(pot=POT)
    before = [eth_desk.money_of(holder) for holder in world.investors]
    eth_desk.push(number, world.investors)
    assert [eth_desk.money_of(holder) for holder in world.investors] == [money + SHARE for money in before]


def test_push__some_not_due__passed_over_without_a_word(desk: Desk, opened: int, world: World) -> None:
    desk.claim(opened, world.investor_ch)
    listed = [world.investor_ch, world.stranger, NOWHERE, world.treasury, world.distributor, world.fund_us]
    transaction = desk.push(opened, listed)
    assert (paid(transaction), skipped(transaction)) == ([world.fund_us], [])


def test_push__same_holder_twice__paid_once(desk: Desk, opened: int, world: World) -> None:
    assert paid(desk.push(opened, [world.investor_ch] * 3)) == [world.investor_ch]
    assert paid(desk.push(opened, [world.investor_ch])) == []
    assert desk.money_of(world.investor_ch) == SHARE


def test_push__frozen_and_sanctioned__skipped_and_claim_after_release(desk: Desk, opened: int, world: World) -> None:
    world.security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    world.security.setSanctioned(world.fund_us, True, {"from": world.freezer})
    transaction = desk.push(opened, world.investors)
    assert paid(transaction) == [world.investor_de, world.investor_fr]
    assert skipped(transaction) == [(world.investor_ch, "FROZEN"), (world.fund_us, "FROZEN")]
    world.security.setAddressFrozen(world.investor_ch, False, {"from": world.freezer})
    desk.claim(opened, world.investor_ch)
    assert desk.money_of(world.investor_ch) == SHARE


def test_push__nobody__only_recorded(desk: Desk, opened: int) -> None:
    assert list(desk.push(opened, []).events.keys()) == ["DistributionRecorded"]
    assert not desk.push(opened, []).events


def test_push__not_funded__refused(desk: Desk, distributor: Any, world: World) -> None:
    number = desk.declare()
    desk.at_pay_date(number)
    with reverts(distributor, "WrongState", number, DECLARED):
        distributor.push(number, world.investors, {"from": world.stranger})


@pytest.mark.parametrize(("date", "offset"), [("payDate", -1), ("deadline", 1)])
def test_push__one_second_outside_the_period__refused(
    desk: Desk, distributor: Any, world: World, date: str, offset: int
) -> None:
    number = desk.declare_and_fund()
    pay_date, deadline = desk.term(number, "payDate"), desk.term(number, "deadline")
    time = desk.term(number, date) + offset
    clock.next_block_at(time)
    with reverts(distributor, "OutsidePayPeriod", number, pay_date, deadline, time):
        distributor.push(number, world.investors, {"from": world.stranger})


@pytest.mark.parametrize("date", ["payDate", "deadline"])
def test_push__first_and_last_second__paid(desk: Desk, world: World, date: str) -> None:
    number = desk.declare_and_fund()
    clock.next_block_at(desk.term(number, date))
    assert paid(desk.push(number, [world.investor_ch])) == [world.investor_ch]


def test_push__two_wallets_of_one_investor__each_paid_for_its_units(desk: Desk, world: World) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.security.transfer(world.second_wallet_ch, 250, {"from": world.investor_ch})
    number = desk.open(pot=4_000)
    desk.push(number, [world.investor_ch, world.second_wallet_ch])
    assert (desk.money_of(world.investor_ch), desk.money_of(world.second_wallet_ch)) == (750, 250)


def test_push__entries_beyond_256__each_has_a_paid_mark_of_its_own(desk: Desk, distributor: Any, world: World) -> None:
    fill_register(world, 254)
    holders = [member(world, spare_account(i), 1) for i in range(4)]  # entries 255 to 258
    assert [world.security.memberOf(holder)["folio"] for holder in holders] == [255, 256, 257, 258]
    number = desk.open(pot=4_004)
    for i, holder in enumerate(holders):
        marks = [distributor.isPaid(number, account) for account in holders]
        assert marks == [True] * i + [False] * (4 - i)
        desk.claim(number, holder)
    # The marks of 257 and 258 stand where those of entries 1 and 2 do, one word further.
    assert not any(distributor.isPaid(number, holder) for holder in world.investors)
    assert paid(desk.push(number, [*holders, *world.investors])) == list(world.investors)


def test_push__excluded_beyond_256__hides_nobody_else(desk: Desk, distributor: Any, world: World) -> None:
    fill_register(world, 256)
    excluded = member(world, spare_account(0), 1_000)  # entry 257
    number = desk.open(pot=5_000, excluded=[excluded])
    assert paid(desk.push(number, [excluded, world.treasury, *world.investors])) == [
        world.treasury,
        *world.investors,
    ]
    assert not distributor.isPaid(number, excluded)


def fill_register(world: World, entries: int) -> None:
    """Admits nameless accounts until the register has so many entries."""
    missing = entries - world.security.folios()
    lines = [(f"0x{0xF0000 + i:040x}", CH, FAR, 0, 0) for i in range(missing)]
    for start in range(0, missing, 100):
        world.security.admitBatch(lines[start : start + 100], {"from": world.admitter})
