"""Conversions: units of one class become units of another at the issuer's ratio, and only for who may hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.errors import reverts
from tests.unit.office.helpers import FOREVER, Holdings, freeze, freeze_units, hexed, pause, refused, sanction
from tests.world import CH, COMMON, DE, FAR, KP, NOWHERE, PREFERRED, QIB, US, US_PERSON, World, bytes32, code, text

BONDS = bytes32("BONDS")
NO_SUCH = bytes32("NO SUCH")
Break = Callable[[World], Any]


@pytest.fixture(scope="module")
def market(market: World) -> World:
    """PREFERRED of fund_us converts at one for three into COMMON, ten COMMON at a time into one PREFERRED."""
    set_ratio(market, PREFERRED, COMMON, 3, 1)
    set_ratio(market, COMMON, PREFERRED, 1, 10)
    return market


def set_ratio(world: World, source: bytes, target: bytes, numerator: int, denominator: int) -> Any:
    return world.security.setConversionRatio(source, target, numerator, denominator, {"from": world.issuer})


def convert(world: World, units: int, source: bytes = PREFERRED, target: bytes = COMMON, by: Any = None) -> Any:
    holder = world.fund_us
    return world.security.convert(source, target, holder, units, b"\xda\x7a", {"from": by or holder})


def foresee(world: World, units: int, source: bytes = PREFERRED, target: bytes = COMMON, by: Any = None) -> Any:
    """What canConvert says: code, reason, units."""
    seen = world.security.canConvert(source, target, world.fund_us, units, {"from": by or world.fund_us})
    return code(seen[0]), text(seen[1]), seen[2]


def expect(
    world: World, status: int, reason: str, guilty: Any, units: int = 10, source: bytes = PREFERRED, by: Any = None
) -> None:
    """View and conversion refuse alike, and nothing has changed."""
    target = COMMON if source == PREFERRED else PREFERRED
    assert foresee(world, units, source, target, by) == (status, reason, 0)
    before = state(world)
    with refused(world, status, reason, guilty):
        convert(world, units, source, target, by)
    assert state(world) == before


def state(world: World) -> list[int]:
    """Units of the fund and supply, of both classes."""
    security = world.security
    return [
        int(value)
        for partition in (COMMON, PREFERRED)
        for value in (
            security.balanceOfByPartition(partition, world.fund_us),
            security.totalSupplyByPartition(partition),
        )
    ]


# ratios


def test_setConversionRatio__set_changed_ended__read_back_with_events(market: World) -> None:
    security = market.security
    for ratio in ((1, 1), (2**32 - 1, 1), (1, 2**32 - 1), (0, 0)):
        event = set_ratio(market, PREFERRED, COMMON, *ratio).events["ConversionRatioSet"]
        assert tuple(event.values()) == (hexed(PREFERRED), hexed(COMMON), *ratio)
        assert tuple(security.conversionRatio(PREFERRED, COMMON)) == ratio
    assert tuple(security.conversionRatio(COMMON, PREFERRED)) == (1, 10)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 1), (1, 0), (0, 2**32 - 1), (2**32 - 1, 0)])
def test_setConversionRatio__half_a_ratio__refused(market: World, numerator: int, denominator: int) -> None:
    with reverts(market.security, "InvalidRatio", PREFERRED, COMMON, numerator, denominator):
        set_ratio(market, PREFERRED, COMMON, numerator, denominator)


@pytest.mark.parametrize("partition", [COMMON, PREFERRED])
@pytest.mark.parametrize("ratio", [(1, 1), (2, 1), (0, 0)])
def test_setConversionRatio__into_itself__refused(market: World, partition: bytes, ratio: tuple[int, int]) -> None:
    with reverts(market.security, "InvalidRatio", partition, partition, *ratio):
        set_ratio(market, partition, partition, *ratio)


def test_setConversionRatio__unknown_class__refused(market: World) -> None:
    for source, target in ((NO_SUCH, COMMON), (COMMON, NO_SUCH), (NO_SUCH, NO_SUCH), (bytes(32), COMMON)):
        with reverts(market.security, "UnknownPartition", source if source != COMMON else target):
            set_ratio(market, source, target, 1, 1)


def test_convert__ratio_ended__refused(market: World) -> None:
    set_ratio(market, PREFERRED, COMMON, 0, 0)
    expect(market, 0x50, "NOT_CONVERTIBLE", market.security)


def test_convert__one_way_only__not_the_other_way(market: World) -> None:
    set_ratio(market, COMMON, PREFERRED, 0, 0)
    expect(market, 0x50, "NOT_CONVERTIBLE", market.security, source=COMMON)


# conversion


def test_convert__one_into_three__units_supplies_events(market: World) -> None:
    security, fund = market.security, market.fund_us
    assert foresee(market, 10) == (0x51, "", 30)
    tx = convert(market, 10)
    assert tx.return_value == 30
    assert state(market) == [130, 430, 90, 90]
    events = tx.events
    assert [tuple(event.values()) for event in events["Transfer"]] == [(fund, NOWHERE, 10), (NOWHERE, fund, 30)]
    redeemed, issued = events["RedeemedByPartition"], events["IssuedByPartition"]
    assert tuple(redeemed.values()) == (hexed(PREFERRED), fund, fund, 10, "0xda7a")
    assert tuple(issued.values())[:4] == (hexed(COMMON), fund, fund, 30)
    assert issued["operatorData"] == "0xda7a"
    assert tuple(events["ChangedPartition"].values()) == (hexed(PREFERRED), hexed(COMMON), 10)
    assert security.balanceOf(fund) == 220 and security.totalSupply() == 520


def test_convert__ten_into_one__and_no_fraction(market: World) -> None:
    for units in (1, 9, 11, 99):
        expect(market, 0x50, "NOT_A_MULTIPLE", market.security, units, source=COMMON)
    assert foresee(market, 100, COMMON, PREFERRED) == (0x51, "", 10)
    assert convert(market, 100, COMMON, PREFERRED).return_value == 10
    assert state(market) == [0, 300, 110, 110]


def test_convert__two_for_three__only_whole_lots(market: World) -> None:
    set_ratio(market, PREFERRED, COMMON, 3, 2)
    expect(market, 0x50, "NOT_A_MULTIPLE", market.security, 99)
    assert convert(market, 100).return_value == 150


def test_convert__nothing__changes_nothing(market: World) -> None:
    before = state(market)
    assert foresee(market, 0) == (0x51, "", 0)
    assert convert(market, 0).return_value == 0
    assert state(market) == before


def test_convert__by_an_operator_of_the_class_given_up__for_the_holder(market: World) -> None:
    security, operator = market.security, market.operator
    expect(market, 0x58, "UNAUTHORIZED_OPERATOR", operator, by=operator)
    security.authorizeOperatorByPartition(COMMON, operator, {"from": market.fund_us})
    expect(market, 0x58, "UNAUTHORIZED_OPERATOR", operator, by=operator)
    security.authorizeOperatorByPartition(PREFERRED, operator, {"from": market.fund_us})
    assert foresee(market, 10, by=operator) == (0x51, "", 30)
    events = convert(market, 10, by=operator).events
    assert events["RedeemedByPartition"]["operator"] == events["IssuedByPartition"]["operator"] == operator
    assert state(market) == [130, 430, 90, 90]
    assert security.balanceOf(operator) == 0


@pytest.mark.parametrize("by", ["stranger", "controller", "configurer", "issuer", "admin", "investor_de"])
def test_convert__by_anybody_else__refused(market: World, by: str) -> None:
    expect(market, 0x58, "UNAUTHORIZED_OPERATOR", getattr(market, by), by=getattr(market, by))


def test_convert__by_a_spender__an_allowance_is_not_enough(market: World) -> None:
    market.security.approveByPartition(PREFERRED, market.operator, 2**256 - 1, {"from": market.fund_us})
    expect(market, 0x58, "UNAUTHORIZED_OPERATOR", market.operator, by=market.operator)


def test_convert__more_than_held__refused_for_balance(market: World) -> None:
    for units in (101, 2**96, 2**256 - 1):
        assert foresee(market, units) == (0x52, "INSUFFICIENT_BALANCE", 0)
        with reverts(market.security, "ERC20InsufficientBalance", market.fund_us, 100, units):
            convert(market, units)


def test_convert__unknown_class__refused(market: World) -> None:
    with refused(market, 0x50, "UNKNOWN_PARTITION", market.security):
        convert(market, 1, NO_SUCH, COMMON)
    with refused(market, 0x50, "NOT_CONVERTIBLE", market.security):
        convert(market, 1, COMMON, NO_SUCH)


def test_convert__stranger_its_own__refused(market: World) -> None:
    stranger = market.stranger
    with refused(market, 0x56, "SENDER_NOT_REGISTERED", stranger):
        market.security.convert(PREFERRED, COMMON, stranger, 0, b"", {"from": stranger})


CASES: dict[str, tuple[Break, int, str, str]] = {
    "everything paused": (lambda w: pause(w, 2), 0x54, "PAUSED", "security"),
    "old class stopped": (lambda w: stop(w, PREFERRED), 0x54, "PARTITION_FROZEN", "security"),
    "new class stopped": (lambda w: stop(w, COMMON), 0x54, "PARTITION_FROZEN", "security"),
    "frozen": (lambda w: freeze(w, w.fund_us), 0x56, "SENDER_FROZEN", "fund_us"),
    "sanctioned": (lambda w: sanction(w, w.fund_us), 0x56, "SENDER_SANCTIONED", "fund_us"),
    "expired": (lambda w: w.admit(w.fund_us, US, 1), 0x56, "SENDER_KYC_EXPIRED", "fund_us"),
    "expired and may sell": (
        lambda w: (w.admit(w.fund_us, US, 1), w.security.setExpiredMaySell(True, {"from": w.configurer})),
        0x57,
        "RECEIVER_KYC_EXPIRED",
        "fund_us",
    ),
    "country closed": (lambda w: w.admit(w.fund_us, KP), 0x57, "JURISDICTION_BLOCKED", "fund_us"),
    "not accredited": (
        lambda w: (w.admit(w.fund_us, US), w.set_terms(accreditedOnly=True)),
        0x57,
        "ACCREDITATION_REQUIRED",
        "fund_us",
    ),
    "attribute required": (lambda w: w.set_terms(requireAll=8), 0x57, "ATTRIBUTE_REQUIRED", "fund_us"),
    "attribute forbidden": (lambda w: w.set_terms(forbidAny=US_PERSON), 0x57, "ATTRIBUTE_FORBIDDEN", "fund_us"),
    "units frozen": (lambda w: freeze_units(w, w.fund_us, 91, PREFERRED), 0x55, "PARTIALLY_FROZEN", "fund_us"),
    "on hold": (
        lambda w: Holdings(w).create(holder=w.fund_us, units=91, partition=PREFERRED),
        0x55,
        "ON_HOLD",
        "fund_us",
    ),
    "old class locked": (lambda w: w.set_terms(PREFERRED, unlockAt=FOREVER), 0x55, "PARTITION_LOCKED", "fund_us"),
}


def stop(world: World, partition: bytes) -> None:
    world.security.setPartitionFrozen(partition, True, {"from": world.freezer})


@pytest.mark.parametrize("case", CASES)
def test_convert__stopped_or_not_eligible__refused(market: World, case: str) -> None:
    spoil, status, reason, guilty = CASES[case]
    spoil(market)
    expect(market, status, reason, getattr(market, guilty))


HARMLESS: dict[str, Break] = {
    "transfers paused": pause,
    "new class locked": lambda w: w.set_terms(unlockAt=FOREVER),
    "not redeemable": lambda w: w.set_terms(redeemable=False),
    "attributes as required": lambda w: w.set_terms(requireAll=US_PERSON | QIB),
    "masks of the old class": lambda w: w.set_terms(PREFERRED, requireAll=8, forbidAny=US_PERSON),
    "new class's units frozen": lambda w: freeze_units(w, w.fund_us, 2**256 - 1),
    "units frozen, but for those": lambda w: freeze_units(w, w.fund_us, 90, PREFERRED),
    "on hold, but for those": lambda w: Holdings(w).create(holder=w.fund_us, units=90, partition=PREFERRED),
    "unaccredited holder of the old class": lambda w: w.admit(w.fund_us, US, FAR, 0, US_PERSON | QIB),
    "control renounced": lambda w: w.security.renounceControl(
        "I renounce for ever to control units of TEST.", {"from": w.admin}
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_convert__what_does_not_concern_it__passes(market: World, case: str) -> None:
    HARMLESS[case](market)
    assert foresee(market, 10) == (0x51, "", 30)
    assert convert(market, 10).return_value == 30


def test_convert__treasury__free_of_lock_accreditation_and_attributes(market: World) -> None:
    market.issue(market.treasury, 50)
    market.set_terms(unlockAt=FOREVER)
    market.set_terms(PREFERRED, requireAll=8)
    arguments = (COMMON, PREFERRED, market.treasury, 50, b"", {"from": market.treasury})
    assert market.security.convert(*arguments).return_value == 5


def test_convert__into_a_class_for_accredited_members__not_by_others(market: World) -> None:
    for holder in (market.investor_ch, market.investor_fr):
        with refused(market, 0x57, "ACCREDITATION_REQUIRED", holder):
            market.security.convert(COMMON, PREFERRED, holder, 10, b"", {"from": holder})
    market.security.convert(COMMON, PREFERRED, market.investor_de, 10, b"", {"from": market.investor_de})
    market.admit(market.investor_de, DE)
    with refused(market, 0x57, "ACCREDITATION_REQUIRED", market.investor_de):
        market.security.convert(COMMON, PREFERRED, market.investor_de, 10, b"", {"from": market.investor_de})


def test_convert__authorised_capital__to_the_last_unit(market: World) -> None:
    market.security.setAuthorised(COMMON, 430, {"from": market.configurer})
    expect(market, 0x50, "AUTHORISED_EXCEEDED", market.security, 11)
    convert(market, 10)
    expect(market, 0x50, "AUTHORISED_EXCEEDED", market.security, 1)
    assert market.security.totalSupplyByPartition(COMMON) == market.security.authorisedOf(COMMON) == 430


def test_convert__largest_ratio_of_the_largest_holding__no_overflow(market: World) -> None:
    security = market.security
    for partition in (COMMON, PREFERRED):
        security.setAuthorised(partition, 2**96 - 1, {"from": market.configurer})
    market.issue(market.fund_us, 2**96 - 1 - 100, PREFERRED)
    set_ratio(market, PREFERRED, COMMON, 2**32 - 1, 1)
    expect(market, 0x50, "AUTHORISED_EXCEEDED", security, 2**96 - 1)
    set_ratio(market, PREFERRED, COMMON, 1, 2**32 - 1)
    assert convert(market, 2**96 - 1).return_value == 2**64 + 2**32 + 1


def test_convert__issuance_renounced__into_as_many_or_fewer_but_not_more(market: World) -> None:
    security = market.security
    security.renounceIssuance("I renounce for ever to issue units of TEST.", {"from": market.admin})
    for numerator, denominator in ((2, 1), (3, 2), (11, 10)):
        set_ratio(market, PREFERRED, COMMON, numerator, denominator)
        expect(market, 0x50, "ISSUANCE_RENOUNCED", security)
    set_ratio(market, PREFERRED, COMMON, 1, 1)
    assert convert(market, 10).return_value == 10
    assert convert(market, 10, COMMON, PREFERRED).return_value == 1
    assert security.totalSupply() == 500 - 9


# refusal order


def test_convert__several_reasons__in_the_order_of_the_interface(market: World) -> None:
    """Everything is broken, and mended step by step."""
    security, fund = market.security, market.fund_us
    set_ratio(market, PREFERRED, COMMON, 0, 0)
    pause(market, 2)
    stop(market, COMMON)
    freeze(market, fund)
    freeze_units(market, fund, 100, PREFERRED)
    market.set_terms(PREFERRED, unlockAt=FOREVER)
    market.set_terms(requireAll=8)
    security.setAuthorised(COMMON, 400, {"from": market.configurer})
    steps: list[tuple[str, Break]] = [
        ("PAUSED", lambda w: security.unpause({"from": w.pauser})),
        ("SENDER_FROZEN", lambda w: freeze(w, fund, False)),
        ("PARTITION_FROZEN", lambda w: security.setPartitionFrozen(COMMON, False, {"from": w.freezer})),
        ("NOT_CONVERTIBLE", lambda w: set_ratio(w, PREFERRED, COMMON, 3, 2)),
        ("ATTRIBUTE_REQUIRED", lambda w: w.set_terms(requireAll=0)),
        ("PARTIALLY_FROZEN", lambda w: freeze_units(w, fund, 0, PREFERRED)),
        ("PARTITION_LOCKED", lambda w: w.set_terms(PREFERRED, unlockAt=0)),
        ("NOT_A_MULTIPLE", lambda w: set_ratio(w, PREFERRED, COMMON, 3, 1)),
        ("AUTHORISED_EXCEEDED", lambda w: security.setAuthorised(COMMON, 500, {"from": w.configurer})),
    ]
    for reason, mend in steps:
        assert foresee(market, 11)[1] == reason
        mend(market)
    assert foresee(market, 11) == (0x51, "", 33)


# history


def test_convert__after_record_dates__each_date_keeps_its_answer(market: World) -> None:
    security, fund = market.security, market.fund_us
    dates, expected = [], []
    for units, source, target in ((0, PREFERRED, COMMON), (40, PREFERRED, COMMON), (100, COMMON, PREFERRED)):
        convert(market, units, source, target)
        dates.append(market.record_now())
        expected.append(state(market))
    seen = [
        [
            int(value)
            for partition in (COMMON, PREFERRED)
            for value in (security.balanceOfAt(partition, fund, date), security.totalSupplyAt(partition, date))
        ]
        for date in dates
    ]
    assert seen == expected == [[100, 400, 100, 100], [220, 520, 60, 60], [120, 420, 70, 70]]


def test_convert__first_units_of_the_new_class__none_on_the_date_before(market: World) -> None:
    security, holder = market.security, market.investor_de
    date = market.record_now()
    security.convert(COMMON, PREFERRED, holder, 50, b"", {"from": holder})
    assert security.balanceOfAt(PREFERRED, holder, date) == 0
    assert tuple(security.standingAt(COMMON, holder, date))[:3] == (100, 3, DE)
    assert [bytes(p) for p in security.partitionsOf(holder)] == [COMMON, PREFERRED]


def test_convert__between_two_other_classes__leaves_the_principal_class(market: World) -> None:
    security, fund = market.security, market.fund_us
    security.createPartition(BONDS, (0, 0, 0, False, False), 1_000, {"from": market.configurer})
    set_ratio(market, PREFERRED, BONDS, 7, 4)
    tx = convert(market, 100, PREFERRED, BONDS)
    assert tx.return_value == security.balanceOfByPartition(BONDS, fund) == 175
    assert state(market) == [100, 400, 0, 0]
    assert [bytes(p) for p in security.partitionsOf(fund)] == [COMMON, BONDS]
    assert security.memberOf(fund)["country"] == US != CH
