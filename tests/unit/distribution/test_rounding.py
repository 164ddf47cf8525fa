"""Rounding: each holder's gross is rounded down, and the dust is accounted for to the last unit of money."""

from __future__ import annotations

import random

import pytest

from tests.unit.distribution.helpers import MAX_POT, Desk, gross_of, member, tax_of
from tests.world import World, spare_account

SEED = 20_261_122


@pytest.fixture
def sevenths(world: World) -> Desk:
    """Three holders with 3, 3 and 1 of 7 units."""
    for holder, units in zip(world.investors, (3, 3, 1), strict=False):
        world.issue(holder, units)
    return Desk(world, world.new_currency())


def test_push__worked_numbers__dust_is_carried(sevenths: Desk, world: World) -> None:
    first = sevenths.open(pot=100_000_000)
    sevenths.push(first, world.investors)
    grosses = [sevenths.money_of(holder) for holder in world.investors]
    assert grosses == [42_857_142, 42_857_142, 14_285_714, 0]
    assert sevenths.dust(first) == 2
    second = sevenths.open(pot=100_000_000 + 2)
    events = sevenths.push(second, world.investors).events["HolderPaid"]
    assert [event["gross"] for event in events] == [42_857_143, 42_857_143, 14_285_714]
    assert sevenths.dust(second) == 2


def test_accountOf__part_paid__unclaimed_is_rounded_down_and_the_rest_is_dust(sevenths: Desk, world: World) -> None:
    number = sevenths.open(pot=100)
    sevenths.record(number)
    accounts = [world.distributor.accountOf(number)]
    for holder in world.investors[:3]:
        sevenths.claim(number, holder)
        accounts.append(world.distributor.accountOf(number))
    assert accounts == [(100, 0, 0, 100, 0), (100, 42, 0, 57, 1), (100, 84, 0, 14, 2), (100, 98, 0, 0, 2)]


def test_push__fewer_units_of_money_than_holders__all_is_dust(sevenths: Desk, world: World) -> None:
    number = sevenths.open(pot=2)
    sevenths.push(number, world.investors)
    assert world.distributor.accountOf(number) == (2, 0, 0, 0, 2)


def test_claim__in_any_order__same_amounts(sevenths: Desk, world: World) -> None:
    number = sevenths.open(pot=100_000_000)
    for holder in reversed(world.investors[:3]):
        sevenths.claim(number, holder)
    assert [sevenths.money_of(holder) for holder in world.investors[:3]] == [
        42_857_142,
        42_857_142,
        14_285_714,
    ]


@pytest.mark.parametrize("pot", [1, 9, 1_000_003, 10**30 + 57, MAX_POT])
def test_push__primes_and_any_tax__each_as_calculated_and_dust_less_than_holders(world: World, pot: int) -> None:
    dice = random.Random(SEED + pot)
    units = [dice.choice([1, 2, 7, 97, 10_007, 99_991]) for _ in range(9)]
    holders = [member(world, spare_account(i), n) for i, n in enumerate(units)]
    desk = Desk(world, world.new_currency())
    rate = dice.randint(0, 1_000_000)
    number = desk.open(pot=pot, default_tax=rate)
    desk.push(number, holders)
    grosses = [gross_of(pot, n, sum(units)) for n in units]
    taxes = [tax_of(gross, rate) for gross in grosses]
    assert [desk.money_of(holder) for holder in holders] == [g - t for g, t in zip(grosses, taxes, strict=True)]
    assert world.distributor.accountOf(number) == (
        pot,
        sum(grosses) - sum(taxes),
        sum(taxes),
        0,
        pot - sum(grosses),
    )
    assert 0 <= desk.dust(number) < len(holders)
