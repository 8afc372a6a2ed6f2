"""Lists in the database: pages that continue after a row, so that the hundred-thousandth is as near as the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.line import COLUMNS, QUEUE_ORDER
from bot.conversations.mapping import conversation_of, message_of
from bot.conversations.values import OPEN, QUEUE, RESOLVED, SNOOZED, Conversation, Message, agent
from bot.inbox.values import ANSWERING, Told, Wanted
from bot.records.conversations import ConversationRecord, MessageRecord
from bot.records.mentions import MentionRecord
from bot.records.types import UtcDateTime

RECENT = 12
_SNOOZE_ENDS = (ConversationRecord.snoozed_until, ConversationRecord.id)
_LATEST = (ConversationRecord.updated_at, ConversationRecord.id)
_WAITING = and_(ConversationRecord.owner == QUEUE, ConversationRecord.status == OPEN)
Row = tuple[Conversation, tuple[Any, ...]]
Column = Any  # a mapped column: of no type that mypy could name for all of them


class InboxRepository:
    """Reads lists. A page is one query for its rows and two for what they tell."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, wanted: Wanted, after: Sequence[Any] | None, limit: int) -> tuple[Row, ...]:
        """Give conversations of a list after a row, each with the values of its place in the order."""
        order, falling = _order(wanted)
        query = select(ConversationRecord, *order).where(*_conditions(wanted)).limit(limit)
        if after is not None:
            query = query.where(_past(order, falling, after))
        query = query.order_by(*(one.desc() if falling else one.nulls_last() for one in order))
        rows = (await self._session.execute(query)).all()
        return tuple((conversation_of(row[0]), tuple(row[1:])) for row in rows)

    def fits(self, wanted: Wanted, values: Sequence[Any]) -> bool:
        """Say whether these may be the values of a place in a list."""
        if wanted.view == "mentions":
            return len(values) == 1 and type(values[0]) is int
        order = _order(wanted)[0]
        return len(values) == len(order) and all(map(_fits, order, values))

    async def mentions(self, wanted: Wanted, after: int | None, limit: int) -> tuple[tuple[Conversation, int], ...]:
        """Give the conversations that a colleague was called into, the latest call first, with its number."""
        latest = func.max(MentionRecord.id)
        calls = select(MentionRecord.conversation_id, latest.label("id")).where(
            MentionRecord.staff_id == wanted.staff_id
        )
        last = calls.group_by(MentionRecord.conversation_id).subquery()
        query = select(ConversationRecord, last.c.id).join(last, last.c.conversation_id == ConversationRecord.id)
        query = query.where(*_narrowed(wanted)).order_by(last.c.id.desc()).limit(limit)
        if after is not None:
            query = query.where(last.c.id < after)
        rows = (await self._session.execute(query)).all()
        return tuple((conversation_of(record), number) for record, number in rows)

    async def calls(self, numbers: Sequence[int]) -> Mapping[str, tuple[int, bool]]:
        """Give by conversation which note the calls were in, and whether they were not looked at yet."""
        query = select(MentionRecord).where(MentionRecord.id.in_(numbers))
        found = await self._session.scalars(query)
        return {one.conversation_id: (one.seq, one.seen_at is None) for one in found}

    async def told(self, conversations: Sequence[Conversation]) -> Mapping[str, Told]:
        """Judge the latest messages of each: only their heads are read, and the one message that is shown."""
        heads = await self._heads([one.id for one in conversations])
        judged = {chat: _judge(of_chat) for chat, of_chat in heads.items()}
        shown = await self._messages([(chat, seq) for chat, (seq, _, _) in judged.items()])
        return {chat: Told(shown.get(chat), count, since) for chat, (_, count, since) in judged.items()}

    async def positions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Give the places in their team's queue of those of these who wait."""
        place = func.row_number().over(partition_by=ConversationRecord.team, order_by=QUEUE_ORDER).label("place")
        queue = select(ConversationRecord.id.label("id"), place).where(_WAITING).subquery()
        rows = await self._session.execute(select(queue.c.id, queue.c.place).where(queue.c.id.in_(ids)))
        return {row.id: row.place for row in rows}

    async def count(self, wanted: Wanted, most: int) -> int:
        """Count a list, up to `most`."""
        some = select(ConversationRecord.id).where(*_conditions(wanted)).limit(most).subquery()
        return await self._session.scalar(select(func.count()).select_from(some)) or 0

    async def _heads(self, ids: Sequence[str]) -> Mapping[str, list[Any]]:
        query = _recent(ids).order_by(MessageRecord.conversation_id, MessageRecord.seq)
        heads: dict[str, list[Any]] = defaultdict(list)
        for row in await self._session.execute(query):
            heads[row.conversation_id].append(row)
        return heads

    async def _messages(self, places: Sequence[tuple[str, int]]) -> Mapping[str, Message]:
        if not places:
            return {}
        query = select(MessageRecord).where(tuple_(MessageRecord.conversation_id, MessageRecord.seq).in_(places))
        return {one.conversation_id: message_of(one) for one in await self._session.scalars(query)}


def _recent(ids: Sequence[str]) -> Select[str, int, str, datetime]:
    columns = (MessageRecord.conversation_id, MessageRecord.seq, MessageRecord.author, MessageRecord.at)
    of_chat = and_(
        MessageRecord.conversation_id == ConversationRecord.id,
        MessageRecord.seq > ConversationRecord.last_seq - RECENT,
        MessageRecord.audience == "all",
    )
    return select(*columns).join(ConversationRecord, of_chat).where(ConversationRecord.id.in_(ids))


def _judge(heads: Sequence[Any]) -> tuple[int, int, Any]:
    """Give the number of the message to show, how many wait for an answer, and since when."""
    asked = [one.seq for one in heads if one.author == "traveller"]
    answered = max((one.seq for one in heads if one.author in ANSWERING), default=0)
    waiting = [one for one in heads if one.author == "traveller" and one.seq > answered]
    return (asked or [heads[-1].seq])[-1], len(waiting), waiting[0].at if waiting else None


def _order(wanted: Wanted) -> tuple[Sequence[Column], bool]:
    """Give what a list is ordered by, and whether it runs from the last to the first."""
    if wanted.view in ("mine", "queue"):
        return COLUMNS, False
    return (_SNOOZE_ENDS, False) if wanted.view == "snoozed" else (_LATEST, True)


def _past(order: Sequence[Column], falling: bool, last: Sequence[Any]) -> ColumnElement[bool]:
    """Say of a row whether it comes after one with these values; no value comes last."""
    ways: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for column, value in zip(order, last, strict=True):
        ways.append(and_(*same, _further(column, value, falling)))
        same.append(column == value if value is not None else column.is_(None))
    return and_(_reached(order[0], last[0], falling), or_(*ways))


def _further(column: Column, value: Any, falling: bool) -> ColumnElement[bool]:
    if value is None:
        return false()
    beyond: ColumnElement[bool] = column < value if falling else or_(column > value, column.is_(None))
    return beyond


def _reached(column: Column, value: Any, falling: bool) -> ColumnElement[bool]:
    """A plain first part lets the database walk its index from here on instead of reading what came before."""
    if value is None:
        nothing: ColumnElement[bool] = column.is_(None)
        return nothing
    reached: ColumnElement[bool] = column <= value if falling else or_(column >= value, column.is_(None))
    return reached


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    mine = ConversationRecord.owner == agent(wanted.staff_id)
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "mine": [mine, ConversationRecord.status == OPEN],
        "queue": [_WAITING, or_(ConversationRecord.offered_to == wanted.staff_id, _of_teams(wanted))],
        "snoozed": [ConversationRecord.status == SNOOZED, or_(mine, _of_teams(wanted))],
        "resolved": [ConversationRecord.status == RESOLVED, _of_teams(wanted)],
        "all": [_of_teams(wanted)],
    }
    return [*conditions[wanted.view], *_narrowed(wanted)]


def _of_teams(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.teams is None:
        return ConversationRecord.id.is_not(None)
    return ConversationRecord.team.in_(wanted.teams)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = {
        ConversationRecord.team: wanted.team,
        ConversationRecord.language: wanted.language,
        ConversationRecord.channel: wanted.channel,
        ConversationRecord.priority: wanted.priority,
        ConversationRecord.owner: wanted.holder,
    }
    return [column == value for column, value in asked.items() if value is not None]


def _fits(column: Column, value: Any) -> bool:
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return type(value) is kind or (value is None and bool(column.expression.nullable))
