"""Excluding an account that is not in the register made every account outside the register count as paid."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.distribution.helpers import Desk
from tests.world import World, spare_account


@pytest.fixture(scope="module")
def desk(world: World) -> Desk:
    world.issue_all(1_000)
    return Desk(world, world.new_currency())


def test_isPaid__account_outside_the_register_excluded__stranger_is_not_paid(desk: Desk, world: World) -> None:
    unregistered: Any = spare_account(0)
    number = desk.open(excluded=[unregistered])
    desk.record(number)
    assert not world.distributor.isPaid(number, world.stranger)
    assert not world.distributor.isPaid(number, unregistered)
