"""Leases in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.arrivals import LeaseRecord
from bot.records.upsert import insert_new


class LeasesRepository:
    """Reads and writes leases; one statement decides, so that two processes never both win."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, name: str, holder: str, at: datetime, until: datetime) -> bool:
        free = or_(LeaseRecord.holder == holder, LeaseRecord.until <= at)
        statement = update(LeaseRecord).where(LeaseRecord.name == name, free).values(holder=holder, until=until)
        renewed = await self._session.execute(statement.returning(LeaseRecord.name))
        if renewed.first() is not None:
            return True
        return await insert_new(self._session, LeaseRecord, name=name, holder=holder, until=until)

    async def queue(self, name: str, at: datetime) -> None:
        """Hold the row of a name until the transaction ends."""
        await insert_new(self._session, LeaseRecord, name=name, holder="", until=at)
        query = select(LeaseRecord.name).where(LeaseRecord.name == name)
        await self._session.execute(query.with_for_update())

    async def release(self, name: str, holder: str) -> None:
        await self._session.execute(delete(LeaseRecord).where(LeaseRecord.name == name, LeaseRecord.holder == holder))

    async def holder(self, name: str) -> tuple[str, datetime] | None:
        record = await self._session.get(LeaseRecord, name)
        return None if record is None else (record.holder, record.until)
