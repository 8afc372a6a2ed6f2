"""The order in which those who wait are served: one table, for lists and for places in line alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, false, or_

from bot.conversations.values import Conversation
from bot.records.conversations import ConversationRecord

# Emergencies, then those about to leave, then the rest; by deadline (none: last), by waiting time, by id.
COLUMNS = (
    ConversationRecord.rank,
    ConversationRecord.due_at,
    ConversationRecord.waiting_since,
    ConversationRecord.id,
)
QUEUE_ORDER = tuple(column.nulls_last() for column in COLUMNS)


@dataclass(frozen=True)
class Place:
    """Where in a team's order a conversation stands, or would stand."""

    team: str
    rank: int
    due_at: datetime | None
    waiting_since: datetime | None
    id: str

    @classmethod
    def of(cls, conversation: Conversation) -> Place:
        """Give a conversation's place."""
        return cls(
            conversation.team, conversation.rank, conversation.due_at, conversation.waiting_since, conversation.id
        )


def in_front_of(place: Place) -> ColumnElement[bool]:
    """Give the condition of those who are served before a place: `QUEUE_ORDER`, compared instead of sorted."""
    values = (place.rank, place.due_at, place.waiting_since, place.id)
    ways: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for column, value in zip(COLUMNS, values, strict=True):
        any_column = cast("Any", column)
        before = any_column < value if value is not None else any_column.is_not(None)
        ways.append(and_(*same, before))
        same.append(any_column == value if value is not None else any_column.is_(None))
    return and_(ConversationRecord.team == place.team, or_(false(), *ways))
