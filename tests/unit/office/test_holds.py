"""Holds: who sets units aside, who hands them over or frees them, and what units on hold are still good for."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.unit.distribution.helpers import Desk
from tests.unit.governance.helpers import FOR, Hall
from tests.unit.office.helpers import (
    FOREVER,
    HOUR,
    ID,
    NO_SECRET,
    OTHER_ID,
    SECRET,
    WRONG_SECRET,
    Holdings,
    freeze,
    freeze_units,
    hexed,
    pause,
    refused,
    sanction,
)
from tests.world import COMMON, DAY, DE, KP, NOWHERE, PREFERRED, World, bytes32, code, text

HASH = sha256(SECRET).digest()
HOLD_EXECUTION = 5
Break = Callable[[World], Any]


# creation


def test_createHold__by_the_holder__set_aside_with_its_event(holdings: Holdings, market: World) -> None:
    terms = holdings.terms()
    events = market.security.createHold(ID, terms, {"from": market.investor_ch}).events
    event = events["HoldCreated"]
    assert (event["holdId"], event["holder"], event["operator"]) == (hexed(ID), market.investor_ch, market.investor_ch)
    assert tuple(event["hold"])[:2] == (market.investor_ch, 40)
    assert "Transfer" not in events
    hold = market.security.holdOf(ID)
    assert tuple(hold) == (*terms[:5], hexed(COMMON), hexed(bytes(32)))
    assert (holdings.held(), holdings.units(market.investor_ch)) == (40, 100)


def test_createHold__by_an_operator__of_all_or_of_the_class_only(holdings: Holdings, market: World) -> None:
    security, holder = market.security, {"from": market.investor_ch}
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.stranger):
        holdings.create(by=market.stranger)
    security.authorizeOperatorByPartition(PREFERRED, market.stranger, holder)
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.stranger):
        holdings.create(by=market.stranger)
    security.authorizeOperatorByPartition(COMMON, market.stranger, holder)
    event = holdings.create(by=market.stranger).events["HoldCreated"]
    assert (event["holder"], event["operator"]) == (market.investor_ch, market.stranger)
    security.authorizeOperator(market.operator, holder)
    holdings.create(OTHER_ID, by=market.operator)
    assert holdings.held() == 80


def test_createHold__by_a_spender__an_allowance_is_no_leave_to_tie_units_up(holdings: Holdings, market: World) -> None:
    market.security.approve(market.stranger, 2**256 - 1, {"from": market.investor_ch})
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.stranger):
        holdings.create(by=market.stranger)


@pytest.mark.parametrize("by", ["controller", "freezer", "admin", "investor_de"])
def test_createHold__by_officers_and_the_recipient__refused(holdings: Holdings, market: World, by: str) -> None:
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", getattr(market, by)):
        holdings.create(by=getattr(market, by))


CREATION: dict[str, tuple[Break, int, str, str]] = {
    "paused": (pause, 0x54, "PAUSED", "security"),
    "everything paused": (lambda w: pause(w, 2), 0x54, "PAUSED", "security"),
    "class stopped": (
        lambda w: w.security.setPartitionFrozen(COMMON, True, {"from": w.freezer}),
        0x54,
        "PARTITION_FROZEN",
        "security",
    ),
    "frozen": (lambda w: freeze(w, w.investor_ch), 0x56, "SENDER_FROZEN", "investor_ch"),
    "sanctioned": (lambda w: sanction(w, w.investor_ch), 0x56, "SENDER_SANCTIONED", "investor_ch"),
    "expired": (lambda w: w.admit(w.investor_ch, through=1), 0x56, "SENDER_KYC_EXPIRED", "investor_ch"),
    "units frozen": (lambda w: freeze_units(w, w.investor_ch, 61), 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    "over-frozen": (lambda w: freeze_units(w, w.investor_ch, 2**256 - 1), 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    "on hold": (lambda w: Holdings(w).create(OTHER_ID, units=61), 0x55, "ON_HOLD", "investor_ch"),
}


@pytest.mark.parametrize("case", CREATION)
def test_createHold__holder_could_not_send__refused_alike(holdings: Holdings, market: World, case: str) -> None:
    spoil, status, reason, guilty = CREATION[case]
    spoil(market)
    with refused(market, status, reason, getattr(market, guilty)):
        holdings.create()


def test_createHold__frozen_and_held_leave_just_enough__set_aside(holdings: Holdings, market: World) -> None:
    holdings.create(OTHER_ID, units=30)
    freeze_units(market, market.investor_ch, 30)
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        holdings.create(units=41)
    holdings.create(units=40)
    assert holdings.held() == 70


def test_createHold__more_than_held__refused_for_balance(holdings: Holdings, market: World) -> None:
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 100, 101):
        holdings.create(units=101)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 0, 1):
        holdings.create(units=1, partition=PREFERRED)


def test_createHold__unknown_class__refused(holdings: Holdings, market: World) -> None:
    with refused(market, 0x50, "UNKNOWN_PARTITION", market.security):
        holdings.create(partition=bytes32("NO SUCH"))


def test_createHold__holder_not_registered__refused(holdings: Holdings, market: World) -> None:
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", market.stranger):
        holdings.create(holder=market.stranger)


def test_createHold__of_nobody__refused_and_the_id_stays_free(holdings: Holdings, market: World) -> None:
    with refused(market, 0x58, "UNAUTHORIZED_OPERATOR", market.stranger):
        holdings.create(by=market.stranger, holder=NOWHERE)
    holdings.create()


@pytest.mark.parametrize(
    "changes",
    [
        {"units": 0},
        {"notary": NOWHERE},
        {"notary": NOWHERE, "recipient": NOWHERE, "secret_hash": HASH},
        {"recipient": NOWHERE, "secret_hash": HASH},
        {"expiry": 0},
        {"expiry": 1},
    ],
    ids=["no units", "nobody decides", "secret for nobody", "secret and notary for nobody", "no expiry", "long past"],
)
def test_createHold__not_a_hold__refused(holdings: Holdings, market: World, changes: dict[str, Any]) -> None:
    with reverts(market.security, "InvalidHold", ID):
        holdings.create(**changes)


def test_createHold__expiry_of_this_second__refused_and_of_the_next_taken(holdings: Holdings, market: World) -> None:
    time = clock.now() + 100
    clock.next_block_at(time)
    with reverts(market.security, "InvalidHold", ID):
        holdings.create(expiry=time)
    clock.next_block_at(time + 1)
    holdings.create(expiry=time + 2)


def test_createHold__largest_expiry__taken(holdings: Holdings) -> None:
    holdings.create(expiry=2**40 - 1)
    assert holdings.expiry() == 2**40 - 1


def test_createHold__id_in_use__refused_for_all(holdings: Holdings, market: World) -> None:
    holdings.create()
    for changes in ({}, {"units": 1}, {"holder": market.investor_fr}):
        with reverts(market.security, "HoldExists", ID):
            holdings.create(**changes)


CLOSINGS: dict[str, Callable[[Holdings, World], Any]] = {
    "executed": lambda h, w: h.execute(),
    "released": lambda h, w: h.release(w.operator),
    "reclaimed": lambda h, w: (clock.block_at(h.expiry() + 1), h.reclaim(w.stranger)),
}


@pytest.mark.parametrize("closing", CLOSINGS)
def test_createHold__id_of_a_closed_hold__refused_for_ever(holdings: Holdings, market: World, closing: str) -> None:
    holdings.create()
    CLOSINGS[closing](holdings, market)
    with reverts(market.security, "HoldExists", ID):
        holdings.create()
    assert market.security.holdOf(ID)["holder"] == market.investor_ch
    assert (holdings.rest(), holdings.held()) == (0, 0)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closed_hold__stays_closed(holdings: Holdings, market: World, closing: str) -> None:
    """The units of another hold of the same holder are out of its reach."""
    holdings.create(expiry=clock.now() + HOUR)
    holdings.create(OTHER_ID, expiry=clock.now() + DAY)
    CLOSINGS[closing](holdings, market)
    for units in (0, 40):
        with reverts(market.security, "NoOpenHold", ID):
            holdings.execute(units)
    for act in (lambda: holdings.release(market.operator), lambda: holdings.reclaim(market.operator)):
        with reverts(market.security, "NoOpenHold", ID):
            act()
    assert (holdings.held(), holdings.rest(OTHER_ID)) == (40, 40)


def test_holds__never_used__nothing_there(holdings: Holdings, market: World) -> None:
    assert market.security.holdOf(ID)["holder"] == NOWHERE
    with reverts(market.security, "NoOpenHold", ID):
        holdings.execute(0)
    with reverts(market.security, "NoOpenHold", ID):
        holdings.release(market.operator)
    with reverts(market.security, "NoOpenHold", ID):
        holdings.reclaim(market.operator)


# execution


def test_executeHold__whole_by_the_notary__units_and_events(holdings: Holdings, market: World) -> None:
    holdings.create()
    events = holdings.execute().events
    assert events["HoldExecuted"] == {
        "holdId": hexed(ID),
        "recipient": market.investor_de,
        "units": 40,
        "secret": hexed(NO_SECRET),
    }
    assert events["Transfer"] == {"from": market.investor_ch, "to": market.investor_de, "value": 40}
    assert events["TransferByPartition"]["operator"] == market.operator
    assert (holdings.units(market.investor_ch), holdings.units(market.investor_de)) == (60, 140)
    assert (holdings.held(), holdings.rest()) == (0, 0)


def test_executeHold__in_parts__to_the_last_unit(holdings: Holdings, market: World) -> None:
    holdings.create()
    holdings.execute(15)
    assert (holdings.held(), holdings.rest()) == (25, 25)
    with reverts(market.security, "HoldTooSmall", ID, 25, 26):
        holdings.execute(26)
    holdings.execute(25)
    with reverts(market.security, "NoOpenHold", ID):
        holdings.execute(0)
    assert holdings.units(market.investor_de) == 140


@pytest.mark.parametrize("units", [41, 2**96, 2**128, 2**256 - 1])
def test_executeHold__more_than_the_hold__refused(holdings: Holdings, market: World, units: int) -> None:
    holdings.create()
    with reverts(market.security, "HoldTooSmall", ID, 40, units):
        holdings.execute(units)


def test_executeHold__nothing_by_the_notary__moves_nothing(holdings: Holdings) -> None:
    holdings.create()
    holdings.execute(0)
    assert (holdings.held(), holdings.rest()) == (40, 40)


@pytest.mark.parametrize("by", ["investor_ch", "investor_de", "stranger", "controller"])
def test_executeHold__not_the_notary__refused(holdings: Holdings, market: World, by: str) -> None:
    holdings.create()
    with reverts(market.security, "NotHoldNotary", ID, getattr(market, by)):
        holdings.execute(by=getattr(market, by))


def test_executeHold__with_the_secret__by_anybody_and_the_event_tells_it(holdings: Holdings, market: World) -> None:
    holdings.create(notary=NOWHERE, secret_hash=HASH)
    event = holdings.execute(by=market.stranger, secret=SECRET).events["HoldExecuted"]
    assert event["secret"] == hexed(SECRET)
    assert holdings.units(market.investor_de) == 140


def test_executeHold__with_a_wrong_secret_or_none__refused(holdings: Holdings, market: World) -> None:
    holdings.create(notary=NOWHERE, secret_hash=HASH)
    for secret in (WRONG_SECRET, NO_SECRET, HASH):
        with reverts(market.security, "NotHoldNotary", ID, market.investor_de):
            holdings.execute(by=market.investor_de, secret=secret)


def test_executeHold__secret_where_none_is_set__refused(holdings: Holdings, market: World) -> None:
    """A hash of nothing is no hash: whatever is brought, it opens nothing."""
    holdings.create()
    for secret in (SECRET, NO_SECRET):
        with reverts(market.security, "NotHoldNotary", ID, market.investor_de):
            holdings.execute(by=market.investor_de, secret=secret)


def test_executeHold__notary_and_secret__either_will_do(holdings: Holdings, market: World) -> None:
    holdings.create(secret_hash=HASH)
    event = holdings.execute(10, secret=WRONG_SECRET).events["HoldExecuted"]
    assert event["secret"] == hexed(NO_SECRET)
    holdings.execute(30, by=market.stranger, secret=SECRET)
    assert holdings.units(market.investor_de) == 140


def test_executeHold__to_another_than_the_recipient__refused(holdings: Holdings, market: World) -> None:
    holdings.create(secret_hash=HASH)
    for by, secret in ((market.operator, NO_SECRET), (market.fund_us, SECRET)):
        with reverts(market.security, "WrongRecipient", ID, market.fund_us):
            holdings.execute(to=market.fund_us, by=by, secret=secret)
    with reverts(market.security, "WrongRecipient", ID, NOWHERE):
        holdings.execute(to=NOWHERE)


def test_executeHold__no_recipient_fixed__the_notary_names_one_for_each_part(holdings: Holdings, market: World) -> None:
    holdings.create(recipient=NOWHERE)
    holdings.execute(10, to=market.investor_fr)
    holdings.execute(30, to=market.fund_us)
    assert (holdings.units(market.investor_fr), holdings.units(market.fund_us)) == (110, 130)


def test_executeHold__notary_names_nobody__refused(holdings: Holdings, market: World) -> None:
    holdings.create(recipient=NOWHERE)
    with refused(market, 0x57, "ZERO_ADDRESS", NOWHERE):
        holdings.execute(to=NOWHERE)


def test_executeHold__in_the_last_second__and_not_one_later(holdings: Holdings, market: World) -> None:
    expiry = clock.now() + HOUR
    holdings.create(expiry=expiry, secret_hash=HASH)
    clock.next_block_at(expiry)
    holdings.execute(10)
    for by, secret in ((market.operator, NO_SECRET), (market.investor_de, SECRET)):
        clock.block_at(clock.now() + 1)
        with reverts(market.security, "HoldExpired", ID, expiry):
            holdings.execute(30, by=by, secret=secret)
    assert holdings.held() == 30


EXECUTION: dict[str, tuple[Break, int, str, str]] = {
    "paused": (pause, 0x54, "PAUSED", "security"),
    "class stopped": (
        lambda w: w.security.setPartitionFrozen(COMMON, True, {"from": w.freezer}),
        0x54,
        "PARTITION_FROZEN",
        "security",
    ),
    "holder frozen": (lambda w: freeze(w, w.investor_ch), 0x56, "SENDER_FROZEN", "investor_ch"),
    "holder sanctioned": (lambda w: sanction(w, w.investor_ch), 0x56, "SENDER_SANCTIONED", "investor_ch"),
    "holder expired": (lambda w: w.admit(w.investor_ch, through=1), 0x56, "SENDER_KYC_EXPIRED", "investor_ch"),
    "recipient frozen": (lambda w: freeze(w, w.investor_de), 0x57, "RECEIVER_FROZEN", "investor_de"),
    "recipient sanctioned": (lambda w: sanction(w, w.investor_de), 0x57, "RECEIVER_SANCTIONED", "investor_de"),
    "recipient expired": (lambda w: w.admit(w.investor_de, DE, 1), 0x57, "RECEIVER_KYC_EXPIRED", "investor_de"),
    "recipient's country": (lambda w: w.admit(w.investor_de, KP), 0x57, "JURISDICTION_BLOCKED", "investor_de"),
    "recipient's accreditation": (
        lambda w: (w.admit(w.investor_de, DE), w.set_terms(accreditedOnly=True)),
        0x57,
        "ACCREDITATION_REQUIRED",
        "investor_de",
    ),
    "recipient's attributes": (lambda w: w.set_terms(requireAll=1), 0x57, "ATTRIBUTE_REQUIRED", "investor_de"),
    "units frozen": (lambda w: freeze_units(w, w.investor_ch, 61), 0x55, "PARTIALLY_FROZEN", "investor_ch"),
    "locked": (lambda w: w.set_terms(unlockAt=FOREVER), 0x55, "PARTITION_LOCKED", "investor_ch"),
}


@pytest.mark.parametrize("case", EXECUTION)
@pytest.mark.parametrize("by", ["notary", "secret"])
def test_executeHold__a_transfer_would_be_refused__so_is_this(
    holdings: Holdings, market: World, case: str, by: str
) -> None:
    spoil, status, reason, guilty = EXECUTION[case]
    holdings.create(secret_hash=HASH)
    spoil(market)
    args = (HOLD_EXECUTION, COMMON, market.operator, market.investor_ch, market.investor_de, 40)
    seen = market.security.explainMovement(*args)
    assert (code(seen[0]), text(seen[1]), seen[2]) == (status, reason, getattr(market, guilty))
    with refused(market, status, reason, getattr(market, guilty)):
        if by == "notary":
            holdings.execute()
        else:
            holdings.execute(by=market.stranger, secret=SECRET)
    assert (holdings.held(), holdings.rest()) == (40, 40)


def test_executeHold__recipient_not_registered__refused_until_admitted(holdings: Holdings, market: World) -> None:
    holdings.create(recipient=market.stranger)
    with refused(market, 0x57, "RECEIVER_NOT_REGISTERED", market.stranger):
        holdings.execute(to=market.stranger)
    market.admit(market.stranger)
    holdings.execute(to=market.stranger)
    assert holdings.units(market.stranger) == 40


def test_executeHold__locked__to_another_wallet_of_the_investor_it_goes(holdings: Holdings, market: World) -> None:
    market.security.linkWallet(market.second_wallet_ch, market.investor_ch, {"from": market.admitter})
    market.set_terms(unlockAt=FOREVER)
    holdings.create(recipient=market.second_wallet_ch)
    holdings.execute(to=market.second_wallet_ch)
    assert holdings.units(market.second_wallet_ch) == 40


def test_executeHold__units_frozen_since__the_unfrozen_ones_go(holdings: Holdings, market: World) -> None:
    holdings.create()
    freeze_units(market, market.investor_ch, 75)
    holdings.execute(25)
    with refused(market, 0x55, "PARTIALLY_FROZEN", market.investor_ch):
        holdings.execute(1)
    freeze_units(market, market.investor_ch, 0)
    holdings.execute(15)


def test_executeHold__to_the_holder_itself__nothing_moves_and_the_units_are_free(
    holdings: Holdings, market: World
) -> None:
    holdings.create(recipient=market.investor_ch)
    holdings.execute(to=market.investor_ch)
    assert (holdings.units(market.investor_ch), holdings.held()) == (100, 0)


def test_executeHold__of_another_class__moves_that_class(holdings: Holdings, market: World) -> None:
    holdings.create(holder=market.fund_us, partition=PREFERRED)
    assert holdings.held(market.fund_us, PREFERRED) == 40 and holdings.held(market.fund_us) == 0
    holdings.execute()
    assert holdings.units(market.investor_de, PREFERRED) == 40
    assert holdings.held(market.fund_us, PREFERRED) == 0


# release and reclaim


@pytest.mark.parametrize("by", ["operator", "investor_de"], ids=["notary", "recipient"])
def test_releaseHold__by_notary_or_recipient__the_rest_is_free(holdings: Holdings, market: World, by: str) -> None:
    holdings.create()
    holdings.execute(10)
    event = holdings.release(getattr(market, by)).events["HoldReleased"]
    assert event == {"holdId": hexed(ID), "operator": getattr(market, by), "units": 30}
    assert (holdings.held(), holdings.rest()) == (0, 0)
    market.security.transfer(market.investor_fr, 90, {"from": market.investor_ch})


@pytest.mark.parametrize("by", ["investor_ch", "stranger", "controller", "freezer", "admin"])
def test_releaseHold__by_the_holder_or_anybody_else__refused(holdings: Holdings, market: World, by: str) -> None:
    holdings.create(secret_hash=HASH)
    with reverts(market.security, "NotHoldNotary", ID, getattr(market, by)):
        holdings.release(getattr(market, by))


def test_releaseHold__whatever_stops_movements__units_stay_where_they_are(holdings: Holdings, market: World) -> None:
    holdings.create()
    pause(market, 2)
    freeze(market, market.investor_ch)
    freeze(market, market.investor_de)
    holdings.release(market.investor_de)
    assert holdings.held() == 0


def test_reclaimHold__by_anybody__from_the_second_after_expiry(holdings: Holdings, market: World) -> None:
    expiry = clock.now() + HOUR
    holdings.create(expiry=expiry)
    clock.next_block_at(expiry)
    with reverts(market.security, "HoldNotExpired", ID, expiry):
        holdings.reclaim(market.investor_ch)
    clock.next_block_at(expiry + 1)
    event = holdings.reclaim(market.stranger).events["HoldReleased"]
    assert event == {"holdId": hexed(ID), "operator": market.stranger, "units": 40}
    assert holdings.held() == 0


def test_reclaimHold__notary_before_expiry__has_release_for_it(holdings: Holdings, market: World) -> None:
    holdings.create()
    with reverts(market.security, "HoldNotExpired", ID, holdings.expiry()):
        holdings.reclaim(market.operator)


def test_expired_hold__not_reclaimed__still_binds(holdings: Holdings, market: World) -> None:
    holdings.create(expiry=clock.now() + HOUR)
    clock.pass_time(2 * HOUR)
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        market.security.transfer(market.investor_fr, 61, {"from": market.investor_ch})
    holdings.reclaim(market.investor_ch)
    market.security.transfer(market.investor_fr, 61, {"from": market.investor_ch})


# what units on hold are good for


@pytest.mark.parametrize("frozen", [0, 25])
def test_units_on_hold__free_is_balance_less_frozen_less_held__to_the_unit(
    holdings: Holdings, market: World, frozen: int
) -> None:
    security, holder = market.security, market.investor_ch
    security.setConversionRatio(COMMON, PREFERRED, 1, 1, {"from": market.issuer})
    market.set_terms(PREFERRED, accreditedOnly=False)
    holdings.create()
    freeze_units(market, holder, frozen)
    free = 100 - 40 - frozen
    for units in (free + 1, 100 - frozen):
        for act in movements(market, units):
            with refused(market, 0x55, "ON_HOLD", holder):
                act()
    if frozen:
        for act in movements(market, 100 - frozen + 1):
            with refused(market, 0x55, "PARTIALLY_FROZEN", holder):
                act()
    assert code(security.canConvert(COMMON, PREFERRED, holder, free, {"from": holder})[0]) == 0x51
    assert security.detectTransferRestriction(holder, market.investor_de, free) == 0
    assert security.canTransfer["address,address,uint256"](holder, market.investor_de, free)
    assert not security.canTransfer["address,address,uint256"](holder, market.investor_de, free + 1)
    for act in movements(market, free // 4):
        act()
    assert holdings.units(holder) == 100 - 4 * (free // 4)
    holdings.execute()


def movements(world: World, units: int) -> list[Callable[[], Any]]:
    """Four ways to get rid of units."""
    security, holder = world.security, {"from": world.investor_ch}
    return [
        lambda: security.transfer(world.investor_fr, units, holder),
        lambda: security.redeem(units, b"", holder),
        lambda: security.convert(COMMON, PREFERRED, world.investor_ch, units, b"", holder),
        lambda: security.operatorTransferByPartition(
            COMMON, world.investor_ch, world.investor_de, units, b"", b"", holder
        ),
    ]


def test_units_on_hold__incoming_units_are_free(holdings: Holdings, market: World) -> None:
    holdings.create(units=100)
    market.security.transfer(market.investor_ch, 7, {"from": market.investor_de})
    market.security.transfer(market.investor_de, 7, {"from": market.investor_ch})
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})


def test_units_on_hold__of_one_class__leave_the_other_alone(holdings: Holdings, market: World) -> None:
    security, fund = market.security, market.fund_us
    holdings.create(holder=fund, units=100, partition=PREFERRED)
    security.transfer(market.investor_ch, 100, {"from": fund})
    with refused(market, 0x55, "ON_HOLD", fund):
        security.transferByPartition(PREFERRED, market.investor_de, 1, b"", {"from": fund})


def test_units_on_hold__nothing_sent__passes(holdings: Holdings, market: World) -> None:
    holdings.create(units=100)
    market.security.transfer(market.investor_de, 0, {"from": market.investor_ch})


def test_units_on_hold__holder_removed__not_while_it_holds_them(holdings: Holdings, market: World) -> None:
    holdings.create(units=100)
    with reverts(market.security, "MemberHoldsUnits", market.investor_ch, COMMON, 100):
        market.security.removeMember(market.investor_ch, {"from": market.admitter})


def test_units_on_hold__holder_votes_and_is_paid(holdings: Holdings, market: World) -> None:
    holdings.create(units=100, expiry=clock.now() + 90 * DAY)
    assert market.security.balanceOf(market.investor_ch) == 100
    desk, hall = Desk(market), Hall(market)
    number = desk.declare_and_fund(pot=4_000, pay_date=clock.now() + 10 * DAY)
    meeting = hall.convene()
    resolution = hall.propose(meeting)
    hall.open(meeting)
    hall.cast(resolution, market.investor_ch, FOR)
    assert hall.count(resolution) == (100, 0, 0)
    desk.at_pay_date(number)
    assert desk.claim(number, market.investor_ch).events["HolderPaid"]["gross"] == 1_000


def test_units_on_hold__on_a_record_date__stand_with_their_holder(holdings: Holdings, market: World) -> None:
    holdings.create()
    before = market.record_now()
    holdings.execute()
    after = market.record_now()
    dates = [
        [market.security.balanceOfAt(COMMON, holder, date) for holder in (market.investor_ch, market.investor_de)]
        for date in (before, after)
    ]
    assert dates == [[100, 100], [60, 140]]


# forced movements


def seize(world: World, units: int, partition: bytes = COMMON, holder: Any = None) -> Any:
    return world.security.controllerTransferByPartition(
        partition, holder or world.investor_ch, world.investor_de, units, b"", b"", {"from": world.controller}
    )


@pytest.mark.parametrize("partition", [COMMON, PREFERRED], ids=["principal", "other"])
def test_forced__takes_free_then_frozen_then_held_units(holdings: Holdings, market: World, partition: bytes) -> None:
    """100 units: 30 free, 30 frozen, 40 on hold."""
    security, holder = market.security, market.fund_us
    holdings.create(holder=holder, partition=partition)
    freeze_units(market, holder, 30, partition)
    frozen_event = "Frozen" if partition == COMMON else "FrozenByPartition"

    events = seize(market, 30, partition, holder).events
    assert frozen_event not in events and "HeldUnitsTaken" not in events
    events = seize(market, 10, partition, holder).events
    assert events[frozen_event]["amount"] == 20 and "HeldUnitsTaken" not in events
    events = seize(market, 35, partition, holder).events
    assert events[frozen_event]["amount"] == 0
    assert events["HeldUnitsTaken"] == {"partition": hexed(partition), "holder": holder, "units": 15}
    names = [event.name for event in events]
    order = [frozen_event, "HeldUnitsTaken", "Transfer", "TransferByPartition", "ControllerTransfer"]
    assert [name for name in names if name in order] == order
    assert (holdings.units(holder, partition), holdings.held(holder, partition), holdings.rest()) == (25, 40, 40)
    assert security.frozenUnitsOf(partition, holder) == 0


def test_forced_redemption__takes_held_units_too(holdings: Holdings, market: World) -> None:
    holdings.create()
    arguments = (market.investor_ch, 100, b"", b"", {"from": market.controller})
    event = market.security.controllerRedeem(*arguments).events["HeldUnitsTaken"]
    assert event == {"partition": hexed(COMMON), "holder": market.investor_ch, "units": 40}
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 0, 40):
        holdings.execute()
    holdings.release(market.operator)
    assert holdings.held() == 0


def test_uncovered_holds__first_execution_wins__the_next_is_refused_for_balance(
    holdings: Holdings, market: World
) -> None:
    holdings.create(ID, units=60)
    holdings.create(OTHER_ID, units=40)
    seize(market, 50)
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        market.security.transfer(market.investor_de, 1, {"from": market.investor_ch})
    holdings.execute(40, OTHER_ID)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 10, 60):
        holdings.execute(60)
    holdings.execute(10)
    assert (holdings.units(market.investor_ch), holdings.held(), holdings.rest()) == (0, 50, 50)
    with reverts(market.security, "ERC20InsufficientBalance", market.investor_ch, 0, 1):
        holdings.execute(1)


def test_uncovered_hold__units_that_come_in__are_set_aside_for_it(holdings: Holdings, market: World) -> None:
    holdings.create(units=60)
    seize(market, 100)
    market.issue(market.investor_ch, 70)
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        market.security.transfer(market.investor_de, 11, {"from": market.investor_ch})
    market.security.transfer(market.investor_de, 10, {"from": market.investor_ch})
    holdings.execute(60)


def test_uncovered_hold__holder_removed_and_readmitted__still_there(holdings: Holdings, market: World) -> None:
    holdings.create()
    seize(market, 100)
    market.security.removeMember(market.investor_ch, {"from": market.admitter})
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", market.investor_ch):
        holdings.execute()
    market.admit(market.investor_ch)
    market.issue(market.investor_ch, 40)
    assert holdings.held() == 40
    holdings.execute()


def test_over_frozen_holder__no_view_reverts_and_nothing_is_free(holdings: Holdings, market: World) -> None:
    security, holder = market.security, market.investor_ch
    holdings.create()
    freeze_units(market, holder, 2**256 - 1)
    with refused(market, 0x55, "PARTIALLY_FROZEN", holder):
        holdings.execute()
    assert text(market.restriction(holder, market.investor_de, 1)[1]) == "PARTIALLY_FROZEN"
    assert not security.canTransfer["address,address,uint256"](holder, market.investor_de, 1)
    events = seize(market, 100).events
    assert events["Frozen"]["amount"] == 2**256 - 1 - 100 and "HeldUnitsTaken" not in events
    holdings.release(market.operator)
    assert (holdings.held(), holdings.units(holder)) == (0, 0)


def test_two_holds__released_one_by_one__the_sum_is_right_at_each_step(holdings: Holdings, market: World) -> None:
    holdings.create(ID, units=60)
    holdings.create(OTHER_ID, units=40)
    assert holdings.held() == 100
    holdings.release(market.operator)
    assert holdings.held() == 40
    with refused(market, 0x55, "ON_HOLD", market.investor_ch):
        market.security.transfer(market.investor_de, 61, {"from": market.investor_ch})
    holdings.release(market.operator, OTHER_ID)
    market.security.transfer(market.investor_de, 100, {"from": market.investor_ch})
