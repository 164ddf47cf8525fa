"""Recovery of a lost wallet: the time lock, what moves with the entry, and that the old wallet is worth nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock, signing
from tests.errors import reverts
from tests.unit.office.helpers import (
    CONTROLLER,
    DELAY,
    EVIDENCE,
    HOUR,
    ID,
    OTHER_ID,
    Holdings,
    execute,
    freeze,
    freeze_units,
    hexed,
    initiate,
    recover,
    refused,
    sanction,
)
from tests.world import CH, COMMON, DAY, DE, FAR, FR, NOWHERE, PREFERRED, US, World, bytes32, spare_account

ADMIN_ROLE = bytes(32)
NOTHING = (NOWHERE, 0, hexed(bytes(32)))
DEFAULT_DELAY, LEAST_DELAY, MOST_DELAY = 3 * DAY, DAY, 90 * DAY


@pytest.fixture(scope="module")
def new(market: World) -> Any:
    """A wallet that was never in the register."""
    return spare_account(0)


@pytest.fixture(scope="module")
def third(market: World) -> Any:
    return spare_account(1)


# initiation


def test_initiateRecovery__by_an_admitter__pending_with_its_event(market: World, new: Any) -> None:
    time = clock.now() + 100
    clock.next_block_at(time)
    event = initiate(market, market.investor_ch, new).events["RecoveryInitiated"]
    assert event == {
        "lost": market.investor_ch,
        "replacement": new,
        "evidence": hexed(EVIDENCE),
        "executableFrom": time + DELAY,
        "agent": market.admitter,
    }
    assert tuple(market.security.recoveryOf(market.investor_ch)) == (new, time + DELAY, hexed(EVIDENCE))
    assert market.security.presentWallet(market.investor_ch) == market.investor_ch


def test_initiateRecovery__nothing_changes_until_it_is_executed(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    clock.pass_time(DELAY + 1)
    market.security.transfer(market.investor_de, 10, {"from": market.investor_ch})
    with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", new):
        market.security.transfer(new, 10, {"from": market.investor_ch})


def test_initiateRecovery__no_evidence__refused(market: World, new: Any) -> None:
    with reverts(market.security, "NoEvidence", market.investor_ch):
        initiate(market, market.investor_ch, new, bytes(32))


def test_initiateRecovery__of_a_stranger_or_nobody__refused(market: World, new: Any) -> None:
    for account in (market.stranger, NOWHERE, new):
        with reverts(market.security, "NotRegistered", account):
            initiate(market, account, new)


def test_initiateRecovery__pending_already__refused_with_the_pending_replacement(
    market: World, new: Any, third: Any
) -> None:
    initiate(market, market.investor_ch, new)
    for replacement in (new, third):
        with reverts(market.security, "RecoveryPending", market.investor_ch, new):
            initiate(market, market.investor_ch, replacement)


def test_initiateRecovery__replacement_that_will_not_do__refused(market: World, new: Any) -> None:
    """A peer moved the units of one investor into the wallet of another."""
    security = market.security
    recover(market, market.investor_fr, new)
    security.removeMember(market.treasury, {"from": market.admitter})
    unfit = (NOWHERE, security, market.investor_de, market.investor_ch, market.investor_fr, market.treasury)
    for replacement in unfit:
        with reverts(security, "ReplacementKnown", replacement):
            initiate(market, market.investor_ch, replacement)


def test_initiateRecovery__of_a_wallet_lost_before__refused(market: World, new: Any, third: Any) -> None:
    recover(market, market.investor_ch, new)
    with reverts(market.security, "NotRegistered", market.investor_ch):
        initiate(market, market.investor_ch, third)


# cancellation


@pytest.mark.parametrize("by", ["investor_ch", "controller"])
def test_cancelRecovery__by_the_wallet_itself_or_a_controller__ended(market: World, new: Any, by: str) -> None:
    initiate(market, market.investor_ch, new)
    clock.pass_time(DELAY + 1)
    agent = getattr(market, by)
    event = market.security.cancelRecovery(market.investor_ch, {"from": agent}).events["RecoveryCancelled"]
    assert event == {"lost": market.investor_ch, "replacement": new, "agent": agent}
    assert tuple(market.security.recoveryOf(market.investor_ch)) == NOTHING
    with reverts(market.security, "NoRecovery", market.investor_ch, NOWHERE):
        execute(market, market.investor_ch)
    initiate(market, market.investor_ch, new)


def test_cancelRecovery__by_others__refused(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    for other in (market.stranger, new, market.investor_de, market.admin, market.freezer):
        with reverts(market.security, "AccessControlUnauthorizedAccount", other, CONTROLLER):
            market.security.cancelRecovery(market.investor_ch, {"from": other})


def test_cancelRecovery__none_pending__refused(market: World, new: Any) -> None:
    for agent in (market.investor_ch, market.controller):
        with reverts(market.security, "NoRecovery", market.investor_ch, NOWHERE):
            market.security.cancelRecovery(market.investor_ch, {"from": agent})
    recover(market, market.investor_ch, new)
    with reverts(market.security, "NoRecovery", market.investor_ch, NOWHERE):
        market.security.cancelRecovery(market.investor_ch, {"from": market.investor_ch})


def test_cancelRecovery__of_a_frozen_wallet__it_can_still_object(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    freeze(market, market.investor_ch)
    market.security.cancelRecovery(market.investor_ch, {"from": market.investor_ch})


# the time lock


def test_executeRecovery__at_the_second__and_not_one_before(market: World, new: Any) -> None:
    time = clock.now() + 100
    clock.next_block_at(time)
    initiate(market, market.investor_ch, new)
    clock.next_block_at(time + DELAY - 1)
    with reverts(market.security, "RecoveryNotDue", market.investor_ch, time + DELAY):
        execute(market, market.investor_ch)
    clock.next_block_at(time + DELAY)
    execute(market, market.investor_ch)


def test_executeRecovery__none_or_done__refused(market: World, new: Any) -> None:
    with reverts(market.security, "NoRecovery", market.investor_ch, NOWHERE):
        execute(market, market.investor_ch)
    recover(market, market.investor_ch, new)
    with reverts(market.security, "NoRecovery", market.investor_ch, NOWHERE):
        execute(market, market.investor_ch)


def test_setRecoveryDelay__limits__to_the_second(market: World) -> None:
    security, admin = market.security, {"from": market.admin}
    assert security.recoveryDelay() == DEFAULT_DELAY
    for delay in (0, LEAST_DELAY - 1, MOST_DELAY + 1, 2**32 - 1):
        with reverts(security, "InvalidRecoveryDelay", delay, LEAST_DELAY, MOST_DELAY):
            security.setRecoveryDelay(delay, admin)
    for delay in (LEAST_DELAY, MOST_DELAY):
        assert security.setRecoveryDelay(delay, admin).events["RecoveryDelaySet"] == {"delay": delay}
        assert security.recoveryDelay() == delay


def test_setRecoveryDelay__by_a_controller__refused(market: World) -> None:
    """Who executes must not be able to shorten the time in which the wallet can object."""
    with reverts(market.security, "AccessControlUnauthorizedAccount", market.controller, ADMIN_ROLE):
        market.security.setRecoveryDelay(LEAST_DELAY, {"from": market.controller})


@pytest.mark.parametrize("delay", [LEAST_DELAY, MOST_DELAY])
def test_setRecoveryDelay__pending_recovery__keeps_its_time(market: World, new: Any, third: Any, delay: int) -> None:
    initiate(market, market.investor_ch, new)
    due = market.security.recoveryOf(market.investor_ch)["executableFrom"]
    market.security.setRecoveryDelay(delay, {"from": market.admin})
    assert market.security.recoveryOf(market.investor_ch)["executableFrom"] == due
    time = clock.now() + 50
    clock.next_block_at(time)
    initiate(market, market.investor_de, third)
    assert market.security.recoveryOf(market.investor_de)["executableFrom"] == time + delay


def test_recovery__control_renounced__neither_begun_nor_executed_but_cancelled(
    market: World, new: Any, third: Any
) -> None:
    security = market.security
    initiate(market, market.investor_ch, new)
    clock.pass_time(DELAY + 1)
    security.renounceControl("I renounce for ever to control units of TEST.", {"from": market.admin})
    with reverts(security, "ControlRenounced"):
        initiate(market, market.investor_de, third)
    with reverts(security, "ControlRenounced"):
        execute(market, market.investor_ch)
    with reverts(security, "ControlRenounced"):
        security.recoveryAddress(market.investor_ch, new, NOWHERE, {"from": market.controller})
    security.cancelRecovery(market.investor_ch, {"from": market.controller})


# execution: what the replacement is by then


def test_executeRecovery__replacement_admitted_meanwhile__refused(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    market.admit(new)
    clock.pass_time(DELAY + 1)
    with reverts(market.security, "ReplacementKnown", new):
        execute(market, market.investor_ch)
    assert market.security.balanceOf(market.investor_ch) == 100


def test_executeRecovery__two_to_one_replacement__the_second_refused(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    initiate(market, market.investor_de, new)
    clock.pass_time(DELAY + 1)
    execute(market, market.investor_ch)
    with reverts(market.security, "ReplacementKnown", new):
        execute(market, market.investor_de)
    market.security.cancelRecovery(market.investor_de, {"from": market.investor_de})
    assert (market.security.balanceOf(new), market.security.balanceOf(market.investor_de)) == (100, 100)


def test_executeRecovery__replacement_lost_meanwhile__refused(market: World, new: Any, third: Any) -> None:
    """It took over another entry, and was lost in its turn: barred."""
    initiate(market, market.investor_de, new)
    recover(market, market.investor_ch, new)
    recover(market, new, third)
    with reverts(market.security, "ReplacementKnown", new):
        execute(market, market.investor_de)


# execution: what moves


def test_executeRecovery__events__of_the_recovery_and_of_every_class(market: World, new: Any) -> None:
    events = recover(market, market.fund_us, new).events
    assert events["MemberRecovered"] == {
        "lost": market.fund_us,
        "replacement": new,
        "evidence": hexed(EVIDENCE),
        "agent": market.controller,
    }
    assert events["RecoverySuccess"] == {"lost": market.fund_us, "replacement": new, "investorOnchainID": NOWHERE}
    assert events["MemberRemoved"] == {"account": market.fund_us}
    assert events["MemberAdmitted"]["account"] == new
    assert events["MemberAdmitted"]["profile"] == market.security.wordOf(new) - 100
    moved = {str(event["fromPartition"]): event["value"] for event in events["TransferByPartition"]}
    assert moved == {hexed(COMMON): 100, hexed(PREFERRED): 100}
    for event in (*events["TransferByPartition"], *events["Transfer"]):
        assert (event["from"], event["to"], event["value"]) == (market.fund_us, new, 100)


def test_executeRecovery__entry_and_units__are_the_replacements(market: World, new: Any) -> None:
    security = market.security
    before = security.memberOf(market.fund_us)
    recover(market, market.fund_us, new)
    assert security.memberOf(new) == before
    assert (before["country"], before["accreditedThrough"], before["attributes"]) == (US, FAR, 5)
    for partition in (COMMON, PREFERRED):
        assert security.balanceOfByPartition(partition, new) == 100
        assert security.balanceOfByPartition(partition, market.fund_us) == 0
        assert security.totalSupplyByPartition(partition) == (400 if partition == COMMON else 100)
    assert not any(security.memberOf(market.fund_us))
    assert (security.balanceOf(market.fund_us), security.partitionsOf(market.fund_us)) == (0, ())
    assert [bytes(p) for p in security.partitionsOf(new)] == [COMMON, PREFERRED]
    assert security.presentWallet(market.fund_us) == security.presentWallet(new) == new
    assert tuple(security.recoveryOf(market.fund_us)) == NOTHING
    assert security.folios() == 5
    security.transferByPartition(PREFERRED, market.investor_de, 60, b"", {"from": new})


@pytest.mark.parametrize("flag", ["frozen", "sanctioned", "treasury"])
def test_executeRecovery__flags__go_with_the_entry(market: World, new: Any, flag: str) -> None:
    security, lost = market.security, market.investor_ch
    setters = {
        "frozen": lambda: freeze(market, lost),
        "sanctioned": lambda: sanction(market, lost),
        "treasury": lambda: security.setTreasury(lost, True, {"from": market.configurer}),
    }
    setters[flag]()
    recover(market, lost, new)
    assert [name for name in setters if security.memberOf(new)[name]] == [flag]
    assert not any(security.memberOf(lost))


def test_executeRecovery__stopped_member__no_way_round_the_stop(market: World, new: Any) -> None:
    freeze(market, market.investor_ch)
    recover(market, market.investor_ch, new)
    with refused(market, 0x56, "SENDER_FROZEN", new):
        market.security.transfer(market.investor_de, 1, {"from": new})


def test_executeRecovery__frozen_amounts__of_each_class_move_with_their_events(market: World, new: Any) -> None:
    security, lost = market.security, market.fund_us
    freeze_units(market, lost, 70)
    freeze_units(market, lost, 2**255, PREFERRED)
    events = recover(market, lost, new).events
    assert [tuple(event.values()) for event in events["Frozen"]] == [(lost, 0), (new, 70)]
    assert [tuple(event.values())[1:] for event in events["FrozenByPartition"]] == [(lost, 0), (new, 2**255)]
    for partition, frozen in ((COMMON, 70), (PREFERRED, 2**255)):
        assert security.frozenUnitsOf(partition, new) == frozen
        assert security.frozenUnitsOf(partition, lost) == 0
    with refused(market, 0x55, "PARTIALLY_FROZEN", new):
        security.transfer(market.investor_de, 31, {"from": new})
    security.transfer(market.investor_de, 30, {"from": new})
    with refused(market, 0x55, "PARTIALLY_FROZEN", new):
        security.transferByPartition(PREFERRED, market.investor_de, 1, b"", {"from": new})


def test_executeRecovery__frozen_amount_of_a_class_not_held__waits_for_units(market: World, new: Any) -> None:
    security, lost = market.security, market.investor_de
    freeze_units(market, lost, 5, PREFERRED)
    recover(market, lost, new)
    security.transferByPartition(PREFERRED, new, 6, b"", {"from": market.fund_us})
    with refused(market, 0x55, "PARTIALLY_FROZEN", new):
        security.transferByPartition(PREFERRED, market.fund_us, 2, b"", {"from": new})
    security.transferByPartition(PREFERRED, market.fund_us, 1, b"", {"from": new})


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_executeRecovery__holds_of_the_holder__move_and_can_be_executed(
    holdings: Holdings, market: World, new: Any, partition: bytes
) -> None:
    lost, expiry = market.fund_us, clock.now() + 30 * DAY
    holdings.create(ID, holder=lost, partition=partition, expiry=expiry)
    holdings.create(OTHER_ID, holder=lost, partition=partition, expiry=expiry, units=60)
    recover(market, lost, new)
    assert (holdings.held(lost, partition), holdings.held(new, partition)) == (0, 100)
    assert market.security.holdOf(ID)["holder"] == new
    with refused(market, 0x55, "ON_HOLD", new):
        market.security.transferByPartition(partition, market.investor_de, 1, b"", {"from": new})
    tx = holdings.execute()
    assert tx.events["Transfer"]["from"] == new
    holdings.release(market.operator, OTHER_ID)
    assert (holdings.held(new, partition), holdings.units(new, partition)) == (0, 60)
    market.security.transferByPartition(partition, market.investor_de, 60, b"", {"from": new})


def test_executeRecovery__holds_for_the_recipient__are_the_new_wallets(
    holdings: Holdings, market: World, new: Any
) -> None:
    lost = market.investor_de
    holdings.create(expiry=clock.now() + 30 * DAY)
    holdings.create(OTHER_ID, expiry=clock.now() + 30 * DAY)
    recover(market, lost, new)
    assert market.security.holdOf(ID)["recipient"] == new
    with reverts(market.security, "WrongRecipient", ID, lost):
        holdings.execute(to=lost)
    holdings.execute(to=new)
    assert holdings.units(new) == 140
    with reverts(market.security, "NotHoldNotary", OTHER_ID, lost):
        holdings.release(lost, OTHER_ID)
    holdings.release(new, OTHER_ID)
    assert holdings.held() == 0


def test_executeRecovery__holder_recovered_into_the_recipient__nothing_is_doubled(
    holdings: Holdings, market: World, new: Any
) -> None:
    holdings.create(recipient=new, expiry=clock.now() + 30 * DAY)
    recover(market, market.investor_ch, new)
    holdings.execute(to=new)
    assert (holdings.units(new), holdings.held(new), market.security.totalSupplyByPartition(COMMON)) == (100, 0, 400)


def test_executeRecovery__uncovered_hold__stays_uncovered(holdings: Holdings, market: World, new: Any) -> None:
    holdings.create(expiry=clock.now() + 30 * DAY)
    arguments = (market.investor_ch, market.investor_de, 90, b"", b"", {"from": market.controller})
    market.security.controllerTransfer(*arguments)
    recover(market, market.investor_ch, new)
    assert (holdings.held(new), holdings.units(new)) == (40, 10)
    with reverts(market.security, "ERC20InsufficientBalance", new, 10, 40):
        holdings.execute()


def test_executeRecovery__removed_member__folio_goes_and_nobody_is_admitted(market: World, new: Any) -> None:
    security, lost = market.security, market.investor_ch
    date = market.record_now()
    security.transfer(market.investor_de, 100, {"from": lost})
    security.removeMember(lost, {"from": market.admitter})
    folio = security.memberOf(lost)["folio"]
    events = recover(market, lost, new).events
    assert "MemberAdmitted" not in events
    entry = security.memberOf(new)
    assert (entry["folio"], entry["admittedThrough"]) == (folio, 0)
    assert tuple(security.standingAt(COMMON, new, date)) == (100, folio, CH, False, folio, 0)
    with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", new):
        security.transfer(new, 1, {"from": market.investor_de})
    market.admit(new, FR)
    assert security.memberOf(new)["folio"] == folio
    assert tuple(security.standingAt(COMMON, new, date)) == (100, folio, CH, False, folio, 0)


def test_executeRecovery__further_wallet_of_an_investor__stays_that_investors(market: World, new: Any) -> None:
    security = market.security
    security.linkWallet(market.second_wallet_ch, market.investor_ch, {"from": market.admitter})
    recover(market, market.investor_ch, new)
    assert security.memberOf(new)["investor"] == security.memberOf(market.second_wallet_ch)["investor"]
    market.set_terms(unlockAt=2**32 - 1)
    security.transfer(market.second_wallet_ch, 30, {"from": new})
    with refused(market, 0x55, "PARTITION_LOCKED", new):
        security.transfer(market.investor_de, 30, {"from": new})


def test_executeRecovery__paused_and_stopped__goes_all_the_same(market: World, new: Any) -> None:
    """It is no transfer: the investor stays the holder."""
    security = market.security
    initiate(market, market.investor_ch, new)
    security.pauseUntil(2, 2**32 - 1, bytes32("TEST"), {"from": market.pauser})
    security.setPartitionFrozen(COMMON, True, {"from": market.freezer})
    market.set_terms(unlockAt=2**32 - 1, requireAll=2)
    clock.pass_time(DELAY + 1)
    execute(market, market.investor_ch)
    assert security.balanceOf(new) == 100


# history


def standings(world: World, account: Any, dates: list[int], partition: bytes = COMMON) -> list[tuple[int, int]]:
    """Units and country on each date; both readers agree on the units."""
    found = [world.security.standingAt(partition, account, date) for date in dates]
    assert [line[0] for line in found] == [world.security.balanceOfAt(partition, account, date) for date in dates]
    return [(line[0], line[2]) for line in found]


def check_sums(world: World, accounts: list[Any], dates: list[int]) -> None:
    """What all held on a date is what was issued."""
    for partition in (COMMON, PREFERRED):
        for date in dates:
            held = sum(world.security.balanceOfAt(partition, account, date) for account in accounts)
            assert held == world.security.totalSupplyAt(partition, date), (partition, date)


def test_history__before_and_after__all_stands_with_the_new_wallet(market: World, new: Any) -> None:
    security, lost = market.security, market.fund_us
    dates = [market.record_now()]
    security.transfer(market.investor_ch, 30, {"from": lost})
    market.admit(lost, FR, accredited=FAR)
    dates.append(market.record_now())
    recover(market, lost, new)
    dates.append(market.record_now())
    security.transfer(market.investor_ch, 50, {"from": new})
    security.transferByPartition(PREFERRED, market.investor_de, 1, b"", {"from": new})
    market.admit(new, DE, accredited=FAR)
    dates.append(market.record_now())
    assert standings(market, new, dates) == [(100, US), (70, FR), (70, FR), (20, DE)]
    assert standings(market, new, dates, PREFERRED) == [(100, US), (100, FR), (100, FR), (99, DE)]
    for partition in (COMMON, PREFERRED):
        assert standings(market, lost, dates, partition) == [(0, 0)] * 4
        assert tuple(security.standingAt(partition, lost, dates[0])) == (0, 0, 0, True, 0, 0)
    check_sums(market, [*market.investors, new], dates)


def test_history__chain_of_recoveries__each_date_with_the_last_wallet(market: World, new: Any, third: Any) -> None:
    security, lost = market.security, market.fund_us
    dates = [market.record_now()]
    security.transfer(market.investor_ch, 10, {"from": lost})
    recover(market, lost, new)
    security.transfer(market.investor_ch, 20, {"from": new})
    dates.append(market.record_now())
    security.transferByPartition(PREFERRED, market.investor_de, 5, b"", {"from": new})
    dates.append(market.record_now())
    recover(market, new, third)
    dates.append(market.record_now())
    security.transfer(market.investor_ch, 30, {"from": third})
    dates.append(market.record_now())
    assert [line[0] for line in standings(market, third, dates)] == [100, 70, 70, 70, 40]
    assert [line[0] for line in standings(market, third, dates, PREFERRED)] == [100, 100, 95, 95, 95]
    for wallet in (lost, new):
        assert [line[0] for line in standings(market, wallet, dates)] == [0] * 5
        assert security.presentWallet(wallet) == third
    check_sums(market, [*market.investors, new, third], dates)


def test_history__chain_within_one_epoch__found_at_its_end(market: World, new: Any, third: Any) -> None:
    dates = [market.record_now()]
    market.security.transfer(market.investor_de, 1, {"from": market.fund_us})
    recover(market, market.fund_us, new)
    market.security.transfer(market.investor_de, 1, {"from": new})
    recover(market, new, third)
    market.security.transfer(market.investor_de, 1, {"from": third})
    dates.append(market.record_now())
    assert standings(market, third, dates) == [(100, US), (97, US)]
    check_sums(market, [*market.investors, new, third], dates)


def test_history__no_record_date_ever_before__nothing_lost(market: World, new: Any) -> None:
    recover(market, market.fund_us, new)
    dates = [market.record_now()]
    market.security.transfer(market.investor_de, 60, {"from": new})
    dates.append(market.record_now())
    assert standings(market, new, dates) == [(100, US), (40, US)]
    check_sums(market, [*market.investors, new], dates)


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_history__recovery_in_the_second_of_a_record_date__one_holder_on_it(market: World, new: Any, off: int) -> None:
    """The last second belongs to the date; wherever the entry stood then, it is the new wallet that counts."""
    security, lost = market.security, market.fund_us
    initiate(market, lost, new)
    date = clock.now() + DELAY + DAY
    security.scheduleRecordDate(date, {"from": market.scheduler})
    clock.next_block_at(date - HOUR)
    security.transfer(market.investor_ch, 25, {"from": lost})
    clock.next_block_at(date + off)
    execute(market, lost)
    clock.block_at(date + 5)
    security.transfer(market.investor_ch, 25, {"from": new})
    assert standings(market, new, [date]) == [(75, US)]
    assert standings(market, new, [date], PREFERRED) == [(100, US)]
    assert security.balanceOfAt(COMMON, lost, date) == 0
    check_sums(market, [*market.investors, new], [date])


def test_history__new_class_after_the_recovery__counted_from_then(market: World, new: Any) -> None:
    security = market.security
    dates = [market.record_now()]
    recover(market, market.investor_de, new)
    security.transferByPartition(PREFERRED, new, 9, b"", {"from": market.fund_us})
    dates.append(market.record_now())
    assert [line[0] for line in standings(market, new, dates, PREFERRED)] == [0, 9]
    check_sums(market, [*market.investors, new], dates)


def test_history__sold_out_before_the_recovery__old_holding_found(market: World, new: Any) -> None:
    security = market.security
    dates = [market.record_now()]
    security.transferByPartition(PREFERRED, market.investor_de, 100, b"", {"from": market.fund_us})
    dates.append(market.record_now())
    recover(market, market.fund_us, new)
    dates.append(market.record_now())
    security.transferByPartition(PREFERRED, new, 4, b"", {"from": market.investor_de})
    dates.append(market.record_now())
    assert [line[0] for line in standings(market, new, dates, PREFERRED)] == [100, 0, 0, 4]
    check_sums(market, [*market.investors, new], dates)


# the old wallet is worth nothing


def test_barred__no_way_back_into_the_register(market: World, new: Any, third: Any) -> None:
    security, lost = market.security, market.investor_ch
    recover(market, lost, new)
    with reverts(security, "WalletBarred", lost):
        market.admit(lost)
    with reverts(security, "WalletBarred", lost):
        security.admitBatch([(third, CH, FAR, 0, 0), (lost, CH, FAR, 0, 0)], {"from": market.admitter})
    for member in (new, market.investor_de):
        with reverts(security, "WalletBarred", lost):
            security.linkWallet(lost, member, {"from": market.admitter})
    with reverts(security, "NotRegistered", lost):
        security.linkWallet(third, lost, {"from": market.admitter})
    with reverts(security, "NotRegistered", lost):
        security.removeMember(lost, {"from": market.admitter})
    with reverts(security, "ReplacementKnown", lost):
        initiate(market, new, lost)


def test_barred__attestation_of_its_own__refused(market: World, new: Any) -> None:
    security, lost, provider = market.security, market.investor_ch, market.stranger
    security.setProvider(provider, (0, 2**16 - 1, False), {"from": market.admitter})
    recover(market, lost, new)
    attestation = signing.Attestation(lost)
    signature = signing.as_bytes(attestation.signature(signing.key_of(provider), security))
    with reverts(security, "WalletBarred", lost):
        security.admitSelf(attestation.values(), provider, signature, {"from": lost})
    assert not security.isAttestationUsed(provider, attestation.nonce)


def test_barred__cannot_be_stopped_or_marked_again(market: World, new: Any) -> None:
    security, lost = market.security, market.investor_ch
    recover(market, lost, new)
    for act in (
        lambda: freeze(market, lost),
        lambda: sanction(market, lost),
        lambda: freeze_units(market, lost, 1),
        lambda: freeze_units(market, lost, 1, PREFERRED),
        lambda: security.setTreasury(lost, True, {"from": market.configurer}),
    ):
        with reverts(security, "NotRegistered", lost):
            act()


def test_barred__neither_sends_nor_receives_also_not_by_force(market: World, new: Any) -> None:
    security, lost = market.security, market.investor_ch
    recover(market, lost, new)
    for units in (0, 1):
        with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
            security.transfer(market.investor_de, units, {"from": lost})
        with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
            security.redeem(units, b"", {"from": lost})
        with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
            arguments = (lost, market.investor_de, units, b"", b"", {"from": market.controller})
            security.controllerTransfer(*arguments)
        for partition in (COMMON, PREFERRED):
            with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", lost):
                market.issue(lost, units, partition)
        with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", lost):
            security.transfer(lost, units, {"from": market.investor_de})
        with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", lost):
            arguments = (market.investor_de, lost, units, b"", b"", {"from": market.controller})
            security.controllerTransfer(*arguments)


def test_barred__sets_nothing_on_hold_and_converts_nothing(holdings: Holdings, market: World, new: Any) -> None:
    security, lost = market.security, market.investor_ch
    security.setConversionRatio(COMMON, PREFERRED, 1, 1, {"from": market.issuer})
    recover(market, lost, new)
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
        holdings.create(holder=lost)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", lost):
        holdings.create(by=lost, holder=new)
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
        security.convert(COMMON, PREFERRED, lost, 1, b"", {"from": lost})


def test_consents_of_the_lost_wallet__do_not_move(market: World, new: Any) -> None:
    """Who had stolen the key could have let anybody act before: it must be worth nothing."""
    security, lost, thief = market.security, market.fund_us, market.operator
    for partition in (COMMON, PREFERRED):
        security.approveByPartition(partition, thief, 2**256 - 1, {"from": lost})
        security.authorizeOperatorByPartition(partition, thief, {"from": lost})
    security.authorizeOperator(thief, {"from": lost})
    signed = signing.permit(security, lost, thief, 50)
    recover(market, lost, new)
    assert not security.isOperator(thief, new) and security.allowance(new, thief) == 0
    with reverts(security, "ERC20InsufficientAllowance", thief, 0, 1):
        security.transferFrom(new, market.investor_de, 1, {"from": thief})
    for partition in (COMMON, PREFERRED):
        arguments = (market.investor_de, 1, b"", b"", {"from": thief})
        with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", thief):
            security.operatorTransferByPartition(partition, new, *arguments)
        with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
            security.operatorTransferByPartition(partition, lost, *arguments)
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
        security.transferFrom(lost, market.investor_de, 1, {"from": thief})
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", lost):
        security.permit(*signed, {"from": thief})


def test_consents_of_the_new_wallet__are_its_own(market: World, new: Any) -> None:
    market.security.approve(market.operator, 5, {"from": new})
    recover(market, market.investor_ch, new)
    market.security.transferFrom(new, market.investor_de, 5, {"from": market.operator})


def test_roles_of_the_lost_wallet__do_not_move(market: World, new: Any) -> None:
    market.security.grantRole(CONTROLLER, market.investor_ch, {"from": market.admin})
    recover(market, market.investor_ch, new)
    assert not market.security.hasRole(CONTROLLER, new)


def test_lost_wallet__moves_units_before_the_execution__what_is_left_is_recovered(market: World, new: Any) -> None:
    initiate(market, market.investor_ch, new)
    clock.pass_time(DELAY + 1)
    market.security.transfer(market.investor_de, 30, {"from": market.investor_ch})
    execute(market, market.investor_ch)
    assert market.security.balanceOf(new) == 70


# ERC-3643


def test_recoveryAddress__initiated_and_due__done_with_the_identity_in_the_event(market: World, new: Any) -> None:
    security, controller = market.security, {"from": market.controller}
    identity = market.operator
    initiate(market, market.investor_ch, new)
    due = security.recoveryOf(market.investor_ch)["executableFrom"]
    clock.next_block_at(due - 1)
    with reverts(security, "RecoveryNotDue", market.investor_ch, due):
        security.recoveryAddress(market.investor_ch, new, identity, controller)
    clock.next_block_at(due)
    tx = security.recoveryAddress(market.investor_ch, new, identity, controller)
    assert tx.return_value is True
    event = tx.events["RecoverySuccess"]
    assert event == {"lost": market.investor_ch, "replacement": new, "investorOnchainID": identity}
    assert tx.events["MemberRecovered"]["evidence"] == hexed(EVIDENCE)
    assert security.balanceOf(new) == 100


def test_recoveryAddress__to_another_than_initiated_or_not_initiated__refused(
    market: World, new: Any, third: Any
) -> None:
    security, controller = market.security, {"from": market.controller}
    for replacement in (new, NOWHERE):
        with reverts(security, "NoRecovery", market.investor_ch, replacement):
            security.recoveryAddress(market.investor_ch, replacement, NOWHERE, controller)
    initiate(market, market.investor_ch, new)
    clock.pass_time(DELAY + 1)
    for replacement in (third, market.investor_de, NOWHERE):
        with reverts(security, "NoRecovery", market.investor_ch, replacement):
            security.recoveryAddress(market.investor_ch, replacement, NOWHERE, controller)
