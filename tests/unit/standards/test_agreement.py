"""In random states of the register: what each standard says of a movement, and what becomes of the movement itself.

Every view is asked, then the call that it is about is made; code, reason and guilty party must be one and the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from brownie.test import given
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests import clock
from tests.erc.spoken import answer, through
from tests.erc.standards import ERC1404_SPENDER, ERC1410, ERC1594, ERC7943
from tests.errors import reverts
from tests.sabotage import DESK, Defect, sabotage
from tests.unit.standards.situations import FOREVER, FUNDS, INFINITE
from tests.world import (
    COMMON,
    DAY,
    DE,
    FAR,
    NOWHERE,
    PREFERRED,
    QIB,
    US,
    US_PERSON,
    World,
    bytes32,
    code,
    spare_account,
    text,
)

TRANSFER, ISSUE, REDEEM, FORCED_TRANSFER, FORCED_REDEEM = range(5)
RENOUNCE = {"Issuance": "issue", "Control": "control"}


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """The usual value in nine of ten states, so that not all states are refused at the first step."""
    return st.sampled_from([usual] * 9 * len(others) + list(others))


AMOUNTS = st.sampled_from([0, 1, 40, 60, 61, FUNDS, FUNDS + 1, INFINITE])

STATES = st.fixed_dictionaries(
    {
        "partition": st.sampled_from([COMMON, PREFERRED]),
        "units": AMOUNTS,
        "receiver": mostly("second", "treasury", "stranger", "nobody", "fund_us", "linked", "investor_ch"),
        "pause": mostly(0, 1, 2),
        "stop": mostly(False, True),
        "sender": mostly("", "frozen", "sanctioned", "expired", "both"),
        "target": mostly("", "frozen", "sanctioned", "expired", "both", "unaccredited"),
        "closed": mostly(False, True),
        "terms": mostly(
            {},
            {"accreditedOnly": True},
            {"requireAll": QIB | 4_096},
            {"forbidAny": US_PERSON},
            {"unlockAt": FOREVER},
            {"redeemable": True},
        ),
        "frozen": mostly(0, 40, FUNDS, INFINITE),
        "held": mostly(0, 39, FUNDS),
        "operator": st.sampled_from(["none", "all", "class"]),
        "allowed": st.sampled_from([0, 1, 60, FUNDS, INFINITE - 1, INFINITE]),
        "expired_may_sell": mostly(False, True),
        "renounced": mostly("", "Issuance", "Control"),
        "terms_document": mostly(False, True),
    }
)


class Said(NamedTuple):
    """What is said of a movement: 0x51, or code and reason of its refusal."""

    code: int
    reason: str


@pytest.fixture(scope="module")
def court(market: World) -> Court:
    return Court(market)


class Court:
    """fund_us moves units of one class to some receiver, by itself, by the operator, or by force."""

    def __init__(self, market: World) -> None:
        self.world, self.security = market, market.security
        self.second, self.linked = spare_account(0), spare_account(1)
        market.admit(self.second, US, FAR, FAR)
        market.security.linkWallet(self.linked, market.fund_us, {"from": market.admitter})
        self.erc1404 = through(market.security, ERC1404_SPENDER)
        self.erc1410 = through(market.security, ERC1410)
        self.erc1594 = through(market.security, ERC1594)
        self.erc7943 = through(market.security, ERC7943)

    # THE STATE

    def bring_about(self, state: dict[str, Any]) -> None:
        """What leaves the holder able to act comes first, what stops it last."""
        world, security, sender = self.world, self.security, self.world.fund_us
        self.partition, self.units, self.sender, self.operator = (
            state["partition"],
            state["units"],
            sender,
            world.operator,
        )
        self.receiver = self._account(state["receiver"])
        holder = {"from": sender}
        if state["allowed"]:
            security.approveByPartition(self.partition, world.operator, state["allowed"], holder)
        if state["operator"] == "all":
            security.authorizeOperator(world.operator, holder)
        if state["operator"] == "class":
            security.authorizeOperatorByPartition(self.partition, world.operator, holder)
        if state["held"]:
            expiry = clock.now() + DAY
            hold = (sender, state["held"], self.second, expiry, world.operator, self.partition, bytes(32))
            security.createHold(bytes32("ORDER"), hold, holder)
        if state["frozen"]:
            security.setFrozenTokensByPartition(self.partition, sender, state["frozen"], {"from": world.freezer})
        if state["terms"]:
            world.set_terms(self.partition, **state["terms"])
        if state["closed"]:
            security.setCountriesClosed([US], True, {"from": world.configurer})
        if state["expired_may_sell"]:
            security.setExpiredMaySell(True, {"from": world.configurer})
        if state["terms_document"]:
            security.setTermsDocument(bytes32("TERMS"), {"from": world.configurer})
        if state["receiver"] != "fund_us":
            self._spoil(self.receiver, state["target"])
        self._spoil(sender, state["sender"])
        if state["stop"]:
            security.setPartitionFrozen(self.partition, True, {"from": world.freezer})
        if state["pause"]:
            security.pauseUntil(state["pause"], FOREVER, bytes(32), {"from": world.pauser})
        if state["renounced"]:
            sentence = f"I renounce for ever to {RENOUNCE[state['renounced']]} units of TEST."
            getattr(security, "renounce" + state["renounced"])(sentence, {"from": world.admin})

    def _account(self, name: str) -> Any:
        if name == "nobody":
            return NOWHERE
        return getattr(self, name, None) or getattr(self.world, name)

    def _spoil(self, account: Any, how: str) -> None:
        if self.security.memberOf(account)["folio"] == 0:
            return
        freezer = {"from": self.world.freezer}
        if how in ("frozen", "both"):
            self.security.setAddressFrozen(account, True, freezer)
        if how in ("sanctioned", "both"):
            self.security.setSanctioned(account, True, freezer)
        if how == "expired":
            self.world.admit(account, US, 1, FAR)
        if how == "unaccredited":
            self.world.admit(account, DE, FAR, 0)

    # THE VIEWS

    def explained(self, kind: int, operator: Any, units: int | None = None) -> tuple[Said, Any]:
        """What explainMovement says, and whom it names."""
        source = NOWHERE if kind == ISSUE else self.sender
        target = NOWHERE if kind in (REDEEM, FORCED_REDEEM) else self.receiver
        units = self.units if units is None else units
        view = self.security.explainMovement(kind, self.partition, operator, source, target, units)
        return Said(code(view[0]), text(view[1])), view[2]

    def by_partition(self, caller: Any) -> Said:
        arguments = (self.sender, self.receiver, self.partition, self.units, b"")
        status, reason, destination = answer(self.erc1410, "canTransferByPartition", *arguments, sender=caller)
        assert destination == self.partition
        return Said(code(status), text(reason))

    def by_erc1594(self) -> Said:
        status, reason = answer(self.erc1594, "canTransfer", self.receiver, self.units, b"", sender=self.sender)
        return Said(code(status), text(reason))

    def by_allowance(self) -> Said:
        arguments = (self.sender, self.receiver, self.units, b"")
        status, reason = answer(self.erc1594, "canTransferFrom", *arguments, sender=self.operator)
        return Said(code(status), text(reason))

    def numbered(self, *spender: Any) -> str:
        """ERC-1404's words for its own number."""
        name = "detectTransferRestriction" + ("From" if spender else "")
        number = answer(self.erc1404, name, *spender, self.sender, self.receiver, self.units)
        return str(answer(self.erc1404, "messageForTransferRestriction", number))

    # THE MOVEMENT ITSELF

    def check(self, verdict: Said, guilty: Any, spender: Any, call: Any, *arguments: Any, sender: Any) -> None:
        """The call, tried and not sent, must do what was said of it."""
        security = self.security
        if verdict.code == 0x51:
            call.call(*arguments, {"from": sender})
        elif verdict.code == 0x52:
            held = security.balanceOfByPartition(self.partition, self.sender)
            with reverts(security, "ERC20InsufficientBalance", self.sender, held, self.units):
                call.call(*arguments, {"from": sender})
        elif verdict.code == 0x53:
            allowed = security.allowanceByPartition(self.partition, self.sender, spender)
            with reverts(security, "ERC20InsufficientAllowance", spender, allowed, self.units):
                call.call(*arguments, {"from": sender})
        else:
            with reverts(security, "Refused", bytes([verdict.code]), bytes32(verdict.reason), guilty):
                call.call(*arguments, {"from": sender})


def in_words(said: Said) -> str:
    return "No restriction" if said.code == 0x51 else said.reason.replace("_", " ").capitalize()


def examine(court: Court, state: dict[str, Any]) -> None:
    """Asks every view and makes every call."""
    court.bring_about(state)
    world, security = court.world, court.security
    partition, sender, receiver, units = court.partition, court.sender, court.receiver, court.units
    forth, back = (partition, sender, receiver, units, b"", b""), (partition, sender, units, b"", b"")

    # The holder.
    own, guilty = court.explained(TRANSFER, sender)
    assert court.by_partition(sender) == own
    move = (security.transferByPartition, partition, receiver, units, b"")
    court.check(own, guilty, sender, *move, sender=sender)
    if partition == COMMON:
        assert court.by_erc1594() == own
        assert court.numbered() == in_words(own)
        court.check(own, guilty, sender, security.transfer, receiver, units, sender=sender)

    # ERC-7943, which leaves the balance to ERC-20 and speaks of the principal class alone.
    if partition == COMMON:
        held = security.balanceOfByPartition(COMMON, sender)
        within, _ = court.explained(TRANSFER, sender, min(units, held))
        allowed = answer(court.erc7943, "canTransfer", sender, receiver, units)
        assert allowed is (within.code == 0x51)
        parties = answer(court.erc7943, "canSend", sender) and answer(court.erc7943, "canReceive", receiver)
        assert parties or not allowed
        assert own.code != 0x51 or (allowed and parties)

    # An operator, or one with an allowance.
    operator = court.operator
    asked, guilty = court.explained(TRANSFER, operator)
    seen = court.by_partition(operator)
    without_right = state["operator"] == "none" and state["allowed"] == 0
    if without_right and units == 0 and partition == COMMON:
        # Nothing moves by `transferFrom` without any right, and by the functions of ERC-1410 only with one.
        assert seen.reason in ("UNAUTHORIZED_OPERATOR", "PAUSED", "PARTITION_FROZEN")
        guilty = operator if seen.code == 0x58 else security
    else:
        assert seen == asked
    court.check(seen, guilty, operator, security.operatorTransferByPartition, *forth, sender=operator)
    if partition == COMMON:
        seen = court.by_allowance()
        assert court.numbered(operator) == in_words(seen)
        if state["operator"] == "none" and (state["allowed"] or units == 0):
            asked, guilty = court.explained(TRANSFER, operator)
            assert seen == asked
        else:
            guilty = {0x56: sender, 0x55: sender, 0x57: receiver, 0x58: operator}.get(seen.code, security)
        court.check(seen, guilty, operator, security.transferFrom, sender, receiver, units, sender=operator)

    # Force.
    forced, guilty = court.explained(FORCED_TRANSFER, world.controller)
    assert court.by_partition(world.controller) == forced
    for call in (security.operatorTransferByPartition, security.controllerTransferByPartition):
        court.check(forced, guilty, sender, call, *forth, sender=world.controller)
    forced, guilty = court.explained(FORCED_REDEEM, world.controller)
    court.check(forced, guilty, sender, security.controllerRedeemByPartition, *back, sender=world.controller)

    # Redemption and issue.
    own, guilty = court.explained(REDEEM, sender)
    court.check(own, guilty, sender, security.redeemByPartition, partition, units, b"", sender=sender)
    issue, guilty = court.explained(ISSUE, world.issuer)
    court.check(issue, guilty, sender, security.issueByPartition, partition, receiver, units, b"", sender=world.issuer)


@given(state=STATES)
@settings(max_examples=100, deadline=None, suppress_health_check=HealthCheck.all())
def test_views__in_any_state__agree_with_each_other_and_with_the_calls(court: Court, state: dict[str, Any]) -> None:
    examine(court, state)


@given(state=STATES)
@settings(max_examples=40, deadline=None, suppress_health_check=HealthCheck.all())
def test_transfer__in_any_state__sent_in_earnest_moves_exactly_what_the_view_allowed(
    court: Court, state: dict[str, Any]
) -> None:
    court.bring_about(state)
    security, sender, receiver, partition = court.security, court.sender, court.receiver, court.partition

    def balances() -> tuple[int, int]:
        parties = (sender, receiver)
        return tuple(security.balanceOfByPartition(partition, party) for party in parties)  # type: ignore[return-value]

    before, supply = balances(), security.totalSupplyByPartition(partition)
    verdict, guilty = court.explained(TRANSFER, sender)
    arguments = (partition, receiver, court.units, b"")
    if verdict.code == 0x51:
        security.transferByPartition(*arguments, {"from": sender})
        moved = 0 if sender == receiver else court.units
        assert balances() == (before[0] - moved, before[1] + moved)
    else:
        court.check(verdict, guilty, sender, security.transferByPartition, *arguments, sender=sender)
        assert balances() == before
    assert security.totalSupplyByPartition(partition) == supply


USUAL: dict[str, Any] = {
    **{"partition": PREFERRED, "units": 40, "receiver": "second", "operator": "all", "allowed": 0},
    **{"pause": 0, "stop": False, "sender": "", "target": "", "closed": False, "terms": {}, "frozen": 0, "held": 0},
    **{"expired_may_sell": False, "renounced": "", "terms_document": False},
}


@pytest.mark.parametrize(
    ("good", "bad", "state"),
    [
        (
            "if (!v.isSuccess()) _refuse(v, partition, right, from, to, amount);",
            'if (!v.isSuccess() && v.reason() != "RECEIVER_FROZEN") _refuse(v, partition, right, from, to, amount);',
            {"target": "frozen"},
        ),
        (
            "revert Refused(code, v.reason(), _guilty(v, _caller(), from, to));",
            "revert Refused(Code.RECEIVER, v.reason(), _guilty(v, _caller(), from, to));",
            {"terms": {"unlockAt": FOREVER}},
        ),
    ],
    ids=["frozen receivers pass", "another code"],
)
def test_sabotage__token_decides_otherwise_than_the_views__noticed(
    court: Court, good: str, bad: str, state: dict[str, Any]
) -> None:
    defect = Defect("", "contracts/token/Movements.sol", good, bad)
    sabotage(court.world, defect, [defect])
    with pytest.raises(AssertionError, match=r"nothing reverted|expected Refused"):
        examine(court, USUAL | state)


VIEWS = "contracts/office/Explanations.sol"
DESK_DEFECTS = [
    Defect(
        "another party",
        VIEWS,
        good="(code, reason, guilty) = (v.code(), v.reason(), _guilty(v, operator, from, to));",
        bad="(code, reason, guilty) = (v.code(), v.reason(), from);",
        victim=DESK,
    ),
    Defect(
        "a yes of its own",
        VIEWS,
        good="return (v.code(), v.reason(), partition);",
        bad="return (0x51, v.reason(), partition);",
        victim=DESK,
    ),
]


@pytest.mark.parametrize("defect", DESK_DEFECTS, ids=[defect.sentence for defect in DESK_DEFECTS])
def test_sabotage__views_answer_otherwise_than_the_token_decides__noticed(court: Court, defect: Defect) -> None:
    sabotage(court.world, defect, DESK_DEFECTS)
    with pytest.raises(AssertionError):
        examine(court, USUAL | {"terms": {"unlockAt": FOREVER}})


@pytest.mark.parametrize("state", [{}, {"target": "frozen"}, {"terms": {"unlockAt": FOREVER}}])
def test_sabotage__good_token_in_the_same_states__passes(court: Court, state: dict[str, Any]) -> None:
    examine(court, USUAL | state)
