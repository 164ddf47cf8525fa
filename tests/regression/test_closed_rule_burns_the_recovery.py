"""A rule that was closed went on being told, and burnt its gas again for each class of a recovery.

With sixteen classes the recovery cost more than a transaction may (2^24 gas, EIP-7825), and nobody could execute it
until the rule was out of the list.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.rules import attach_engine, enact, new_rule
from tests.world import COMMON, DAY, World, bytes32

BURNS_GAS = 2
GAS_OF_A_TRANSACTION = 2**24
MOST_RULES = 16


@pytest.fixture
def engine(world: World) -> Any:
    return attach_engine(world)


def burning(world: World, engine: Any, number: int) -> list[Any]:
    """So many rules that burn their gas when they are told."""
    rules = [new_rule(world, engine, "RuleDouble") for _ in range(number)]
    enact(world, engine, *rules)
    for rule in rules:
        rule.behave(0, BURNS_GAS, {"from": world.deployer})
    return rules


def test_executeRecovery__of_many_classes_past_a_rule_that_burns_gas__fits_a_transaction(
    world: World, engine: Any
) -> None:
    for number in range(16):
        label = bytes32(f"SERIES {number}")
        world.security.createPartition(label, (0, 0, 0, False, False), 1_000, {"from": world.configurer})
        world.issue(world.investor_ch, 10, label)
    (rule,) = burning(world, engine, 1)
    replacement = world.second_wallet_ch
    world.security.initiateRecovery(world.investor_ch, replacement, b"\1" * 32, {"from": world.admitter})
    clock.pass_time(3 * DAY)
    tx = world.security.executeRecovery(world.investor_ch, {"from": world.controller})
    assert tx.gas_used < GAS_OF_A_TRANSACTION and engine.isClosed(rule)
    assert world.security.balanceOfByPartition(bytes32("SERIES 15"), replacement) == 10


def test_controllerTransfer__past_as_many_bad_rules_as_there_can_be__fits_a_transaction(
    world: World, engine: Any
) -> None:
    world.issue(world.investor_ch, 10)
    rules = burning(world, engine, MOST_RULES)
    limit = {"from": world.controller, "gas_limit": GAS_OF_A_TRANSACTION}
    world.security.controllerTransfer(world.investor_ch, world.investor_de, 1, b"", b"", limit)
    assert all(engine.isClosed(rule) for rule in rules)


def test_transfer__between_wallets_of_one_investor__as_the_view_says_past_a_closed_rule(
    world: World, engine: Any
) -> None:
    world.issue(world.investor_ch, 10)
    world.security.linkWallet(world.second_wallet_ch, world.investor_ch, {"from": world.admitter})
    (rule,) = burning(world, engine, 1)
    world.security.controllerRedeem(world.investor_ch, 1, b"", b"", {"from": world.controller})
    assert engine.isClosed(rule)
    assert bytes(world.restriction(world.investor_ch, world.second_wallet_ch, 1, COMMON)[0]) == b"\x51"
    world.security.transfer(world.second_wallet_ch, 1, {"from": world.investor_ch})
