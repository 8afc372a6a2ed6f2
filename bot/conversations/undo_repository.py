"""What may still be taken back, in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.conversations import UndoRecord


@dataclass(frozen=True)
class Undo:
    """The last act of a colleague on a conversation, and what it put aside."""

    conversation_id: str
    staff_id: str
    kind: str
    version: int
    before: Mapping[str, object]
    until: datetime


class UndoRepository:
    """Reads and writes undos, at most one a conversation; its row is locked by the caller."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, conversation_id: str) -> Undo | None:
        record = await self._session.get(UndoRecord, conversation_id, populate_existing=True)
        if record is None:
            return None
        return Undo(record.conversation_id, record.staff_id, record.kind, record.version, record.before, record.until)

    async def put(self, undo: Undo) -> None:
        await self.drop(undo.conversation_id)
        self._session.add(
            UndoRecord(
                conversation_id=undo.conversation_id,
                staff_id=undo.staff_id,
                kind=undo.kind,
                version=undo.version,
                before=dict(undo.before),
                until=undo.until,
            )
        )
        await self._session.flush()

    async def drop(self, conversation_id: str) -> None:
        record = await self._session.get(UndoRecord, conversation_id)
        if record is not None:
            await self._session.delete(record)
            await self._session.flush()

    async def over(self, at: datetime, limit: int) -> tuple[str, ...]:
        """Give the conversations whose time for second thoughts is over."""
        query = select(UndoRecord.conversation_id).where(UndoRecord.until <= at)
        return tuple(await self._session.scalars(query.order_by(UndoRecord.until).limit(limit)))
