"""Record dates: set in advance or now, read exactly, paid for once by whoever moves next."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.world import AFFILIATE, CH, COMMON, DE, FAR, PREFERRED, QIB, US, US_PERSON, World

HOUR = 3_600


@pytest.fixture(scope="module")
def market(world: World) -> World:
    world.issue_all(100)
    world.issue_all(40, PREFERRED)
    return world


def schedule(world: World, date: int) -> Any:
    return world.security.scheduleRecordDate(date, {"from": world.scheduler})


def test_scheduleRecordDate__in_advance__listed_with_event(market: World) -> None:
    date = clock.now() + HOUR
    tx = schedule(market, date)
    assert tx.return_value == date
    assert tx.events["RecordDateScheduled"] == {"recordDate": date, "agent": market.scheduler}
    assert market.security.recordDates() == (date,)


def test_scheduleRecordDate__zero__is_the_present_block(market: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    assert schedule(market, 0).return_value == time


def test_scheduleRecordDate__any_order__kept_sorted(market: World) -> None:
    now = clock.now()
    dates = [now + HOUR * n for n in (5, 1, 9, 3, 2, 8, 4, 7, 6, 10, 12, 11)]
    for date in dates:
        schedule(market, date)
    assert list(market.security.recordDates()) == sorted(dates)


def test_scheduleRecordDate__twice__one_date_and_no_event(market: World) -> None:
    date = clock.now() + HOUR
    schedule(market, date)
    tx = schedule(market, date)
    assert tx.return_value == date and not tx.events
    assert market.security.recordDates() == (date,)


def test_scheduleRecordDate__in_the_past__refused(market: World) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(market.security, "RecordDateInPast", time - 1, time):
        schedule(market, time - 1)


def test_scheduleRecordDate__two_years_ahead__and_not_a_second_more(market: World) -> None:
    """Far-off dates would use up the places of those to come, for everybody and for long."""
    time = clock.now() + 10
    latest = time + 2 * 365 * 86_400
    clock.next_block_at(time)
    with reverts(market.security, "RecordDateTooFar", latest + 1, latest):
        schedule(market, latest + 1)
    clock.next_block_at(time + 1)
    assert schedule(market, latest + 1).return_value == latest + 1


def test_scheduleRecordDate__too_many_to_come__refused(market: World) -> None:
    now = clock.now()
    for n in range(32):
        schedule(market, now + HOUR + n)
    with reverts(market.security, "TooManyRecordDates", 32):
        schedule(market, now + 2 * HOUR)
    clock.block_at(now + HOUR + 1)
    schedule(market, now + 2 * HOUR)


def test_balanceOfAt__not_passed__refused_and_readable_one_second_later(market: World) -> None:
    date = clock.now() + HOUR
    schedule(market, date)
    clock.block_at(date)
    with reverts(market.security, "RecordDateNotPassed", date, date):
        market.security.balanceOfAt(COMMON, market.investor_ch, date)
    with reverts(market.security, "RecordDateNotPassed", date, date):
        market.security.totalSupplyAt(COMMON, date)
    clock.block_at(date + 1)
    assert market.security.balanceOfAt(COMMON, market.investor_ch, date) == 100


@pytest.mark.parametrize("off", [-1, 1])
def test_balanceOfAt__no_such_date__refused(market: World, off: int) -> None:
    date = market.record_now()
    for view in ("balanceOfAt", "standingAt"):
        with reverts(market.security, "UnknownRecordDate", date + off):
            getattr(market.security, view)(COMMON, market.investor_ch, date + off)
    with reverts(market.security, "UnknownRecordDate", date + off):
        market.security.totalSupplyAt(COMMON, date + off)


def test_balanceOfAt__before_any_date_was_set__refused(market: World) -> None:
    for date in (0, 1, clock.now(), 2**256 - 1):
        with reverts(market.security, "UnknownRecordDate", date):
            market.security.balanceOfAt(COMMON, market.investor_ch, date)


def test_transfer__in_the_last_second__counts_and_one_second_later_does_not(market: World) -> None:
    date = clock.now() + HOUR
    schedule(market, date)
    clock.next_block_at(date)
    market.security.transfer(market.investor_de, 10, {"from": market.investor_ch})
    clock.next_block_at(date + 1)
    market.security.transfer(market.investor_de, 5, {"from": market.investor_ch})
    assert market.security.balanceOfAt(COMMON, market.investor_ch, date) == 90
    assert market.security.balanceOfAt(COMMON, market.investor_de, date) == 110
    assert market.security.balanceOf(market.investor_ch) == 85


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_history__moves_between_several_dates__each_date_keeps_its_answer(market: World, partition: bytes) -> None:
    security = market.security
    market.admit(market.stranger, CH, FAR, FAR)
    expected = {}
    for units in (0, 7, 0, 0, 5, 1):
        if units:
            security.transferByPartition(partition, market.stranger, units, b"", {"from": market.fund_us})
        date = market.record_now()
        expected[date] = [security.balanceOfByPartition(partition, a) for a in (market.fund_us, market.stranger)]
    for date, balances in expected.items():
        holders = (market.fund_us, market.stranger)
        assert [security.balanceOfAt(partition, a, date) for a in holders] == balances
        assert security.totalSupplyAt(partition, date) == (400 if partition == COMMON else 40)


def test_history__several_dates_pass_unnoticed__found_by_the_next_movement(market: World) -> None:
    now = clock.now()
    dates = [now + HOUR * n for n in range(1, 20)]
    for date in dates:
        schedule(market, date)
    clock.next_block_at(dates[11] + 1)
    market.security.transfer(market.investor_de, 10, {"from": market.investor_ch})
    clock.block_at(dates[-1] + 1)
    history = [market.security.balanceOfAt(COMMON, market.investor_ch, date) for date in dates]
    assert history == [100] * 12 + [90] * 7


def test_totalSupplyAt__issued_and_redeemed_after__as_it_was(market: World) -> None:
    first = market.record_now()
    market.issue(market.investor_ch, 50)
    second = market.record_now()
    market.security.redeem(120, b"", {"from": market.investor_ch})
    assert [market.security.totalSupplyAt(COMMON, date) for date in (first, second)] == [400, 450]
    assert market.security.totalSupplyByPartition(COMMON) == 330
    assert [market.security.balanceOfAt(COMMON, market.investor_ch, d) for d in (first, second)] == [100, 150]


def test_totalSupplyAt__capital_changed_after__supply_as_it_was(market: World) -> None:
    date = market.record_now()
    market.security.setAuthorised(COMMON, 777_777, {"from": market.configurer})
    assert market.security.totalSupplyAt(COMMON, date) == 400
    assert market.security.authorisedOf(COMMON) == 777_777


def test_standingAt__moved_country_after__country_of_the_record_date(market: World) -> None:
    date = market.record_now()
    market.admit(market.investor_ch, DE)
    assert tuple(market.security.standingAt(COMMON, market.investor_ch, date)) == (100, 2, CH, False, 2, 0)
    later = market.record_now()
    assert tuple(market.security.standingAt(COMMON, market.investor_ch, later)) == (100, 2, DE, False, 2, 0)


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_standingAt__attributes_changed_after__those_of_the_record_date(market: World, partition: bytes) -> None:
    date = market.record_now()
    market.admit(market.fund_us, US, FAR, FAR, AFFILIATE)
    later = market.record_now()
    standings = [market.security.standingAt(partition, market.fund_us, d) for d in (date, later)]
    assert [standing["attributes"] for standing in standings] == [US_PERSON | QIB, AFFILIATE]
    market.admit(market.fund_us, US, FAR, FAR, 0)
    again = [market.security.standingAt(partition, market.fund_us, d) for d in (date, later)]
    assert [standing["attributes"] for standing in again] == [US_PERSON | QIB, AFFILIATE]


def test_standingAt__attributes_changed_in_the_last_second__count(market: World) -> None:
    date = clock.now() + HOUR
    schedule(market, date)
    clock.next_block_at(date)
    market.admit(market.investor_ch, CH, attributes=QIB)
    clock.next_block_at(date + 1)
    market.admit(market.investor_ch, CH, attributes=AFFILIATE)
    assert market.security.standingAt(COMMON, market.investor_ch, date)["attributes"] == QIB


def test_standingAt__second_wallet__investor_is_the_first_one_s(market: World) -> None:
    security, wallet = market.security, market.second_wallet_ch
    security.linkWallet(wallet, market.investor_ch, {"from": market.admitter})
    security.transfer(wallet, 30, {"from": market.investor_ch})
    date = market.record_now()
    standings = [security.standingAt(COMMON, account, date) for account in (market.investor_ch, wallet)]
    assert [(s["units"], s["folio"], s["investor"]) for s in standings] == [(70, 2, 2), (30, security.folios(), 2)]


def test_standingAt__other_class__country_kept_without_units_of_the_principal_class(market: World) -> None:
    """The member's word changes without being kept when it held nothing: its profile must be found all the same."""
    security = market.security
    security.transfer(market.investor_ch, 100, {"from": market.fund_us})
    first, second = market.record_now(), market.record_now()
    security.transfer(market.fund_us, 1, {"from": market.investor_ch})
    for date in (first, second):
        assert tuple(security.standingAt(PREFERRED, market.fund_us, date)) == (40, 5, US, False, 5, US_PERSON | QIB)
    assert security.balanceOfAt(COMMON, market.fund_us, second) == 0


def test_standingAt__bought_first_after_the_date__nothing_then(market: World) -> None:
    date = market.record_now()
    market.admit(market.stranger)
    market.record_now()
    market.security.transfer(market.stranger, 10, {"from": market.investor_ch})
    assert market.security.standingAt(COMMON, market.stranger, date)["units"] == 0


def test_standingAt__removed_after_selling__still_known_for_the_date(market: World) -> None:
    security = market.security
    date = market.record_now()
    security.transfer(market.investor_de, 100, {"from": market.investor_ch})
    security.removeMember(market.investor_ch, {"from": market.admitter})
    assert tuple(security.standingAt(COMMON, market.investor_ch, date)) == (100, 2, CH, False, 2, 0)
    market.admit(market.investor_ch, DE)
    assert tuple(security.standingAt(COMMON, market.investor_ch, date)) == (100, 2, CH, False, 2, 0)


def test_standingAt__frozen_or_sanctioned_now__stopped(market: World) -> None:
    security = market.security
    date = market.record_now()
    security.setAddressFrozen(market.investor_ch, True, {"from": market.freezer})
    security.setSanctioned(market.investor_de, True, {"from": market.freezer})
    assert security.standingAt(COMMON, market.investor_ch, date)["stopped"] is True
    assert security.standingAt(COMMON, market.investor_de, date)["stopped"] is True
    assert security.standingAt(COMMON, market.investor_fr, date)["stopped"] is False


def test_standingAt__never_admitted__nothing(market: World) -> None:
    date = market.record_now()
    assert tuple(market.security.standingAt(COMMON, market.stranger, date)) == (0, 0, 0, False, 0, 0)


def test_transfer__to_oneself_after_a_date__history_as_it_was(market: World) -> None:
    date = market.record_now()
    market.security.transfer(market.investor_ch, 100, {"from": market.investor_ch})
    assert market.security.balanceOfAt(COMMON, market.investor_ch, date) == 100


def test_borrowed_for_a_block__a_record_date_counts_its_last_state_only(market: World) -> None:
    """Units lent and returned around a record date count where they stood when its second was over."""
    security = market.security
    date = clock.now() + HOUR
    schedule(market, date)
    clock.next_block_at(date)
    security.transfer(market.investor_de, 100, {"from": market.investor_ch})
    clock.next_block_at(date)
    security.transfer(market.investor_ch, 100, {"from": market.investor_de})
    clock.block_at(date + 1)
    assert security.balanceOfAt(COMMON, market.investor_ch, date) == 100
    assert security.balanceOfAt(COMMON, market.investor_de, date) == 100
