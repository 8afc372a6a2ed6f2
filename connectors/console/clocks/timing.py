"""Why a chat is where it is in the list: its clock, in the agent's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypedDict

from bot.clocks.values import DEPARTURE
from bot.conversations.values import BOT, URGENT, Conversation
from bot.localisation import formats

Word = Callable[..., str]


class Timing(TypedDict):
    """The fields of a row that tell of its clock."""

    due_at: datetime | None
    due_kind: str | None
    warn_at: datetime | None
    departs_at: datetime | None
    overdue: bool
    warning: bool
    why: str


def timing_of(word: Word, language: str, conversation: Conversation, now: datetime, reason: str = "") -> Timing:
    """Give a row's clock; `reason`: the worded reason of an emergency."""
    one = conversation
    overdue = one.due_at is not None and one.due_at <= now
    return Timing(
        due_at=one.due_at,
        due_kind=one.due_kind,
        warn_at=one.warn_at,
        departs_at=one.departs_at,
        overdue=overdue,
        warning=not overdue and one.warn_at is not None and one.warn_at <= now,
        why=" · ".join(filter(None, (_emergency(word, one, reason), _clock(word, language, one, now)))),
    )


def _emergency(word: Word, one: Conversation, reason: str) -> str:
    if one.priority != URGENT or one.owner == BOT:
        return ""
    return word("console_why_urgent_of", reason=reason) if reason else word("console_why_urgent")


def _clock(word: Word, language: str, one: Conversation, now: datetime) -> str:
    if one.due_at is None:
        return word("console_why_paused") if one.staff_id and one.status == "open" else ""
    if one.due_kind == DEPARTURE and one.departs_at is not None:
        return _told(word, language, "console_why_departure", one.departs_at - now)
    return _told(word, language, f"console_why_{one.due_kind}", one.due_at - now)


def _told(word: Word, language: str, key: str, left: timedelta) -> str:
    late = left < timedelta(0)
    values: dict[str, Any] = {"time": formats.span(abs(left), language)}
    return word(f"{key}_late" if late else key, **values)
