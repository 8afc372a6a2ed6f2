"""Lists of conversations as colleagues look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.conversations.values import Conversation, Message

View = Literal["mine", "queue", "mentions", "snoozed", "resolved", "all"]

# The authors whose word answers a traveller.
ANSWERING = ("agent", "assistant")


@dataclass(frozen=True)
class Wanted:
    """Which list, of whom, and what it is narrowed to. `teams`: those whose work one may see, None for every team."""

    view: View
    staff_id: str
    teams: tuple[str, ...] | None = None
    team: str | None = None
    language: str | None = None
    channel: str | None = None
    priority: int | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Told:
    """What a line tells of a conversation: the message worth showing, and how many wait for an answer since when."""

    message: Message | None
    unanswered: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Line:
    """A conversation in a list; `position` in the queue counts from 1; `mentioned`: the note that called me."""

    conversation: Conversation
    told: Told
    position: int | None = None
    mentioned: int | None = None
    called: bool = False


@dataclass(frozen=True)
class Page:
    """A piece of a list; `next` continues it, None at its end."""

    lines: tuple[Line, ...]
    next: str | None


@dataclass(frozen=True)
class Counts:
    """How many are mine, wait, are snoozed by me, and call me; counted up to a thousand."""

    mine: int
    queue: int
    snoozed: int
    mentions: int


def told_of(messages: Sequence[Message]) -> Told:
    """Judge a conversation's latest messages, in order: what they ask, and whether they are answered."""
    shown = [one for one in messages if one.audience == "all"]
    asked = [one for one in shown if one.author == "traveller"]
    waiting: list[Message] = []
    for one in shown:
        waiting = [] if one.author in ANSWERING else [*waiting, one] if one.author == "traveller" else waiting
    latest = (asked or shown)[-1] if shown else None
    return Told(latest, len(waiting), waiting[0].at if waiting else None)
