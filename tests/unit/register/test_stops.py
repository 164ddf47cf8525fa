"""Freezing, sanctions, treasury, pause, closed countries: the setters, their events and views."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.world import CH, COMMON, DE, KP, World, bytes32, text

FOREVER = 2**32 - 1
AUDIT = bytes32("AUDIT")


def test_setAddressFrozen__on_and_off__view_and_event(world: World, security: Any) -> None:
    event = security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer}).events["AddressFrozen"]
    assert security.isFrozen(world.investor_ch)
    assert event == {"account": world.investor_ch, "isFrozen": True, "agent": world.freezer}
    security.setAddressFrozen(world.investor_ch, False, {"from": world.freezer})
    assert not security.isFrozen(world.investor_ch)


def test_setFrozenTokens__more_than_the_balance__kept_as_set(world: World, security: Any) -> None:
    world.issue(world.investor_ch, 10)
    event = security.setFrozenTokens(world.investor_ch, 2**255, {"from": world.freezer}).events["Frozen"]
    assert event == {"account": world.investor_ch, "amount": 2**255}
    assert security.getFrozenTokens(world.investor_ch) == 2**255
    assert security.balanceOf(world.investor_ch) == 10


def test_setSanctioned__on_and_off__view_and_event(world: World, security: Any) -> None:
    event = security.setSanctioned(world.investor_ch, True, {"from": world.freezer}).events["SanctionSet"]
    assert event == {"account": world.investor_ch, "sanctioned": True}
    assert security.memberOf(world.investor_ch)["sanctioned"]
    security.setSanctioned(world.investor_ch, False, {"from": world.freezer})
    assert not security.memberOf(world.investor_ch)["sanctioned"]


def test_setTreasury__on_and_off__view_and_event(world: World, security: Any) -> None:
    event = security.setTreasury(world.investor_ch, True, {"from": world.configurer}).events["TreasurySet"]
    assert event == {"account": world.investor_ch, "treasury": True}
    assert security.memberOf(world.investor_ch)["treasury"]
    security.setTreasury(world.investor_ch, False, {"from": world.configurer})
    assert not security.memberOf(world.investor_ch)["treasury"]


@pytest.mark.parametrize(
    ("setter", "value", "role"),
    [
        ("setAddressFrozen", True, "freezer"),
        ("setFrozenTokens", 1, "freezer"),
        ("setSanctioned", True, "freezer"),
        ("setTreasury", True, "configurer"),
    ],
)
def test_setters__unknown_member__refused(world: World, security: Any, setter: str, value: Any, role: str) -> None:
    with reverts(security, "NotRegistered", world.stranger):
        getattr(security, setter)(world.stranger, value, {"from": getattr(world, role)})


def test_setters__each_flag__leaves_units_and_other_flags(world: World, security: Any) -> None:
    world.issue(world.investor_ch, 10)
    security.setAddressFrozen(world.investor_ch, True, {"from": world.freezer})
    security.setSanctioned(world.investor_ch, True, {"from": world.freezer})
    security.setFrozenTokens(world.investor_ch, 4, {"from": world.freezer})
    security.setAddressFrozen(world.investor_ch, False, {"from": world.freezer})
    entry = security.memberOf(world.investor_ch)
    assert (entry["frozen"], entry["sanctioned"], entry["treasury"]) == (False, True, False)
    assert security.getFrozenTokens(world.investor_ch) == 4
    assert security.balanceOf(world.investor_ch) == 10


def test_pause__until_a_time__in_force_through_its_last_second(world: World, security: Any) -> None:
    until = clock.now() + 100
    event = security.pauseUntil(1, until, AUDIT, {"from": world.pauser}).events["PauseSet"]
    assert (event["level"], event["until"], event["agent"]) == (1, until, world.pauser)
    assert event["reason"] == "0x" + AUDIT.hex()
    clock.block_at(until)
    assert security.paused() and security.pauseState() == (1, until)
    clock.block_at(until + 1)
    assert not security.paused() and security.pauseState() == (0, 0)


def test_unpause__paused_for_ever__goes_on(world: World, security: Any) -> None:
    security.pauseUntil(2, FOREVER, AUDIT, {"from": world.pauser})
    assert security.pauseState() == (2, FOREVER)
    event = security.unpause({"from": world.pauser}).events["Unpaused"]
    assert event["account"] == world.pauser
    assert not security.paused()


def test_pause__no_level__refused(world: World, security: Any) -> None:
    with reverts(security, "InvalidPause", 0, FOREVER):
        security.pauseUntil(0, FOREVER, AUDIT, {"from": world.pauser})


def test_pause__over_before_it_begins__refused(world: World, security: Any) -> None:
    time = clock.now() + 10
    clock.next_block_at(time)
    with reverts(security, "InvalidPause", 1, time - 1):
        security.pauseUntil(1, time - 1, AUDIT, {"from": world.pauser})


def test_setCountriesClosed__several__views_and_events(world: World, security: Any) -> None:
    events = security.setCountriesClosed([CH, DE], True, {"from": world.configurer}).events["CountryClosed"]
    assert [event["country"] for event in events] == [CH, DE]
    assert security.isCountryClosed(CH) and security.isCountryClosed(DE) and security.isCountryClosed(KP)
    events = security.setCountriesClosed([CH], False, {"from": world.configurer}).events["CountryOpened"]
    assert events["country"] == CH
    assert not security.isCountryClosed(CH) and security.isCountryClosed(DE)


def test_setCountriesClosed__last_one_opened__receivers_pass_without_a_look_up(world: World, security: Any) -> None:
    security.setCountriesClosed([KP], False, {"from": world.configurer})
    world.admit(world.stranger, KP)
    assert world.issue(world.stranger, 1).status == 1
    assert security.balanceOfByPartition(COMMON, world.stranger) == 1


def test_setCountriesClosed__each_country_alone__closes_itself_and_no_neighbour(world: World, security: Any) -> None:
    """Countries are marked by groups and then looked up one by one: neither may hide the other."""
    configurer = {"from": world.configurer}
    for country in (1, 4, 64, 68, 255, 256, 999):
        security.setCountriesClosed([country], True, configurer)
        for other in (country, country + 64 if country < 900 else country - 64):
            world.admit(world.stranger, other)
            reason = text(world.restriction(world.investor_ch, world.stranger, 0)[1])
            assert reason == ("JURISDICTION_BLOCKED" if other == country else "")
        security.setCountriesClosed([country], False, configurer)
        world.admit(world.stranger, country)
        assert text(world.restriction(world.investor_ch, world.stranger, 0)[1]) == ""


@pytest.mark.parametrize("country", [0, 1000])
def test_setCountriesClosed__no_country_code__refused(world: World, security: Any, country: int) -> None:
    with reverts(security, "InvalidCountry", country):
        security.setCountriesClosed([CH, country], True, {"from": world.configurer})


def test_setExpiredMaySell__event(world: World, security: Any) -> None:
    event = security.setExpiredMaySell(True, {"from": world.configurer}).events["ExpiredMaySellSet"]
    assert event["maySell"] is True
