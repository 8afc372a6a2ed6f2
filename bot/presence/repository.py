"""Presence in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.presence.values import AVAILABLE, Presence
from bot.records.presence import PresenceRecord
from bot.records.upsert import insert_new


class PresenceRepository:
    """Reads and writes who is there; one row a colleague."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, staff_id: str) -> Presence | None:
        query = select(PresenceRecord).where(PresenceRecord.staff_id == staff_id)
        record = await self._session.scalar(query.execution_options(populate_existing=True))
        return None if record is None else _presence(record)

    async def list_all(self) -> Sequence[Presence]:
        records = await self._session.scalars(select(PresenceRecord).execution_options(populate_existing=True))
        return tuple(map(_presence, records))

    async def begin(self, staff_id: str, at: datetime) -> bool:
        values = {"state": AVAILABLE, "since": at, "last_seen": None}
        return await insert_new(self._session, PresenceRecord, staff_id=staff_id, **values)

    async def see(self, staff_id: str, at: datetime, unless_since: datetime) -> None:
        """Note a sign of life, unless one was noted lately."""
        older = or_(PresenceRecord.last_seen.is_(None), PresenceRecord.last_seen < unless_since)
        await self._session.execute(
            update(PresenceRecord).where(PresenceRecord.staff_id == staff_id, older).values(last_seen=at)
        )

    async def choose(self, staff_id: str, state: str, at: datetime) -> None:
        await self._session.execute(
            update(PresenceRecord).where(PresenceRecord.staff_id == staff_id).values(state=state, since=at)
        )

    async def given(self, staff_id: str, at: datetime) -> None:
        await self._session.execute(
            update(PresenceRecord).where(PresenceRecord.staff_id == staff_id).values(given_at=at)
        )

    async def gone(self, staff_id: str) -> None:
        await self._session.execute(
            update(PresenceRecord).where(PresenceRecord.staff_id == staff_id).values(last_seen=None)
        )

    async def forget(self, staff_id: str) -> None:
        await self._session.execute(delete(PresenceRecord).where(PresenceRecord.staff_id == staff_id))


def _presence(record: PresenceRecord) -> Presence:
    return Presence(record.staff_id, record.state, record.since, record.last_seen, record.given_at)
