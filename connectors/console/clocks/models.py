"""Clocks and standards as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from connectors.console.models import Model

Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 366)]
Limit = Annotated[int | None, Field(ge=1, le=60 * 24 * 366, description="Business time; null: no such clock")]
Time = Annotated[time, PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)]
Shift = Annotated[tuple[Time, Time], Field(examples=[["09:00", "18:00"]])]
Shifts = Annotated[list[Shift], Field(max_length=6)]
Day = Annotated[str, Field(pattern=r"^(?:\d{4}-)?\d{2}-\d{2}$", examples=["10-01"])]
Team = Annotated[str, Field(max_length=40, examples=["booking"])]


class Policy(Model):
    """How long each clock may run; `round_the_clock`: whatever the opening hours."""

    first_response: Limit
    next_response: Limit
    resolution: Limit
    round_the_clock: bool = False


class Policies(Model):
    """One policy for each priority."""

    urgent: Policy
    high: Policy
    normal: Policy
    low: Policy


class Trip(Model):
    """How a departure brings the deadline of an answer forward, round the clock."""

    share_percent: Annotated[int, Field(ge=0, le=100)]
    latest_minutes: Minutes
    at_hand_minutes: Minutes
    still_minutes: Minutes
    without_time: Time


class Holiday(Model):
    """Days of every year (MM-DD) or of one (YYYY-MM-DD), with hours of their own, or closed."""

    name: str = Field(max_length=60)
    starts: Day
    ends: Day
    hours: Shifts = Field(default_factory=list)


class Calendar(Model):
    """When people are here."""

    zone: str = Field(max_length=60, examples=["Asia/Shanghai"])
    hours: Annotated[dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Shifts], Field(max_length=7)]
    holidays: Annotated[list[Holiday], Field(max_length=100, default_factory=list)]


class Rules(Model):
    """Everything that clocks go by. `calendars`: teams with hours of their own; the others have the company's."""

    policies: Policies
    answered_within_hours: Annotated[int, Field(ge=0, le=24 * 31)]
    warn_minutes: Minutes
    satisfaction_percent: Annotated[int, Field(ge=0, le=100)]
    trip: Trip
    calendars: Annotated[dict[Team, Calendar], Field(max_length=20, default_factory=dict)]


class Change(Model):
    """Other rules, instead of those of `version`."""

    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    rules: Rules


class Setting(Model):
    """The rules of now; `company` is when the company is open, which teams without a calendar go by."""

    version: int
    rules: Rules
    company: Calendar | None
    teams: list[str]


class Kept(Model):
    """One kind of clock; `median` in seconds of business time."""

    kept: int
    breached: int
    median: int | None


class Figures(Model):
    """The figures of a group; `id` is a team, a language, or who answered; without a name it is nobody's."""

    id: str
    name: str
    clocks: dict[str, Kept]
    asked: int
    answered: int = Field(description="Of those asked, within the promised time.")
    ratings: int
    mean: float | None
    satisfied: int = Field(description="Ratings of 4 and 5.")


class Standards(Model):
    """How well the standards were kept, and what they are."""

    days: int
    answered_within_hours: int
    satisfaction_percent: int
    whole: Figures
    teams: list[Figures]
    people: list[Figures]
    languages: list[Figures]
