"""A plain model of business time: step through real minutes and look at the clock on the wall. Slow, and obvious."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.company.values import Calendar

MINUTE = timedelta(minutes=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def minutes_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Count the open minutes; both moments are whole minutes."""
    return sum(is_open(calendar, minute) for minute in _minutes(start, end))


def moment_after(calendar: Calendar, start: datetime, minutes: int, give_up: datetime) -> datetime | None:
    """Give the end of the last of so many open minutes, if that comes before `give_up`."""
    left = minutes
    for minute in _minutes(start, give_up):
        if not left:
            return minute
        left -= is_open(calendar, minute)
    return None


def is_open(calendar: Calendar, minute: datetime) -> bool:
    """Say whether people are here: some shift of today or of yesterday has begun and is not over."""
    today = minute.astimezone(ZoneInfo(calendar.zone)).date()
    return any(
        _reached(calendar.zone, day, opens) <= minute < _reached(calendar.zone, day + _next(opens, closes), closes)
        for day in (today - timedelta(days=1), today)
        for opens, closes in _shifts(calendar, day)
    )


def _next(opens: time, closes: time) -> timedelta:
    return timedelta(days=0 if closes > opens else 1)


def _shifts(calendar: Calendar, day: date) -> tuple[tuple[time, time], ...]:
    for holiday in calendar.holidays:
        if holiday.starts.startswith("20") and holiday.starts <= str(day) <= holiday.ends:
            return holiday.hours
    for holiday in calendar.holidays:
        written = str(day)[5:]
        after, before = written >= holiday.starts, written <= holiday.ends
        over_new_year = holiday.starts > holiday.ends
        if not holiday.starts.startswith("20") and ((after or before) if over_new_year else (after and before)):
            return holiday.hours
    return calendar.hours.get(DAYS[day.weekday()], ())


@lru_cache(maxsize=4096)
def _reached(zone: str, day: date, at: time) -> datetime:
    """Give the first real minute at which the wall shows that day and time, or a later one."""
    wanted = datetime.combine(day, at)
    minute = datetime.combine(day, at, UTC) - timedelta(hours=26)
    while minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wanted:
        minute += MINUTE
    return minute


def _minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    minute = start
    while minute < end:
        yield minute
        minute += MINUTE
