"""The rule Countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.errors import reverts
from tests.rules import EVERY_CLASS, enact, key, new_rule, set_parameter
from tests.world import CH, COMMON, DE, FAR, FR, KP, PREFERRED, US, World, bytes32, code, text

ALLOW_LIST, SENDERS_TOO = 1, 2
LAST = 999


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """About every class; each investor has 100 of COMMON, and fund_us 100 of PREFERRED."""
    rule = new_rule(world, engine, "Countries")
    enact(world, engine, rule)
    world.issue_all(100)
    world.issue_all(100, PREFERRED)
    return rule


def set_countries(world: World, rule: Any, countries: Sequence[int], mode: int = 0) -> None:
    set_parameter(world, rule, "MODE", mode)
    for word in range(5):
        listed = sum(1 << (country % 200) for country in countries if country // 200 == word)
        set_parameter(world, rule, "COUNTRIES", listed, word)


def sell(world: World, seller: Any, buyer: Any) -> Any:
    return world.security.transfer(buyer, 1, {"from": seller})


def test_closed_list__receivers_of_it__refused(world: World, rule: Any) -> None:
    set_countries(world, rule, [DE, 0, 199, 200, LAST])
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", world.investor_de):
        sell(world, world.investor_ch, world.investor_de)
    status, reason, guilty, opens = world.restriction(world.investor_ch, world.investor_de, 1)
    assert (code(status), text(reason), guilty, opens) == (0x57, "JURISDICTION_BLOCKED", world.investor_de, 0)
    sell(world, world.investor_ch, world.investor_fr)
    sell(world, world.investor_de, world.investor_fr)


def test_allow_list__all_others__refused(world: World, rule: Any) -> None:
    set_countries(world, rule, [DE], ALLOW_LIST)
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", world.investor_fr):
        sell(world, world.investor_ch, world.investor_fr)
    sell(world, world.investor_ch, world.investor_de)


def test_no_list__nothing_set__everybody_may_receive(world: World, rule: Any) -> None:
    sell(world, world.investor_ch, world.investor_fr)


@pytest.mark.parametrize("country", [1, 199, 200, 399, 400, 599, 600, 799, 800, LAST])
def test_closed_list__first_and_last_of_each_word__found(world: World, rule: Any, country: int) -> None:
    set_countries(world, rule, [country])
    for resident in {1, 199, 200, 399, 400, 599, 600, 799, 800, LAST}:
        world.admit(world.investor_de, resident)
        status = code(world.restriction(world.investor_ch, world.investor_de, 1)[0])
        assert status == (0x57 if resident == country else 0x51)


def test_senders_too__of_a_closed_country__sell_to_the_treasury_alone(world: World, rule: Any) -> None:
    set_countries(world, rule, [CH], SENDERS_TOO)
    with reverts(world.security, "Refused", "0x56", "JURISDICTION_BLOCKED", world.investor_ch):
        sell(world, world.investor_ch, world.investor_de)
    sell(world, world.investor_ch, world.treasury)
    sell(world, world.investor_de, world.investor_fr)


def test_senders_too__on_an_allow_list__binds_who_is_not_on_it(world: World, rule: Any) -> None:
    set_countries(world, rule, [DE, FR], ALLOW_LIST | SENDERS_TOO)
    with reverts(world.security, "Refused", "0x56", "JURISDICTION_BLOCKED", world.fund_us):
        sell(world, world.fund_us, world.investor_de)
    sell(world, world.investor_fr, world.investor_de)


def test_treasury__of_a_closed_country__receives_and_gives(world: World, rule: Any) -> None:
    set_countries(world, rule, [CH], SENDERS_TOO)
    world.issue(world.treasury, 10)
    sell(world, world.treasury, world.investor_de)


def test_issue__to_a_closed_country__refused(world: World, rule: Any) -> None:
    set_countries(world, rule, [DE])
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", world.investor_de):
        world.issue(world.investor_de, 1)
    world.issue(world.investor_fr, 1)


def test_hold__for_a_closed_country__not_executed(world: World, rule: Any) -> None:
    hold = (world.investor_ch, 10, world.investor_de, 2**40 - 1, world.operator, COMMON, bytes(32))
    world.security.createHold(bytes32("HOLD"), hold, {"from": world.investor_ch})
    arguments = (bytes32("HOLD"), world.investor_de, 10, bytes(32), {"from": world.operator})
    set_countries(world, rule, [DE])
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", world.investor_de):
        world.security.executeHold(*arguments)
    set_countries(world, rule, [])
    world.security.executeHold(*arguments)


def test_conversion__into_the_class__is_an_acquisition(world: World, engine: Any) -> None:
    """A rule about COMMON alone: who may not acquire it may not convert into it either, but may give it up."""
    rule = new_rule(world, engine, "Countries", COMMON)
    enact(world, engine, rule)
    world.issue_all(100, PREFERRED)
    world.issue(world.fund_us, 100)
    set_countries(world, rule, [US])
    fund = world.fund_us
    for classes in ((PREFERRED, COMMON), (COMMON, PREFERRED)):
        world.security.setConversionRatio(*classes, 1, 1, {"from": world.issuer})
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", fund):
        world.security.convert(PREFERRED, COMMON, fund, 1, b"", {"from": fund})
    world.security.convert(COMMON, PREFERRED, fund, 1, b"", {"from": fund})
    world.issue(fund, 1, PREFERRED)


def test_redemption_and_force__whatever_the_country__go_through(world: World, rule: Any) -> None:
    set_countries(world, rule, [], ALLOW_LIST | SENDERS_TOO)
    world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.forcedTransfer(world.investor_ch, world.investor_de, 1, {"from": world.controller})


def test_further_wallet__of_the_investor__free(world: World, rule: Any) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    set_countries(world, rule, [], ALLOW_LIST | SENDERS_TOO)
    sell(world, world.investor_ch, world.second_wallet_ch)


def test_largest__to_a_closed_country__none(world: World, engine: Any, rule: Any) -> None:
    set_countries(world, rule, [DE])
    for buyer, largest in ((world.investor_de, 0), (world.investor_fr, 7)):
        words = (world.security.wordOf(world.investor_ch), world.security.wordOf(buyer))
        parties = (world.investor_ch, world.investor_ch, buyer)
        assert engine.largest((0, COMMON, COMMON, *parties, 7, 7, *words, 100, 100, b"")) == largest


@pytest.mark.parametrize(
    ("name", "number", "value"),
    [("MODE", 0, 4), ("MODE", 1, 1), ("COUNTRIES", 5, 1), ("COUNTRIES", 0, 1 << 200), ("COUNTRY", 0, 1)],
)
def test_parameters__that_make_no_sense__refused(world: World, rule: Any, name: str, number: int, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name, number), value):
        set_parameter(world, rule, name, value, number)


def test_security_s_own_closed_countries__beside_the_rule__still_closed(world: World, rule: Any) -> None:
    set_countries(world, rule, [KP], ALLOW_LIST)
    world.admit(world.investor_de, KP, FAR)
    with reverts(world.security, "Refused", "0x57", "JURISDICTION_BLOCKED", world.investor_de):
        sell(world, world.investor_ch, world.investor_de)


def test_rule__by_its_words__for_every_class_at_step_9(rule: Any) -> None:
    assert (text(rule.name()), rule.step(), bytes(rule.scope())) == ("COUNTRIES", 9, EVERY_CLASS)
