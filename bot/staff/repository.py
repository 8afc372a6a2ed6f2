"""Colleagues in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.core.ids import new_id
from bot.records.staff import StaffRecord, StaffSessionRecord, StaffTokenRecord
from bot.staff.values import NewStaff, Staff


class StaffRepository:
    """Reads and writes staff; e-mails are sealed and found by keyed hash."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers

    async def get(self, staff_id: str) -> Staff | None:
        record = await self._session.get(StaffRecord, staff_id)
        return None if record is None else _staff(record)

    async def list_all(self) -> tuple[Staff, ...]:
        records = await self._session.scalars(select(StaffRecord).order_by(StaffRecord.created_at, StaffRecord.id))
        return tuple(map(_staff, records))

    async def count_able(self, role: str) -> int:
        """Count those of a role who can log in."""
        able = StaffRecord.active, StaffRecord.password_hash.is_not(None)
        return await self._session.scalar(select(func.count()).where(StaffRecord.role == role, *able)) or 0

    async def by_email(self, email: str) -> tuple[Staff, str | None] | None:
        """Give the active colleague with this e-mail, and the password hash."""
        query = select(StaffRecord).where(StaffRecord.email_hash == self._hash(email), StaffRecord.active)
        record = await self._session.scalar(query)
        return None if record is None else (_staff(record), record.password_hash)

    async def known(self, email: str) -> bool:
        query = select(func.count()).where(StaffRecord.email_hash == self._hash(email))
        return bool(await self._session.scalar(query))

    async def add(self, staff: NewStaff, password_hash: str | None, at: datetime) -> Staff:
        record = StaffRecord(
            id=staff.id or new_id(),
            name=staff.name,
            latin_name=staff.latin_name,
            email=staff.email,
            email_hash=self._hash(staff.email),
            role=staff.role,
            also=list(staff.also),
            team=staff.team,
            languages=list(staff.languages),
            skills=list(staff.skills),
            capacity=staff.capacity,
            password_hash=password_hash,
            active=True,
            created_at=at,
        )
        self._session.add(record)
        await self._session.flush()
        return _staff(record)

    async def change(self, staff_id: str, values: Mapping[str, Any]) -> Staff:
        record = await self._session.get_one(StaffRecord, staff_id, with_for_update=True)
        for name, value in values.items():
            setattr(record, name, list(value) if isinstance(value, tuple) else value)
        await self._session.flush()
        return _staff(record)

    async def count_active(self, role: str) -> int:
        """Count those who have a role, as their first or besides, and are not shut out."""
        records = await self._session.execute(select(StaffRecord.role, StaffRecord.also).where(StaffRecord.active))
        return sum(role in (first, *also) for first, also in records)

    async def set_password(self, staff_id: str, password_hash: str) -> None:
        record = await self._session.get_one(StaffRecord, staff_id)
        record.password_hash = password_hash
        await self._session.flush()

    async def set_active(self, staff_id: str, active: bool) -> None:
        record = await self._session.get_one(StaffRecord, staff_id)
        record.active = active
        await self._session.flush()

    async def revoke_all(self, staff_id: str, at: datetime) -> None:
        for record in (StaffSessionRecord, StaffTokenRecord):
            mine = record.staff_id == staff_id
            await self._session.execute(update(record).where(mine, record.revoked_at.is_(None)).values(revoked_at=at))

    def _hash(self, email: str) -> str:
        return self._ciphers.lookup("email", email)


def _staff(record: StaffRecord) -> Staff:
    return Staff(
        id=record.id,
        name=record.name,
        latin_name=record.latin_name,
        email=record.email,
        role=record.role,
        also=tuple(record.also),
        team=record.team,
        languages=tuple(record.languages),
        active=record.active,
        skills=tuple(record.skills),
        capacity=record.capacity,
    )
