"""Stored updates in the database."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.arrivals.values import Arrival, NewArrival
from bot.records.arrivals import TelegramUpdateRecord as Record
from bot.records.upsert import insert_new


class ArrivalsRepository:
    """Reads and writes stored updates."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, arrival: NewArrival, at: datetime) -> bool:
        """Keep an update; say whether it is new."""
        content = json.dumps(arrival.content, ensure_ascii=False)
        return await insert_new(
            self._session, Record, update_id=arrival.update_id, chat=arrival.chat, content=content,
            received_at=at, attempts=0,
        )  # fmt: skip

    async def chats(self, without: Collection[str]) -> tuple[str, ...]:
        """Give the chats with something unhandled, the longest waiting first."""
        query = select(Record.chat).where(Record.handled_at.is_(None), Record.chat.not_in(without))
        return tuple(await self._session.scalars(query.group_by(Record.chat).order_by(func.min(Record.update_id))))

    async def next(self, chat: str) -> Arrival | None:
        """Give the earliest unhandled update of a chat."""
        before = aliased(Record)
        known = exists().where(before.update_id == Record.update_id - 1)
        query = select(Record, known).where(Record.chat == chat, Record.handled_at.is_(None))
        row = (await self._session.execute(query.order_by(Record.update_id).limit(1))).first()
        if row is None:
            return None
        record, follows = row
        return Arrival(
            record.update_id, chat, json.loads(record.content), record.received_at, record.attempts, not follows
        )

    async def handled(self, update_id: int, at: datetime, error: str | None) -> None:
        record = await self._session.get_one(Record, update_id)
        record.handled_at, record.error = at, error
        await self._session.flush()

    async def tried(self, update_id: int) -> int:
        """Count a failed try; give the number of them."""
        record = await self._session.get_one(Record, update_id)
        record.attempts += 1
        await self._session.flush()
        return record.attempts

    async def forget(self, before: datetime) -> None:
        await self._session.execute(delete(Record).where(Record.handled_at < before))

    async def waiting(self) -> int:
        query = select(func.count()).select_from(Record).where(Record.handled_at.is_(None))
        return await self._session.scalar(query) or 0
