"""Sessions in the database; only the hashes of their tokens are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.ids import new_id
from bot.logins.values import Device, Place
from bot.records.staff import StaffRecord, StaffSessionRecord


class LoginsRepository:
    """Reads and writes sessions."""

    def __init__(self, session: AsyncSession, idle: timedelta) -> None:
        self._session = session
        self._idle = idle

    async def add(
        self, token_hash: str, staff_id: str, device: Device, at: datetime, expires_at: datetime, pending: bool
    ) -> str:
        record = StaffSessionRecord(
            token_hash=token_hash,
            id=new_id(),
            staff_id=staff_id,
            pending=pending,
            agent=device.agent[:80],
            network=device.network[:60],
            created_at=at,
            used_at=at,
            expires_at=expires_at,
            revoked_at=None,
        )
        self._session.add(record)
        await self._session.flush()
        return record.id

    async def by_token(self, token_hash: str, at: datetime, pending: bool = False) -> tuple[str, Place] | None:
        """Give whose session it is, and the session."""
        query = (
            select(StaffSessionRecord)
            .join(StaffRecord, StaffSessionRecord.staff_id == StaffRecord.id)
            .where(StaffSessionRecord.token_hash == token_hash, StaffRecord.active, self._alive(at, pending))
        )
        record = await self._session.scalar(query)
        return None if record is None else (record.staff_id, _place(record))

    async def living(self, staff_id: str, at: datetime) -> tuple[Place, ...]:
        """Give the sessions of a colleague that have not ended, the one used last first."""
        query = select(StaffSessionRecord).where(StaffSessionRecord.staff_id == staff_id, self._alive(at))
        records = await self._session.scalars(query.order_by(StaffSessionRecord.used_at.desc(), StaffSessionRecord.id))
        return tuple(map(_place, records))

    async def touch(self, session_id: str, at: datetime) -> None:
        await self._session.execute(
            update(StaffSessionRecord).where(StaffSessionRecord.id == session_id).values(used_at=at)
        )

    async def revoke(self, staff_id: str, session_id: str, at: datetime) -> bool:
        """End a colleague's session; say whether there was one."""
        mine = StaffSessionRecord.staff_id == staff_id, StaffSessionRecord.id == session_id, self._alive(at)
        ended = update(StaffSessionRecord).where(*mine).values(revoked_at=at).returning(StaffSessionRecord.id)
        return (await self._session.execute(ended)).first() is not None

    async def end(self, token_hash: str, at: datetime) -> None:
        await self._session.execute(
            update(StaffSessionRecord).where(StaffSessionRecord.token_hash == token_hash).values(revoked_at=at)
        )

    async def revoke_all(self, staff_id: str, at: datetime, keep: str | None = None) -> int:
        """End every session of a colleague, half-begun ones too, but one; give how many."""
        mine = StaffSessionRecord.staff_id == staff_id, StaffSessionRecord.revoked_at.is_(None)
        other = StaffSessionRecord.id != (keep or "")
        ended = update(StaffSessionRecord).where(*mine, other, StaffSessionRecord.expires_at > at)
        rows = await self._session.execute(ended.values(revoked_at=at).returning(StaffSessionRecord.id))
        return len(rows.all())

    async def known_network(self, staff_id: str, network: str, since: datetime) -> bool:
        """Say whether the colleague has been logged in from a network lately."""
        mine = StaffSessionRecord.staff_id == staff_id, StaffSessionRecord.network == network
        query = select(func.count()).where(*mine, ~StaffSessionRecord.pending, StaffSessionRecord.created_at > since)
        return bool(network and await self._session.scalar(query))

    def _alive(self, at: datetime, pending: bool = False) -> ColumnElement[bool]:
        running = StaffSessionRecord.revoked_at.is_(None) & (StaffSessionRecord.expires_at > at)
        busy = StaffSessionRecord.used_at > at - self._idle
        return running & busy & (StaffSessionRecord.pending if pending else ~StaffSessionRecord.pending)


def _place(record: StaffSessionRecord) -> Place:
    return Place(record.id, record.agent, record.network, record.created_at, record.used_at, record.expires_at)
