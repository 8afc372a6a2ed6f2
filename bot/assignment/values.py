"""What assignment works with, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.presence.values import Presence
from bot.staff.values import Staff

# How long an offer stands before it goes to somebody else.
OFFER_LASTS = timedelta(seconds=45)
# How long a colleague who declined, or did not answer, is not asked about the same conversation again.
REST = timedelta(seconds=60)


@dataclass(frozen=True)
class Waiting:
    """A conversation that waits, with no offer open.

    `asked`: how often each colleague has been offered it in this wait; `resting`: those who have only just let it go.
    """

    id: str
    team: str
    language: str
    topic: str = ""
    asked: Mapping[str, int] = field(default_factory=dict)
    resting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Free:
    """A colleague who is there and takes chats. `load`: chats held and offered; `offered`: one is being offered now."""

    staff_id: str
    team: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    load: int
    capacity: int
    idle_since: datetime
    offered: bool = False


@dataclass(frozen=True)
class Match:
    """Offer this conversation to that colleague; `why`: language, english, free, skill, idle."""

    conversation_id: str
    staff_id: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """An offer was made to a colleague, or ended: kind offered, declined or offer_expired."""

    kind: str
    conversation_id: str
    staff_id: str


@dataclass(frozen=True)
class Person:
    """A colleague on the board: who, whether they are there, and how much they have in hand."""

    staff: Staff
    presence: Presence
    state: str
    load: int
