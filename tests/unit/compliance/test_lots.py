"""Lots: how they are made, kept in order, put together where there are too many, and put right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_abi import encode

from scripts.lib.lots import (
    LOT_TAG,
    MAX_LOTS,
    NEVER,
    REG_CF,
    REG_D_506B,
    REG_D_506C,
    REG_S,
    Lot,
    lot_instruction,
    read_lot,
)
from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.lots import NOON, admit_us, day, held, issue_lot, movement, new_holding_periods
from tests.rules import attach_engine, enact, key, new_rule, set_parameter
from tests.world import COMMON, DAY, PREFERRED, World, bytes32

TODAY = NOON // DAY
COMPLIANCE = role_id("COMPLIANCE")


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    return new_holding_periods(world, engine)


def issue(world: World, data: bytes, units: int = 10, account: Any = None) -> Any:
    return world.security.issueByPartition(COMMON, account or world.investor_ch, units, data, {"from": world.issuer})


def fill(world: World, account: Any, regime: int, count: int = MAX_LOTS, first: int = TODAY - 100) -> None:
    """Gives the account lots of one unit each, acquired on successive days."""
    for number in range(count):
        issue(world, lot_instruction(regime, first + number), 1, account)


# --- Issue ------------------------------------------------------------------------------------------------------------


def test_issue__without_instruction__of_the_default_regime(world: World, rule: Any) -> None:
    world.issue(world.investor_ch, 10)
    set_parameter(world, rule, "DEFAULT_REGIME", REG_D_506C)
    world.issue(world.investor_ch, 20)
    assert held(rule, world.investor_ch) == [
        Lot(TODAY, 0, 0, 10),
        Lot(TODAY, day("2027-03-02") * DAY, REG_D_506C, 20),
    ]


def test_issue__other_data__not_an_instruction(world: World, rule: Any) -> None:
    issue(world, b"\x01")
    issue(world, b"\x02" * 128)
    assert held(rule, world.investor_ch) == [Lot(TODAY, 0, 0, 20)]


@pytest.mark.parametrize(
    ("acquired", "end"), [("2024-02-29", "2025-03-01"), ("2025-03-01", "2026-03-01"), ("2025-08-31", "2026-08-31")]
)
def test_issue__day_given__lock_ends_by_the_calendar(world: World, rule: Any, acquired: str, end: str) -> None:
    issue_lot(world, world.investor_ch, 10, REG_D_506C, acquired)
    assert held(rule, world.investor_ch) == [Lot(day(acquired), day(end) * DAY, REG_D_506C, 10)]


def test_issue__months_and_days__months_first(world: World, rule: Any) -> None:
    set_parameter(world, rule, "LOCKED", 6 << 144 | 10 << 152, 77)
    issue_lot(world, world.investor_ch, 10, 77, "2025-08-31")
    assert held(rule, world.investor_ch)[0].unlock_at == (day("2026-03-01") + 10) * DAY


def test_issue__time_given__that(world: World, rule: Any) -> None:
    issue_lot(world, world.investor_ch, 10, REG_D_506C, unlock_at=NEVER)
    assert held(rule, world.investor_ch) == [Lot(TODAY, NEVER, REG_D_506C, 10)]


def test_issue__batch__one_instruction_for_all(world: World, rule: Any) -> None:
    data = lot_instruction(REG_S, day("2025-11-03"))
    holders = [world.investor_ch, world.investor_de]
    world.security.issueBatch(COMMON, holders, [1, 2], data, {"from": world.issuer})
    assert [held(rule, holder)[0].regime for holder in holders] == [REG_S, REG_S]


def words(regime: int, acquired: int = 0, unlock_at: int = 0) -> bytes:
    """An instruction whose fields may be too large."""
    return bytes(encode(["bytes32", "uint256", "uint256", "uint256"], [LOT_TAG, regime, acquired, unlock_at]))


@pytest.mark.parametrize(
    "data",
    [
        LOT_TAG,
        words(REG_D_506C)[:-1],
        words(REG_D_506C) + b"\0",
        words(1234),
        words(2**16 + REG_D_506C),
        words(REG_D_506C, TODAY + 1),
        words(REG_D_506C, 2**16),
        words(REG_D_506C, 0, NEVER + 1),
        words(0, 0, NOON + DAY),
    ],
    ids=[
        "tag alone",
        "short",
        "long",
        "unknown",
        "large regime",
        "tomorrow",
        "large day",
        "large time",
        "free yet locked",
    ],
)
def test_issue__bad_instruction__refused(world: World, rule: Any, data: bytes) -> None:
    with reverts(world.security, "Refused", "0x50", "INVALID_LOT", world.security):
        issue(world, data)


def test_issue__unknown_default_regime__refused(world: World, rule: Any) -> None:
    set_parameter(world, rule, "DEFAULT_REGIME", 1234)
    with reverts(world.security, "Refused", "0x50", "INVALID_LOT", world.security):
        world.issue(world.investor_ch, 1)
    issue_lot(world, world.investor_ch, 1, 0)


def test_issue__regime_repealed__lots_stay_locked(world: World, rule: Any) -> None:
    issue_lot(world, world.investor_ch, 10, REG_D_506C)
    set_parameter(world, rule, "LOCKED", 0, REG_D_506C)
    with reverts(world.security, "Refused", "0x55", "REG_D_HOLD", world.investor_ch):
        world.security.transfer(world.fund_us, 1, {"from": world.investor_ch})


# --- Order and number -------------------------------------------------------------------------------------------------


def test_issue__same_terms__one_lot_in_one_slot(world: World, rule: Any) -> None:
    for units in (10, 20):
        tx = issue_lot(world, world.investor_ch, units, REG_D_506C, "2025-06-02")
    lots = held(rule, world.investor_ch)
    assert lots == [Lot(day("2025-06-02"), day("2026-06-02") * DAY, REG_D_506C, 30)]
    written = [int(step["stack"][-2], 16) for step in tx.trace if step["op"] == "SSTORE"]
    assert lots[0].word() | 1 << 248 in written
    assert read_lot(lots[0].word()) == lots[0]


def test_issue__older_lot_later__in_its_place(world: World, rule: Any) -> None:
    for acquired in ("2025-06-02", "2025-01-15", "2025-03-03"):
        issue_lot(world, world.investor_ch, 1, REG_D_506C, acquired)
    days = [lot.acquired for lot in held(rule, world.investor_ch)]
    assert days == sorted(days) and len(days) == 3


def test_issue__seventeenth_lot__refused(world: World, rule: Any) -> None:
    fill(world, world.investor_ch, REG_D_506C)
    with reverts(world.security, "Refused", "0x57", "TOO_MANY_LOTS", world.investor_ch):
        issue_lot(world, world.investor_ch, 1, REG_D_506C)
    issue(world, lot_instruction(REG_D_506C, TODAY - 100), 1)  # of the terms of one that is there
    assert len(held(rule, world.investor_ch)) == MAX_LOTS


def test_issue__seventeenth_lot_two_matured__put_together(world: World, rule: Any) -> None:
    """Only the two oldest that are matured and of one regime, with the later date of both."""
    issue_lot(world, world.investor_ch, 5, REG_D_506B, "2024-06-01")
    issue_lot(world, world.investor_ch, 6, REG_D_506C, "2024-06-02")
    issue_lot(world, world.investor_ch, 7, REG_D_506B, "2024-06-03")
    issue_lot(world, world.investor_ch, 8, REG_D_506B, "2024-06-04")
    fill(world, world.investor_ch, REG_D_506C, MAX_LOTS - 4)
    before = held(rule, world.investor_ch)

    issue_lot(world, world.investor_ch, 1, REG_CF)

    after = held(rule, world.investor_ch)
    assert after[:3] == [before[1], replace(before[2], units=12), before[3]]
    assert after[3:-1] == before[4:] and after[-1].regime == REG_CF


def test_transfer__receiver_is_full__refused_until_locks_end(world: World, engine: Any, rule: Any) -> None:
    fill(world, world.investor_de, REG_D_506C)
    world.issue(world.investor_ch, 10)
    opens_at = held(rule, world.investor_de)[1].unlock_at
    assert world.restriction(world.investor_ch, world.investor_de, 10)[3] == opens_at
    assert engine.largest(movement(world, world.investor_ch, world.investor_de, 10)) == 0
    clock.next_block_at(opens_at - 1)
    with reverts(world.security, "Refused", "0x57", "TOO_MANY_LOTS", world.investor_de):
        world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})
    clock.next_block_at(opens_at + 1)
    world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})


def test_largest__room_for_some_of_the_lots__those(world: World, engine: Any, rule: Any) -> None:
    fill(world, world.investor_de, REG_D_506C, MAX_LOTS - 2)
    fill(world, world.investor_ch, REG_S, 4)
    assert engine.largest(movement(world, world.investor_ch, world.investor_de, 4)) == 2
    world.security.transfer(world.investor_de, 2, {"from": world.investor_ch})
    with reverts(world.security, "Refused", "0x57", "TOO_MANY_LOTS", world.investor_de):
        world.security.transfer(world.investor_de, 1, {"from": world.investor_ch})


def test_consented__receiver_is_full__refused_all_the_same(world: World, engine: Any, rule: Any) -> None:
    """What was consented to must not fail when it is told."""
    fill(world, world.investor_de, REG_S)
    issue_lot(world, world.investor_ch, 5, REG_D_506C)
    arguments = (COMMON, world.investor_ch, world.investor_de, 5)
    engine.approveTransfer(*arguments, NEVER, bytes32("MINUTES"), {"from": world.approver})
    with reverts(world.security, "Refused", "0x57", "TOO_MANY_LOTS", world.investor_de):
        world.security.transfer(world.investor_de, 5, {"from": world.investor_ch})


def test_forced__sixteen_lots_to_sixteen__put_together_never_to_advantage(world: World, engine: Any, rule: Any) -> None:
    fill(world, world.investor_ch, REG_D_506C)
    fill(world, world.investor_de, REG_S, first=TODAY - 50)
    tx = world.security.controllerTransfer(
        world.investor_ch, world.investor_de, MAX_LOTS, b"", b"", {"from": world.controller}
    )
    assert not engine.isClosed(rule)
    lots = held(rule, world.investor_de)
    assert len(lots) == MAX_LOTS and sum(lot.units for lot in lots) == 2 * MAX_LOTS
    # Lots of one regime suffice: the older sixteen became one lot on the terms of the youngest.
    assert [(lot.regime, lot.units) for lot in lots[:2]] == [(REG_D_506C, 16), (REG_S, 2)]
    assert lots[0].acquired == TODAY - 85 and held(rule, world.investor_ch) == []
    assert tx.gas_used < 1_000_000


def test_forced__seventeen_regimes__the_later_lock_prevails(world: World, rule: Any) -> None:
    for number in range(100, 116):
        set_parameter(world, rule, "LOCKED", (number - 99) << 152, number)
        issue(world, lot_instruction(number), 1)
    world.issue(world.investor_de, 1)
    world.security.controllerTransfer(world.investor_de, world.investor_ch, 1, b"", b"", {"from": world.controller})
    lots = held(rule, world.investor_ch)
    assert len(lots) == MAX_LOTS and (lots[0].regime, lots[0].units) == (100, 2)


def test_transfer__to_a_full_treasury__never_refused(world: World, rule: Any) -> None:
    world.admit(world.treasury)
    world.security.setTreasury(world.treasury, True, {"from": world.configurer})
    fill(world, world.treasury, REG_D_506C)
    issue_lot(world, world.investor_ch, 5, REG_D_506C)
    world.security.transfer(world.treasury, 5, {"from": world.investor_ch})
    lots = held(rule, world.treasury)
    assert len(lots) == MAX_LOTS and lots[0].units == 2


# --- Corrections ------------------------------------------------------------------------------------------------------


def test_set_lots__in_any_order__replaced(world: World, rule: Any) -> None:
    world.issue(world.investor_ch, 30)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.security.transfer(world.second_wallet_ch, 10, {"from": world.investor_ch})
    lots = [(20, REG_S, TODAY, NOON + DAY), (10, 0, TODAY - 1, 0)]
    tx = rule.setLots(COMMON, world.second_wallet_ch, lots, "Opinion of counsel", {"from": world.compliance_officer})
    assert tuple(rule.lotsOf(COMMON, world.investor_ch)) == (lots[1], lots[0])
    assert tx.events["LotsSet"]["citation"] == "Opinion of counsel"
    rule.setLots(COMMON, world.investor_ch, [(30, 0, TODAY, 0)], "", {"from": world.compliance_officer})
    assert held(rule, world.investor_ch) == [Lot(TODAY, 0, 0, 30)]


def test_set_lots__not_the_units_held__refused(world: World, rule: Any) -> None:
    world.issue(world.investor_ch, 30)
    for units in (29, 31):
        with reverts(rule, "UnitsDiffer", units, 30):
            rule.setLots(COMMON, world.investor_ch, [(units, 0, TODAY, 0)], "", {"from": world.compliance_officer})


@pytest.mark.parametrize(
    "lot",
    [(0, 0, TODAY, 0), (1, 1234, TODAY, 0), (1, 0, 0, 0), (1, 0, TODAY + 1, 0), (1, 0, TODAY, NOON + DAY)],
    ids=["empty", "unknown", "no day", "tomorrow", "free yet locked"],
)
def test_set_lots__bad_lot__refused(world: World, rule: Any, lot: tuple[int, ...]) -> None:
    world.issue(world.investor_ch, 2)
    with reverts(rule, "InvalidLot", 1):
        rule.setLots(COMMON, world.investor_ch, [(1, 0, TODAY, 0), lot], "", {"from": world.compliance_officer})


def test_set_lots__too_many_nobodys_or_elsewhere__refused(world: World, engine: Any, rule: Any) -> None:
    officer = {"from": world.compliance_officer}
    with reverts(rule, "TooManyLots", 17, 16):
        rule.setLots(COMMON, world.investor_ch, [(1, 0, TODAY, 0)] * 17, "", officer)
    with reverts(rule, "NotRegistered", world.stranger):
        rule.setLots(COMMON, world.stranger, [], "", officer)
    scoped = new_rule(world, engine, "HoldingPeriods", PREFERRED)
    with reverts(scoped, "OutOfScope", COMMON):
        scoped.setLots(COMMON, world.investor_ch, [], "", officer)


def test_set_lots__by_a_stranger__refused(world: World, rule: Any) -> None:
    with reverts(rule, "AccessControlUnauthorizedAccount", world.stranger, COMPLIANCE):
        rule.setLots(COMMON, world.investor_ch, [], "", {"from": world.stranger})


def test_set_related__both_ways_and_back(world: World, rule: Any) -> None:
    pair, officer = (world.investor_de, world.investor_ch), {"from": world.compliance_officer}
    tx = rule.setRelated(*pair, True, bytes32("MARRIAGE"), officer)
    assert rule.areRelated(*pair) and rule.areRelated(*reversed(pair))
    assert [tx.events["RelationSet"][name] for name in ("investor", "relative", "related")] == [2, 3, True]
    rule.setRelated(*reversed(pair), False, bytes32("DIVORCE"), officer)
    assert not rule.areRelated(*pair)


def test_set_related__to_oneself_or_nobody__refused(world: World, rule: Any) -> None:
    officer = {"from": world.compliance_officer}
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    with reverts(rule, "SameInvestor", world.investor_ch, world.second_wallet_ch):
        rule.setRelated(world.investor_ch, world.second_wallet_ch, True, bytes(32), officer)
    with reverts(rule, "NotRegistered", world.stranger):
        rule.setRelated(world.investor_ch, world.stranger, True, bytes(32), officer)
    with reverts(rule, "AccessControlUnauthorizedAccount", world.stranger, COMPLIANCE):
        rule.setRelated(world.investor_ch, world.investor_de, True, bytes(32), {"from": world.stranger})


# --- Reconciliation ---------------------------------------------------------------------------------------------------


@pytest.fixture
def late_rule(world: World, engine: Any) -> Any:
    """A rule that comes when investor_ch holds 100 COMMON in two wallets, and fund_us 50 PREFERRED."""
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    world.issue(world.investor_ch, 60)
    world.issue(world.second_wallet_ch, 40)
    world.issue(world.fund_us, 50, PREFERRED)
    rule = new_holding_periods(world, engine)
    set_parameter(world, rule, "DEFAULT_REGIME", REG_D_506C)
    return rule


def test_reconcile__units_older_than_the_rule__a_lot_of_today(world: World, late_rule: Any) -> None:
    tx = late_rule.reconcile(world.second_wallet_ch, {"from": world.stranger})
    late_rule.reconcile(world.fund_us, {"from": world.stranger})
    late_rule.reconcile(world.stranger, {"from": world.stranger})
    assert [(lot.regime, lot.units) for lot in held(late_rule, world.investor_ch)] == [(REG_D_506C, 100)]
    assert [(lot.regime, lot.units) for lot in held(late_rule, world.fund_us, PREFERRED)] == [(REG_D_506C, 50)]
    assert [tx.events["LotsReconciled"][name] for name in ("unitsBefore", "units")] == [0, 100]
    assert "LotsReconciled" not in late_rule.reconcile(world.investor_ch, {"from": world.stranger}).events


def test_reconcile__before_the_rule_is_enacted__nothing(world: World, engine: Any) -> None:
    """Nobody fixes lots of no regime while the parameters are still being set."""
    world.issue(world.investor_ch, 10)
    rule = new_rule(world, engine, "HoldingPeriods")
    rule.reconcile(world.investor_ch, {"from": world.investor_ch})
    assert held(rule, world.investor_ch) == []


def test_transfer__units_not_in_the_books__as_reconciliation_would_have_them(world: World, late_rule: Any) -> None:
    receiver = admit_us(world, 6)
    with reverts(world.security, "Refused", "0x55", "REG_D_HOLD", world.investor_ch):
        world.security.transfer(receiver, 10, {"from": world.investor_ch})
    world.security.transfer(world.fund_us, 10, {"from": world.investor_ch})
    assert [(lot.regime, lot.units) for lot in held(late_rule, world.fund_us)] == [(REG_D_506C, 10)]
    late_rule.reconcile(world.investor_ch, {"from": world.stranger})
    assert sum(lot.units for lot in held(late_rule, world.investor_ch)) == 90


def test_reconcile__surplus_of_lots__oldest_go_but_for_compliance_alone(world: World, engine: Any, rule: Any) -> None:
    issue_lot(world, world.investor_ch, 10, REG_D_506C, "2025-01-15")
    issue_lot(world, world.investor_ch, 20, REG_D_506C, "2025-06-02")
    enact(world, engine)
    world.security.redeem(15, b"", {"from": world.investor_ch})
    enact(world, engine, rule)

    rule.reconcile(world.investor_ch, {"from": world.stranger})
    assert [lot.units for lot in held(rule, world.investor_ch)] == [10, 20]
    rule.reconcile(world.investor_ch, {"from": world.compliance_officer})
    assert held(rule, world.investor_ch) == [Lot(day("2025-06-02"), day("2026-06-02") * DAY, REG_D_506C, 15)]


def test_reconcile__wallet_unknown_to_the_directory__no_lock_is_lost(world: World) -> None:
    """A wallet that was linked before the engine was set is not listed; reconciling the other must not free units."""
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    engine = attach_engine(world)
    rule = new_holding_periods(world, engine)
    issue(world, lot_instruction(REG_D_506C), 10, world.second_wallet_ch)
    before = held(rule, world.investor_ch)
    rule.reconcile(world.investor_ch, {"from": world.investor_ch})
    assert held(rule, world.investor_ch) == before
    engine.reconcile([world.investor_ch, world.second_wallet_ch], {"from": world.stranger})
    assert held(rule, world.investor_ch) == before


# --- Parameters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number", "value"),
    [
        ("DEFAULT_REGIME", 0, 2**16),
        ("AFFILIATES", 0, 2**32),
        ("LOCKED", 0, 1),
        ("LOCKED", 8, 1 << 168),
        ("LOCKED", 8, 128 << 128),
        ("MATURED", 0, 1),
        ("MATURED", 8, 1 << 144),
        ("MATURED", 8, 32 << 128),
        ("REASON", 0, 1),
        ("REASON", 8, int.from_bytes(b"TA_APPROVAL_REQUIRED".ljust(27, b"\0"), "big")),
        ("UNKNOWN", 8, 1),
    ],
)
def test_set_parameter__not_one_of_the_rules__refused(
    world: World, rule: Any, name: str, number: int, value: int
) -> None:
    with reverts(rule, "InvalidParameter", key(name, number), value):
        set_parameter(world, rule, name, value, number)


def test_words__of_the_rule(rule: Any) -> None:
    assert (bytes(rule.name()).rstrip(b"\0"), rule.step(), rule.hooks()) == (b"HOLDING_PERIODS", 9, 3)
