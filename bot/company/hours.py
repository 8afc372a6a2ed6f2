"""Opening hours: a week, its exceptions, and a time zone whose clock jumps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.company.values import Company, Interval, Opening
from bot.core.calendar import in_year

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON = 370  # days; a company closed for a year has no next opening


def hours_on(company: Company, day: date) -> tuple[Interval, ...]:
    """Give the intervals of one local day."""
    written = f"{day:%m-%d}"
    for holiday in company.holidays:
        if in_year(written, holiday.starts, holiday.ends):
            return holiday.hours
    return company.hours.get(WEEKDAYS[day.weekday()], ())


def openings(company: Company, at: datetime) -> Iterator[Opening]:
    """Give the stretches that close after `at`, in order."""
    first = at.astimezone(ZoneInfo(company.zone)).date() - timedelta(days=1)
    for offset in range(_HORIZON):
        day = first + timedelta(days=offset)
        for opens, closes in sorted(hours_on(company, day)):
            opening = _opening(company, day, opens, closes)
            if opening.closes > at:
                yield opening


def _opening(company: Company, day: date, opens: time, closes: time) -> Opening:
    zone = ZoneInfo(company.zone)
    last = day if closes > opens else day + timedelta(days=1)
    return Opening(
        opens=datetime.combine(day, opens, zone).astimezone(UTC),
        closes=datetime.combine(last, closes, zone).astimezone(UTC),
    )
