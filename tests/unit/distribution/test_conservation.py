"""Properties of every distribution: money is conserved, in any order of payments, and nothing is paid twice."""

from __future__ import annotations

from typing import Any

import pytest
from brownie.test import given
from hypothesis import settings
from hypothesis import strategies as st

from tests.errors import reverts
from tests.unit.distribution.drawing import Line, account, carry_over, payments, pot, rate, ready
from tests.unit.distribution.helpers import PPM, Desk, tax_of
from tests.world import CH, COMMON, DE, FAR, FR, PREFERRED, US, World

CLASSES = (COMMON, PREFERRED)
COUNTRIES = (CH, DE, FR, US)
AMOUNTS = st.integers(1, 10**12)
LINES = st.lists(
    st.one_of(
        st.builds(pot, AMOUNTS, st.sampled_from(CLASSES), st.booleans()),
        st.builds(rate, AMOUNTS, st.integers(1, 10**9), st.sampled_from(CLASSES), st.booleans()),
    ),
    min_size=1,
    max_size=3,
)
ISSUES = st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 7)), min_size=4, max_size=4)
RATES = st.lists(st.integers(0, PPM), min_size=4, max_size=4)
ORDER = st.permutations(range(4))
WAYS = st.lists(st.sampled_from(("claim", "push")), min_size=4, max_size=4)


@pytest.fixture(scope="module")
def register(world: World) -> World:
    """Four holders of both classes, one unit each, to which every example adds."""
    for holder, country in zip(world.investors, COUNTRIES, strict=True):
        world.admit(holder, country=country, accredited=FAR)
        for partition in CLASSES:
            world.issue(holder, 1, partition)
    return world


def shares(lines: list[Line], held: dict[bytes, list[int]], place: int, ppm: int) -> list[tuple[int, int, int, int]]:
    """Line, units, gross and tax of what a holder is due."""
    found = []
    for number, (partition, amount, per, _, taxed) in enumerate(lines):
        units = held[partition][place]
        gross = units * amount // (per or sum(held[partition]))
        found.append((number, units, gross, tax_of(gross, ppm) if taxed else 0))
    return found


def pay(desk: Desk, number: int, order: list[int], ways: list[str]) -> list[list[Any]]:
    """Pays the holders in an order, each in its way; what each received, by holder."""
    received: list[list[Any]] = [[] for _ in order]
    for place, way in zip(order, ways, strict=True):
        holder = desk.world.investors[place]
        transaction = desk.claim(number, holder) if way == "claim" else desk.push(number, [holder])
        received[place] = [share[1:] for share in payments(transaction)]
    return received


@settings(max_examples=5)
@given(issues=ISSUES, lines=LINES, rates=RATES, order=ORDER, ways=WAYS)
def test_distribution__at_random__conserved_in_any_order_and_paid_once(
    register: World,
    issues: list[tuple[int, int]],
    lines: list[Line],
    rates: list[int],
    order: list[int],
    ways: list[str],
) -> None:
    for holder, further in zip(register.investors, issues, strict=True):
        for partition, units in zip(CLASSES, further, strict=True):
            if units:
                register.issue(holder, units, partition)
    held = {
        partition: [int(register.security.balanceOfByPartition(partition, holder)) for holder in register.investors]
        for partition in CLASSES
    }
    expected = [shares(lines, held, place, ppm) for place, ppm in enumerate(rates)]
    taxes = list(zip(COUNTRIES, rates, strict=True))
    for sequence in (order, order[::-1]):
        desk = Desk(register, register.new_currency())
        before = [desk.money_of(holder) for holder in register.investors]
        number = ready(desk, lines=lines, taxes=taxes, excluded=[])
        assert pay(desk, number, sequence, ways) == expected
        grosses, withheld = (sum(share[part] for due in expected for share in due) for part in (2, 3))
        whole = desk.term(number, "pot")
        assert account(desk, number) == (whole, grosses - withheld, withheld, 0, whole - grosses)
        assert [desk.money_of(holder) for holder in register.investors] == [
            money + sum(share[2] - share[3] for share in due) for money, due in zip(before, expected, strict=True)
        ]
        paid_once(desk, number)


def paid_once(desk: Desk, number: int) -> None:
    """Whatever is tried again changes nothing; what is left is the dust."""
    before = desk.distributor.distribution(number)
    assert payments(desk.push(number, desk.world.investors)) == []
    with reverts(desk.distributor, "AlreadyPaid", number, desk.world.investor_de):
        desk.distributor.claim(number, {"from": desk.world.investor_de})
    assert desk.distributor.distribution(number) == before
    carry_over(desk, number)
    desk.remit(number)
    assert desk.money_of(desk.distributor) == desk.dust(number)
