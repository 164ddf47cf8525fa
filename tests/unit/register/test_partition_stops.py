"""A whole class is stopped, or a number of its units: nothing of them moves but by force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_utils import keccak

from tests import clock
from tests.errors import reverts
from tests.world import COMMON, DAY, FAR, NOWHERE, PREFERRED, US, World, bytes32, code, spare_account, text

FUNDS = 100
INFINITE = 2**256 - 1
ELSEWHERE = bytes32("ELSEWHERE")
CLASSES = pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])


@pytest.fixture(scope="module")
def market(world: World) -> World:
    """The fund holds 100 units of both classes, both redeemable; another fund may hold both."""
    world.admit(second(), US, FAR, FAR)
    world.issue_all(FUNDS)
    world.issue_all(FUNDS, PREFERRED)
    world.set_terms(PREFERRED, redeemable=True)
    return world


def second() -> Any:
    return spare_account(0)


def stop(world: World, partition: bytes, stopped: bool = True) -> Any:
    return world.security.setPartitionFrozen(partition, stopped, {"from": world.freezer})


def stopped(world: World) -> Any:
    return reverts(world.security, "Refused", b"\x54", bytes32("PARTITION_FROZEN"), world.security)


def on_hold(world: World, partition: bytes) -> bytes:
    """A hold of 10 units, which the operator may execute."""
    name = bytes32("ORDER")
    hold = (world.fund_us, 10, second(), clock.now() + DAY, world.operator, partition, bytes(32))
    world.security.createHold(name, hold, {"from": world.fund_us})
    return name


Move = Callable[[World, bytes], Any]

MOVES: dict[str, Move] = {
    "transferByPartition": lambda w, p: w.security.transferByPartition(p, second(), 1, b"", {"from": w.fund_us}),
    "transfer of nothing": lambda w, p: w.security.transferByPartition(p, second(), 0, b"", {"from": w.fund_us}),
    "to the treasury": lambda w, p: w.security.transferByPartition(p, w.treasury, 1, b"", {"from": w.fund_us}),
    "by an operator": lambda w, p: w.security.operatorTransferByPartition(
        p, w.fund_us, second(), 1, b"", b"", {"from": w.operator}
    ),
    "redeemByPartition": lambda w, p: w.security.redeemByPartition(p, 1, b"", {"from": w.fund_us}),
    "issueByPartition": lambda w, p: w.issue(w.fund_us, 1, p),
    "issueBatch": lambda w, p: w.security.issueBatch(p, [w.fund_us], [1], b"", {"from": w.issuer}),
    "createHold": on_hold,
}


@CLASSES
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_setPartitionFrozen__each_movement__refused_until_it_goes_on(
    market: World, partition: bytes, move: Move
) -> None:
    market.security.authorizeOperator(market.operator, {"from": market.fund_us})
    stop(market, partition)
    with stopped(market):
        move(market, partition)
    stop(market, partition, False)
    assert move(market, partition)


@CLASSES
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_setPartitionFrozen__other_class__moves(market: World, partition: bytes, move: Move) -> None:
    market.security.authorizeOperator(market.operator, {"from": market.fund_us})
    stop(market, partition)
    assert move(market, PREFERRED if partition == COMMON else COMMON)


def test_setPartitionFrozen__principal_class__functions_without_a_class_too(market: World) -> None:
    security, holder = market.security, market.investor_ch
    security.approve(market.operator, FUNDS, {"from": holder})
    stop(market, COMMON)
    with stopped(market):
        security.transfer(market.investor_de, 1, {"from": holder})
    with stopped(market):
        security.transferFrom(holder, market.investor_de, 1, {"from": market.operator})
    with stopped(market):
        security.redeem(1, b"", {"from": holder})
    with stopped(market):
        security.redeemFrom(holder, 1, b"", {"from": market.operator})
    with stopped(market):
        security.mint(holder, 1, {"from": market.issuer})
    with stopped(market):
        security.batchMint([holder], [1], {"from": market.issuer})
    assert security.allowance(holder, market.operator) == FUNDS


@CLASSES
def test_setPartitionFrozen__hold_created_before__not_executed_but_released(market: World, partition: bytes) -> None:
    hold, notary = on_hold(market, partition), {"from": market.operator}
    stop(market, partition)
    with stopped(market):
        market.security.executeHold(hold, second(), 10, bytes(32), notary)
    market.security.releaseHold(hold, notary)
    assert market.security.heldUnitsOf(partition, market.fund_us) == 0


@CLASSES
def test_setPartitionFrozen__conversion__from_and_into_it_refused(market: World, partition: bytes) -> None:
    other = PREFERRED if partition == COMMON else COMMON
    for source, target in ((COMMON, PREFERRED), (PREFERRED, COMMON)):
        market.security.setConversionRatio(source, target, 1, 1, {"from": market.issuer})
    stop(market, partition)
    for source, target in ((partition, other), (other, partition)):
        view = market.security.canConvert(source, target, market.fund_us, 1, {"from": market.fund_us})
        assert (code(view[0]), text(view[1]), view[2]) == (0x54, "PARTITION_FROZEN", 0)
        with stopped(market):
            market.security.convert(source, target, market.fund_us, 1, b"", {"from": market.fund_us})


@CLASSES
def test_setPartitionFrozen__forced__passes(market: World, partition: bytes) -> None:
    security, controller = market.security, {"from": market.controller}
    stop(market, partition)
    security.controllerTransferByPartition(partition, market.fund_us, second(), 5, b"", b"", controller)
    security.controllerRedeemByPartition(partition, market.fund_us, 5, b"", b"", controller)
    assert security.balanceOfByPartition(partition, market.fund_us) == FUNDS - 10
    assert security.balanceOfByPartition(partition, second()) == 5


@CLASSES
@pytest.mark.parametrize("kind", [0, 1, 2, 5])
def test_setPartitionFrozen__view__says_so(market: World, partition: bytes, kind: int) -> None:
    stop(market, partition)
    source = NOWHERE if kind == 1 else market.fund_us
    target = NOWHERE if kind == 2 else second()
    view = market.security.explainMovement(kind, partition, market.fund_us, source, target, 1)
    assert (code(view[0]), text(view[1])) == (0x54, "PARTITION_FROZEN")
    assert (view[2], view[3]) == (market.security, 0)


@CLASSES
def test_setPartitionFrozen__paused_too__pause_comes_first(market: World, partition: bytes) -> None:
    stop(market, partition)
    market.security.pause({"from": market.pauser})
    with reverts(market.security, "Refused", b"\x54", bytes32("PAUSED"), market.security):
        market.security.transferByPartition(partition, second(), 1, b"", {"from": market.fund_us})


@CLASSES
def test_setPartitionFrozen__operator_without_right__stop_comes_first(market: World, partition: bytes) -> None:
    stop(market, partition)
    with stopped(market):
        market.security.operatorTransferByPartition(
            partition, market.fund_us, second(), 1, b"", b"", {"from": market.stranger}
        )


@CLASSES
def test_setPartitionFrozen__terms_replaced__stop_stays_and_terms_stay_when_it_ends(
    market: World, partition: bytes
) -> None:
    stop(market, partition)
    terms = (3, 4, 5, True, True)
    market.security.setPartitionTerms(partition, terms, {"from": market.configurer})
    assert market.security.isPartitionFrozen(partition) is True
    assert tuple(market.security.partitionTerms(partition)) == terms
    with stopped(market):
        market.security.transferByPartition(partition, second(), 1, b"", {"from": market.fund_us})
    stop(market, partition, False)
    assert tuple(market.security.partitionTerms(partition)) == terms
    assert market.security.isPartitionFrozen(partition) is False


@CLASSES
def test_setPartitionFrozen__event_and_view_each_time(market: World, partition: bytes) -> None:
    for frozen in (True, True, False, False):
        event = stop(market, partition, frozen).events["PartitionFrozen"]
        assert event == {"partition": "0x" + partition.hex(), "isFrozen": frozen, "agent": market.freezer}
        assert market.security.isPartitionFrozen(partition) is frozen
    assert market.security.isPartitionFrozen(PREFERRED if partition == COMMON else COMMON) is False


@CLASSES
def test_setPartitionFrozen__capital_and_rest_of_the_register__untouched(market: World, partition: bytes) -> None:
    security = market.security

    def rest() -> list[Any]:
        members = [security.wordOf(holder) for holder in market.investors]
        return [
            *members,
            security.authorisedOf(partition),
            security.totalSupplyByPartition(partition),
            security.folios(),
        ]

    before = rest()
    stop(market, partition)
    stop(market, partition, False)
    assert rest() == before


def test_setPartitionFrozen__unknown_class_or_stranger__refused(market: World) -> None:
    with reverts(market.security, "UnknownPartition", ELSEWHERE):
        stop(market, ELSEWHERE)
    with reverts(market.security, "UnknownPartition", ELSEWHERE):
        market.security.isPartitionFrozen(ELSEWHERE)
    role = keccak(text="scrip.FREEZER")
    with reverts(market.security, "AccessControlUnauthorizedAccount", market.stranger, role):
        market.security.setPartitionFrozen(COMMON, True, {"from": market.stranger})


# AMOUNTS


def freeze(world: World, partition: bytes, amount: int) -> Any:
    return world.security.setFrozenTokensByPartition(partition, world.fund_us, amount, {"from": world.freezer})


@CLASSES
@pytest.mark.parametrize("amount", [0, 1, FUNDS, FUNDS + 1, pytest.param(INFINITE, id="infinite")])
def test_setFrozenTokensByPartition__each_amount__event_view_and_to_the_unit(
    market: World, partition: bytes, amount: int
) -> None:
    security, holder = market.security, market.fund_us
    events = freeze(market, partition, amount).events
    if partition == COMMON:
        assert events["Frozen"] == {"account": holder, "amount": amount}
        assert "FrozenByPartition" not in events
    else:
        expected = {"partition": "0x" + partition.hex(), "account": holder, "amount": amount}
        assert events["FrozenByPartition"] == expected
        assert "Frozen" not in events
    assert security.frozenUnitsOf(partition, holder) == amount
    assert security.getFrozenTokens(holder) == (amount if partition == COMMON else 0)
    free = max(FUNDS - amount, 0)
    if free < FUNDS:
        with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), holder):
            security.transferByPartition(partition, second(), free + 1, b"", {"from": holder})
        with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), holder):
            security.redeemByPartition(partition, free + 1, b"", {"from": holder})
    security.transferByPartition(partition, second(), free, b"", {"from": holder})


@CLASSES
def test_setFrozenTokensByPartition__one_class__the_other_is_free(market: World, partition: bytes) -> None:
    freeze(market, partition, INFINITE)
    other = PREFERRED if partition == COMMON else COMMON
    assert market.security.frozenUnitsOf(other, market.fund_us) == 0
    market.security.transferByPartition(other, second(), FUNDS, b"", {"from": market.fund_us})


@CLASSES
def test_setFrozenTokensByPartition__cut_into_by_force__frees_what_it_takes(market: World, partition: bytes) -> None:
    security, holder, controller = market.security, market.fund_us, {"from": market.controller}
    freeze(market, partition, 70)
    name = "Frozen" if partition == COMMON else "FrozenByPartition"
    tx = security.controllerTransferByPartition(partition, holder, second(), 30, b"", b"", controller)
    assert name not in tx.events
    tx = security.controllerRedeemByPartition(partition, holder, 30, b"", b"", controller)
    assert tx.events[name]["amount"] == 40
    names = [event.name for event in tx.events]
    assert names.index(name) < names.index("Transfer")
    assert security.frozenUnitsOf(partition, holder) == security.balanceOfByPartition(partition, holder) == 40


@CLASSES
def test_setFrozenTokensByPartition__released__moves_again(market: World, partition: bytes) -> None:
    freeze(market, partition, INFINITE)
    freeze(market, partition, 0)
    market.security.transferByPartition(partition, second(), FUNDS, b"", {"from": market.fund_us})


@CLASSES
def test_setFrozenTokensByPartition__before_any_units__what_comes_in_is_frozen(market: World, partition: bytes) -> None:
    security = market.security
    security.setFrozenTokensByPartition(partition, second(), 50, {"from": market.freezer})
    security.transferByPartition(partition, second(), 60, b"", {"from": market.fund_us})
    with reverts(security, "Refused", b"\x55", bytes32("PARTIALLY_FROZEN"), second()):
        security.transferByPartition(partition, market.fund_us, 11, b"", {"from": second()})
    security.transferByPartition(partition, market.fund_us, 10, b"", {"from": second()})


@CLASSES
def test_setFrozenTokensByPartition__before_any_units_and_over_a_record_date__history_is_right(
    market: World, partition: bytes
) -> None:
    """The flag makes a word where there was none: it must not be taken for a holding."""
    security = market.security
    first = market.record_now()
    security.setFrozenTokensByPartition(partition, second(), 50, {"from": market.freezer})
    middle = market.record_now()
    security.transferByPartition(partition, second(), 60, b"", {"from": market.fund_us})
    last = market.record_now()
    security.setFrozenTokensByPartition(partition, second(), 0, {"from": market.freezer})
    security.transferByPartition(partition, market.fund_us, 60, b"", {"from": second()})
    market.record_now()
    assert [security.balanceOfAt(partition, second(), date) for date in (first, middle, last)] == [0, 0, 60]
    assert security.balanceOfAt(partition, market.fund_us, last) == FUNDS - 60


def test_setFrozenTokensByPartition__unknown_class_stranger_or_no_member__refused(market: World) -> None:
    security, freezer = market.security, {"from": market.freezer}
    with reverts(security, "UnknownPartition", ELSEWHERE):
        security.setFrozenTokensByPartition(ELSEWHERE, market.fund_us, 1, freezer)
    for partition in (COMMON, PREFERRED):
        with reverts(security, "NotRegistered", market.stranger):
            security.setFrozenTokensByPartition(partition, market.stranger, 1, freezer)
    role = keccak(text="scrip.FREEZER")
    with reverts(security, "AccessControlUnauthorizedAccount", market.stranger, role):
        security.setFrozenTokensByPartition(COMMON, market.fund_us, 1, {"from": market.stranger})
