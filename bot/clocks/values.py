"""Policies, clocks and deadlines as the other parts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.company.values import Calendar

FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION = "first_response", "next_response", "resolution"
RESPONSES = (FIRST_RESPONSE, NEXT_RESPONSE)
KINDS = (*RESPONSES, RESOLUTION)
# What a deadline is called that a departure brought forward.
DEPARTURE = "departure"
# Policies by a conversation's priority, 0 first.
PRIORITIES = ("urgent", "high", "normal", "low")
# Where in the queue: emergencies, then those who are about to leave, then the rest; each by deadline.
EMERGENCY, AT_HAND, ORDINARY = range(3)


@dataclass(frozen=True)
class Policy:
    """Minutes of business time that each clock may run; None: there is no such clock."""

    first_response: int | None
    next_response: int | None
    resolution: int | None
    round_the_clock: bool = False

    def limit(self, kind: str) -> timedelta | None:
        """Give how long a clock may run."""
        minutes: int | None = getattr(self, kind)
        return None if minutes is None else timedelta(minutes=minutes)


@dataclass(frozen=True)
class TripRule:
    """How a departure brings a deadline forward; `data/clocks.yml` says what each value means."""

    share_percent: int
    latest_minutes: int
    at_hand_minutes: int
    still_minutes: int
    without_time: time


@dataclass(frozen=True)
class Rules:
    """Everything that clocks go by. `calendars`: teams with hours of their own; the others have the company's."""

    policies: Mapping[str, Policy]
    answered_within_hours: int
    warn_minutes: int
    satisfaction_percent: int
    trip: TripRule
    calendars: Mapping[str, Calendar] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """The rules and the company's calendar at one time; `version` counts changes. No calendar: always open."""

    rules: Rules
    version: int
    company: Calendar | None

    def calendar(self, team: str) -> Calendar | None:
        """Give when a team is here."""
        return self.rules.calendars.get(team, self.company)


@dataclass(frozen=True)
class Fact:
    """A message that was said to everybody (`kind` is its author), or an event, as far as clocks care.

    `until`: the end of a snooze; `clock` and `since`: the clock that a warning was about.
    """

    at: datetime
    kind: str
    from_owner: str | None = None
    to_owner: str | None = None
    until: datetime | None = None
    clock: str | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Run:
    """One clock: since when, and the stretches in which it ran; the end of the last is None while it runs.

    `ended`: when it was met, `by` which owner. `told`: the stages (`warned`, `breached`) that an event tells of.
    """

    kind: str
    since: datetime
    stretches: tuple[tuple[datetime, datetime | None], ...]
    ended: datetime | None = None
    by: str | None = None
    told: frozenset[str] = frozenset()

    @property
    def running(self) -> bool:
        """Say whether time passes on it."""
        return self.ended is None and bool(self.stretches) and self.stretches[-1][1] is None


@dataclass(frozen=True)
class Clocks:
    """The clocks of a conversation: those open, running or paused, and those of this wait that were met."""

    open: tuple[Run, ...] = ()
    met: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """When a clock runs out. kind: the clock's, or `departure` where the trip is earlier than the policy."""

    at: datetime
    kind: str
    run: Run


@dataclass(frozen=True)
class Standing:
    """The columns that follow from a conversation's clocks. `look_at`: when they change, or tell, by themselves."""

    rank: int = ORDINARY
    due_at: datetime | None = None
    due_kind: str | None = None
    due_since: datetime | None = None
    warn_at: datetime | None = None
    departs_at: datetime | None = None
    look_at: datetime | None = None


@dataclass(frozen=True)
class Chat:
    """What clocks need to know of a conversation. `booking`: a reference that its summary names."""

    id: str
    owner: str
    status: str
    priority: int
    team: str
    language: str | None
    customer_id: str | None
    booking: str | None
    snoozed_until: datetime | None
    standing: Standing


@dataclass(frozen=True)
class Trip:
    """A departure of a booking: a day and perhaps a time, at the destination."""

    day: date
    meets: time | None
    zone: str

    def leaves(self, usual: time) -> datetime:
        """Give the moment."""
        return datetime.combine(self.day, self.meets or usual, ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True)
class Alarm:
    """A clock that runs out soon (`warned`) or has run out (`breached`), told once."""

    conversation_id: str
    stage: str
    clock: str
    due_at: datetime
    owner: str
    team: str
