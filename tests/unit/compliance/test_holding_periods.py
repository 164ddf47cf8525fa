"""The rule HoldingPeriods: who may receive what is locked, and when it is no longer."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.lots import REG_A_T2, REG_CF, REG_D_506B, REG_D_506C, REG_S, RULE_144A
from tests import clock
from tests.errors import reverts
from tests.lots import NOON, admit_us, day, issue_lot, movement, new_holding_periods
from tests.rules import set_parameter
from tests.world import AFFILIATE, COMMON, DAY, FAR, NOWHERE, PREFERRED, US, US_PERSON, World, bytes32, code, text

FOR_EVER = 2**40 - 1


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """The table's cast. investor_ch and investor_de are abroad, fund_us is a US fund and a QIB."""
    return new_holding_periods(world, engine)


@pytest.fixture(scope="module")
def retail_us(world: World) -> Any:
    """N1: a US person, not accredited."""
    return admit_us(world, 1)


@pytest.fixture(scope="module")
def accredited_us(world: World) -> Any:
    """A3: an accredited US person."""
    return admit_us(world, 2, accredited=True)


@pytest.fixture(scope="module")
def seller_us(world: World, rule: Any) -> Any:
    """A1: holds 5,000 of a matured 506(c) lot and 10,000 of one that matures on 2026-06-02."""
    account = admit_us(world, 3, accredited=True)
    issue_lot(world, account, 5_000, REG_D_506C, "2025-01-15")
    issue_lot(world, account, 10_000, REG_D_506C, "2025-06-02")
    return account


@pytest.fixture(scope="module")
def issuer_treasury(world: World) -> Any:
    world.admit(world.treasury)
    world.security.setTreasury(world.treasury, True, {"from": world.configurer})
    return world.treasury


def verdict(world: World, sender: Any, receiver: Any, units: int) -> tuple[int, str]:
    """Code and reason of a transfer, which is then made: both have to agree."""
    status, reason, guilty, _ = world.restriction(sender, receiver, units)
    if code(status) == 0x51:
        world.security.transfer(receiver, units, {"from": sender})
    else:
        with reverts(world.security, "Refused", "0x" + bytes(status).hex(), text(reason), guilty):
            world.security.transfer(receiver, units, {"from": sender})
    return code(status), text(reason)


# --- Regulation D -----------------------------------------------------------------------------------------------------


def test_transfer__matured_lot_to_retail__passes(world: World, seller_us: Any, retail_us: Any) -> None:
    assert verdict(world, seller_us, retail_us, 5_000) == (0x51, "")


def test_transfer__one_unit_of_the_locked_lot_to_retail__refused(world: World, seller_us: Any, retail_us: Any) -> None:
    with reverts(world.security, "Refused", "0x55", "REG_D_HOLD", seller_us):
        world.security.transfer(retail_us, 5_001, {"from": seller_us})


def test_transfer__locked_lot_to_accredited__needs_consent(world: World, seller_us: Any, accredited_us: Any) -> None:
    assert verdict(world, seller_us, accredited_us, 5_000) == (0x51, "")
    with reverts(world.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", world.security):
        world.security.transfer(accredited_us, 1, {"from": seller_us})


def test_transfer__consented_to__moves_the_locked_lot(
    world: World, engine: Any, rule: Any, seller_us: Any, accredited_us: Any
) -> None:
    engine.approveTransfer(
        COMMON, seller_us, accredited_us, 5_001, FOR_EVER, bytes32("MINUTES"), {"from": world.approver}
    )
    world.security.transfer(accredited_us, 5_001, {"from": seller_us})

    assert [lot[0] for lot in rule.lotsOf(COMMON, accredited_us)] == [5_000, 1]
    assert [lot[0] for lot in rule.lotsOf(COMMON, seller_us)] == [9_999]


def test_transfer__locked_lot_to_qib__passes(world: World, seller_us: Any) -> None:
    assert verdict(world, seller_us, world.fund_us, 15_000) == (0x51, "")


def test_transfer__locked_lot_offshore__needs_consent(world: World, seller_us: Any) -> None:
    assert verdict(world, seller_us, world.investor_de, 15_000) == (0x50, "TA_APPROVAL_REQUIRED")


def test_transfer__one_second_before_the_lock_ends__refused(world: World, seller_us: Any, retail_us: Any) -> None:
    end = day("2026-06-02") * DAY
    assert world.restriction(seller_us, retail_us, 15_000)[3] == end
    clock.next_block_at(end - 1)
    with reverts(world.security, "Refused", "0x55", "REG_D_HOLD", seller_us):
        world.security.transfer(retail_us, 15_000, {"from": seller_us})


def test_transfer__when_the_lock_ends__passes(world: World, seller_us: Any, retail_us: Any) -> None:
    clock.next_block_at(day("2026-06-02") * DAY)
    world.security.transfer(retail_us, 15_000, {"from": seller_us})


def test_transfer__locked_lot_to_the_issuer__passes(world: World, seller_us: Any, issuer_treasury: Any) -> None:
    assert verdict(world, seller_us, issuer_treasury, 15_000) == (0x51, "")


def test_redeem__locked_lot__passes(world: World, rule: Any, seller_us: Any) -> None:
    world.security.redeem(6_000, b"", {"from": seller_us})
    assert [lot[0] for lot in rule.lotsOf(COMMON, seller_us)] == [9_000]


def test_transfer__506b_lot__as_506c(world: World, rule: Any, retail_us: Any) -> None:
    issue_lot(world, world.fund_us, 10, REG_D_506B, "2025-03-03")
    assert verdict(world, world.fund_us, retail_us, 10) == (0x55, "REG_D_HOLD")
    clock.block_at(day("2026-03-03") * DAY)
    assert verdict(world, world.fund_us, retail_us, 10) == (0x51, "")


# --- Regulation S, CF, A, Rule 144A -----------------------------------------------------------------------------------


def test_transfer__reg_s_offshore__passes(world: World, rule: Any) -> None:
    issue_lot(world, world.investor_de, 4_000, REG_S, "2025-11-03")
    assert verdict(world, world.investor_de, world.investor_fr, 4_000) == (0x51, "")


def test_transfer__reg_s_to_us_person__of_the_receiver(world: World, rule: Any, accredited_us: Any) -> None:
    issue_lot(world, world.investor_de, 4_000, REG_S, "2025-11-03")
    with reverts(world.security, "Refused", "0x57", "REG_S_US_PERSON", accredited_us):
        world.security.transfer(accredited_us, 10, {"from": world.investor_de})


def test_transfer__reg_s_after_compliance_period__consent_or_qib(world: World, rule: Any, accredited_us: Any) -> None:
    issue_lot(world, world.investor_de, 4_000, REG_S, "2025-11-03")
    clock.block_at(day("2026-11-03") * DAY)
    assert verdict(world, world.investor_de, accredited_us, 10) == (0x50, "TA_APPROVAL_REQUIRED")
    assert verdict(world, world.investor_de, world.fund_us, 10) == (0x51, "")
    assert verdict(world, world.investor_de, world.investor_fr, 10) == (0x51, "")


def test_transfer__reg_cf__accredited_free_family_by_consent(
    world: World, rule: Any, retail_us: Any, accredited_us: Any
) -> None:
    issue_lot(world, world.investor_ch, 300, REG_CF, "2025-09-15")
    assert verdict(world, world.investor_ch, retail_us, 10) == (0x55, "REG_CF_HOLD")
    assert world.restriction(world.investor_ch, retail_us, 10)[3] == day("2026-09-15") * DAY
    assert verdict(world, world.investor_ch, accredited_us, 10) == (0x51, "")
    rule.setRelated(
        retail_us, world.investor_ch, True, bytes32("BIRTH CERTIFICATE"), {"from": world.compliance_officer}
    )
    assert verdict(world, world.investor_ch, retail_us, 10) == (0x50, "TA_APPROVAL_REQUIRED")
    clock.block_at(day("2026-09-15") * DAY)
    assert verdict(world, world.investor_ch, retail_us, 10) == (0x51, "")


def test_transfer__rule_144a__qib_alone_and_time_cures_nothing(world: World, rule: Any, accredited_us: Any) -> None:
    issue_lot(world, world.investor_ch, 900, RULE_144A, "2024-01-01")
    status, reason, guilty, opens_at = world.restriction(world.investor_ch, accredited_us, 1)
    assert (code(status), text(reason), guilty, opens_at) == (0x57, "QIB_REQUIRED", accredited_us, 0)
    assert verdict(world, world.investor_ch, accredited_us, 1) == (0x57, "QIB_REQUIRED")
    assert verdict(world, world.investor_ch, world.fund_us, 900) == (0x51, "")


def test_transfer__reg_a__free_at_once(world: World, rule: Any, retail_us: Any) -> None:
    issue_lot(world, world.investor_ch, 700, REG_A_T2)
    assert tuple(rule.lotsOf(COMMON, world.investor_ch)) == ((700, REG_A_T2, NOON // DAY, 0),)
    assert verdict(world, world.investor_ch, retail_us, 700) == (0x51, "")


def test_transfer__without_a_reason_in_the_regime__contractual_lock(world: World, rule: Any, retail_us: Any) -> None:
    set_parameter(world, rule, "LOCKED", 30 << 152, 40)  # thirty days, free to nobody
    issue_lot(world, world.investor_ch, 1, 40)
    with reverts(world.security, "Refused", "0x55", "CONTRACTUAL_LOCK", world.investor_ch):
        world.security.transfer(retail_us, 1, {"from": world.investor_ch})
    clock.block_at((NOON // DAY + 30) * DAY)
    assert verdict(world, world.investor_ch, retail_us, 1) == (0x51, "")


# --- Order of lots ----------------------------------------------------------------------------------------------------


def test_transfer__lots_of_two_regimes__free_ones_first(world: World, rule: Any, retail_us: Any) -> None:
    """The older lot is locked for this receiver, so that the younger goes; and the refusal names the oldest lock."""
    issue_lot(world, world.investor_ch, 10, REG_CF, "2025-09-15")
    issue_lot(world, world.investor_ch, 20, REG_S, "2025-11-03")
    issue_lot(world, world.investor_ch, 30, REG_A_T2, "2026-01-01")

    assert verdict(world, world.investor_ch, retail_us, 31) == (0x55, "REG_CF_HOLD")
    assert verdict(world, world.investor_ch, retail_us, 30) == (0x51, "")
    assert [lot[:2] for lot in rule.lotsOf(COMMON, world.investor_ch)] == [(10, REG_CF), (20, REG_S)]
    assert verdict(world, world.investor_ch, world.investor_de, 20) == (0x51, "")
    assert [lot[:2] for lot in rule.lotsOf(COMMON, world.investor_ch)] == [(10, REG_CF)]


def test_transfer__consent_needed_and_not__free_lots_first(
    world: World, engine: Any, rule: Any, seller_us: Any, accredited_us: Any
) -> None:
    engine.approveTransfer(
        COMMON, seller_us, accredited_us, 4_000, FOR_EVER, bytes32("MINUTES"), {"from": world.approver}
    )
    world.security.transfer(accredited_us, 4_000, {"from": seller_us})
    assert [lot[0] for lot in rule.lotsOf(COMMON, seller_us)] == [1_000, 10_000]


def test_largest_and_eligible__two_lots__what_is_free_now(
    world: World, engine: Any, rule: Any, seller_us: Any, retail_us: Any, accredited_us: Any
) -> None:
    assert engine.largest(movement(world, seller_us, retail_us, 15_000)) == 5_000
    assert engine.largest(movement(world, seller_us, retail_us, 4_000)) == 4_000
    assert engine.largest(movement(world, seller_us, world.fund_us, 15_000)) == 15_000
    assert rule.eligibleUnits(COMMON, seller_us, retail_us) == (5_000, 0)
    assert rule.eligibleUnits(COMMON, seller_us, accredited_us) == (5_000, 10_000)
    assert rule.eligibleUnits(COMMON, seller_us, world.fund_us) == (15_000, 0)
    assert rule.eligibleUnits(COMMON, seller_us, NOWHERE) == (15_000, 0)
    assert rule.eligibleUnits(COMMON, seller_us, seller_us) == (15_000, 0)


def test_opens_at__accreditation_ends_first__not_by_time(world: World, rule: Any) -> None:
    """What frees the receiver today must still do so when the lock of another lot ends."""
    set_parameter(world, rule, "LOCKED", 1 << 128 | 30 << 152, 41)  # thirty days, free to accredited investors
    set_parameter(world, rule, "MATURED", 1 << 128, 41)
    issue_lot(world, world.investor_ch, 10, 41)
    world.admit(world.investor_de, accredited=NOON // DAY - 1)
    assert world.restriction(world.investor_ch, world.investor_de, 10)[3] == 0
    world.admit(world.investor_de, accredited=FAR)
    assert code(world.restriction(world.investor_ch, world.investor_de, 10)[0]) == 0x51


# --- Tacking ----------------------------------------------------------------------------------------------------------


def test_transfer__locked_lot__keeps_its_dates(world: World, rule: Any, seller_us: Any) -> None:
    before = rule.lotsOf(COMMON, seller_us)
    world.security.transfer(world.fund_us, 15_000, {"from": seller_us})
    assert rule.lotsOf(COMMON, world.fund_us) == before and rule.lotsOf(COMMON, seller_us) == ()


def test_transfer__from_an_affiliate__starts_anew(world: World, rule: Any, retail_us: Any) -> None:
    world.admit(world.investor_ch, US, attributes=US_PERSON | AFFILIATE)
    issue_lot(world, world.investor_ch, 20_000, REG_D_506C, "2024-02-29")
    assert rule.lotsOf(COMMON, world.investor_ch)[0][3] == day("2025-03-01") * DAY

    world.security.transfer(retail_us, 2_000, {"from": world.investor_ch})

    assert rule.lotsOf(COMMON, retail_us) == ((2_000, REG_D_506C, day("2026-03-02"), day("2027-03-02") * DAY),)
    assert verdict(world, retail_us, admit_us(world, 5), 1) == (0x55, "REG_D_HOLD")


def test_transfer__from_an_affiliate_to_a_holder_of_such_lots__starts_anew(world: World, rule: Any) -> None:
    for holder in (world.investor_ch, world.investor_de):
        issue_lot(world, holder, 10, REG_D_506C, "2024-02-29")
    world.admit(world.investor_ch, attributes=AFFILIATE)
    world.security.transfer(world.investor_de, 4, {"from": world.investor_ch})
    lots = [(units, acquired) for units, _, acquired, _ in rule.lotsOf(COMMON, world.investor_de)]
    assert lots == [(10, day("2024-02-29")), (4, NOON // DAY)]


@pytest.mark.parametrize("regime", [REG_CF, REG_S])
def test_transfer__from_an_affiliate_clock_of_the_offering__goes_on(world: World, rule: Any, regime: int) -> None:
    world.admit(world.investor_ch, attributes=AFFILIATE)
    issue_lot(world, world.investor_ch, 10, regime, "2025-09-15")
    before = rule.lotsOf(COMMON, world.investor_ch)
    receiver = world.investor_de if regime == REG_S else world.fund_us
    world.security.transfer(receiver, 10, {"from": world.investor_ch})
    assert rule.lotsOf(COMMON, receiver) == before


def test_transfer__out_of_the_treasury__unlocked_and_dated_today(
    world: World, rule: Any, seller_us: Any, retail_us: Any, issuer_treasury: Any
) -> None:
    world.security.transfer(issuer_treasury, 15_000, {"from": seller_us})
    world.security.transfer(retail_us, 15_000, {"from": issuer_treasury})
    assert rule.lotsOf(COMMON, retail_us) == ((15_000, REG_D_506C, day("2026-03-02"), day("2027-03-02") * DAY),)


# --- Known mistakes of others -----------------------------------------------------------------------------------------


def test_transfer__after_moving_abroad__lock_is_not_found_again(world: World, rule: Any, retail_us: Any) -> None:
    """The end of a lock is fixed when the lot is made, whatever becomes of the holder or of the regime."""
    issue_lot(world, world.investor_de, 10, REG_D_506C, "2025-06-02")
    before = rule.lotsOf(COMMON, world.investor_de)
    world.admit(world.investor_de, US, attributes=US_PERSON)
    set_parameter(world, rule, "LOCKED", 6 << 144, REG_D_506C)
    assert rule.lotsOf(COMMON, world.investor_de) == before
    assert verdict(world, world.investor_de, retail_us, 10)[0] == 0x55


def test_transfer__further_locked_lot__does_not_lock_the_first_again(
    world: World, rule: Any, seller_us: Any, retail_us: Any
) -> None:
    issue_lot(world, seller_us, 1_000, REG_D_506C)
    assert verdict(world, seller_us, retail_us, 5_000) == (0x51, "")
    clock.block_at(day("2026-06-02") * DAY)
    assert verdict(world, seller_us, retail_us, 10_000) == (0x51, "")
    assert verdict(world, seller_us, retail_us, 1) == (0x55, "REG_D_HOLD")


def test_transfer__from_a_second_wallet__same_locks(world: World, rule: Any, retail_us: Any) -> None:
    issue_lot(world, world.investor_ch, 100, REG_D_506C)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    before = rule.lotsOf(COMMON, world.investor_ch)
    world.security.transfer(world.second_wallet_ch, 60, {"from": world.investor_ch})
    assert rule.lotsOf(COMMON, world.second_wallet_ch) == before
    assert verdict(world, world.second_wallet_ch, retail_us, 1) == (0x55, "REG_D_HOLD")


def test_transfer__to_oneself__changes_nothing(world: World, rule: Any, seller_us: Any) -> None:
    before = rule.lotsOf(COMMON, seller_us)
    world.security.transfer(seller_us, 15_000, {"from": seller_us})
    assert rule.lotsOf(COMMON, seller_us) == before


def test_recovery__of_a_wallet__lots_stay_with_the_investor(world: World, rule: Any, seller_us: Any) -> None:
    before = rule.lotsOf(COMMON, seller_us)
    world.security.initiateRecovery(seller_us, world.stranger, bytes32("POLICE REPORT"), {"from": world.admitter})
    clock.pass_time(4 * DAY)
    world.security.executeRecovery(seller_us, {"from": world.controller})
    assert rule.lotsOf(COMMON, world.stranger) == before and rule.lotsOf(COMMON, seller_us) == ()


def test_forced__transfer_and_redemption__oldest_first_whatever_it_is(
    world: World, rule: Any, seller_us: Any, retail_us: Any
) -> None:
    world.security.controllerRedeem(seller_us, 4_000, b"", b"", {"from": world.controller})
    world.security.controllerTransfer(seller_us, retail_us, 3_000, b"", b"", {"from": world.controller})
    assert [lot[0] for lot in rule.lotsOf(COMMON, retail_us)] == [1_000, 2_000]
    assert [lot[0] for lot in rule.lotsOf(COMMON, seller_us)] == [8_000]


def test_forced__all_units__no_stale_lots(world: World, rule: Any, seller_us: Any, retail_us: Any) -> None:
    world.security.controllerRedeem(seller_us, 15_000, b"", b"", {"from": world.controller})
    assert rule.lotsOf(COMMON, seller_us) == ()
    world.issue(seller_us, 10)  # of the default regime, free
    assert verdict(world, seller_us, retail_us, 10) == (0x51, "")


# --- Conversions ------------------------------------------------------------------------------------------------------


def test_convert__lots_of_two_dates__go_along_and_add_up(world: World, rule: Any) -> None:
    issue_lot(world, world.fund_us, 10, REG_D_506C, "2025-01-15", cls=PREFERRED)
    issue_lot(world, world.fund_us, 20, REG_D_506C, "2025-06-02", cls=PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 5, 3, {"from": world.issuer})

    world.security.convert(PREFERRED, COMMON, world.fund_us, 21, b"", {"from": world.fund_us})

    # 35 units: 10 become 16, 11 the remaining 19.
    assert [lot[::2] for lot in rule.lotsOf(COMMON, world.fund_us)] == [
        (16, day("2025-01-15")),
        (19, day("2025-06-02")),
    ]
    assert [lot[::2] for lot in rule.lotsOf(PREFERRED, world.fund_us)] == [(9, day("2025-06-02"))]


def test_convert__by_an_affiliate__dates_stay(world: World, rule: Any) -> None:
    world.admit(world.fund_us, US, accredited=FAR, attributes=US_PERSON | AFFILIATE)
    issue_lot(world, world.fund_us, 10, REG_D_506C, "2025-01-15", cls=PREFERRED)
    before = rule.lotsOf(PREFERRED, world.fund_us)
    world.security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})
    world.security.convert(PREFERRED, COMMON, world.fund_us, 10, b"", {"from": world.fund_us})
    assert rule.lotsOf(COMMON, world.fund_us) == before


def test_convert__into_a_class_without_books__must_not_lose_the_lock(world: World, engine: Any) -> None:
    rule = new_holding_periods(world, engine, PREFERRED)
    world.admit(world.investor_ch, accredited=FAR)
    issue_lot(world, world.investor_ch, 10, REG_D_506C, "2025-03-03", cls=PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 1, 1, {"from": world.issuer})

    with reverts(world.security, "Refused", "0x50", "TA_APPROVAL_REQUIRED", world.security):
        world.security.convert(PREFERRED, COMMON, world.investor_ch, 10, b"", {"from": world.investor_ch})
    clock.block_at(day("2026-03-03") * DAY)
    world.security.convert(PREFERRED, COMMON, world.investor_ch, 10, b"", {"from": world.investor_ch})
    assert rule.lotsOf(PREFERRED, world.investor_ch) == () == rule.lotsOf(COMMON, world.investor_ch)


def test_convert__from_a_class_without_books__lot_of_the_default_regime(world: World, engine: Any) -> None:
    rule = new_holding_periods(world, engine, COMMON)
    set_parameter(world, rule, "DEFAULT_REGIME", REG_D_506C)
    world.issue(world.fund_us, 10, PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 3, 1, {"from": world.issuer})
    world.security.convert(PREFERRED, COMMON, world.fund_us, 10, b"", {"from": world.fund_us})
    assert [lot[:3] for lot in rule.lotsOf(COMMON, world.fund_us)] == [(30, REG_D_506C, NOON // DAY)]
