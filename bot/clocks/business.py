"""Business time: how much of it lies between two moments, and when so much of it has passed. No calendar: all time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.company.hours import openings
from bot.company.values import Calendar

_NONE = timedelta(0)


def add_business(calendar: Calendar | None, start: datetime, span: timedelta) -> datetime | None:
    """Give the first moment at which `span` of business time has passed since `start`; None: it never will."""
    if calendar is None or span <= _NONE:
        return start + max(span, _NONE)
    left = span
    for opens, closes in stretches(calendar, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def business_between(calendar: Calendar | None, start: datetime, end: datetime) -> timedelta:
    """Give the business time from `start` to `end`; none where the end comes first."""
    if calendar is None or end <= start:
        return max(end - start, _NONE)
    total = _NONE
    for opens, closes in stretches(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def stretches(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give when people are here from `start` on, each minute once."""
    until = start.astimezone(UTC)
    for opening in openings(calendar, start):
        if opening.closes > until:
            yield max(opening.opens, until), opening.closes
            until = opening.closes
