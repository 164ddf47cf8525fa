"""What the tests of the rules with a window share: days of the calendar, and movements to ask the engine of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests import clock
from tests.world import COMMON, DAY, NOWHERE, World

EPOCH = date(1970, 1, 1)
TRANSFER, ISSUE, FORCED, HOLD_EXECUTION = 0, 1, 3, 5


def day(text: str) -> int:
    """`2046-03-01` as days since 1970-01-01."""
    return (date.fromisoformat(text) - EPOCH).days


def start_of(text: str) -> int:
    """The first second of the day, UTC."""
    return day(text) * DAY


def later(number: int, months: int) -> int:
    """The same day `months` later, or the first of the next month where there is none."""
    start = EPOCH + timedelta(days=number)
    month = start.year * 12 + start.month - 1 + months
    first, following = (date(index // 12, index % 12 + 1, 1) for index in (month, month + 1))
    return min((first - EPOCH).days + start.day - 1, (following - EPOCH).days)


def come_to(text: str) -> None:
    """Lets time pass until noon of the day."""
    clock.block_at(start_of(text) + DAY // 2)


def movement(world: World, kind: int, giver: Any, receiver: Any, amount: int, partition: bytes = COMMON) -> tuple:
    """A movement that has not happened yet, by its giver or for an issue by the issuer; None stands for nobody."""
    parties = (giver, receiver)
    words = [world.security.wordOf(party) if party else 0 for party in parties]
    units = [world.security.balanceOfByPartition(partition, party) if party else 0 for party in parties]
    addresses = [party or NOWHERE for party in parties]
    operator = giver or world.issuer
    return (kind, partition, partition, operator, *addresses, amount, amount, *words, *units, b"")
