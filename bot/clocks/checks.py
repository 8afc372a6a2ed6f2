"""Rules that make sense: what an administrator may enter."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from zoneinfo import available_timezones

from bot.clocks.errors import BadRules
from bot.clocks.values import KINDS, PRIORITIES, Rules
from bot.company.hours import WEEKDAYS
from bot.company.values import Calendar, Holiday, Interval
from bot.staff.values import TEAMS

LONGEST_MINUTES = 60 * 24 * 366
LONGEST_HOURS = 24 * 31
MOST_HOLIDAYS, MOST_SHIFTS, LONGEST_NAME = 100, 6, 60
_LEAP_YEAR = "2024-"


def check(rules: Rules) -> None:
    """Raise BadRules, naming the first field that makes no sense."""
    _require(set(rules.policies) == set(PRIORITIES), "policies")
    for policy in rules.policies.values():
        for kind in KINDS:
            limit = policy.limit(kind)
            _require(limit is None or 1 <= limit.total_seconds() / 60 <= LONGEST_MINUTES, kind)
    _require(0 <= rules.answered_within_hours <= LONGEST_HOURS, "answered_within_hours")
    _require(0 <= rules.warn_minutes <= LONGEST_MINUTES, "warn_minutes")
    _require(0 <= rules.satisfaction_percent <= 100, "satisfaction_percent")
    trip = rules.trip
    _require(0 <= trip.share_percent <= 100, "share_percent")
    for name in ("latest_minutes", "at_hand_minutes", "still_minutes"):
        _require(0 <= getattr(trip, name) <= LONGEST_MINUTES, name)
    for team, calendar in rules.calendars.items():
        _require(team in TEAMS, "team")
        _check_calendar(calendar)


def _check_calendar(calendar: Calendar) -> None:
    _require(calendar.zone in available_timezones(), "zone")
    _require(not set(calendar.hours) - set(WEEKDAYS), "hours")
    for shifts in calendar.hours.values():
        _check_shifts(shifts)
    _require(len(calendar.holidays) <= MOST_HOLIDAYS, "holidays")
    for holiday in calendar.holidays:
        _require(_days(holiday) and len(holiday.name) <= LONGEST_NAME, "holidays")
        _check_shifts(holiday.hours)


def _check_shifts(shifts: tuple[Interval, ...]) -> None:
    _require(len(shifts) <= MOST_SHIFTS, "hours")
    for (opens, closes), (later, _) in pairwise(sorted(shifts)):
        _require(opens < closes <= later, "hours")


def _days(holiday: Holiday) -> bool:
    """Say whether both are days, of one year or of every year alike."""
    try:
        days = [date.fromisoformat(day if len(day) > 5 else _LEAP_YEAR + day) for day in (holiday.starts, holiday.ends)]
    except ValueError:
        return False
    of_a_year = len(holiday.starts) > 5
    return len(holiday.starts) == len(holiday.ends) in (5, 10) and (not of_a_year or days[0] <= days[1])


def _require(sound: bool, field: str) -> None:
    if not sound:
        raise BadRules(field)
