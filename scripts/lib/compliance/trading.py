"""Trading hours in packs, in UTC.

- name: HOURS
  value:
    weekdays: [Monday, Tuesday]                 every day unless named
    opens: "09:00"                              all day unless both are named; 24:00 is the end of the day
    closes: "17:30"
    treasury_free: true                         the treasury trades at any time
    closed: [{from: 2026-03-01 00:00, to: 2026-03-15 00:00}]
"""

from __future__ import annotations

import re

from scripts.lib.compliance.values import VALUE, Glossary, Word
from scripts.lib.dates import format_time, parse_time
from scripts.lib.yamlfile import Section, parse_flag

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The words, from the lowest bit; contracts/compliance/rules/TradingCalendar.sol
OPENS_AT, CLOSES_AT, PERIODS_AT, TREASURY_AT = 8, 32, 56, 64
TIME_BITS = 40
MAX_PERIODS = 32

_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})", re.ASCII)


def read_calendar(section: Section, _: Glossary) -> list[Word]:
    """The closed periods, and then the word that counts them, so that none counts before it is there."""
    value = section.section(VALUE)
    days = value.values("weekdays", _parse_weekday, ())
    weekdays = sum({1 << day for day in days if day is not None})
    opens, closes = (value.value(key, parse_clock, 0) or 0 for key in ("opens", "closes"))
    if (opens or closes) and opens >= closes:
        value.note("opens must be before closes", value.line_of("opens"))
    treasury = int(bool(value.value("treasury_free", parse_flag, False)))
    periods = [_period(period) for period in value.sections("closed")] if "closed" in value.names() else []
    if len(periods) > MAX_PERIODS:
        value.note(f"closed: there can be {MAX_PERIODS} periods", value.line_of("closed"))
    hours = weekdays | opens << OPENS_AT | closes << CLOSES_AT | len(periods) << PERIODS_AT | treasury << TREASURY_AT
    return [*(Word("PERIOD", number, word) for number, word in enumerate(periods)), Word("HOURS", 0, hours)]


def _period(section: Section) -> int:
    start, end = section.value("from", parse_time), section.value("to", parse_time)
    if start is None or end is None:
        return 0
    if end <= start:
        section.note("to must be later than from", section.line_of("to"))
    return start | end << TIME_BITS


def _parse_weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise ValueError(f"not a day of the week: {text!r}")
    return WEEKDAYS.index(text)


def parse_clock(text: str) -> int:
    """`09:30` as seconds since midnight; `24:00` is the end of the day."""
    match = _CLOCK.fullmatch(text)
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else 24 * 60 + 1
    if minutes > 24 * 60:
        raise ValueError(f"not a time of day (HH:MM, UTC): {text!r}")
    return minutes * 60


def format_clock(time: int) -> str:
    """Seconds since midnight as `09:30`."""
    return f"{time // 3_600:02d}:{time % 3_600 // 60:02d}"


def show_hours(word: int, _: int) -> str:
    """When it trades."""
    days = ", ".join(name for day, name in enumerate(WEEKDAYS) if word >> day & 1) or "every day"
    opens, closes = word >> OPENS_AT & 0xFFFFFF, word >> CLOSES_AT & 0xFFFFFF
    parts = [days, f"{format_clock(opens)} to {format_clock(closes)}" if closes else "all day"]
    periods = word >> PERIODS_AT & 0xFF
    parts += [f"but for {periods} closed period{'s' * (periods != 1)}"] if periods else []
    parts += ["the treasury at any time"] if word >> TREASURY_AT else []
    return ", ".join(parts)


def show_period(word: int, _: int) -> str:
    """From when to when it is closed."""
    return f"{format_time(word & (1 << TIME_BITS) - 1)} to {format_time(word >> TIME_BITS)}"
