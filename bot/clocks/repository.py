"""Clocks in the database: what they go by, what they are made of, and where they put a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, cast, delete, func, literal, null, or_, select, true, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bookings.values import CANCELLABLE, State
from bot.clocks.mapping import chat_of, fact_of, setting_of, trip_of
from bot.clocks.standards import RatingSeen, RunSeen
from bot.clocks.values import DEPARTURE, FIRST_RESPONSE, RESOLUTION, Chat, Fact, Rules, Setting, Standing, Trip
from bot.conversations.values import BOT, agent
from bot.core.shapes import write
from bot.records.bookings import BookingRecord, VerificationRecord
from bot.records.clocks import ClockRulesRecord, ClockRunRecord
from bot.records.company import CompanyRecord
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord
from bot.records.destinations import DestinationRecord
from bot.records.products import DepartureRecord, TourRecord
from bot.records.surveys import SurveyRecord
from bot.records.upsert import insert_new

_ID, _COMPANY = "clocks", "company"
# So many messages before a person was asked for say whether one of them still waits for an answer.
_BEFORE = 20
_AUTHORS = ("traveller", "assistant", "agent")
_EVENTS = ("snoozed", "woken", "undone", "clock_warned", "clock_breached")
_DROPPED = "reply_dropped"
_ABOUT_TO_LEAVE = CANCELLABLE | {State.TRAVELLING}
_STANDING = tuple(field.name for field in fields(Standing))


class ClocksRepository:
    """Reads and writes clocks. A conversation is locked by whoever changes it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def setting(self) -> Setting:
        """Give rules and company in one trip."""
        one = select(literal(1).label("one")).subquery()
        query = (
            select(ClockRulesRecord.version, ClockRulesRecord.rules)
            .add_columns(CompanyRecord.zone, CompanyRecord.hours, CompanyRecord.holidays)
            .select_from(one.outerjoin(ClockRulesRecord, true()).outerjoin(CompanyRecord, true()))
        )
        return setting_of((await self._session.execute(query)).one())

    async def save(self, rules: Rules, version: int) -> None:
        """Keep the rules, and let every open conversation be looked at again."""
        await self._session.merge(ClockRulesRecord(id=_ID, version=version, rules=write(rules)))
        await self._session.flush()

    async def reset(self, at: datetime) -> None:
        """Let the clocks of every conversation that a person is asked for be looked at again."""
        concerned = (ConversationRecord.owner != BOT, ConversationRecord.status == "open")
        await self._session.execute(update(ConversationRecord).where(*concerned).values(look_at=at))

    async def chat(self, conversation_id: str, lock: bool = False) -> Chat | None:
        options: Any = {"with_for_update": {"key_share": True}, "populate_existing": True} if lock else {}
        record = await self._session.get(ConversationRecord, conversation_id, **options)
        return None if record is None else chat_of(record)

    async def put(self, chat: Chat, standing: Standing) -> None:
        """Set the columns that follow from the clocks, those that changed."""
        record = await self._session.get_one(ConversationRecord, chat.id)
        for name in _STANDING:
            if getattr(record, name) != getattr(standing, name):
                setattr(record, name, getattr(standing, name))

    async def facts(self, conversation_id: str) -> tuple[Fact, ...]:
        """Give what clocks are made of, in one trip: every event that counts, and the messages of the latest wait."""
        rows = (await self._session.execute(union_all(_messages(conversation_id), _events(conversation_id)))).all()
        return tuple(map(fact_of, _in_order(rows)))

    async def trips(self, chat: Chat) -> tuple[Trip, ...]:
        """Give the departures of the bookings that a conversation is about: proved or named in it, the customer's."""
        concerned = [
            select(VerificationRecord.booking_id).where(VerificationRecord.conversation_id == chat.id),
            select(BookingRecord.id).where(BookingRecord.customer_id == chat.customer_id),
            select(BookingRecord.id).where(BookingRecord.reference == chat.booking),
        ]
        asked = [True, chat.customer_id is not None, chat.booking is not None]
        ids = union_all(*(query for query, wanted in zip(concerned, asked, strict=True) if wanted)).subquery()
        query = (
            select(DepartureRecord.day, TourRecord.meeting_time, DestinationRecord.zone)
            .join_from(BookingRecord, DepartureRecord, DepartureRecord.id == BookingRecord.departure_id)
            .join(TourRecord, TourRecord.id == BookingRecord.tour_id)
            .join(DestinationRecord, DestinationRecord.id == TourRecord.destination_id)
            .where(BookingRecord.id.in_(select(ids.c[0])), BookingRecord.state.in_(_ABOUT_TO_LEAVE))
            .distinct()
        )
        return tuple(map(trip_of, await self._session.execute(query)))

    async def chats_of(self, customer_id: str) -> tuple[str, ...]:
        """Give the customer's conversations that a person is asked for."""
        query = select(ConversationRecord.id).where(
            ConversationRecord.customer_id == customer_id, ConversationRecord.owner != BOT
        )
        return tuple(await self._session.scalars(query))

    async def forget_resolution(self, conversation_id: str, since: datetime) -> None:
        """Forget that a clock was met which runs again: the end was taken back."""
        run = ClockRunRecord
        mine = (run.conversation_id == conversation_id, run.kind == RESOLUTION, run.since == since)
        await self._session.execute(delete(run).where(*mine))

    async def runs(self, since: datetime) -> list[RunSeen]:
        """Give the clocks that were met since a moment."""
        run = ClockRunRecord
        columns = (run.kind, run.kept, run.seconds, run.business_seconds, run.team, run.by, run.language)
        rows = await self._session.execute(select(*columns).where(run.ended_at >= since))
        return [RunSeen(*row) for row in rows]

    async def late(self, now: datetime) -> list[RunSeen]:
        """Give the clocks that have run out and are still open."""
        one = ConversationRecord
        columns = (one.due_kind, one.due_since, one.team, one.owner, one.language)
        late = (one.owner != BOT, one.status == "open", one.due_at <= now)
        rows = await self._session.execute(select(*columns).where(*late))
        return [
            RunSeen(_clock(kind), False, _seconds(since, now), 0, team, owner, language, open=True)
            for kind, since, team, owner, language in rows
        ]

    async def ratings(self, since: datetime) -> list[RatingSeen]:
        """Give the scores since a moment."""
        survey, one = SurveyRecord, ConversationRecord
        query = (
            select(survey.score, one.team, survey.staff_id, one.language)
            .join_from(survey, one, one.id == survey.conversation_id)
            .where(survey.rated_at >= since, survey.score.is_not(None))
        )
        return [
            RatingSeen(score or 0, team, agent(staff_id) if staff_id else BOT, language)
            for score, team, staff_id, language in await self._session.execute(query)
        ]

    async def to_look_at(self, at: datetime, limit: int) -> tuple[str, ...]:
        """Give the conversations whose clocks have something to tell, the earliest first."""
        query = select(ConversationRecord.id).where(ConversationRecord.look_at <= at)
        return tuple(await self._session.scalars(query.order_by(ConversationRecord.look_at).limit(limit)))

    async def tell(self, conversation_id: str, kind: str, at: datetime, note: Mapping[str, object]) -> None:
        """Add an event."""
        record = await self._session.get_one(ConversationRecord, conversation_id)
        self._session.add(
            ConversationEventRecord(
                conversation_id=conversation_id, kind=kind, by="system", at=at, note=dict(note), seq=record.last_seq
            )
        )
        await self._session.flush()

    async def keep_run(self, **values: Any) -> None:
        """Keep how a clock had run, once."""
        await insert_new(self._session, ClockRunRecord, **values)


def _seconds(since: datetime | None, now: datetime) -> int:
    return int((now - (since or now)).total_seconds())


def _clock(due_kind: str | None) -> str:
    """Give the clock behind a deadline: a departure hurries answers."""
    return FIRST_RESPONSE if due_kind == DEPARTURE else due_kind or RESOLUTION


def _events(conversation_id: str) -> Any:
    event = ConversationEventRecord
    counts = or_(event.to_owner.is_not(None) & (event.kind != _DROPPED), event.kind.in_(_EVENTS))
    return select(
        event.at, event.seq, literal(1), event.id, event.kind, event.from_owner, event.to_owner, cast(event.note, Text)
    ).where(event.conversation_id == conversation_id, counts)


def _messages(conversation_id: str) -> Any:
    event, message = ConversationEventRecord, MessageRecord
    asked_for = (
        select(func.coalesce(func.max(event.seq), 0))
        .where(event.conversation_id == conversation_id, event.from_owner == BOT)
        .where(event.to_owner != BOT, event.kind != _DROPPED)
        .scalar_subquery()
    )
    nothing = [cast(null(), String), cast(null(), String), cast(null(), Text)]
    return select(message.at, message.seq, literal(0), message.id, message.author, *nothing).where(
        message.conversation_id == conversation_id,
        message.seq > asked_for - _BEFORE,
        message.audience == "all",
        message.author.in_(_AUTHORS),
    )


def _in_order(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Put events after the message that they followed; those written before events had a place, by time."""
    messages = sorted((row for row in rows if not row[2]), key=lambda row: row[1])

    def place(row: Sequence[Any]) -> tuple[int, int, int]:
        seq = row[1]
        if seq is None:
            seq = max((one[1] for one in messages if one[0] <= row[0]), default=0)
        return seq, row[2], row[3]

    return sorted(rows, key=place)
