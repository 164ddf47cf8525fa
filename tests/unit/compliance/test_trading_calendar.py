"""The rule TradingCalendar."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import pytest

from tests import clock
from tests.errors import reverts
from tests.rules import enact, key, new_rule, set_parameter
from tests.world import COMMON, DAY, World, bytes32, code, text

HOUR = 3_600
MONDAY_TO_FRIDAY = 0b0011111
FRIDAY = 4
NEVER = 2**40 - 1


@dataclass(frozen=True)
class Calendar:
    """A calendar as the parameters say it, and when it is open, worked out with the days of Python."""

    weekdays: int = 0
    opens: int = 0
    closes: int = 0
    periods: Sequence[tuple[int, int]] = field(default_factory=list)
    treasury_free: bool = False

    def word(self) -> int:
        """The parameter HOURS."""
        later = self.closes << 32 | len(self.periods) << 56 | int(self.treasury_free) << 64
        return self.weekdays | self.opens << 8 | later

    def is_open(self, time: int) -> bool:
        moment = datetime.fromtimestamp(time, timezone.utc)
        second = moment.hour * HOUR + moment.minute * 60 + moment.second
        is_day = not self.weekdays or self.weekdays >> moment.weekday() & 1
        is_hour = self.opens == self.closes == 0 or self.opens <= second < self.closes
        return bool(is_day and is_hour) and not any(start <= time < end for start, end in self.periods)

    def openings(self, now: int) -> list[int]:
        """Every time at which it may open, for two years."""
        midnight = now - now % DAY
        return [end for _, end in self.periods] + [midnight + day * DAY + self.opens for day in range(730)]


@pytest.fixture(scope="module")
def rule(world: World, engine: Any) -> Any:
    """About every class; each investor has 100 of COMMON."""
    rule = new_rule(world, engine, "TradingCalendar")
    enact(world, engine, rule)
    world.issue_all(100)
    return rule


def install(world: World, rule: Any, calendar: Calendar, effective_from: int = 0) -> None:
    set_parameter(world, rule, "HOURS", calendar.word(), effective_from=effective_from)
    for number, (start, end) in enumerate(calendar.periods):
        set_parameter(world, rule, "PERIOD", start | end << 40, number, effective_from)


def sell(world: World, seller: Any = None, buyer: Any = None) -> Any:
    return world.security.transfer(buyer or world.investor_de, 1, {"from": seller or world.investor_ch})


def closed(world: World) -> Any:
    return reverts(world.security, "Refused", "0x55", "WINDOW_CLOSED", world.security)


def opens_at(world: World) -> int:
    """What the view says of a transfer; it says also whether it is refused, and why."""
    status, reason, guilty, opens = world.restriction(world.investor_ch, world.investor_de, 1)
    if code(status) == 0x51:
        assert opens == 0
        return 0
    assert (code(status), text(reason), guilty) == (0x55, "WINDOW_CLOSED", world.security)
    return int(opens)


def next_weekday(weekday: int) -> int:
    """A midnight ahead at which that day begins; Monday is 0."""
    day = clock.now() // DAY + 1
    return (day + (weekday - day - 3) % 7) * DAY


def test_no_calendar__at_any_time__open(world: World, rule: Any) -> None:
    sell(world)
    assert opens_at(world) == 0


def test_hours__around_opening_and_closing__to_the_second(world: World, rule: Any) -> None:
    install(world, rule, Calendar(opens=9 * HOUR, closes=17 * HOUR))
    midnight = next_weekday(0)
    for second, is_open in ((9 * HOUR - 1, 0), (9 * HOUR, 1), (17 * HOUR - 1, 1), (17 * HOUR, 0)):
        clock.next_block_at(midnight + second)
        if is_open:
            sell(world)
        else:
            with closed(world):
                sell(world)
    assert opens_at(world) == midnight + DAY + 9 * HOUR


def test_weekdays__over_a_weekend__closed_until_monday(world: World, rule: Any) -> None:
    install(world, rule, Calendar(MONDAY_TO_FRIDAY, opens=9 * HOUR, closes=24 * HOUR))
    saturday = next_weekday(FRIDAY) + DAY
    clock.next_block_at(saturday - 1)
    sell(world)
    clock.next_block_at(saturday)
    with closed(world):
        sell(world)
    clock.block_at(saturday + 12 * HOUR)
    assert opens_at(world) == saturday + 2 * DAY + 9 * HOUR


@pytest.mark.parametrize("weekday", range(7))
def test_weekdays__one_alone__that_day(world: World, rule: Any, weekday: int) -> None:
    install(world, rule, Calendar(1 << weekday))
    midnight = next_weekday(weekday)
    clock.block_at(midnight - 1)
    assert opens_at(world) == midnight
    clock.block_at(midnight)
    assert opens_at(world) == 0
    clock.block_at(midnight + DAY)
    assert opens_at(world) == midnight + 7 * DAY


def test_period__around_its_ends__to_the_second(world: World, rule: Any) -> None:
    start, end = clock.now() + 1_000, clock.now() + 9_000
    install(world, rule, Calendar(periods=[(1, 2), (start, end)]))
    clock.next_block_at(start - 1)
    sell(world)
    clock.next_block_at(start)
    with closed(world):
        sell(world)
    assert opens_at(world) == end
    clock.next_block_at(end - 1)
    with closed(world):
        sell(world)
    clock.next_block_at(end)
    sell(world)


def test_period__beyond_the_number_in_force__does_not_count(world: World, rule: Any) -> None:
    install(world, rule, Calendar(periods=[(1, 2), (1, NEVER)]))
    with closed(world):
        sell(world)
    install(world, rule, Calendar(periods=[(1, 2)]))
    sell(world)


def test_periods__one_after_another_and_a_weekend__all_are_waited_for(world: World, rule: Any) -> None:
    saturday = next_weekday(FRIDAY) + DAY
    periods = [
        (saturday - 2 * DAY, saturday - DAY),
        (saturday - 4 * DAY, saturday - 2 * DAY),
        (saturday - DAY, saturday),
    ]
    install(world, rule, Calendar(MONDAY_TO_FRIDAY, 9 * HOUR, 10 * HOUR, periods))
    clock.block_at(saturday - 3 * DAY)
    assert opens_at(world) == saturday + 2 * DAY + 9 * HOUR


def test_change_that_waits__before_the_opening__taken_into_account(world: World, rule: Any) -> None:
    """Closed for good, but from a day on trading is open in the afternoon; and that day it already is."""
    install(world, rule, Calendar(periods=[(1, NEVER)]))
    change = next_weekday(0) + 15 * HOUR
    set_parameter(world, rule, "HOURS", Calendar(opens=14 * HOUR, closes=16 * HOUR).word(), effective_from=change)
    assert opens_at(world) == change
    set_parameter(world, rule, "HOURS", Calendar(opens=11 * HOUR, closes=13 * HOUR).word(), effective_from=change)
    assert opens_at(world) == change + 20 * HOUR


def test_change_that_waits__closing_before_the_opening__taken_into_account(world: World, rule: Any) -> None:
    friday = next_weekday(FRIDAY)
    install(world, rule, Calendar(weekdays=1 << FRIDAY))
    set_parameter(world, rule, "HOURS", Calendar(weekdays=1 << FRIDAY, periods=[(1, 2)]).word())
    set_parameter(world, rule, "PERIOD", (friday - DAY) | (friday + DAY) << 40, effective_from=friday - 1)
    clock.block_at(friday - 2)
    assert opens_at(world) == friday + 7 * DAY


def test_treasury__while_closed__trades_if_it_is_free(world: World, rule: Any) -> None:
    world.issue(world.treasury, 10)
    install(world, rule, Calendar(periods=[(1, NEVER)]))
    for seller, buyer in ((world.treasury, world.investor_de), (world.investor_de, world.treasury)):
        with closed(world):
            sell(world, seller, buyer)
    install(world, rule, Calendar(periods=[(1, NEVER)], treasury_free=True))
    for seller, buyer in ((world.treasury, world.investor_de), (world.investor_de, world.treasury)):
        sell(world, seller, buyer)
    with closed(world):
        sell(world)


def test_hold__while_closed__not_executed(world: World, rule: Any) -> None:
    hold = (world.investor_ch, 10, world.investor_de, NEVER, world.operator, COMMON, bytes(32))
    world.security.createHold(bytes32("HOLD"), hold, {"from": world.investor_ch})
    install(world, rule, Calendar(periods=[(1, NEVER)]))
    with closed(world):
        world.security.executeHold(bytes32("HOLD"), world.investor_de, 10, bytes(32), {"from": world.operator})


def test_other_movements__while_closed__go_through(world: World, rule: Any) -> None:
    install(world, rule, Calendar(periods=[(1, NEVER)]))
    world.issue(world.investor_ch, 1)
    world.security.redeem(1, b"", {"from": world.investor_ch})
    world.security.forcedTransfer(world.investor_ch, world.investor_de, 1, {"from": world.controller})


INVALID = {
    "eighth weekday": ("HOURS", 0, 1 << 7),
    "closes as it opens": ("HOURS", 0, Calendar(opens=HOUR, closes=HOUR).word()),
    "closes before it opens": ("HOURS", 0, Calendar(opens=HOUR, closes=HOUR - 1).word()),
    "opens and never closes": ("HOURS", 0, Calendar(opens=HOUR).word()),
    "closes on the next day": ("HOURS", 0, Calendar(closes=DAY + 1).word()),
    "too many periods": ("HOURS", 0, 33 << 56),
    "more than the treasury free": ("HOURS", 0, 2 << 64),
    "period without length": ("PERIOD", 0, 5 | 5 << 40),
    "period with a third time": ("PERIOD", 0, 5 | 6 << 40 | 1 << 80),
    "period of no number": ("PERIOD", 32, 5 | 6 << 40),
    "unknown": ("PERIODS", 0, 1),
}


@pytest.mark.parametrize("parameter", INVALID.values(), ids=INVALID)
def test_parameters__that_make_no_sense__refused(world: World, rule: Any, parameter: tuple[str, int, int]) -> None:
    name, number, value = parameter
    with reverts(rule, "InvalidParameter", key(name, number), value):
        set_parameter(world, rule, name, value, number)


def test_parameters__at_their_limits__taken(world: World, rule: Any) -> None:
    set_parameter(world, rule, "HOURS", Calendar(127, DAY - 1, DAY, [(1, 2)] * 32, True).word())
    set_parameter(world, rule, "PERIOD", NEVER << 40 | (NEVER - 1), 31)
    set_parameter(world, rule, "PERIOD", 0, 31)


@pytest.mark.parametrize("seed", range(8))
def test_opens_at__of_any_calendar__as_found_by_trying(world: World, rule: Any, seed: int) -> None:
    draw = random.Random(seed)
    now = clock.now()
    calendar = random_calendar(draw, now)
    install(world, rule, calendar)
    for _ in range(6):
        clock.block_at(clock.now() + draw.randint(60, 5 * DAY))
        now = clock.now()
        if calendar.is_open(now):
            assert opens_at(world) == 0
        else:
            candidates = calendar.openings(now)
            assert opens_at(world) == min(time for time in candidates if time > now and calendar.is_open(time))


def random_calendar(draw: random.Random, now: int) -> Calendar:
    """With periods that overlap, follow one another, or lie apart."""
    opens, closes = sorted(draw.sample(range(DAY + 1), 2)) if draw.random() < 0.8 else (0, 0)
    periods, start = [], now
    for _ in range(draw.randint(0, 6)):
        start += draw.choice([0, draw.randint(-DAY, DAY), draw.randint(0, 4 * DAY)])
        end = start + draw.randint(1, 6 * DAY)
        periods.append((start, end))
        start = draw.choice([start, end])
    draw.shuffle(periods)
    return Calendar(draw.choice([0, MONDAY_TO_FRIDAY, draw.randint(1, 127)]), opens, closes, periods)


def test_opens_at__with_as_many_periods_as_there_can_be__within_the_gas_of_a_rule(world: World, rule: Any) -> None:
    """Each ends after trading hours of the day on which the one before ended, and the last stands first."""
    midnight = next_weekday(0)
    periods = [(midnight + day * DAY, midnight + day * DAY + 12 * HOUR) for day in range(32)]
    install(world, rule, Calendar(127, 9 * HOUR, 10 * HOUR, periods[::-1]))
    clock.block_at(midnight + 9 * HOUR)
    assert opens_at(world) == midnight + 32 * DAY + 9 * HOUR
