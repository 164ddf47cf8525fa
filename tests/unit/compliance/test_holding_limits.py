"""The rule HoldingLimits: the most and the least that one investor may hold of a class."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.errors import reverts
from tests.rules import enact, key, new_rule, set_parameter
from tests.world import COMMON, DE, FAR, NOWHERE, PREFERRED, World, bytes32

STAFF = 8


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """About COMMON, of which investor_ch holds 600 and investor_de 400; without any limit yet."""
    rule = new_rule(world, engine, "HoldingLimits", COMMON)
    enact(world, engine, rule)
    world.issue(world.investor_ch, 600)
    world.issue(world.investor_de, 400)
    return rule


def verdict(world: World, sender: Any, receiver: Any, units: int, kind: int = 0) -> tuple[bytes, str]:
    """Code and reason of a movement of COMMON, of which time cures nothing."""
    code, reason, _, opens_at = world.security.explainMovement(kind, COMMON, sender, sender, receiver, units)
    assert opens_at == 0
    return bytes(code), bytes(reason).rstrip(b"\0").decode()


def too_much(world: World, sender: Any, receiver: Any, units: int) -> None:
    assert verdict(world, sender, receiver, units) == (b"\x57", "MAX_BALANCE")
    with reverts(world.security, "Refused", "0x57", "MAX_BALANCE", receiver):
        world.security.transfer(receiver, units, {"from": sender})


def too_little(world: World, sender: Any, receiver: Any, units: int) -> None:
    assert verdict(world, sender, receiver, units) == (b"\x50", "MIN_BALANCE")
    with reverts(world.security, "Refused", "0x50", "MIN_BALANCE", world.security):
        world.security.transfer(receiver, units, {"from": sender})


def passes(world: World, sender: Any, receiver: Any, units: int) -> None:
    assert verdict(world, sender, receiver, units)[0] == b"\x51"
    world.security.transfer(receiver, units, {"from": sender})


def link(world: World) -> None:
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})


# Maximum


def test_check__maximum_in_units__to_the_unit(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_UNITS", 500)
    too_much(world, world.investor_ch, world.investor_de, 101)
    passes(world, world.investor_ch, world.investor_de, 100)
    too_much(world, world.investor_ch, world.investor_de, 1)
    passes(world, world.investor_ch, world.investor_de, 0)


def test_check__maximum_over_all_wallets__of_the_investor(world: World, rule: Any) -> None:
    link(world)
    set_parameter(world, rule, "MAX_UNITS", 700)
    too_much(world, world.investor_de, world.second_wallet_ch, 101)
    passes(world, world.investor_de, world.second_wallet_ch, 100)
    # Among its own wallets an investor moves what it likes.
    passes(world, world.investor_ch, world.second_wallet_ch, 600)


def test_check__maximum_in_ppm_of_a_transfer__of_what_is_issued(world: World, rule: Any) -> None:
    world.issue(world.investor_fr, 7)
    set_parameter(world, rule, "MAX_PPM", 500_000)
    # Half of 1,007 is 503.5.
    too_much(world, world.investor_ch, world.investor_de, 104)
    passes(world, world.investor_ch, world.investor_de, 103)


def test_check__maximum_in_ppm_of_an_issue__of_what_will_be_issued(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_PPM", 500_000)
    # 400 + 200 of 1,200; one more would be 601 of 1,201.
    assert verdict(world, NOWHERE, world.investor_de, 201, kind=1) == (b"\x57", "MAX_BALANCE")
    with reverts(world.security, "Refused", "0x57", "MAX_BALANCE", world.investor_de):
        world.issue(world.investor_de, 201)
    world.issue(world.investor_de, 200)


def test_check__batch_of_issues__each_upon_the_one_before(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_PPM", 500_000)
    batch = [world.investor_fr, world.investor_de]
    # 800 of 1,600; without the 200 before it would be more than half.
    arguments = (COMMON, batch, [200, 401], b"", {"from": world.issuer})
    with reverts(world.security, "Refused", "0x57", "MAX_BALANCE", world.investor_de):
        world.security.issueBatch(*arguments)
    world.security.issueBatch(COMMON, batch, [200, 400], b"", {"from": world.issuer})


def test_check__the_whole_in_ppm__no_limit(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_PPM", 1_000_000)
    passes(world, world.investor_ch, world.investor_de, 600)
    world.issue(world.investor_de, 1)


@pytest.mark.parametrize("combine, largest", [(0, 50), (1, 100)])
def test_check__units_and_ppm__lesser_or_greater(world: World, rule: Any, combine: int, largest: int) -> None:
    set_parameter(world, rule, "COMBINE", combine)
    for units, ppm in ((450, 500_000), (500, 450_000)):
        set_parameter(world, rule, "MAX_UNITS", units)
        set_parameter(world, rule, "MAX_PPM", ppm)
        assert verdict(world, world.investor_ch, world.investor_de, largest)[0] == b"\x51"
        too_much(world, world.investor_ch, world.investor_de, largest + 1)


@pytest.mark.parametrize("combine", [0, 1])
def test_check__one_limit_alone__binds_however_combined(world: World, rule: Any, combine: int) -> None:
    set_parameter(world, rule, "COMBINE", combine)
    for name, value in (("MAX_UNITS", 500), ("MAX_PPM", 500_000)):
        set_parameter(world, rule, name, value)
        too_much(world, world.investor_ch, world.investor_de, 101)
        set_parameter(world, rule, name, 0)


def test_check__treasury_and_exempt__no_maximum(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_UNITS", 1)
    set_parameter(world, rule, "EXEMPT", STAFF)
    passes(world, world.investor_ch, world.treasury, 50)
    world.admit(world.investor_de, DE, attributes=STAFF | 1)
    passes(world, world.investor_ch, world.investor_de, 50)
    world.admit(world.investor_de, DE, attributes=1)
    too_much(world, world.investor_ch, world.investor_de, 1)


def test_check__another_class__no_limit(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MAX_UNITS", 1)
    world.issue(world.fund_us, 10, PREFERRED)


def test_check__conversion_into_the_class__of_what_will_be_issued(world: World, rule: Any) -> None:
    world.issue(world.fund_us, 600, PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 2, 1, {"from": world.issuer})
    set_parameter(world, rule, "MAX_PPM", 500_000)
    # 1,000 of 2,000; then 1,002 of 2,002 would be more than half.
    for units, allowed in ((501, False), (500, True)):
        code, reason, _ = world.security.canConvert(PREFERRED, COMMON, world.fund_us, units, {"from": world.fund_us})
        assert (bytes(code), bytes(reason)) == (
            (b"\x51", bytes32("")) if allowed else (b"\x57", bytes32("MAX_BALANCE"))
        )
    with reverts(world.security, "Refused", "0x57", "MAX_BALANCE", world.fund_us):
        world.security.convert(PREFERRED, COMMON, world.fund_us, 501, b"", {"from": world.fund_us})
    world.security.convert(PREFERRED, COMMON, world.fund_us, 500, b"", {"from": world.fund_us})


# Minimum


def test_check__receiver_below_the_minimum__refused(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 100)
    too_little(world, world.investor_ch, world.investor_fr, 99)
    passes(world, world.investor_ch, world.investor_fr, 0)
    passes(world, world.investor_ch, world.investor_fr, 100)
    passes(world, world.investor_ch, world.investor_fr, 1)
    with reverts(world.security, "Refused", "0x50", "MIN_BALANCE", world.security):
        world.issue(world.fund_us, 99)


def test_check__sender_left_with_less_than_the_minimum__refused(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 100)
    too_little(world, world.investor_ch, world.investor_de, 501)
    too_little(world, world.investor_ch, world.investor_de, 599)
    passes(world, world.investor_ch, world.investor_de, 500)
    too_little(world, world.investor_ch, world.investor_de, 1)
    passes(world, world.investor_ch, world.investor_de, 100)


def test_check__sender_with_a_second_wallet__keeps_the_minimum_in_both(world: World, rule: Any) -> None:
    link(world)
    world.security.transfer(world.second_wallet_ch, 50, {"from": world.investor_ch})
    set_parameter(world, rule, "MIN_UNITS", 100)
    too_little(world, world.investor_ch, world.investor_de, 550)
    passes(world, world.investor_ch, world.investor_de, 500)
    too_little(world, world.second_wallet_ch, world.investor_de, 50)


def test_check__redemption__keeps_the_minimum_or_nothing(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 100)
    assert verdict(world, world.investor_de, NOWHERE, 301, kind=2) == (b"\x50", "MIN_BALANCE")
    with reverts(world.security, "Refused", "0x50", "MIN_BALANCE", world.security):
        world.security.redeem(301, b"", {"from": world.investor_de})
    world.security.redeem(300, b"", {"from": world.investor_de})
    world.security.redeem(100, b"", {"from": world.investor_de})


def test_check__conversion_of_a_part__keeps_the_minimum(world: World, rule: Any) -> None:
    world.admit(world.investor_de, DE, accredited=FAR)
    world.security.setConversionRatio(COMMON, PREFERRED, 1, 1, {"from": world.issuer})
    set_parameter(world, rule, "MIN_UNITS", 100)
    with reverts(world.security, "Refused", "0x50", "MIN_BALANCE", world.security):
        world.security.convert(COMMON, PREFERRED, world.investor_de, 301, b"", {"from": world.investor_de})
    world.security.convert(COMMON, PREFERRED, world.investor_de, 400, b"", {"from": world.investor_de})


def test_check__treasury_and_exempt__no_minimum(world: World, rule: Any) -> None:
    world.issue(world.treasury, 150)
    world.admit(world.investor_de, DE, attributes=STAFF)
    set_parameter(world, rule, "MIN_UNITS", 100)
    set_parameter(world, rule, "EXEMPT", STAFF)
    passes(world, world.investor_de, world.treasury, 399)
    passes(world, world.treasury, world.investor_de, 500)
    passes(world, world.investor_ch, world.treasury, 1)


def test_moved__forced__below_the_minimum_and_above_the_maximum(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 700)
    set_parameter(world, rule, "MAX_UNITS", 1)
    world.security.controllerTransfer(world.investor_ch, world.investor_de, 5, b"", b"", {"from": world.controller})


def test_check__both_limits__maximum_first(world: World, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 700)
    set_parameter(world, rule, "MAX_UNITS", 401)
    too_much(world, world.investor_ch, world.investor_de, 2)
    too_little(world, world.investor_ch, world.investor_de, 1)


# Largest


def movement(kind: int, destination: bytes, words: list[int], units: int, held: list[int]) -> tuple[Any, ...]:
    """A movement as the engine passes it on; who has no word is not there."""
    sender, receiver = (f"0x{word or 0:040x}" for word in (words[0] and 1, words[1] and 2))
    return (kind, COMMON, destination, NOWHERE, sender, receiver, units, units, *words, *held, b"")


def test_largest__random_limits__as_by_trial(world: World, rule: Any) -> None:
    draw = Random(11)
    investors = [1 << 120 | 1 << 144, 2 << 120 | 1 << 144]
    for _ in range(12):
        ppm = draw.choice([0, draw.randrange(30_000), draw.randrange(1_000_000), 1_000_000])
        chosen = {"MAX_UNITS": draw.choice([0, draw.randrange(1, 30)]), "MAX_PPM": ppm}
        chosen |= {"MIN_UNITS": draw.randrange(12), "COMBINE": draw.randrange(2)}
        for name, value in chosen.items():
            set_parameter(world, rule, name, value)
        kind = draw.choice([0, 0, 0, 1, 2])
        words = [0 if kind == 1 else investors[0], 0 if kind == 2 else investors[1]]
        units = draw.randrange(1, 16)
        held = [units + draw.choice([0, draw.randrange(10)]), draw.randrange(12)]
        fits = [
            amount
            for amount in range(units + 1)
            if bytes(rule.check(movement(kind, COMMON, words, amount, held)))[-1] == 0x51
        ]
        assert rule.largest(movement(kind, COMMON, words, units, held)) == max(fits), (chosen, kind, units, held)


def test_largest__through_the_engine__all_or_what_keeps_the_minimum(world: World, engine: Any, rule: Any) -> None:
    set_parameter(world, rule, "MIN_UNITS", 100)
    words = [world.security.wordOf(account) for account in (world.investor_ch, world.investor_de)]
    parties = (world.investor_ch, world.investor_ch, world.investor_de)
    for units, answer in ((600, 600), (599, 500), (500, 500)):
        asked = (0, COMMON, COMMON, *parties, units, units, *words, 600, 400, b"")
        assert engine.largest(asked) == answer


# Parameters


@pytest.mark.parametrize(
    "name, value", [("MAX_PPM", 1_000_001), ("COMBINE", 2), ("EXEMPT", 2**32), ("MAX_UNITS", 2**96), ("MIN", 1)]
)
def test_set_parameter__not_known__refused(world: World, rule: Any, name: str, value: int) -> None:
    with reverts(rule, "InvalidParameter", key(name), value):
        set_parameter(world, rule, name, value)


def test_words__of_the_rule__step_eleven(rule: Any) -> None:
    assert (bytes(rule.name()), rule.step(), rule.hooks()) == (bytes32("HOLDING_LIMITS"), 11, 1)
