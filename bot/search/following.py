"""The index follows the records: what a unit of work changed is written to it in the same transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session

from bot.conversations.values import RECORD
from bot.core.errors import Refusal
from bot.records.bookings import BookingRecord, TravellerRecord
from bot.records.conversations import MessageRecord
from bot.records.customers import ChannelIdentityRecord, CustomerRecord
from bot.records.tickets import TicketRecord
from bot.search.index import Index
from bot.search.sources import ACCOUNT, BOOKING, CUSTOMER, TICKET

MESSAGE = "message"
# A record: what it belongs to, where that one's id stands, and what of the record is searched.
_SEARCHED: Mapping[type[Any], tuple[str, str, tuple[str, ...]]] = {
    MessageRecord: (MESSAGE, "id", ("text", "audience")),
    CustomerRecord: (CUSTOMER, "id", ("name", "latin_name", "phone", "email")),
    ChannelIdentityRecord: (ACCOUNT, "id", ("display_name", "address")),
    BookingRecord: (BOOKING, "id", ("reference",)),
    TravellerRecord: (BOOKING, "booking_id", ("name", "latin_name")),
    TicketRecord: (TICKET, "id", ("wish", "facts")),
}
_BY_TABLE = {record.__table__: searched for record, searched in _SEARCHED.items()}


class Changes:
    """What a session has changed that is searched: ids by kind, and the texts of messages at hand."""

    def __init__(self) -> None:
        self._ids: dict[str, set[Any]] = {}
        self._texts: dict[int, str] = {}

    def flushed(self, session: Session, _context: object) -> None:
        """Notice records that the session has written."""
        for record in (*session.new, *session.dirty):
            kind, key, attributes = _SEARCHED.get(type(record), ("", "", ()))
            if not _changed(record, attributes):
                continue
            if kind == MESSAGE and record.audience != RECORD:
                self._texts[record.id] = record.text
            elif kind != MESSAGE:
                self._add(kind, [getattr(record, key)])
        for record in session.deleted:
            self._texts.pop(getattr(record, "id", 0), None)

    def executed(self, state: ORMExecuteState) -> None:
        """Notice statements that write rows past the session's records."""
        statement: Any = state.statement
        searched = _BY_TABLE.get(statement.table) if state.is_update or state.is_insert else None
        if searched is None:
            return
        kind, key, _ = searched
        if state.is_insert and kind != ACCOUNT:  # which is begun without a name, at every message
            dialect = state.session.get_bind().dialect
            self._add(kind, filter(None, [statement.compile(dialect=dialect).params.get(key)]))
        elif state.is_update and statement.whereclause is not None:
            self._add(kind, state.session.scalars(select(statement.table.c[key]).where(statement.whereclause)))

    async def write(self, index: Index) -> None:
        """Write all of it."""
        rewritten = self._ids.pop(MESSAGE, set())
        await index.write_messages(self._texts | await index.texts_of(list(rewritten)))
        for kind, ids in self._ids.items():
            await index.write_things(kind, list(ids))

    def _add(self, kind: str, ids: Iterable[Any]) -> None:
        self._ids.setdefault(kind, set()).update(ids)


@asynccontextmanager
async def following(session: AsyncSession, index: Index) -> AsyncIterator[None]:
    """Let the index follow a session that writes; within, before the commit, it is as it was."""
    changes = Changes()
    event.listen(session.sync_session, "after_flush", changes.flushed)
    event.listen(session.sync_session, "do_orm_execute", changes.executed)
    try:
        yield
    except Refusal as refusal:
        if refusal.remembered:
            await _finish(session, changes, index)
        raise
    await _finish(session, changes, index)


async def _finish(session: AsyncSession, changes: Changes, index: Index) -> None:
    await session.flush()
    await changes.write(index)


def _changed(record: Any, attributes: Iterable[str]) -> bool:
    state = inspect(record)
    return any(state.attrs[name].history.has_changes() for name in attributes)
