"""Conversations and messages in the database. Every change begins by locking the conversation's row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversations.line import QUEUE_ORDER, Place, in_front_of
from bot.conversations.mapping import conversation_of, event_of, message_of
from bot.conversations.touched import Touched
from bot.conversations.values import (
    BOT,
    CUSTOMER_SERVICE,
    NORMAL,
    QUEUE,
    RECORD,
    SNOOZED,
    Conversation,
    Event,
    Listed,
    Message,
    agent,
)
from bot.core.ids import new_id
from bot.core.telling import Tell, tell_nobody
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord
from bot.records.staff import StaffRecord
from bot.records.upsert import insert_new
from bot.staff.rights import rights


class ConversationsRepository:
    """Reads and writes conversations. Numbers have no gaps because they are given under the row's lock."""

    def __init__(self, session: AsyncSession, touched: Touched, tell: Tell = tell_nobody) -> None:
        self._session = session
        self._touched = touched
        self._tell = tell

    async def get(self, conversation_id: str) -> Conversation | None:
        record = await self._session.get(ConversationRecord, conversation_id)
        return None if record is None else conversation_of(record)

    async def find(self, channel: str, sender: str) -> Conversation | None:
        record = await self._session.scalar(_of_sender(channel, sender))
        return None if record is None else conversation_of(record)

    async def hold(self, channel: str, sender: str, language: str | None, at: datetime) -> Conversation:
        """Lock the sender's conversation, begun if there is none, and give it as it is now."""
        query = _of_sender(channel, sender).with_for_update(**_LOCK).execution_options(populate_existing=True)
        record = await self._session.scalar(query)
        if record is None:
            await self._begin(channel, sender, language, at)
            record = (await self._session.scalars(query)).one()
        return conversation_of(record)

    async def lock(self, conversation_id: str) -> Conversation | None:
        """Hold the conversation's row until the unit of work ends, and give it as it is now."""
        record = await self._session.get(
            ConversationRecord, conversation_id, with_for_update=dict(_LOCK), populate_existing=True
        )
        return None if record is None else conversation_of(record)

    async def change(self, conversation_id: str, at: datetime, **values: Any) -> Conversation:
        """Set columns of a locked conversation."""
        record = await self._session.get_one(ConversationRecord, conversation_id)
        self._touched.changed(conversation_id, record.priority, values)
        for name, value in values.items():
            setattr(record, name, value)
        record.updated_at = at
        await self._session.flush()
        return conversation_of(record)

    async def append(self, conversation_id: str, at: datetime, **values: Any) -> Message:
        """Add a message under the next number; the conversation is locked."""
        conversation = await self._session.get_one(ConversationRecord, conversation_id)
        conversation.last_seq += 1
        conversation.updated_at = at
        record = MessageRecord(
            conversation_id=conversation_id, seq=conversation.last_seq, at=at, **{**_PLAIN_MESSAGE, **values}
        )
        self._session.add(record)
        await self._session.flush()
        self._touched.said(conversation_id, record.author, record.audience)
        if record.audience != RECORD:
            said = {"conversation": conversation_id, "seq": record.seq, "author": record.author}
            await self._tell(
                "message.created", f"conversation:{conversation_id}", {**said, "audience": record.audience}
            )
        return message_of(record)

    async def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        query = select(MessageRecord).where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.client_id == client_id
        )
        record = await self._session.scalar(query)
        return None if record is None else message_of(record)

    async def amend(self, message: Message, text: str, truncated: bool, earlier: Mapping[str, object]) -> None:
        """Let a message say something else, and keep what it said."""
        record = await self._session.get_one(MessageRecord, message.id)
        record.text, record.truncated = text, truncated
        record.edits = [*(record.edits or []), dict(earlier)]
        await self._session.flush()

    async def last_change(self, conversation_id: str) -> Event | None:
        """Give the event that changed the owner or the state last."""
        query = select(ConversationEventRecord).where(ConversationEventRecord.conversation_id == conversation_id)
        query = query.where(ConversationEventRecord.to_owner.is_not(None))
        record = await self._session.scalar(query.order_by(ConversationEventRecord.id.desc()).limit(1))
        return None if record is None else event_of(record)

    async def snoozed_until(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Give the snoozed conversations whose time has come."""
        query = select(ConversationRecord.id).where(
            ConversationRecord.status == SNOOZED, ConversationRecord.snoozed_until <= now
        )
        return tuple(await self._session.scalars(query.order_by(ConversationRecord.snoozed_until).limit(limit)))

    async def messages(
        self, conversation_id: str, after: int, hidden: Sequence[str], limit: int | None
    ) -> tuple[Message, ...]:
        query = select(MessageRecord).where(MessageRecord.conversation_id == conversation_id, MessageRecord.seq > after)
        query = query.where(MessageRecord.audience.not_in(hidden))
        return tuple(map(message_of, await self._session.scalars(query.order_by(MessageRecord.seq).limit(limit))))

    async def sent_since(self, conversation_id: str, since: datetime) -> int:
        query = select(func.count()).where(
            MessageRecord.conversation_id == conversation_id,
            MessageRecord.author == "traveller",
            MessageRecord.audience == "all",
            MessageRecord.at > since,
        )
        return await self._session.scalar(query) or 0

    async def said_since(self, conversation_id: str, key: str, after: int) -> bool:
        said = exists().where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.seq > after, MessageRecord.key == key
        )
        return bool(await self._session.scalar(select(said)))

    async def latest(self, conversation_id: str, count: int) -> tuple[Message, ...]:
        query = select(MessageRecord).where(MessageRecord.conversation_id == conversation_id)
        query = query.where(MessageRecord.audience != RECORD)
        records = (await self._session.scalars(query.order_by(MessageRecord.seq.desc()).limit(count))).all()
        return tuple(map(message_of, reversed(records)))

    async def last_word(self, conversation_id: str, notices: Sequence[str]) -> Message | None:
        """Give what the assistant, a colleague or one of these notices said last to the traveller."""
        spoken = or_(MessageRecord.author.in_(("assistant", "agent")), MessageRecord.key.in_(notices))
        query = select(MessageRecord).where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.audience == "all", spoken
        )
        record = await self._session.scalar(query.order_by(MessageRecord.seq.desc()).limit(1))
        return None if record is None else message_of(record)

    async def took_part(self, conversation_id: str, staff_id: str) -> bool:
        said = exists().where(MessageRecord.conversation_id == conversation_id, MessageRecord.staff_id == staff_id)
        held = exists().where(
            ConversationEventRecord.conversation_id == conversation_id, ConversationEventRecord.by == agent(staff_id)
        )
        return bool(await self._session.scalar(select(or_(said, held))))

    async def record(self, conversation_id: str, kind: str, by: str, at: datetime, **values: Any) -> None:
        """Add an event; unless told otherwise it follows the latest message."""
        conversation = await self._session.get_one(ConversationRecord, conversation_id)
        place = {"seq": conversation.last_seq, **values}
        event = ConversationEventRecord(conversation_id=conversation_id, kind=kind, by=by, at=at, **place)
        self._session.add(event)
        await self._session.flush()
        happened = {"conversation": conversation_id, "by": by, "from": event.from_owner, "to": event.to_owner}
        await self._tell(f"conversation.{kind}", f"conversation:{conversation_id}", happened)

    async def events(self, conversation_id: str) -> tuple[Event, ...]:
        query = select(ConversationEventRecord).where(ConversationEventRecord.conversation_id == conversation_id)
        return tuple(map(event_of, await self._session.scalars(query.order_by(ConversationEventRecord.id))))

    async def listed(
        self, owner: str | None, limit: int, team: str | None = None, staff_id: str | None = None
    ) -> tuple[Listed, ...]:
        """Give conversations with their latest message: one owner's open ones by urgency, or all, the newest first.

        Of a `team`, they are those that it serves; of all then also those that a colleague holds.
        """
        shown = aliased(MessageRecord)
        last = select(func.max(shown.seq)).where(
            shown.conversation_id == ConversationRecord.id, shown.audience != RECORD
        )
        latest = and_(
            MessageRecord.conversation_id == ConversationRecord.id,
            MessageRecord.seq == last.correlate(ConversationRecord).scalar_subquery(),
        )
        query = select(ConversationRecord, MessageRecord).outerjoin(MessageRecord, latest).limit(limit)
        if owner is None:
            query = query.order_by(ConversationRecord.updated_at.desc(), ConversationRecord.id)
        else:
            query = query.where(ConversationRecord.owner == owner, ConversationRecord.status == "open")
            query = query.order_by(*QUEUE_ORDER)
        if team is not None and owner in (None, QUEUE):
            held = ConversationRecord.owner == agent(staff_id or "")
            query = query.where(or_(ConversationRecord.team == team, held))
        rows = (await self._session.execute(query)).all()
        return tuple(Listed(conversation_of(one), message_of(message) if message else None) for one, message in rows)

    async def queued(self, teams: Collection[str], limit: int) -> tuple[Conversation, ...]:
        """Give those who wait for these teams, in the order in which they are served."""
        query = select(ConversationRecord).where(*_WAITING, ConversationRecord.team.in_(teams))
        query = query.order_by(*QUEUE_ORDER).limit(limit).execution_options(populate_existing=True)
        return tuple(map(conversation_of, await self._session.scalars(query)))

    async def offered(self) -> tuple[Conversation, ...]:
        """Give those who wait and are offered to somebody."""
        query = select(ConversationRecord).where(*_WAITING, ConversationRecord.offered_to.is_not(None))
        query = query.order_by(*QUEUE_ORDER).execution_options(populate_existing=True)
        return tuple(map(conversation_of, await self._session.scalars(query)))

    async def waiting_by_team(self) -> Mapping[str, tuple[int, datetime | None]]:
        """Count those who wait for each team, and give since when the first of them has waited."""
        query = select(ConversationRecord.team, func.count(), func.min(ConversationRecord.waiting_since))
        rows = await self._session.execute(query.where(*_WAITING).group_by(ConversationRecord.team))
        return {team: (count, since) for team, count, since in rows}

    async def staffed(self, team: str) -> bool:
        """Say whether a team has anybody who may talk to travellers."""
        query = select(StaffRecord.role, StaffRecord.also).where(StaffRecord.team == team, StaffRecord.active)
        talking = rights()["conversations.talk"]
        return any(talking & {role, *also} for role, also in await self._session.execute(query))

    async def ahead(self, place: Place) -> int:
        """Count those who wait in front of a place, for the same team."""
        query = select(func.count()).select_from(ConversationRecord).where(*_WAITING, in_front_of(place))
        return await self._session.scalar(query) or 0

    async def waiting(self, team: str | None = None) -> int:
        """Count those who wait for a person, or for one of a team."""
        query = select(func.count()).select_from(ConversationRecord).where(*_WAITING)
        if team is not None:
            query = query.where(ConversationRecord.team == team)
        return await self._session.scalar(query) or 0

    async def latest_waits(self, count: int) -> list[timedelta]:
        """Give how long the latest conversations that were taken from the queue had waited."""
        taken, asked = aliased(ConversationEventRecord), aliased(ConversationEventRecord)
        since = (
            select(func.max(asked.at))
            .where(asked.conversation_id == taken.conversation_id, asked.to_owner == QUEUE, asked.id < taken.id)
            .scalar_subquery()
        )
        query = select(taken.at, since).where(taken.kind == "taken", taken.from_owner == QUEUE)
        rows = await self._session.execute(query.order_by(taken.id.desc()).limit(count))
        return [at - before for at, before in rows if before is not None]

    async def _begin(self, channel: str, sender: str, language: str | None, at: datetime) -> None:
        await insert_new(
            self._session,
            ConversationRecord,
            **{"id": new_id(), "channel": channel, "sender": sender, "language": language, "owner": BOT},
            **{
                "owner_version": 0,
                "status": "open",
                "priority": NORMAL,
                "last_seq": 0,
                "team": CUSTOMER_SERVICE,
                "rank": Conversation.rank,
                "created_at": at,
                "updated_at": at,
            },
        )


# Keeps other writers out, but lets rows that name the conversation (a ticket, a proof) be written meanwhile.
_LOCK: Mapping[str, Any] = {"key_share": True}
_WAITING = (ConversationRecord.owner == QUEUE, ConversationRecord.status == "open")
_PLAIN_MESSAGE: Mapping[str, Any] = {"audience": "all", "text": "", "truncated": False, "handled": True}


def _of_sender(channel: str, sender: str) -> Select[ConversationRecord]:
    return select(ConversationRecord).where(ConversationRecord.channel == channel, ConversationRecord.sender == sender)
