"""ERC-1410 by its own interface: partitions, operators, and the umbrella's events field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.erc.abi import interface_id, of_kind, selector, topic
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC1400, ERC1410
from tests.errors import reverts
from tests.unit.standards.situations import FUNDS, INFINITE
from tests.world import COMMON, FAR, NOWHERE, PREFERRED, US, World, bytes32, spare_account

DATA, ORDER = b"\xca\xfe", b"\xab\xcd\xef"
ELSEWHERE = bytes32("ELSEWHERE")
FOUR = "bytes32,address,uint256,bytes"
FIVE = "bytes32,address,uint256,bytes,bytes"

TOPICS = {
    "TransferByPartition": "ff4e9a26",
    "AuthorizedOperator": "f4caeb2d",
    "RevokedOperator": "50546e66",
    "AuthorizedOperatorByPartition": "3646a897",
    "RevokedOperatorByPartition": "3b287c4f",
    "IssuedByPartition": "f0ded82a",
    "RedeemedByPartition": "ce306c3d",
}


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    return through(market.security, ERC1410, ERC1400)


@pytest.fixture(scope="module")
def second_fund(market: World) -> Any:
    """Another member that may hold PREFERRED."""
    account = spare_account(0)
    market.admit(account, US, FAR, FAR)
    return account


def test_lines__of_the_umbrella__are_those_that_were_published() -> None:
    assert {entry["name"]: topic(entry)[:4].hex() for entry in of_kind(ERC1410, "event")} == TOPICS
    assert interface_id(ERC1410) == "0x063ae966"
    assert selector(ERC1400[0]).hex() == "98ddcec7"


# BALANCES


def test_balanceOfByPartition__each_class__apart(market: World, token: Any) -> None:
    assert answer(token, "balanceOfByPartition", COMMON, market.fund_us) == FUNDS
    assert answer(token, "balanceOfByPartition", PREFERRED, market.fund_us) == FUNDS
    assert answer(token, "balanceOfByPartition", PREFERRED, market.investor_ch) == 0
    assert answer(token, "balanceOfByPartition", ELSEWHERE, market.fund_us) == 0


def test_partitionsOf__classes_held__in_the_order_of_their_creation(market: World, token: Any) -> None:
    assert answer(token, "partitionsOf", market.fund_us) == (COMMON, PREFERRED)
    assert answer(token, "partitionsOf", market.investor_ch) == (COMMON,)
    assert answer(token, "partitionsOf", market.stranger) == ()
    token.transferByPartition(COMMON, market.investor_ch, FUNDS, b"", {"from": market.fund_us})
    assert answer(token, "partitionsOf", market.fund_us) == (PREFERRED,)


def test_partitionsOf__balances_of_them__add_up_to_balanceOf(market: World, token: Any) -> None:
    for holder in (*market.investors, market.treasury, market.stranger):
        held = [answer(token, "balanceOfByPartition", p, holder) for p in answer(token, "partitionsOf", holder)]
        assert sum(held) == market.security.balanceOf(holder)
    supplies = [market.security.totalSupplyByPartition(p) for p in market.security.partitions()]
    assert sum(supplies) == market.security.totalSupply()


def test_partitionsOf__sent_what_is_not_wanted__nobody_lengthens_the_list_of_another(market: World, token: Any) -> None:
    """The list is of the security's classes, at most 32; an outsider cannot make one."""
    with reverts(market.security, "Refused", b"\x50", bytes32("UNKNOWN_PARTITION"), market.security):
        token.transferByPartition(ELSEWHERE, market.investor_ch, 0, b"", {"from": market.fund_us})
    assert answer(token, "partitionsOf", market.investor_ch) == (COMMON,)


# TRANSFER


def moved(partition: bytes, operator: Any, sender: Any, receiver: Any, units: int, data: bytes, order: bytes) -> Any:
    return "TransferByPartition", {
        "fromPartition": partition,
        "operator": operator,
        "from": sender,
        "to": receiver,
        "value": units,
        "data": data,
        "operatorData": order,
    }


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
@pytest.mark.parametrize("units", [0, 1, FUNDS])
def test_transferByPartition__answers_where_they_arrive_with_both_events(
    market: World, token: Any, second_fund: Any, partition: bytes, units: int
) -> None:
    sender = market.fund_us
    arguments = (partition, second_fund, units, DATA)
    assert answer(token, "transferByPartition", *arguments, sender=sender) == partition
    assert said(token.transferByPartition(*arguments, {"from": sender}), ERC20, ERC1410) == [
        ("Transfer", {"from": sender, "to": second_fund, "value": units}),
        moved(partition, sender, sender, second_fund, units, DATA, b""),
    ]
    assert answer(token, "balanceOfByPartition", partition, second_fund) == units
    assert answer(token, "balanceOfByPartition", partition, sender) == FUNDS - units


def test_transfer__of_erc20__is_one_of_the_principal_class(market: World) -> None:
    tx = market.security.transfer(market.investor_de, 5, {"from": market.investor_ch})
    expected = moved(COMMON, market.investor_ch, market.investor_ch, market.investor_de, 5, b"", b"")
    assert said(tx, ERC1410) == [expected]


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_transferByPartition__to_oneself__changes_nothing(market: World, token: Any, partition: bytes) -> None:
    holder = market.fund_us
    token.transferByPartition(partition, holder, FUNDS, DATA, {"from": holder})
    assert answer(token, "balanceOfByPartition", partition, holder) == FUNDS


def test_transferByPartition__more_than_held_of_the_class__erc6093(market: World, token: Any) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.fund_us, FUNDS, FUNDS + 1):
        token.transferByPartition(PREFERRED, market.treasury, FUNDS + 1, DATA, {"from": market.fund_us})


# OPERATORS


def test_authorizeOperator__and_back__events_each_time_and_views(market: World, token: Any) -> None:
    holder, operator = market.fund_us, market.operator
    expected = {"operator": operator, "tokenHolder": holder}
    for _ in range(2):
        tx = token.authorizeOperator(operator, {"from": holder})
        assert said(tx, ERC1410) == [("AuthorizedOperator", expected)]
    assert answer(token, "isOperator", operator, holder) is True
    assert answer(token, "isOperatorForPartition", COMMON, operator, holder) is True
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, holder) is True
    assert answer(token, "isOperator", holder, operator) is False
    assert answer(token, "isOperator", operator, market.investor_ch) is False
    for _ in range(2):
        tx = token.revokeOperator(operator, {"from": holder})
        assert said(tx, ERC1410) == [("RevokedOperator", expected)]
    assert answer(token, "isOperator", operator, holder) is False
    assert answer(token, "isOperatorForPartition", COMMON, operator, holder) is False


def test_authorizeOperatorByPartition__and_back__events_each_time_and_views(market: World, token: Any) -> None:
    holder, operator = market.fund_us, market.operator
    expected = {"partition": PREFERRED, "operator": operator, "tokenHolder": holder}
    for _ in range(2):
        tx = token.authorizeOperatorByPartition(PREFERRED, operator, {"from": holder})
        assert said(tx, ERC1410) == [("AuthorizedOperatorByPartition", expected)]
    assert answer(token, "isOperator", operator, holder) is False
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, holder) is True
    assert answer(token, "isOperatorForPartition", COMMON, operator, holder) is False
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, market.investor_ch) is False
    for _ in range(2):
        tx = token.revokeOperatorByPartition(PREFERRED, operator, {"from": holder})
        assert said(tx, ERC1410) == [("RevokedOperatorByPartition", expected)]
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, holder) is False


def test_revokeOperator__authorised_for_a_class_too__that_stays(market: World, token: Any) -> None:
    holder, operator = market.fund_us, market.operator
    token.authorizeOperator(operator, {"from": holder})
    token.authorizeOperatorByPartition(PREFERRED, operator, {"from": holder})
    token.revokeOperator(operator, {"from": holder})
    assert answer(token, "isOperator", operator, holder) is False
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, holder) is True
    token.authorizeOperator(operator, {"from": holder})
    token.revokeOperatorByPartition(PREFERRED, operator, {"from": holder})
    assert answer(token, "isOperatorForPartition", PREFERRED, operator, holder) is True


def test_isOperator__of_oneself__always(market: World, token: Any) -> None:
    for account in (market.fund_us, market.stranger):
        assert answer(token, "isOperator", account, account) is True
        assert answer(token, "isOperatorForPartition", ELSEWHERE, account, account) is True
    token.revokeOperator(market.fund_us, {"from": market.fund_us})
    assert answer(token, "isOperator", market.fund_us, market.fund_us) is True


# OPERATORS AT WORK

GRANTS: list[Callable[[World, Any], Any]] = [
    lambda w, t: t.authorizeOperator(w.operator, {"from": w.fund_us}),
    lambda w, t: t.authorizeOperatorByPartition(PREFERRED, w.operator, {"from": w.fund_us}),
    lambda w, t: w.security.approveByPartition(PREFERRED, w.operator, FUNDS, {"from": w.fund_us}),
]
GRANT_NAMES = ["operator of all classes", "operator of the class", "allowance of the class"]


@pytest.mark.parametrize("grant", GRANTS, ids=GRANT_NAMES)
def test_operatorTransferByPartition__by_one_with_a_right__moves_and_names_it(
    market: World, token: Any, second_fund: Any, grant: Callable[[World, Any], Any]
) -> None:
    grant(market, token)
    arguments = (PREFERRED, market.fund_us, second_fund, 40, DATA, ORDER)
    assert answer(token, "operatorTransferByPartition", *arguments, sender=market.operator) == PREFERRED
    tx = token.operatorTransferByPartition(*arguments, {"from": market.operator})
    assert said(tx, ERC20, ERC1410) == [
        ("Transfer", {"from": market.fund_us, "to": second_fund, "value": 40}),
        moved(PREFERRED, market.operator, market.fund_us, second_fund, 40, DATA, ORDER),
    ]


@pytest.mark.parametrize("grant", GRANTS[1:], ids=GRANT_NAMES[1:])
def test_operatorTransferByPartition__of_another_class__refused(
    market: World, token: Any, grant: Callable[[World, Any], Any]
) -> None:
    grant(market, token)
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.operator):
        arguments = (COMMON, market.fund_us, market.investor_ch, 1, DATA, ORDER)
        token.operatorTransferByPartition(*arguments, {"from": market.operator})


@pytest.mark.parametrize("grant", GRANTS, ids=GRANT_NAMES)
def test_operatorTransferByPartition__of_another_holder__refused(
    market: World, token: Any, second_fund: Any, grant: Callable[[World, Any], Any]
) -> None:
    grant(market, token)
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.operator):
        arguments = (PREFERRED, second_fund, market.fund_us, 0, DATA, ORDER)
        token.operatorTransferByPartition(*arguments, {"from": market.operator})


def test_operatorTransferByPartition__right_taken_back__refused(market: World, token: Any, second_fund: Any) -> None:
    holder, operator = market.fund_us, market.operator
    arguments = (PREFERRED, holder, second_fund, 1, DATA, ORDER)
    token.authorizeOperator(operator, {"from": holder})
    token.authorizeOperatorByPartition(PREFERRED, operator, {"from": holder})
    token.revokeOperator(operator, {"from": holder})
    token.operatorTransferByPartition(*arguments, {"from": operator})
    token.revokeOperatorByPartition(PREFERRED, operator, {"from": holder})
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), operator):
        token.operatorTransferByPartition(*arguments, {"from": operator})


def test_operatorTransferByPartition__by_the_holder__moves(market: World, token: Any, second_fund: Any) -> None:
    arguments = (PREFERRED, market.fund_us, second_fund, 1, DATA, ORDER)
    tx = token.operatorTransferByPartition(*arguments, {"from": market.fund_us})
    assert said(tx, ERC1410) == [moved(PREFERRED, market.fund_us, market.fund_us, second_fund, 1, DATA, ORDER)]


@pytest.mark.parametrize(("allowed", "left"), [(50, 10), (INFINITE, INFINITE), (INFINITE - 1, INFINITE - 41)])
@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_operatorTransferByPartition__allowance__lowered_exactly(
    market: World, token: Any, second_fund: Any, partition: bytes, allowed: int, left: int
) -> None:
    holder, operator = market.fund_us, market.operator
    market.security.approveByPartition(partition, operator, allowed, {"from": holder})
    arguments = (partition, holder, second_fund, 40, DATA, ORDER)
    token.operatorTransferByPartition(*arguments, {"from": operator})
    assert market.security.allowanceByPartition(partition, holder, operator) == left


def test_operatorTransferByPartition__more_than_allowed__erc6093(market: World, token: Any, second_fund: Any) -> None:
    market.security.approveByPartition(PREFERRED, market.operator, 39, {"from": market.fund_us})
    with reverts(market.security, "ERC20InsufficientAllowance", market.operator, 39, 40):
        arguments = (PREFERRED, market.fund_us, second_fund, 40, DATA, ORDER)
        token.operatorTransferByPartition(*arguments, {"from": market.operator})


# WHAT A TRANSFER WOULD DO

QUESTIONS: list[tuple[str, int, str, str, str, int]] = [
    # asker, code, reason, class, receiver, units
    ("fund_us", 0x51, "", "PREFERRED", "second", FUNDS),
    ("fund_us", 0x51, "", "COMMON", "investor_ch", FUNDS),
    ("fund_us", 0x51, "SAME_IDENTITY", "PREFERRED", "fund_us", 1),
    ("stranger", 0x58, "UNAUTHORIZED_OPERATOR", "PREFERRED", "second", 0),
    ("fund_us", 0x50, "UNKNOWN_PARTITION", "ELSEWHERE", "second", 0),
    ("fund_us", 0x52, "INSUFFICIENT_BALANCE", "PREFERRED", "second", FUNDS + 1),
    ("fund_us", 0x57, "ACCREDITATION_REQUIRED", "PREFERRED", "investor_ch", 1),
    ("fund_us", 0x57, "RECEIVER_NOT_REGISTERED", "PREFERRED", "stranger", 1),
    ("controller", 0x51, "", "PREFERRED", "second", 1),
    ("controller", 0x57, "SAME_ACCOUNT", "PREFERRED", "fund_us", 1),
]


@pytest.mark.parametrize(("asker", "status", "reason", "label", "receiver", "units"), QUESTIONS)
def test_canTransferByPartition__says_what_the_call_does(
    market: World,
    token: Any,
    second_fund: Any,
    asker: str,
    status: int,
    reason: str,
    label: str,
    receiver: str,
    units: int,
) -> None:
    partition, sender = bytes32(label), getattr(market, asker)
    target = second_fund if receiver == "second" else getattr(market, receiver)
    view = answer(token, "canTransferByPartition", market.fund_us, target, partition, units, DATA, sender=sender)
    assert view == (bytes([status]), bytes32(reason), partition)
    arguments = (partition, market.fund_us, target, units, DATA, ORDER)
    if status == 0x51:
        token.operatorTransferByPartition(*arguments, {"from": sender})
    elif status == 0x52:
        with reverts(market.security, "ERC20InsufficientBalance", market.fund_us, FUNDS, units):
            token.operatorTransferByPartition(*arguments, {"from": sender})
    else:
        guilty = {0x58: sender, 0x57: target, 0x50: market.security}[status]
        with reverts(market.security, "Refused", bytes([status]), bytes32(reason), guilty):
            token.operatorTransferByPartition(*arguments, {"from": sender})


def test_canTransferByPartition__each_class_by_its_own_terms(market: World, token: Any, second_fund: Any) -> None:
    """A reference implementation read another partition in the view than in the transfer."""
    market.set_terms(PREFERRED, unlockAt=2**32 - 1)
    holder = market.fund_us
    locked = answer(token, "canTransferByPartition", holder, second_fund, PREFERRED, 1, b"", sender=holder)
    assert locked == (b"\x55", bytes32("PARTITION_LOCKED"), PREFERRED)
    free = answer(token, "canTransferByPartition", holder, second_fund, COMMON, 1, b"", sender=holder)
    assert free == (b"\x51", bytes(32), COMMON)
    with reverts(market.security, "Refused", b"\x55", bytes32("PARTITION_LOCKED"), holder):
        token.transferByPartition(PREFERRED, second_fund, 1, b"", {"from": holder})
    token.transferByPartition(COMMON, second_fund, 1, b"", {"from": holder})


# ISSUE


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_issueByPartition__event_and_units(market: World, token: Any, partition: bytes) -> None:
    holder = market.fund_us
    assert answer(token, "issueByPartition", partition, holder, 7, DATA, sender=market.issuer) == ()
    event = {"partition": partition, "operator": market.issuer, "to": holder}
    assert said(token.issueByPartition(partition, holder, 7, DATA, {"from": market.issuer}), ERC20, ERC1410) == [
        ("Transfer", {"from": NOWHERE, "to": holder, "value": 7}),
        ("IssuedByPartition", event | {"amount": 7, "data": DATA, "operatorData": b""}),
    ]
    assert answer(token, "balanceOfByPartition", partition, holder) == FUNDS + 7


def test_issueByPartition__unknown_class__refused(market: World, token: Any) -> None:
    with reverts(market.security, "Refused", b"\x50", bytes32("UNKNOWN_PARTITION"), market.security):
        token.issueByPartition(ELSEWHERE, market.fund_us, 0, DATA, {"from": market.issuer})


# REDEMPTION


def redeemed(partition: bytes, operator: Any, holder: Any, units: int, data: bytes) -> list[Any]:
    event = {"partition": partition, "operator": operator, "from": holder, "amount": units, "operatorData": data}
    return [("Transfer", {"from": holder, "to": NOWHERE, "value": units}), ("RedeemedByPartition", event)]


def test_redeemByPartition__principal_class__event_and_units(market: World, token: Any) -> None:
    holder = market.fund_us
    assert answer(token, "redeemByPartition", COMMON, 7, DATA, sender=holder) == ()
    tx = token.redeemByPartition(COMMON, 7, DATA, {"from": holder})
    assert said(tx, ERC20, ERC1410) == redeemed(COMMON, holder, holder, 7, DATA)


def test_redeemByPartition__other_class__as_its_terms_say(market: World, token: Any) -> None:
    holder = market.fund_us
    with reverts(market.security, "Refused", b"\x50", bytes32("NOT_REDEEMABLE"), market.security):
        token.redeemByPartition(PREFERRED, 7, DATA, {"from": holder})
    market.set_terms(PREFERRED, redeemable=True)
    tx = token.redeemByPartition(PREFERRED, 7, DATA, {"from": holder})
    assert said(tx, ERC20, ERC1410) == redeemed(PREFERRED, holder, holder, 7, DATA)
    assert market.security.totalSupplyByPartition(PREFERRED) == FUNDS - 7


@pytest.mark.parametrize("arity", [FOUR, FIVE], ids=["four arguments", "five arguments"])
@pytest.mark.parametrize("grant", GRANTS, ids=GRANT_NAMES)
def test_operatorRedeemByPartition__by_one_with_a_right__event_and_units(
    market: World, token: Any, grant: Callable[[World, Any], Any], arity: str
) -> None:
    market.set_terms(PREFERRED, redeemable=True)
    grant(market, token)
    arguments = (PREFERRED, market.fund_us, 7, *((DATA, ORDER) if arity == FIVE else (ORDER,)))
    assert answer(token, "operatorRedeemByPartition", *arguments, sender=market.operator) == ()
    tx = token.operatorRedeemByPartition[arity](*arguments, {"from": market.operator})
    assert said(tx, ERC20, ERC1410) == redeemed(PREFERRED, market.operator, market.fund_us, 7, ORDER)
    assert answer(token, "balanceOfByPartition", PREFERRED, market.fund_us) == FUNDS - 7


@pytest.mark.parametrize("arity", [FOUR, FIVE], ids=["four arguments", "five arguments"])
def test_operatorRedeemByPartition__by_a_stranger__refused(market: World, token: Any, arity: str) -> None:
    arguments = (COMMON, market.fund_us, 0, *((DATA, ORDER) if arity == FIVE else (ORDER,)))
    with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.stranger):
        token.operatorRedeemByPartition[arity](*arguments, {"from": market.stranger})


@pytest.mark.parametrize("arity", [FOUR, FIVE], ids=["four arguments", "five arguments"])
@pytest.mark.parametrize(("allowed", "left"), [(50, 43), (INFINITE, INFINITE), (INFINITE - 1, INFINITE - 8)])
def test_operatorRedeemByPartition__allowance__lowered_exactly(
    market: World, token: Any, arity: str, allowed: int, left: int
) -> None:
    market.security.approveByPartition(COMMON, market.operator, allowed, {"from": market.fund_us})
    arguments = (COMMON, market.fund_us, 7, *((DATA, ORDER) if arity == FIVE else (ORDER,)))
    token.operatorRedeemByPartition[arity](*arguments, {"from": market.operator})
    assert market.security.allowance(market.fund_us, market.operator) == left


# CONVERSION


def test_convert__of_the_umbrella__says_so_with_its_event(market: World, token: Any) -> None:
    market.security.setConversionRatio(PREFERRED, COMMON, 2, 1, {"from": market.issuer})
    arguments = (PREFERRED, COMMON, market.fund_us, 7, ORDER)
    tx = market.security.convert(*arguments, {"from": market.fund_us})
    event = {"fromPartition": PREFERRED, "toPartition": COMMON, "value": 7}
    assert said(tx, ERC1400) == [("ChangedPartition", event)]
    assert answer(token, "balanceOfByPartition", COMMON, market.fund_us) == FUNDS + 14
