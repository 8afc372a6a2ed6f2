"""Searching the records. What somebody may not see is left out by the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, cast, column, false, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.sight import seen_by
from bot.conversations.values import RECORD
from bot.customers.sight import customers_seen_by
from bot.records.bookings import BookingRecord
from bot.records.conversations import ConversationRecord, MessageRecord
from bot.records.customers import ChannelIdentityRecord, CustomerRecord
from bot.records.products import DepartureRecord
from bot.records.search import SearchedMessageRecord, SearchedThingRecord
from bot.records.tickets import TicketRecord
from bot.search.marking import mark
from bot.search.query import Query, Terms, for_postgresql, for_sqlite
from bot.search.sources import ACCOUNT, CUSTOMER, TICKET, ticket_text
from bot.search.sources import BOOKING as BOOKING_KIND
from bot.search.values import MOST, FoundBooking, FoundChat, FoundMessage, FoundPerson, FoundTicket, Viewer
from bot.tickets.listing import seen_in


@dataclass(frozen=True)
class _Matching:
    """Rows of the index that match: where from, their key, what they are ordered by, the condition."""

    source: FromClause
    key: ColumnElement[int]
    place: ColumnElement[int]
    condition: ColumnElement[bool]


class SearchRepository:
    """Asks the index, and reads what it names."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def messages(self, terms: Terms, viewer: Viewer, before: int | None, limit: int) -> tuple[FoundMessage, ...]:
        """Give the newest messages that hold all terms, of those before an id."""
        found, message = self._matching(SearchedMessageRecord, [terms]), MessageRecord
        query: Select[*tuple[Any, ...]] = select(
            *(message.id, message.conversation_id, message.seq, message.author, message.audience),
            *(message.staff_id, message.language, message.at, message.text),
        )
        query = query.join_from(found.source, message, message.id == found.key)
        query = query.join(ConversationRecord, ConversationRecord.id == message.conversation_id)
        shown = message.audience != RECORD if viewer.notes else message.audience == "all"
        query = query.where(found.condition, shown, seen_by(viewer.chats))
        if before is not None:
            query = query.where(found.key < before)
        await self._plan_anew()
        rows = await self._session.execute(query.order_by(found.place.desc()).limit(limit))
        return tuple(FoundMessage(*row) for row in rows)

    async def _plan_anew(self) -> None:
        """Let PostgreSQL plan for the words at hand: a plan for any words at all reads everything."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))

    async def customers(self, alternatives: Sequence[Terms], viewer: Viewer) -> tuple[FoundPerson, ...]:
        """Give customers whose names or numbers match."""
        found, person = self._matching(SearchedThingRecord, alternatives), CustomerRecord
        query = select(person).join_from(*_joined(found, CUSTOMER, person.id))
        query = query.where(found.condition, person.merged_into.is_(None), person.erased_at.is_(None))
        query = query.where(_people(viewer))
        records = await self._session.scalars(query.order_by(person.updated_at.desc(), person.id).limit(MOST))
        return tuple(
            FoundPerson(one.id, None, one.name, one.latin_name, one.phone or one.email, one.country, one.language)
            for one in records
        )

    async def accounts(self, alternatives: Sequence[Terms], viewer: Viewer) -> tuple[FoundPerson, ...]:
        """Give chat accounts of people whom we do not know yet, by the name they go by, with their conversation."""
        found, account = self._matching(SearchedThingRecord, alternatives), ChannelIdentityRecord
        chat = and_(ConversationRecord.channel == account.channel, ConversationRecord.sender == account.sender)
        query = select(ConversationRecord.id, account.display_name, account.address, ConversationRecord.language)
        query = query.join_from(*_joined(found, ACCOUNT, account.id)).join(ConversationRecord, chat)
        query = query.where(found.condition, account.customer_id.is_(None), seen_by(viewer.chats))
        rows = await self._session.execute(query.order_by(ConversationRecord.updated_at.desc()).limit(MOST))
        return tuple(
            FoundPerson(None, chat_id, name or "", None, address, None, language)
            for chat_id, name, address, language in rows
        )

    async def bookings(self, alternatives: Sequence[Terms], query: Query, viewer: Viewer) -> tuple[FoundBooking, ...]:
        """Give bookings by reference or by who travels."""
        found, booking = self._matching(SearchedThingRecord, alternatives), BookingRecord
        asked = select(booking.reference, booking.customer_id, booking.tour_id, booking.state, DepartureRecord.day)
        asked = asked.join_from(*_joined(found, BOOKING_KIND, booking.id))
        asked = asked.join(DepartureRecord, DepartureRecord.id == booking.departure_id)
        asked = asked.join(CustomerRecord, CustomerRecord.id == booking.customer_id)
        asked = asked.where(found.condition, _people(viewer))
        rows = await self._session.execute(asked.order_by(booking.booked_at.desc(), booking.id).limit(MOST))
        return tuple(
            FoundBooking(reference, customer, tour, str(state), day.isoformat(), reference in query.references)
            for reference, customer, tour, state, day in rows
        )

    async def tickets(self, alternatives: Sequence[Terms], query: Query, viewer: Viewer) -> tuple[FoundTicket, ...]:
        """Give tickets by reference or by what was told."""
        found, ticket = self._matching(SearchedThingRecord, alternatives), TicketRecord
        asked = select(ticket).join_from(*_joined(found, TICKET, ticket.id)).where(found.condition)
        if viewer.tickets is None or not viewer.tickets.all:
            asked = asked.where(seen_in(viewer.tickets) if viewer.tickets else false())
        records = await self._session.scalars(asked.order_by(ticket.opened_at.desc(), ticket.id).limit(MOST))
        return tuple(
            FoundTicket(
                one.reference,
                one.kind,
                one.category,
                one.conversation_id,
                one.opened_at,
                mark(ticket_text(one.wish, one.facts), query),
                one.reference in query.references,
            )
            for one in records
        )

    async def chats(self, beginning: str, viewer: Viewer) -> tuple[FoundChat, ...]:
        """Give chats whose id begins so."""
        query = select(ConversationRecord.id, ConversationRecord.updated_at).where(
            ConversationRecord.id >= beginning, ConversationRecord.id < f"{beginning}~", seen_by(viewer.chats)
        )
        rows = await self._session.execute(query.order_by(ConversationRecord.updated_at.desc()).limit(MOST))
        return tuple(FoundChat(one, at) for one, at in rows)

    def _matching(self, record: Any, alternatives: Iterable[Terms]) -> _Matching:
        source = record.__table__
        key = next(iter(source.primary_key.columns))
        if self._session.get_bind().dialect.name == "postgresql":
            wanted = cast(for_postgresql(alternatives), TSQUERY)
            # Not the key itself: for want of statistics PostgreSQL would read the table backwards, word by word.
            return _Matching(source, key, key + 0, source.c.tokens.op("@@")(wanted))
        name = f"{source.name}_fts"  # also of its column that stands for the whole row
        words = table(name, column("rowid"), column(name))
        return _Matching(words, words.c.rowid, words.c.rowid, words.c[name].match(for_sqlite(alternatives)))


def _people(viewer: Viewer) -> ColumnElement[bool]:
    return customers_seen_by(viewer.people) if viewer.people else false()


def _joined(found: _Matching, kind: str, key: Any) -> Any:
    """Give the arguments that join matching entries of a kind to what they are about."""
    thing = SearchedThingRecord.__table__
    about = thing.c[f"{kind}_id"] == key
    if found.source is thing:
        return thing, key.class_, about
    return found.source.join(thing, thing.c.id == found.key), key.class_, about
