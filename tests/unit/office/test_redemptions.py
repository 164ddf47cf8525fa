"""Units cancelled because they are paid for: by the terms of the class and not by a controller."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lib.roles import role_id
from tests import clock
from tests.errors import reverts
from tests.rules import attach_engine, enact, new_rule
from tests.unit.office.helpers import FOREVER, TEST, Holdings, freeze, freeze_units, hexed, refused, sanction
from tests.world import COMMON, NOWHERE, PREFERRED, World, bytes32

DATA = b"\x07" * 32
FORCED_REDEEM = 4


@pytest.fixture(scope="module")
def paying(market: World) -> World:
    """The operator stands in for the distributor, which is a contract and cannot send by itself."""
    market.security.grantRole(role_id("REDEEMER"), market.operator, {"from": market.admin})
    return market


def redeem(world: World, holder: Any, units: int, partition: bytes = COMMON) -> Any:
    return world.security.redeemPaid(partition, holder, units, DATA, {"from": world.operator})


# what it does


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
@pytest.mark.parametrize("units", [1, 99, 100])
def test_redeemPaid__units_of_a_class__cancelled_and_told(paying: World, partition: bytes, units: int) -> None:
    security, holder = paying.security, paying.fund_us
    supply = security.totalSupplyByPartition(partition)
    events = redeem(paying, holder, units, partition).events
    assert [event.name for event in events] == ["Transfer", "RedeemedByPartition"]
    assert events["Transfer"] == {"from": holder, "to": NOWHERE, "value": units}
    told = (hexed(partition), paying.operator, holder, units, hexed(DATA))
    assert tuple(dict(events["RedeemedByPartition"]).values()) == told
    assert security.balanceOfByPartition(partition, holder) == 100 - units
    assert security.totalSupplyByPartition(partition) == supply - units


def test_redeemPaid__other_class_and_other_holders__as_they_were(paying: World) -> None:
    security = paying.security
    redeem(paying, paying.fund_us, 100)
    assert security.balanceOfByPartition(PREFERRED, paying.fund_us) == 100
    assert [security.balanceOf(holder) for holder in paying.investors] == [100, 100, 100, 100]
    assert security.balanceOfByPartition(COMMON, paying.fund_us) == 0


def test_redeemPaid__all_of_it__folio_stays(paying: World) -> None:
    folio = paying.security.memberOf(paying.investor_ch)["folio"]
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.memberOf(paying.investor_ch)["folio"] == folio


def test_redeemPaid__authorised_capital__not_given_back(paying: World) -> None:
    before = paying.security.authorisedOf(COMMON)
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.authorisedOf(COMMON) == before


def test_redeemPaid__around_a_record_date__history_as_it_was(paying: World) -> None:
    security, holder = paying.security, paying.investor_ch
    date = clock.now() + 3_600
    security.scheduleRecordDate(date, {"from": paying.scheduler})
    clock.next_block_at(date)
    redeem(paying, holder, 10)
    clock.next_block_at(date + 1)
    redeem(paying, holder, 20)
    later = paying.record_now()
    for at, units, supply in ((date, 90, 390), (later, 70, 370)):
        assert security.balanceOfAt(COMMON, holder, at) == security.standingAt(COMMON, holder, at)["units"] == units
        assert security.totalSupplyAt(COMMON, at) == supply


# in spite of


def test_redeemPaid__paused__cancelled(paying: World) -> None:
    paying.security.pauseUntil(2, FOREVER, TEST, {"from": paying.pauser})
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.balanceOf(paying.investor_ch) == 0


def test_redeemPaid__class_stopped_locked_and_not_redeemable__cancelled(paying: World) -> None:
    paying.security.setPartitionFrozen(COMMON, True, {"from": paying.freezer})
    paying.set_terms(unlockAt=FOREVER, requireAll=2, redeemable=False)
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.balanceOf(paying.investor_ch) == 0


@pytest.mark.parametrize("authorised", [True, False])
def test_redeemPaid__control_renounced__only_with_the_holder_s_consent(paying: World, authorised: bool) -> None:
    security, holder = paying.security, paying.investor_ch
    words = f"I renounce for ever to control units of {security.symbol()}."
    security.renounceControl(words, {"from": paying.admin})
    if authorised:
        security.authorizeOperatorByPartition(COMMON, paying.operator, {"from": holder})
        redeem(paying, holder, 100)
        assert security.balanceOf(holder) == 0
        return
    with reverts(security, "Refused", b"\x50", bytes32("CONTROL_RENOUNCED"), security):
        redeem(paying, holder, 100)


@pytest.mark.parametrize("stop", [freeze, sanction])
def test_redeemPaid__holder_stopped__cancelled(paying: World, stop: Any) -> None:
    """Its money can be set aside: whether it is paid is for the distributor to say."""
    stop(paying, paying.investor_ch)
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.balanceOf(paying.investor_ch) == 0


def test_redeemPaid__admission_has_ended__cancelled(paying: World) -> None:
    paying.admit(paying.investor_ch, through=clock.now() // 86_400)
    clock.pass_time(2 * 86_400)
    redeem(paying, paying.investor_ch, 100)
    assert paying.security.balanceOf(paying.investor_ch) == 0


# refused


def test_redeemPaid__unknown_class__refused(paying: World) -> None:
    for partition in (bytes32("ELSEWHERE"), bytes(32)):
        with refused(paying, 0x50, "UNKNOWN_PARTITION", paying.security):
            redeem(paying, paying.investor_ch, 1, partition)


@pytest.mark.parametrize(("who", "held"), [("investor_ch", 100), ("treasury", 0), ("stranger", 0)])
@pytest.mark.parametrize("excess", [1, 2**256 - 101])
def test_redeemPaid__more_than_there_is__refused(paying: World, who: str, held: int, excess: int) -> None:
    holder = getattr(paying, who)
    with reverts(paying.security, "ERC20InsufficientBalance", holder, held, held + excess):
        redeem(paying, holder, held + excess)


def test_redeemPaid__units_of_another_class__do_not_count(paying: World) -> None:
    with reverts(paying.security, "ERC20InsufficientBalance", paying.investor_ch, 0, 1):
        redeem(paying, paying.investor_ch, 1, PREFERRED)


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
def test_redeemPaid__partly_frozen__those_stay(paying: World, partition: bytes) -> None:
    holder = paying.fund_us
    freeze_units(paying, holder, 30, partition)
    with refused(paying, 0x55, "PARTIALLY_FROZEN", holder):
        redeem(paying, holder, 71, partition)
    redeem(paying, holder, 70, partition)
    with refused(paying, 0x55, "PARTIALLY_FROZEN", holder):
        redeem(paying, holder, 1, partition)
    assert paying.security.frozenUnitsOf(partition, holder) == 30
    freeze_units(paying, holder, 0, partition)
    redeem(paying, holder, 30, partition)
    assert paying.security.balanceOfByPartition(partition, holder) == 0


def test_redeemPaid__on_hold__those_stay(paying: World, holdings: Holdings) -> None:
    holder = paying.investor_ch
    holdings.create()
    with refused(paying, 0x55, "ON_HOLD", holder):
        redeem(paying, holder, 61)
    redeem(paying, holder, 60)
    holdings.execute()
    assert (holdings.units(holder), holdings.units(paying.investor_de)) == (0, 140)


def test_redeemPaid__lost_wallet__its_units_are_where_the_entry_is(paying: World) -> None:
    security, lost, new = paying.security, paying.investor_ch, paying.second_wallet_ch
    security.initiateRecovery(lost, new, DATA, {"from": paying.admitter})
    clock.pass_time(4 * 86_400)
    security.executeRecovery(lost, {"from": paying.controller})
    with reverts(security, "ERC20InsufficientBalance", lost, 0, 1):
        redeem(paying, lost, 1)
    redeem(paying, new, 100)


# who may


@pytest.mark.parametrize("who", ["admin", "controller", "issuer", "treasurer", "investor_ch", "stranger"])
def test_redeemPaid__without_the_role__refused(paying: World, who: str) -> None:
    caller = getattr(paying, who)
    with reverts(paying.security, "AccessControlUnauthorizedAccount", caller, role_id("REDEEMER")):
        paying.security.redeemPaid(COMMON, paying.investor_ch, 1, DATA, {"from": caller})


def test_role__of_a_new_security__held_by_the_distributor_alone(world: World) -> None:
    role = role_id("REDEEMER")
    assert world.security.hasRole(role, world.distributor)
    others = (world.voting, world.treasurer, world.controller, world.issuer, world.admin)
    assert not any(world.security.hasRole(role, other) for other in others)


# the rules


def test_redeemPaid__rules__told_and_not_asked(paying: World) -> None:
    engine = attach_engine(paying)
    double = new_rule(paying, engine, "RuleDouble")
    enact(paying, engine, double)
    double.behave(1, 0)  # refuses whatever it is asked
    redeem(paying, paying.investor_ch, 30)
    last = double.last()
    assert double.movements() == 1
    assert (last["kind"], bytes(last["partition"])) == (FORCED_REDEEM, COMMON)
    assert (last["operator"], last["from"], last["to"]) == (paying.operator, paying.investor_ch, NOWHERE)
    assert last["amount"] == 30


def test_redeemPaid__rule_fails_when_told__rule_is_closed_and_the_units_are_gone(paying: World) -> None:
    engine = attach_engine(paying)
    double = new_rule(paying, engine, "RuleDouble")
    enact(paying, engine, double)
    double.behave(0, 1)
    redeem(paying, paying.investor_ch, 30)
    assert paying.security.balanceOf(paying.investor_ch) == 70


def test_redeemPaid__refused_by_the_register__rules_hear_nothing(paying: World) -> None:
    engine = attach_engine(paying)
    double = new_rule(paying, engine, "RuleDouble")
    enact(paying, engine, double)
    with reverts(paying.security, "ERC20InsufficientBalance", paying.investor_ch, 100, 101):
        redeem(paying, paying.investor_ch, 101)
    assert double.movements() == 0
