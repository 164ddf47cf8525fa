"""The state from which the tests of distributions start."""

from __future__ import annotations

from typing import Any

import pytest

from tests import clock
from tests.unit.distribution.helpers import Desk
from tests.world import DAY, World


@pytest.fixture(scope="module")
def shareholders(world: World) -> World:
    """Each of the four investors holds 1,000 units of COMMON, and so does the treasury."""
    world.issue_all(1_000)
    world.issue(world.treasury, 1_000)
    return world


@pytest.fixture(scope="module")
def desk(shareholders: World) -> Desk:
    """Distributions in a well-behaved currency."""
    return Desk(shareholders, shareholders.new_currency())


@pytest.fixture(scope="module")
def eth_desk(shareholders: World) -> Desk:
    """Distributions in ETH."""
    return Desk(shareholders)


@pytest.fixture(scope="module")
def opened(desk: Desk) -> int:
    """A distribution on its pay date: 1,000,000 untaxed for each of the four investors, and 3 of dust."""
    return desk.open(pot=4_000_003)


@pytest.fixture(scope="module")
def announced(desk: Desk) -> int:
    """A funded distribution of 4,000,003 whose record date is a day ahead, its pay date two days."""
    date = clock.now() + DAY
    return desk.declare_and_fund(pot=4_000_003, record_date=date, pay_date=date + DAY)


@pytest.fixture
def distributor(world: World) -> Any:
    return world.distributor
