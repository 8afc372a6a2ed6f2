"""Opening hours: a week, its exceptions, and a time zone whose clock jumps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.company.values import Calendar, Holiday, Interval, Opening
from bot.core.calendar import in_year

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON = 370  # days without an opening; a company closed for a year has no next one
_OF_ONE_YEAR = len("2026-10-01")


def hours_on(calendar: Calendar, day: date) -> tuple[Interval, ...]:
    """Give the intervals of one local day; a holiday of one year goes before one of every year."""
    by_precedence = sorted(calendar.holidays, key=lambda holiday: len(holiday.starts) != _OF_ONE_YEAR)
    for holiday in by_precedence:
        if _falls_on(holiday, day):
            return holiday.hours
    return calendar.hours.get(WEEKDAYS[day.weekday()], ())


def openings(calendar: Calendar, at: datetime) -> Iterator[Opening]:
    """Give the stretches that close after `at`, in order, without end; it ends where a year has none.

    Stretches of one day may overlap those of the next where somebody works past midnight.
    """
    day = at.astimezone(ZoneInfo(calendar.zone)).date() - timedelta(days=1)
    without = 0
    while without < _HORIZON:
        without += 1
        for opens, closes in sorted(hours_on(calendar, day)):
            opening = _opening(calendar, day, opens, closes)
            if opening.closes > max(at, opening.opens):
                without = 0
                yield opening
        day += timedelta(days=1)


def _falls_on(holiday: Holiday, day: date) -> bool:
    if len(holiday.starts) == _OF_ONE_YEAR:
        return holiday.starts <= day.isoformat() <= holiday.ends
    return in_year(f"{day:%m-%d}", holiday.starts, holiday.ends)


def _opening(calendar: Calendar, day: date, opens: time, closes: time) -> Opening:
    zone = ZoneInfo(calendar.zone)
    last = day if closes > opens else day + timedelta(days=1)
    return Opening(opens=_first(zone, day, opens), closes=_first(zone, last, closes))


def _first(zone: ZoneInfo, day: date, at: time) -> datetime:
    """Give the first moment at which a clock on the wall shows this time, or has jumped over it."""
    shown = datetime.combine(day, at, zone)
    moment = shown.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return moment
    # The clock jumps over it: between these two moments, an hour apart or so, lies the jump.
    before = shown.replace(fold=1).astimezone(UTC)
    low, high = 0, int((moment - before).total_seconds())
    offset = before.astimezone(zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        jumped = (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() != offset
        low, high = (low, middle) if jumped else (middle, high)
    return before + timedelta(seconds=high)
