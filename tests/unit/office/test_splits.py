"""Splits: who decides them, from when they apply, what is refused, and that the ratio stays exact."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.splits import DECISION, decide, ratio_of, split
from tests.unit.office.helpers import hexed
from tests.world import COMMON, DAY, PREFERRED, World, bytes32

NO_SUCH = bytes32("NO SUCH")
BIG = 2**64 - 1
ONE = 10**18


def pending(world: World, partition: bytes = COMMON) -> tuple[int, int, int]:
    """Numerator, denominator and moment of the split to come."""
    return tuple(map(int, world.security.pendingSplit(partition)))  # type: ignore[return-value]


# Deciding


def test_scheduleSplit__two_for_one__event_tells_everything(world: World) -> None:
    split(world, 6, 5)
    moment = clock.now() + DAY
    event = decide(world, 2, 1, moment).events["SplitScheduled"]
    assert event["partition"] == hexed(COMMON)
    assert (event["factor"], event["previous"], event["next"]) == ((2, 1), (6, 5), (12, 5))
    assert (event["effectiveAt"], event["documentHash"]) == (moment, hexed(DECISION))
    assert event["agent"] == world.configurer


def test_scheduleSplit__moment__applies_from_its_first_second(world: World) -> None:
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    clock.block_at(moment - 1)
    assert (ratio_of(world), pending(world)) == (1, (2, 1, moment))
    clock.block_at(moment)
    assert (ratio_of(world), pending(world)) == (2, (0, 0, 0))


def test_scheduleSplit__this_very_second__applies_at_once(world: World) -> None:
    moment = clock.now() + 10
    clock.next_block_at(moment)
    decide(world, 2, 1, moment)
    assert (ratio_of(world), pending(world)) == (2, (0, 0, 0))


def test_scheduleSplit__a_second_late__refused(world: World) -> None:
    moment = clock.now() + 10
    clock.block_at(moment)
    clock.next_block_at(moment + 1)
    with reverts(world.security, "SplitInPast", moment, moment + 1):
        decide(world, 2, 1, moment)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 1), (1, 0), (0, 0), (1, 1), (7, 7), (BIG, BIG)])
def test_scheduleSplit__no_factor__refused(world: World, numerator: int, denominator: int) -> None:
    with reverts(world.security, "InvalidSplit", COMMON, numerator, denominator):
        decide(world, numerator, denominator, clock.now() + DAY)


def test_scheduleSplit__no_document__refused(world: World) -> None:
    with reverts(world.security, "SplitWithoutDocument", COMMON):
        decide(world, 2, 1, clock.now() + DAY, document=bytes(32))


def test_scheduleSplit__no_such_class__refused(world: World) -> None:
    with reverts(world.security, "UnknownPartition", NO_SUCH):
        decide(world, 2, 1, clock.now() + DAY, partition=NO_SUCH)


def test_scheduleSplit__another_to_come__refused_until_it_applies(world: World) -> None:
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    with reverts(world.security, "SplitPending", COMMON, moment):
        decide(world, 3, 1, moment + DAY)
    clock.block_at(moment - 1)
    with reverts(world.security, "SplitPending", COMMON, moment):
        world.security.scheduleSplit.call(COMMON, 3, 1, moment + DAY, DECISION, {"from": world.configurer})
    clock.block_at(moment)
    decide(world, 3, 1, moment + DAY)
    assert (ratio_of(world), pending(world)) == (2, (6, 1, moment + DAY))


def test_scheduleSplit__another_class__each_has_its_own(world: World) -> None:
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    decide(world, 1, 10, moment + 1, partition=PREFERRED)
    clock.block_at(moment + 1)
    assert (ratio_of(world), ratio_of(world, PREFERRED)) == (2, Fraction(1, 10))


# Taking back


def test_cancelSplit__to_come__never_applies(world: World) -> None:
    split(world, 6, 5)
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    event = world.security.cancelSplit(COMMON, {"from": world.configurer}).events["SplitCancelled"]
    assert (event["partition"], event["present"], event["effectiveAt"]) == (hexed(COMMON), (6, 5), moment)
    assert event["agent"] == world.configurer
    assert pending(world) == (0, 0, 0)
    clock.block_at(moment)
    assert ratio_of(world) == Fraction(6, 5)


def test_cancelSplit__last_second_before__taken_back(world: World) -> None:
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    clock.next_block_at(moment - 1)
    world.security.cancelSplit(COMMON, {"from": world.configurer})
    clock.block_at(moment)
    assert ratio_of(world) == 1


def test_cancelSplit__it_applies__refused(world: World) -> None:
    moment = clock.now() + DAY
    decide(world, 2, 1, moment)
    clock.block_at(moment)
    with reverts(world.security, "NoPendingSplit", COMMON):
        world.security.cancelSplit(COMMON, {"from": world.configurer})


@pytest.mark.parametrize("partition", [COMMON, PREFERRED, NO_SUCH])
def test_cancelSplit__none_to_come__refused(world: World, partition: bytes) -> None:
    with reverts(world.security, "NoPendingSplit", partition):
        world.security.cancelSplit(partition, {"from": world.configurer})


def test_scheduleSplit__after_one_taken_back__from_the_ratio_that_remained(world: World) -> None:
    decide(world, 2, 1, clock.now() + DAY)
    world.security.cancelSplit(COMMON, {"from": world.configurer})
    split(world, 3, 1)
    assert ratio_of(world) == 3


# The ratio


def test_scheduleSplit__one_after_the_other__product_in_lowest_terms(world: World) -> None:
    for numerator, denominator, product in ((2, 1, "2/1"), (1, 10, "1/5"), (6, 5, "6/25"), (25, 6, "1/1")):
        split(world, numerator, denominator)
        assert "/".join(map(str, world.security.splitRatio(COMMON))) == product


def test_scheduleSplit__random_splits__as_fractions_multiply(world: World) -> None:
    random, product = Random(8056), Fraction(1)
    for _ in range(8):
        numerator, denominator = random.sample(range(1, 60), 2)
        split(world, numerator, denominator)
        product *= Fraction(numerator, denominator)
        assert tuple(world.security.splitRatio(COMMON)) == product.as_integer_ratio()
        units = random.randrange(2**96)
        assert world.security.toUIAmount(units) == int(units * product)
        assert world.security.fromUIAmount(units) == int(units / product)
        assert world.security.uiMultiplier() == int(ONE * product)


def test_scheduleSplit__largest_numbers__fit_and_one_more_does_not(world: World) -> None:
    split(world, BIG, 1)
    assert tuple(world.security.splitRatio(COMMON)) == (BIG, 1)
    with reverts(world.security, "SplitOutOfRange", COMMON, 2 * BIG, 1):
        decide(world, 2, 1, clock.now() + DAY)
    split(world, 1, BIG)
    assert ratio_of(world) == 1


def test_scheduleSplit__denominator_too_large__refused(world: World) -> None:
    split(world, BIG - 1, BIG)
    with reverts(world.security, "SplitOutOfRange", COMMON, BIG - 1, 11 * BIG):
        decide(world, 1, 11, clock.now() + DAY)


def test_scheduleSplit__multiplier_of_nothing__refused(world: World) -> None:
    with reverts(world.security, "SplitOutOfRange", COMMON, 1, ONE + 1):
        decide(world, 1, ONE + 1, clock.now() + DAY)
    split(world, 1, ONE)
    assert world.security.uiMultiplier() == 1


def test_views__largest_holding_at_the_largest_ratio__no_overflow(world: World) -> None:
    most = 2**96 - 1
    world.security.setAuthorised(COMMON, most, {"from": world.configurer})
    world.issue(world.investor_ch, most)
    split(world, BIG, 1)
    assert world.security.balanceOfUI(world.investor_ch) == world.security.totalSupplyUI() == most * BIG


def test_views__no_such_class__ratio_refused_and_nothing_held(world: World) -> None:
    security = world.security
    for ask in (
        lambda: security.splitRatio(NO_SUCH),
        lambda: security.uiMultiplierOf(NO_SUCH),
        lambda: security.toUIAmountByPartition(NO_SUCH, 1),
        lambda: security.fromUIAmountByPartition(NO_SUCH, 1),
    ):
        with reverts(security, "UnknownPartition", NO_SUCH):
            ask()
    assert security.balanceOfUIByPartition(NO_SUCH, world.investor_ch) == 0
    assert security.totalSupplyUIByPartition(NO_SUCH) == pending(world, NO_SUCH)[0] == 0


# Shares


@pytest.mark.parametrize(
    ("numerator", "denominator", "shares"),
    [(2, 1, (14, 200, 214)), (1, 10, (0, 10, 10)), (6, 5, (8, 120, 128))],
    ids=["2 for 1", "1 for 10", "bonus of 1 for 5"],
)
def test_shares__after_each_kind_of_split__rounded_down(
    world: World, numerator: int, denominator: int, shares: tuple[int, int, int]
) -> None:
    world.issue(world.investor_ch, 7)
    world.issue(world.fund_us, 100)
    split(world, numerator, denominator)
    security = world.security
    held = [security.balanceOfUIByPartition(COMMON, holder) for holder in (world.investor_ch, world.fund_us)]
    assert (*held, security.totalSupplyUIByPartition(COMMON)) == shares
    assert (security.balanceOf(world.investor_ch), security.totalSupply()) == (7, 107)


def test_shares__of_two_classes__each_at_its_own_ratio_in_the_sum(world: World) -> None:
    world.issue(world.fund_us, 7)
    world.issue(world.fund_us, 7, PREFERRED)
    split(world, 3, 2)
    split(world, 1, 2, PREFERRED)
    security = world.security
    by_class = [security.balanceOfUIByPartition(partition, world.fund_us) for partition in (COMMON, PREFERRED)]
    assert by_class == [10, 3]
    assert security.balanceOfUI(world.fund_us) == security.totalSupplyUI() == 13
    assert security.toUIAmountByPartition(PREFERRED, 7) == 3 and security.toUIAmount(7) == 10
    assert security.fromUIAmountByPartition(PREFERRED, 3) == 6 and security.fromUIAmount(10) == 6


def test_shares__of_all_holders__never_more_than_are_issued(world: World) -> None:
    world.issue_all(5)
    split(world, 7, 3)
    held = sum(world.security.balanceOfUI(holder) for holder in world.investors)
    assert held == 4 * 11 <= world.security.totalSupplyUI() == 46


def test_scheduleSplit__called_at_the_part_itself__refused(world: World) -> None:
    part = world.deployed.transfer_office
    with reverts(part, "NotAtThisAddress", part):
        part.scheduleSplit(COMMON, 2, 1, clock.now() + DAY, DECISION, {"from": world.configurer})


def test_scheduleSplit__by_multicall__like_each_call(world: World) -> None:
    moment = clock.now() + DAY
    security: Any = world.security
    calls = [
        security.scheduleSplit.encode_input(COMMON, 2, 1, moment, DECISION),
        security.cancelSplit.encode_input(COMMON),
        security.scheduleSplit.encode_input(COMMON, 3, 1, moment, DECISION),
    ]
    security.multicall(calls, {"from": world.configurer})
    assert pending(world) == (3, 1, moment)
