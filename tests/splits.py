"""Splits as tests decide them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests import clock
from tests.world import COMMON, World

DECISION = b"\x59" * 32


def decide(
    world: World,
    numerator: int,
    denominator: int,
    moment: int,
    partition: bytes = COMMON,
    document: bytes = DECISION,
) -> Any:
    """Decides a split that applies from the moment on."""
    return world.security.scheduleSplit(partition, numerator, denominator, moment, document, {"from": world.configurer})


def split(world: World, numerator: int, denominator: int, partition: bytes = COMMON) -> int:
    """Decides a split and lets its moment come; returns the moment."""
    moment = clock.now() + 100
    decide(world, numerator, denominator, moment, partition)
    clock.block_at(moment)
    return moment


def ratio_of(world: World, partition: bytes = COMMON) -> Fraction:
    """Shares that a unit of the class is now."""
    return Fraction(*map(int, world.security.splitRatio(partition)))
