"""A holder's country on the record date was forgotten, and another country's tax withheld.

It happened to a holder of another class, without units of the principal one, who after the record date first
got units of the principal class and then had the entry renewed or removed.
"""

from __future__ import annotations

import pytest

from tests.world import CH, COMMON, DE, FAR, FR, PREFERRED, US, World


@pytest.fixture(scope="module")
def record_date(world: World) -> int:
    """fund_us holds 100 PREFERRED on the record date, and gets COMMON after it."""
    world.issue(world.fund_us, 100, PREFERRED)
    date = world.record_now()
    world.issue(world.fund_us, 7)
    return date


def test_standingAt__units_then_new_country__country_of_the_record_date(world: World, record_date: int) -> None:
    world.admit(world.fund_us, CH, accredited=FAR)
    assert standing(world, PREFERRED, record_date) == (100, US)
    assert standing(world, COMMON, record_date) == (0, US)


def test_standingAt__units_then_two_new_countries__country_of_the_record_date(world: World, record_date: int) -> None:
    world.admit(world.fund_us, CH, accredited=FAR)
    world.admit(world.fund_us, FR, accredited=FAR)
    assert standing(world, PREFERRED, record_date) == (100, US)


def test_standingAt__all_sold_then_removed__country_of_the_record_date(world: World, record_date: int) -> None:
    world.admit(world.investor_de, DE, accredited=FAR)
    for partition, units in ((COMMON, 7), (PREFERRED, 100)):
        world.security.transferByPartition(partition, world.investor_de, units, b"", {"from": world.fund_us})
    world.security.removeMember(world.fund_us, {"from": world.admitter})
    assert standing(world, PREFERRED, record_date) == (100, US)


def test_standingAt__next_record_date__each_date_has_its_country(world: World, record_date: int) -> None:
    world.admit(world.fund_us, CH, accredited=FAR)
    second = world.record_now()
    world.admit(world.fund_us, FR, accredited=FAR)
    assert standing(world, PREFERRED, record_date) == (100, US)
    assert standing(world, COMMON, second) == (7, CH)


def standing(world: World, partition: bytes, record_date: int) -> tuple[int, int]:
    """Units and country on the record date."""
    found = world.security.standingAt(partition, world.fund_us, record_date)
    return found["units"], found["country"]
