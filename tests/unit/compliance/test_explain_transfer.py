"""Everything that there is to say of a transfer: explainTransfer at the security's address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.rules import attach_engine, enact, new_rule
from tests.world import COMMON, DAY, DE, NOWHERE, PREFERRED, World, bytes32, code, text

Act = Callable[[World], Any]
FOREVER = 2**32 - 1


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """investor_ch holds 100 COMMON in one wallet and nothing in a second; there is no engine."""
    world.issue(world.investor_ch, 100)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    return world


def explain(world: World, units: int = 10, **changes: Any) -> Any:
    """What is said of a transfer by investor_ch itself to investor_de."""
    sender = changes.get("sender", world.investor_ch)
    operator, receiver = changes.get("operator", sender), changes.get("receiver", world.investor_de)
    partition = changes.get("partition", COMMON)
    return world.security.explainTransfer(partition, operator, sender, receiver, units, b"")


def freeze_units(world: World) -> Any:
    return world.security.setFrozenTokens(world.investor_ch, 95, {"from": world.freezer})


# What is done, what is asked, and step, code, reason, number of ERC-1450, whose fault, and the largest amount.
SITUATIONS: dict[str, tuple[Act, Callable[[World], dict[str, Any]], tuple[int, int, str, int, str, int]]] = {
    "allowed": (lambda w: None, lambda w: {}, (13, 0x51, "", 0, "", 100)),
    "paused": (
        lambda w: w.security.pause({"from": w.pauser}),
        lambda w: {},
        (1, 0x54, "PAUSED", 6, "security", 0),
    ),
    "class frozen": (
        lambda w: w.security.setPartitionFrozen(COMMON, True, {"from": w.freezer}),
        lambda w: {},
        (1, 0x54, "PARTITION_FROZEN", 3, "security", 0),
    ),
    "no operator": (
        lambda w: None,
        lambda w: {"operator": w.stranger},
        (2, 0x58, "UNAUTHORIZED_OPERATOR", 999, "stranger", 0),
    ),
    "sender unknown": (
        lambda w: None,
        lambda w: {"sender": w.stranger},
        (3, 0x56, "SENDER_NOT_REGISTERED", 11, "stranger", 0),
    ),
    "class unknown": (
        lambda w: None,
        lambda w: {"partition": bytes32("NONE")},
        (3, 0x50, "UNKNOWN_PARTITION", 999, "security", 0),
    ),
    "balance": (
        lambda w: None,
        lambda w: {"units": 101},
        (4, 0x52, "INSUFFICIENT_BALANCE", 2, "investor_ch", 100),
    ),
    "allowance": (
        lambda w: w.security.approve(w.operator, 7, {"from": w.investor_ch}),
        lambda w: {"operator": w.operator},
        (4, 0x53, "INSUFFICIENT_ALLOWANCE", 999, "operator", 7),
    ),
    "sender frozen": (
        lambda w: w.security.setAddressFrozen(w.investor_ch, True, {"from": w.freezer}),
        lambda w: {},
        (5, 0x56, "SENDER_FROZEN", 3, "investor_ch", 0),
    ),
    "sender expired": (
        lambda w: w.admit(w.investor_ch, through=1),
        lambda w: {},
        (5, 0x56, "SENDER_KYC_EXPIRED", 12, "investor_ch", 0),
    ),
    "receiver zero": (
        lambda w: None,
        lambda w: {"receiver": NOWHERE},
        (6, 0x57, "ZERO_ADDRESS", 8, "", 0),
    ),
    "receiver sanctioned": (
        lambda w: w.security.setSanctioned(w.investor_de, True, {"from": w.freezer}),
        lambda w: {},
        (6, 0x57, "RECEIVER_SANCTIONED", 1, "investor_de", 0),
    ),
    "receiver's country": (
        lambda w: w.security.setCountriesClosed([DE], True, {"from": w.configurer}),
        lambda w: {},
        (6, 0x57, "JURISDICTION_BLOCKED", 13, "investor_de", 0),
    ),
    "receiver expired": (
        lambda w: w.admit(w.investor_de, DE, 1),
        lambda w: {},
        (6, 0x57, "RECEIVER_KYC_EXPIRED", 10, "investor_de", 0),
    ),
    "receiver not accredited": (
        lambda w: w.set_terms(accreditedOnly=True),
        lambda w: {},
        (6, 0x57, "ACCREDITATION_REQUIRED", 14, "investor_de", 0),
    ),
    "partly frozen": (freeze_units, lambda w: {}, (7, 0x55, "PARTIALLY_FROZEN", 3, "investor_ch", 5)),
    "own wallet": (
        lambda w: w.set_terms(unlockAt=FOREVER),
        lambda w: {"receiver": w.second_wallet_ch},
        (8, 0x51, "SAME_IDENTITY", 0, "", 100),
    ),
    "class locked": (
        lambda w: w.set_terms(unlockAt=FOREVER),
        lambda w: {},
        (9, 0x55, "PARTITION_LOCKED", 9, "investor_ch", 0),
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_explainTransfer__each_step_of_the_register__said(market: World, name: str) -> None:
    act, asked, expected = SITUATIONS[name]
    act(market)
    said = explain(market, **asked(market))
    step, status, reason, number, guilty, largest = expected
    assert (said["step"], code(said["code"]), text(said["reason"])) == (step, status, reason)
    assert (said["erc1450"], said["largest"]) == (number, largest)
    assert said["guilty"] == (str(getattr(market, guilty)) if guilty else NOWHERE)
    assert said["findings"] == ()


def test_explainTransfer__locked_until_a_date__says_when(market: World) -> None:
    opens = clock.now() + DAY
    market.set_terms(unlockAt=opens)
    assert explain(market)["opensAt"] == opens


def verdict(status: int, reason: str, party: int) -> bytes:
    return reason.encode().ljust(30, b"\0") + bytes([party, status])


def test_explainTransfer__with_rules__what_each_says_and_which_decides(market: World) -> None:
    engine = attach_engine(market)
    lots, volume, caps = rules = [new_rule(market, engine, "RuleDouble") for _ in range(3)]
    for rule, step in zip(rules, (9, 10, 11), strict=True):
        rule.setStep(step, {"from": market.deployer})
    enact(market, engine, *rules)
    assert explain(market)["step"] == 13 and explain(market)["largest"] == 100

    caps.setAnswer(verdict(0x57, "HOLDER_CAP", 3), 0, {"from": market.deployer})
    volume.setAnswer(verdict(0x50, "AFFILIATE_VOLUME", 0), 1_900_000_000, {"from": market.deployer})
    lots.setAnswer(verdict(0x50, "TA_APPROVAL_REQUIRED", 0), 0, {"from": market.deployer})
    said = explain(market)
    assert (said["step"], text(said["reason"]), said["erc1450"]) == (10, "AFFILIATE_VOLUME", 5)
    assert (said["opensAt"], said["largest"], said["guilty"]) == (1_900_000_000, 0, market.security)
    found = [(finding["rule"], finding["step"], text(finding["reason"])) for finding in said["findings"]]
    assert found == [(lots, 9, "TA_APPROVAL_REQUIRED"), (volume, 10, "AFFILIATE_VOLUME"), (caps, 11, "HOLDER_CAP")]
    assert said["findings"][2]["guilty"] == market.investor_de

    volume.setAnswer(verdict(0x51, "", 0), 0, {"from": market.deployer})
    assert explain(market)["step"] == 11
    caps.setAnswer(verdict(0x51, "", 0), 0, {"from": market.deployer})
    said = explain(market)
    assert (said["step"], text(said["reason"]), said["erc1450"]) == (12, "TA_APPROVAL_REQUIRED", 999)


def test_explainTransfer__rule_that_fails__its_address_and_position(market: World) -> None:
    engine = attach_engine(market)
    rule = new_rule(market, engine, "RuleDouble")
    enact(market, engine, rule)
    rule.behave(1, 0, {"from": market.deployer})
    said = explain(market)
    assert (said["step"], text(said["reason"]), said["guilty"]) == (9, "RULE_FAILED", rule)
    assert said["findings"][0]["guilty"] == rule and said["largest"] == 0


def test_explainTransfer__register_refuses__rules_are_asked_all_the_same(market: World) -> None:
    engine = attach_engine(market)
    rule = new_rule(market, engine, "RuleDouble")
    enact(market, engine, rule)
    rule.setAnswer(verdict(0x57, "HOLDER_CAP", 3), 0, {"from": market.deployer})
    market.security.pause({"from": market.pauser})
    said = explain(market)
    assert (said["step"], text(said["findings"][0]["reason"])) == (1, "HOLDER_CAP")


def test_explainMovement__kinds_with_views_of_their_own__unknown_here(market: World) -> None:
    for kind in (6, 7):
        parties = (market.investor_ch, market.investor_ch, market.investor_de)
        status, reason, *_ = market.security.explainMovement(kind, PREFERRED, *parties, 1)
        assert (code(status), text(reason)) == (0x50, "UNKNOWN_KIND")
