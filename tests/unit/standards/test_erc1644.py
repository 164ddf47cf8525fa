"""ERC-1644 by its own interface: every way to force says so in its events, and all of them can be given up for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from eth_utils import keccak

from tests import clock
from tests.erc.spoken import answer, said, through
from tests.erc.standards import ERC20, ERC1594, ERC1644
from tests.errors import reverts
from tests.unit.standards.situations import FUNDS
from tests.world import COMMON, DAY, FAR, NOWHERE, PREFERRED, US, World, bytes32, spare_account

DATA, ORDER = b"\xca\xfe", b"\xab\xcd"
FOUR = "bytes32,address,uint256,bytes"
FIVE = "bytes32,address,uint256,bytes,bytes"
NEVER_ISSUE = "I renounce for ever to issue units of TEST."
NEVER_CONTROL = "I renounce for ever to control units of TEST."
EVIDENCE = bytes32("EVIDENCE")


@pytest.fixture(scope="module")
def token(market: World) -> Any:
    market.admit(second(), US, FAR, FAR)
    return through(market.security, ERC1644)


@dataclass(frozen=True)
class Way:
    """One way to force `units` of the fund: the call, and what it carries."""

    call: Callable[[World, dict[str, Any]], Any]
    transfers: bool
    data: bytes = b""
    order: bytes = b""
    partition: bytes = COMMON
    role_first: bool = True


def second() -> Any:
    """Another fund, which holds nothing and may hold every class."""
    return spare_account(0)


WAYS = {
    "controllerTransfer": Way(
        lambda w, who: w.security.controllerTransfer(w.fund_us, second(), 40, DATA, ORDER, who), True, DATA, ORDER
    ),
    "controllerRedeem": Way(
        lambda w, who: w.security.controllerRedeem(w.fund_us, 40, DATA, ORDER, who), False, DATA, ORDER
    ),
    "controllerTransferByPartition": Way(
        lambda w, who: w.security.controllerTransferByPartition(PREFERRED, w.fund_us, second(), 40, DATA, ORDER, who),
        True,
        DATA,
        ORDER,
        PREFERRED,
    ),
    "controllerTransferByPartition, principal": Way(
        lambda w, who: w.security.controllerTransferByPartition(COMMON, w.fund_us, second(), 40, DATA, ORDER, who),
        True,
        DATA,
        ORDER,
    ),
    "controllerRedeemByPartition": Way(
        lambda w, who: w.security.controllerRedeemByPartition(PREFERRED, w.fund_us, 40, DATA, ORDER, who),
        False,
        DATA,
        ORDER,
        PREFERRED,
    ),
    "operatorTransferByPartition": Way(
        lambda w, who: w.security.operatorTransferByPartition(PREFERRED, w.fund_us, second(), 40, DATA, ORDER, who),
        True,
        DATA,
        ORDER,
        PREFERRED,
        role_first=False,
    ),
    "operatorRedeemByPartition, four": Way(
        lambda w, who: w.security.operatorRedeemByPartition[FOUR](PREFERRED, w.fund_us, 40, ORDER, who),
        False,
        b"",
        ORDER,
        PREFERRED,
        role_first=False,
    ),
    "operatorRedeemByPartition, five": Way(
        lambda w, who: w.security.operatorRedeemByPartition[FIVE](PREFERRED, w.fund_us, 40, DATA, ORDER, who),
        False,
        DATA,
        ORDER,
        PREFERRED,
        role_first=False,
    ),
    "forcedTransfer": Way(lambda w, who: w.security.forcedTransfer(w.fund_us, second(), 40, who), True),
    "burn": Way(lambda w, who: w.security.burn(w.fund_us, 40, who), False),
    "batchForcedTransfer": Way(lambda w, who: w.security.batchForcedTransfer([w.fund_us], [second()], [40], who), True),
    "batchBurn": Way(lambda w, who: w.security.batchBurn([w.fund_us], [40], who), False),
    "multicall": Way(
        lambda w, who: w.security.multicall([w.security.forcedTransfer.encode_input(w.fund_us, second(), 40)], who),
        True,
    ),
}


# EVENTS


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_forced__each_way__says_so_with_the_event_of_the_erc(market: World, token: Any, way: Way) -> None:
    """On three peers a controller's use of an operator's function left no trace of force."""
    receiver = second() if way.transfers else NOWHERE
    tx = way.call(market, {"from": market.controller})
    carried = {"value": 40, "data": way.data, "operatorData": way.order}
    forced = (
        ("ControllerTransfer", {"controller": market.controller, "from": market.fund_us, "to": receiver} | carried)
        if way.transfers
        else ("ControllerRedemption", {"controller": market.controller, "tokenHolder": market.fund_us} | carried)
    )
    assert said(tx, ERC20, ERC1594, ERC1644) == [
        ("Transfer", {"from": market.fund_us, "to": receiver, "value": 40}),
        forced,
    ]
    assert market.security.balanceOfByPartition(way.partition, market.fund_us) == FUNDS - 40
    assert market.security.balanceOfByPartition(way.partition, second()) == (40 if way.transfers else 0)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_forced__each_way__not_by_a_stranger(market: World, token: Any, way: Way) -> None:
    stranger = {"from": market.stranger}
    if way.role_first:
        role = keccak(text="scrip.CONTROLLER")
        with reverts(market.security, "AccessControlUnauthorizedAccount", market.stranger, role):
            way.call(market, stranger)
    else:
        with reverts(market.security, "Refused", b"\x58", bytes32("UNAUTHORIZED_OPERATOR"), market.stranger):
            way.call(market, stranger)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_forced__each_way__through_every_stop_of_the_holder(market: World, token: Any, way: Way) -> None:
    security, freezer = market.security, {"from": market.freezer}
    security.pauseUntil(2, 2**32 - 1, bytes(32), {"from": market.pauser})
    security.setAddressFrozen(market.fund_us, True, freezer)
    security.setSanctioned(market.fund_us, True, freezer)
    for partition in (COMMON, PREFERRED):
        security.setPartitionFrozen(partition, True, freezer)
        security.setFrozenTokensByPartition(partition, market.fund_us, 2**256 - 1, freezer)
        market.set_terms(partition, unlockAt=2**32 - 1, redeemable=False)
    way.call(market, {"from": market.controller})
    assert security.balanceOfByPartition(way.partition, market.fund_us) == FUNDS - 40


def test_operatorTransferByPartition__controller_whom_the_holder_authorised__acts_as_operator(
    market: World, token: Any
) -> None:
    market.security.authorizeOperatorByPartition(PREFERRED, market.controller, {"from": market.fund_us})
    arguments = (PREFERRED, market.fund_us, second(), 40, DATA, ORDER)
    assert said(market.security.operatorTransferByPartition(*arguments, {"from": market.controller}), ERC1644) == []
    market.security.setAddressFrozen(market.fund_us, True, {"from": market.freezer})
    with reverts(market.security, "Refused", b"\x56", bytes32("SENDER_FROZEN"), market.fund_us):
        market.security.operatorTransferByPartition(*arguments, {"from": market.controller})
    forced = market.security.controllerTransferByPartition(*arguments, {"from": market.controller})
    assert [name for name, _ in said(forced, ERC1644)] == ["ControllerTransfer"]


def test_controllerTransfer__answers_nothing(market: World, token: Any) -> None:
    arguments = (market.fund_us, second(), 40, DATA, ORDER)
    assert answer(token, "controllerTransfer", *arguments, sender=market.controller) == ()
    assert answer(token, "controllerRedeem", market.fund_us, 40, DATA, ORDER, sender=market.controller) == ()


# CONTROL RENOUNCED


@pytest.fixture
def uncontrolled(market: World, token: Any) -> World:
    market.security.renounceControl(NEVER_CONTROL, {"from": market.admin})
    return market


def test_renounceControl__acknowledged__said_and_seen(market: World, token: Any) -> None:
    assert answer(token, "isControllable") is True
    tx = market.security.renounceControl(NEVER_CONTROL, {"from": market.admin})
    assert tx.events["ControlRenouncedForEver"] == {"administrator": market.admin}
    assert answer(token, "isControllable") is False
    assert market.security.isIssuable() is True


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_renounceControl__then_each_way__refused(uncontrolled: World, way: Way) -> None:
    security = uncontrolled.security
    with reverts(security, "Refused", b"\x50", bytes32("CONTROL_RENOUNCED"), security):
        way.call(uncontrolled, {"from": uncontrolled.controller})
    assert security.balanceOfByPartition(way.partition, uncontrolled.fund_us) == FUNDS


@pytest.mark.parametrize("kind", [3, 4])
def test_renounceControl__then_the_view__says_so(uncontrolled: World, kind: int) -> None:
    receiver = second() if kind == 3 else NOWHERE
    view = uncontrolled.security.explainMovement(
        kind, COMMON, uncontrolled.controller, uncontrolled.fund_us, receiver, 0
    )
    assert (bytes(view[0]), bytes(view[1])) == (b"\x50", bytes32("CONTROL_RENOUNCED"))
    assert (view[2], view[3]) == (uncontrolled.security, 0)


def test_renounceControl__recovery_not_begun__refused(uncontrolled: World) -> None:
    with reverts(uncontrolled.security, "ControlRenounced"):
        uncontrolled.security.initiateRecovery(
            uncontrolled.fund_us, uncontrolled.stranger, EVIDENCE, {"from": uncontrolled.admitter}
        )


def test_renounceControl__recovery_under_way__never_executed(market: World, token: Any) -> None:
    security, controller = market.security, {"from": market.controller}
    security.initiateRecovery(market.fund_us, market.stranger, EVIDENCE, {"from": market.admitter})
    clock.pass_time(4 * DAY)
    security.renounceControl(NEVER_CONTROL, {"from": market.admin})
    with reverts(security, "ControlRenounced"):
        security.executeRecovery(market.fund_us, controller)
    with reverts(security, "ControlRenounced"):
        security.recoveryAddress(market.fund_us, market.stranger, NOWHERE, controller)
    assert security.balanceOf(market.fund_us) == 2 * FUNDS


def test_renounceControl__holders_and_their_operators__act_as_before(uncontrolled: World) -> None:
    security, operator = uncontrolled.security, uncontrolled.operator
    security.transfer(second(), 1, {"from": uncontrolled.fund_us})
    security.authorizeOperator(operator, {"from": uncontrolled.fund_us})
    security.operatorTransferByPartition(PREFERRED, uncontrolled.fund_us, second(), 1, b"", b"", {"from": operator})
    security.redeem(1, b"", {"from": uncontrolled.fund_us})
    uncontrolled.issue(uncontrolled.fund_us, 1)


def test_renounceControl__twice_or_by_a_new_administrator__stays_renounced(uncontrolled: World, token: Any) -> None:
    security = uncontrolled.security
    security.renounceControl(NEVER_CONTROL, {"from": uncontrolled.admin})
    security.proposeAdmin(uncontrolled.stranger, {"from": uncontrolled.admin})
    clock.pass_time(2 * DAY)
    security.acceptAdmin({"from": uncontrolled.stranger})
    security.grantRole(keccak(text="scrip.CONTROLLER"), uncontrolled.stranger, {"from": uncontrolled.stranger})
    with reverts(security, "Refused", b"\x50", bytes32("CONTROL_RENOUNCED"), security):
        security.forcedTransfer(uncontrolled.fund_us, second(), 1, {"from": uncontrolled.stranger})
    assert answer(token, "isControllable") is False


@pytest.mark.parametrize(
    "disturb",
    [
        lambda w: w.security.pauseUntil(2, 2**32 - 1, bytes(32), {"from": w.pauser}),
        lambda w: w.security.unpause({"from": w.pauser}),
        lambda w: w.set_terms(redeemable=False),
        lambda w: w.security.setPartitionFrozen(COMMON, True, {"from": w.freezer}),
        lambda w: w.security.setCountriesClosed([276], True, {"from": w.configurer}),
        lambda w: w.security.setExpiredMaySell(True, {"from": w.configurer}),
        lambda w: w.admit(w.stranger),
        lambda w: w.record_now(),
        lambda w: w.security.setTermsDocument(bytes32("TERMS"), {"from": w.configurer}),
        lambda w: w.security.setTermsDocument(bytes(32), {"from": w.configurer}),
    ],
    ids=["pause", "unpause", "terms", "stop", "country", "expired", "admission", "record date", "document", "none"],
)
def test_renounce__whatever_else_is_set__stays(
    uncontrolled: World, token: Any, disturb: Callable[[World], Any]
) -> None:
    """Both stand in a word with everything else of the register."""
    uncontrolled.security.renounceIssuance(NEVER_ISSUE, {"from": uncontrolled.admin})
    disturb(uncontrolled)
    assert answer(token, "isControllable") is False
    assert uncontrolled.security.isIssuable() is False


# ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    ("method", "sentence"), [("renounceControl", NEVER_CONTROL), ("renounceIssuance", NEVER_ISSUE)]
)
@pytest.mark.parametrize(
    "wrong",
    [
        lambda right: "",
        lambda right: right[:-1],
        lambda right: right + " ",
        lambda right: right.lower(),
        lambda right: right.replace("TEST", "TESTS"),
        lambda right: right.replace("issue", "control") if "issue" in right else right.replace("control", "issue"),
    ],
    ids=["empty", "no full stop", "a blank more", "lower case", "another symbol", "the other power"],
)
def test_renounce__another_sentence__refused_with_the_right_one(
    market: World, method: str, sentence: str, wrong: Callable[[str], str]
) -> None:
    with reverts(market.security, "NotAcknowledged", sentence):
        getattr(market.security, method)(wrong(sentence), {"from": market.admin})
    assert market.security.isControllable() is market.security.isIssuable() is True


def test_renounce__symbol_changed__sentence_has_the_new_one(market: World) -> None:
    market.security.setSymbol("NEW", {"from": market.configurer})
    with reverts(market.security, "NotAcknowledged", NEVER_CONTROL.replace("TEST", "NEW")):
        market.security.renounceControl(NEVER_CONTROL, {"from": market.admin})
    market.security.renounceControl(NEVER_CONTROL.replace("TEST", "NEW"), {"from": market.admin})


@pytest.mark.parametrize(
    ("method", "sentence"), [("renounceControl", NEVER_CONTROL), ("renounceIssuance", NEVER_ISSUE)]
)
@pytest.mark.parametrize("who", ["stranger", "controller", "issuer", "configurer"])
def test_renounce__by_another_than_the_administrator__refused(
    market: World, method: str, sentence: str, who: str
) -> None:
    account = getattr(market, who)
    with reverts(market.security, "AccessControlUnauthorizedAccount", account, bytes(32)):
        getattr(market.security, method)(sentence, {"from": account})


# ISSUANCE RENOUNCED

ISSUES: dict[str, Callable[[World, dict[str, Any]], Any]] = {
    "issue": lambda w, who: w.security.issue(w.fund_us, 1, DATA, who),
    "issue of nothing": lambda w, who: w.security.issue(w.fund_us, 0, DATA, who),
    "issueByPartition": lambda w, who: w.security.issueByPartition(COMMON, w.fund_us, 1, DATA, who),
    "issueByPartition, other class": lambda w, who: w.security.issueByPartition(PREFERRED, w.fund_us, 1, DATA, who),
    "issueBatch": lambda w, who: w.security.issueBatch(PREFERRED, [w.fund_us], [1], DATA, who),
    "mint": lambda w, who: w.security.mint(w.fund_us, 1, who),
    "batchMint": lambda w, who: w.security.batchMint([w.fund_us], [1], who),
    "multicall": lambda w, who: w.security.multicall([w.security.mint.encode_input(w.fund_us, 1)], who),
}


@pytest.mark.parametrize("way", ISSUES)
def test_renounceIssuance__then_each_way__refused(market: World, way: str) -> None:
    security = market.security
    ISSUES[way](market, {"from": market.issuer})
    before = security.totalSupply()
    tx = security.renounceIssuance(NEVER_ISSUE, {"from": market.admin})
    assert tx.events["IssuanceRenounced"] == {"administrator": market.admin}
    assert security.isIssuable() is False
    with reverts(security, "Refused", b"\x50", bytes32("ISSUANCE_RENOUNCED"), security):
        ISSUES[way](market, {"from": market.issuer})
    assert security.totalSupply() == before


def test_renounceIssuance__then_the_rest__goes_on(market: World, token: Any) -> None:
    security = market.security
    security.renounceIssuance(NEVER_ISSUE, {"from": market.admin})
    assert answer(token, "isControllable") is True
    security.transfer(second(), 1, {"from": market.fund_us})
    security.redeem(1, b"", {"from": market.fund_us})
    security.forcedTransfer(market.fund_us, second(), 1, {"from": market.controller})
    view = security.explainMovement(1, COMMON, market.issuer, NOWHERE, market.fund_us, 0)
    assert (bytes(view[0]), bytes(view[1])) == (b"\x50", bytes32("ISSUANCE_RENOUNCED"))


def test_renounceIssuance__capital_and_classes_added__bring_none_back(market: World) -> None:
    security, configurer = market.security, {"from": market.configurer}
    security.renounceIssuance(NEVER_ISSUE, {"from": market.admin})
    security.createPartition(bytes32("NEW"), (0, 0, 0, False, True), 1_000, configurer)
    security.setAuthorised(COMMON, 2**96 - 1, configurer)
    for partition in (COMMON, bytes32("NEW")):
        with reverts(security, "Refused", b"\x50", bytes32("ISSUANCE_RENOUNCED"), security):
            market.issue(market.fund_us, 1, partition)


def test_renounceIssuance__conversion__makes_no_more_units_than_there_were(market: World) -> None:
    security, issuer = market.security, {"from": market.issuer}
    security.renounceIssuance(NEVER_ISSUE, {"from": market.admin})
    security.setConversionRatio(PREFERRED, COMMON, 2, 1, issuer)
    with reverts(security, "Refused", b"\x50", bytes32("ISSUANCE_RENOUNCED"), security):
        security.convert(PREFERRED, COMMON, market.fund_us, 1, b"", {"from": market.fund_us})
    security.setConversionRatio(PREFERRED, COMMON, 1, 1, issuer)
    security.convert(PREFERRED, COMMON, market.fund_us, 1, b"", {"from": market.fund_us})
    assert security.balanceOf(market.fund_us) == 2 * FUNDS
