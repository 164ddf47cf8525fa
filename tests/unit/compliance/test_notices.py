"""The engine hears of every movement once, with everything as it stood before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import clock
from tests.rules import enact, new_rule
from tests.world import COMMON, DAY, FAR, FR, NOWHERE, PREFERRED, World, spare_account

TRANSFER, ISSUE, REDEEM, FORCED_TRANSFER, FORCED_REDEEM, HOLD, CONVERSION, RECOVERY = range(8)
EVIDENCE = b"\x11" * 32
HOLD_ID = b"\xa1" * 32

Act = Callable[[World], Any]


@pytest.fixture(scope="module")
def double(world: World, engine: Any) -> Any:
    """A rule that notes what it is told. investor_ch holds 100 COMMON, fund_us 50 PREFERRED and 20 COMMON."""
    world.issue(world.investor_ch, 100)
    world.issue(world.fund_us, 20)
    world.issue(world.fund_us, 50, PREFERRED)
    world.security.setConversionRatio(PREFERRED, COMMON, 2, 1, {"from": world.issuer})
    world.security.approve(world.operator, 100, {"from": world.investor_ch})
    world.security.authorizeOperatorByPartition(PREFERRED, world.operator, {"from": world.fund_us})
    double = new_rule(world, engine, "RuleDouble")
    enact(world, engine, double)
    return double


def hold(world: World) -> None:
    terms = (world.investor_ch, 10, world.investor_de, clock.now() + DAY, world.operator, COMMON, bytes(32))
    world.security.createHold(HOLD_ID, terms, {"from": world.investor_ch})


def execute_hold(world: World) -> Any:
    hold(world)
    return world.security.executeHold(HOLD_ID, world.investor_de, 10, bytes(32), {"from": world.operator})


def recover(world: World) -> Any:
    lost, new = world.investor_ch, spare_account(0)
    world.security.initiateRecovery(lost, new, EVIDENCE, {"from": world.admitter})
    clock.pass_time(3 * DAY)
    return world.security.executeRecovery(lost, {"from": world.controller})


# How: what is done, the kind, who sends it, from whom, to whom, how much, and what both held before.
ONCE: dict[str, tuple[Act, int, str, str | None, str | None, int, int, int]] = {
    "transfer": (
        lambda w: w.security.transfer(w.investor_de, 10, {"from": w.investor_ch}),
        TRANSFER,
        "investor_ch",
        "investor_ch",
        "investor_de",
        10,
        100,
        0,
    ),
    "transferFrom": (
        lambda w: w.security.transferFrom(w.investor_ch, w.fund_us, 10, {"from": w.operator}),
        TRANSFER,
        "operator",
        "investor_ch",
        "fund_us",
        10,
        100,
        20,
    ),
    "transferWithData": (
        lambda w: w.security.transferWithData(w.investor_de, 10, b"", {"from": w.investor_ch}),
        TRANSFER,
        "investor_ch",
        "investor_ch",
        "investor_de",
        10,
        100,
        0,
    ),
    "transferByPartition": (
        lambda w: w.security.transferByPartition(COMMON, w.investor_de, 10, b"", {"from": w.investor_ch}),
        TRANSFER,
        "investor_ch",
        "investor_ch",
        "investor_de",
        10,
        100,
        0,
    ),
    "batchTransfer": (
        lambda w: w.security.batchTransfer([w.investor_de], [10], {"from": w.investor_ch}),
        TRANSFER,
        "investor_ch",
        "investor_ch",
        "investor_de",
        10,
        100,
        0,
    ),
    "nothing": (
        lambda w: w.security.transfer(w.investor_de, 0, {"from": w.investor_ch}),
        TRANSFER,
        "investor_ch",
        "investor_ch",
        "investor_de",
        0,
        100,
        0,
    ),
    "issue": (
        lambda w: w.security.issue(w.investor_de, 5, b"", {"from": w.issuer}),
        ISSUE,
        "issuer",
        None,
        "investor_de",
        5,
        0,
        0,
    ),
    "issueBatch": (
        lambda w: w.security.issueBatch(COMMON, [w.investor_ch], [5], b"", {"from": w.issuer}),
        ISSUE,
        "issuer",
        None,
        "investor_ch",
        5,
        0,
        100,
    ),
    "mint": (
        lambda w: w.security.mint(w.investor_ch, 5, {"from": w.issuer}),
        ISSUE,
        "issuer",
        None,
        "investor_ch",
        5,
        0,
        100,
    ),
    "redeem": (
        lambda w: w.security.redeem(5, b"", {"from": w.investor_ch}),
        REDEEM,
        "investor_ch",
        "investor_ch",
        None,
        5,
        100,
        0,
    ),
    "redeemFrom": (
        lambda w: w.security.redeemFrom(w.investor_ch, 5, b"", {"from": w.operator}),
        REDEEM,
        "operator",
        "investor_ch",
        None,
        5,
        100,
        0,
    ),
    "controllerTransfer": (
        lambda w: w.security.controllerTransfer(w.investor_ch, w.fund_us, 5, b"", b"", {"from": w.controller}),
        FORCED_TRANSFER,
        "controller",
        "investor_ch",
        "fund_us",
        5,
        100,
        20,
    ),
    "controllerRedeem": (
        lambda w: w.security.controllerRedeem(w.investor_ch, 5, b"", b"", {"from": w.controller}),
        FORCED_REDEEM,
        "controller",
        "investor_ch",
        None,
        5,
        100,
        0,
    ),
    "executeHold": (execute_hold, HOLD, "operator", "investor_ch", "investor_de", 10, 100, 0),
    "recovery": (recover, RECOVERY, "controller", "investor_ch", "spare", 100, 100, 0),
}


def address(world: World, name: str | None) -> str:
    if name is None:
        return NOWHERE
    return str(spare_account(0) if name == "spare" else getattr(world, name))


@pytest.mark.parametrize("how", ONCE)
def test_moved__each_way_of_moving__told_once_of_what_was_before(world: World, double: Any, how: str) -> None:
    act, kind, operator, sender, receiver, units, held, holds = ONCE[how]
    words = {name: world.security.wordOf(address(world, name)) if name else 0 for name in (sender, receiver)}
    told = double.movements()
    act(world)
    assert double.movements() == told + 1
    last = double.last()
    assert last["kind"] == kind
    assert (last["partition"], last["destination"]) == ("0x" + COMMON.hex(), "0x" + COMMON.hex())
    assert last["operator"] == address(world, operator)
    assert (last["from"], last["to"]) == (address(world, sender), address(world, receiver))
    assert (last["amount"], last["received"]) == (units, units)
    assert (last["senderUnits"], last["receiverUnits"]) == (held, holds)
    if kind not in (RECOVERY, HOLD):  # a hold marks the word before
        assert (last["sender"], last["receiver"]) == (words[sender], words[receiver])


def test_moved__other_class_by_an_operator__with_both_members_words(world: World, double: Any) -> None:
    world.admit(world.investor_fr, FR, FAR, FAR)
    words = [world.security.wordOf(member) for member in (world.fund_us, world.investor_fr)]
    arguments = (PREFERRED, world.fund_us, world.investor_fr, 8, b"\x01\x02", b"\x03")
    world.security.operatorTransferByPartition(*arguments, {"from": world.operator})
    last = double.last()
    assert (last["partition"], last["operator"]) == ("0x" + PREFERRED.hex(), world.operator)
    assert (last["sender"], last["receiver"]) == tuple(words)
    assert (last["amount"], last["senderUnits"], last["receiverUnits"]) == (8, 50, 0)
    assert last["data"] == "0x0102"


def test_moved__conversion__one_notice_of_both_classes(world: World, double: Any) -> None:
    told = double.movements()
    world.security.convert(PREFERRED, COMMON, world.fund_us, 10, b"", {"from": world.fund_us})
    last = double.last()
    assert double.movements() == told + 1 and last["kind"] == CONVERSION
    assert (last["partition"], last["destination"]) == ("0x" + PREFERRED.hex(), "0x" + COMMON.hex())
    assert (last["amount"], last["received"]) == (10, 20)
    assert (last["senderUnits"], last["receiverUnits"]) == (50, 20)


def test_moved__batch__a_notice_for_each_line(world: World, double: Any) -> None:
    told = double.movements()
    holders = [world.investor_ch, world.investor_de, world.investor_ch]
    world.security.issueBatch(COMMON, holders, [1, 2, 3], b"", {"from": world.issuer})
    assert double.movements() == told + 3
    assert double.last()["receiverUnits"] == 101


def test_moved__recovery__a_notice_for_each_class_and_one_of_the_entry(world: World, double: Any) -> None:
    new = spare_account(1)
    word = world.security.wordOf(world.fund_us)
    world.security.initiateRecovery(world.fund_us, new, EVIDENCE, {"from": world.admitter})
    clock.pass_time(3 * DAY)
    told, entries = double.movements(), double.entries()
    world.security.executeRecovery(world.fund_us, {"from": world.controller})
    assert (double.movements(), double.entries()) == (told + 2, entries + 1)
    assert (double.lastAccount(), double.lastOther(), double.lastBefore()) == (new, world.fund_us, word)
    assert double.last()["sender"] == double.last()["receiver"] == word


def test_moved__to_oneself__nothing_moves_and_nobody_is_told(world: World, double: Any) -> None:
    told = double.movements()
    world.security.transfer(world.investor_ch, 10, {"from": world.investor_ch})
    assert double.movements() == told


def test_entryChanged__admission_renewal_link_removal_treasury__told_with_both_words(world: World, double: Any) -> None:
    def told() -> tuple[Any, ...]:
        return double.lastAccount(), double.lastOther(), double.lastBefore(), double.lastPresent()

    security, member, wallet = world.security, world.investor_fr, world.second_wallet_ch
    before = security.wordOf(member)
    world.admit(member, FR, FAR, FAR)
    assert told() == (member, NOWHERE, before, security.wordOf(member))
    security.linkWallet(wallet, member, {"from": world.admitter})
    assert told() == (wallet, member, 0, security.wordOf(wallet))
    before = security.wordOf(wallet)
    security.setTreasury(wallet, True, {"from": world.configurer})
    assert told() == (wallet, NOWHERE, before, security.wordOf(wallet))
    security.removeMember(wallet, {"from": world.admitter})
    assert told()[::3] == (wallet, security.wordOf(wallet))
    told_of = double.entries()
    security.admitBatch([(world.stranger, FR, FAR, 0, 0), (wallet, FR, FAR, 0, 0)], {"from": world.admitter})
    assert double.entries() == told_of + 2


def test_notices__without_an_engine__none(world: World, double: Any) -> None:
    told = double.movements(), double.entries()
    world.security.setComplianceEngine(NOWHERE, {"from": world.admin})
    world.security.transfer(world.investor_de, 10, {"from": world.investor_ch})
    world.admit(world.investor_fr, FR)
    assert (double.movements(), double.entries()) == told
