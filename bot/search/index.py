"""The index in the database: written with what it is about, filled up where something is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.values import RECORD
from bot.records.conversations import MessageRecord
from bot.records.search import SearchedMessageRecord, SearchedThingRecord
from bot.search.names import Marks
from bot.search.sources import KINDS, entries
from bot.search.tokens import tokens


class Index:
    """Reads and writes the index's rows."""

    def __init__(self, session: AsyncSession, marks: Marks) -> None:
        self._session = session
        self._marks = marks

    async def write_messages(self, texts: Mapping[int, str]) -> None:
        rows = [{"message_id": one, "tokens": tokens(text)} for one, text in texts.items()]
        await self._put(SearchedMessageRecord, "message_id", rows)

    async def write_things(self, kind: str, ids: Sequence[Any]) -> None:
        rows = await entries(self._session, self._marks, kind, ids)
        await self._put(SearchedThingRecord, f"{kind}_id", rows)

    async def texts_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Give the texts of some messages, by id."""
        if not ids:
            return {}
        shown = MessageRecord.audience != RECORD
        rows = await self._session.execute(
            select(MessageRecord.id, MessageRecord.text).where(MessageRecord.id.in_(ids), shown)
        )
        return {row.id: row.text for row in rows}

    async def texts(self, after: int, limit: int, missing: bool) -> dict[int, str]:
        """Give messages that can be searched, by id; `missing`: only those that the index lacks."""
        query = select(MessageRecord.id, MessageRecord.text).where(
            MessageRecord.id > after, MessageRecord.audience != RECORD, MessageRecord.text != ""
        )
        if missing:
            known = select(SearchedMessageRecord.message_id).where(SearchedMessageRecord.message_id == MessageRecord.id)
            query = query.where(~known.exists())
        rows = await self._session.execute(query.order_by(MessageRecord.id).limit(limit))
        return {row.id: row.text for row in rows}

    async def things(self, kind: str, after: Any, limit: int, missing: bool) -> list[Any]:
        """Give the ids of things of a kind, in order; `missing`: only of those that the index lacks."""
        column = KINDS[kind]
        query = select(column).order_by(column).limit(limit)
        if after is not None:
            query = query.where(column > after)
        if missing:
            known = getattr(SearchedThingRecord, f"{kind}_id")
            query = query.where(~select(known).where(known == column).exists())
        return list(await self._session.scalars(query))

    async def _put(self, record: Any, key: str, rows: Collection[dict[str, Any]]) -> None:
        if not rows:
            return
        table: Table = record.__table__
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table)
        changed = statement.on_conflict_do_update(index_elements=[key], set_={"tokens": statement.excluded.tokens})
        await self._session.execute(changed, list(rows))
