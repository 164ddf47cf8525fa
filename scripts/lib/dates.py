"""Dates in UTC: days as the register counts them (since 1970-01-01), and moments as unix times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

MAX_DAY = 2**16 - 1
MAX_TIME = 2**32 - 1
DAY = 86_400

_EPOCH = date(1970, 1, 1)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?", re.ASCII)
_DURATION = re.compile(r"([0-9]{1,9}) (second|minute|hour|day)s?", re.ASCII)
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": DAY}


def parse_day(text: str) -> int:
    """`2031-12-31` as days since 1970-01-01; ValueError for what is no date up to 2149-06-06."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"not a date (YYYY-MM-DD): {text!r}")
    try:
        day = (date(*map(int, match.groups())) - _EPOCH).days
    except ValueError:
        raise ValueError(f"no such day: {text}") from None
    if not 0 < day <= MAX_DAY:
        raise ValueError(f"{text} is outside 1970-01-02 to 2149-06-06")
    return day


def is_date(text: str) -> bool:
    """Whether the text begins like a date."""
    return bool(_DATE.match(text))


def format_day(day: int) -> str:
    """The day as `2031-12-31`; empty for 0, which means none."""
    return (_EPOCH + timedelta(days=day)).isoformat() if day else ""


def day_of(time: int) -> int:
    """The day of a unix time."""
    return time // DAY


def parse_duration(text: str) -> int:
    """`36 hours` or `2 days` in seconds."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(f"not a duration (such as 36 hours or 2 days): {text!r}")
    return int(match[1]) * _SECONDS[match[2]]


def format_time(time: int) -> str:
    """A unix time as `2031-12-31 16:00:00 UTC`."""
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")


def parse_time(text: str) -> int:
    """`2031-12-31 16:00` or `2031-12-31 16:00:00`, in UTC, as a unix time; up to 2106-02-07."""
    match = _MOMENT.fullmatch(text)
    if not match:
        raise ValueError(f"not a time (YYYY-MM-DD HH:MM, UTC): {text!r}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ValueError(f"no such time: {text}")
    time = parse_day(match[1]) * DAY + hours * 3_600 + minutes * 60 + seconds
    if time > MAX_TIME:
        raise ValueError(f"{text} is after 2106-02-07 06:28:15")
    return time


@dataclass(frozen=True)
class Moment:
    """A time fixed in a file, or one counted from the moment when the file is used."""

    time: int
    is_relative: bool

    def at(self, now: int) -> int:
        """The unix time that it means when the chain's time is `now`."""
        return now + self.time if self.is_relative else self.time


def parse_moment(text: str) -> Moment:
    """A time as in {parse_time}, or `+10 days` from the moment when the file is used."""
    if text.startswith("+"):
        return Moment(parse_duration(text[1:].lstrip()), True)
    return Moment(parse_time(text), False)
