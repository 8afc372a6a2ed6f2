"""Second factors in the database: secrets are sealed, recovery codes are keyed hashes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.factors.values import Factor, Held
from bot.records.staff import FactorRecord, RecoveryCodeRecord


class FactorsRepository:
    """Reads and writes authenticators and recovery codes."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers

    async def factor(self, staff_id: str) -> Factor:
        since = await self._session.scalar(select(FactorRecord.confirmed_at).where(FactorRecord.staff_id == staff_id))
        left = select(func.count()).where(RecoveryCodeRecord.staff_id == staff_id, RecoveryCodeRecord.used_at.is_(None))
        return Factor(since, await self._session.scalar(left) or 0)

    async def with_factor(self) -> Collection[str]:
        """Give the ids of everybody whose second factor is on."""
        query = select(FactorRecord.staff_id).where(FactorRecord.confirmed_at.is_not(None))
        return set(await self._session.scalars(query))

    async def held(self, staff_id: str) -> Held | None:
        """Give the authenticator, row-locked: one code is taken once, however often it is sent at a time."""
        record = await self._session.get(FactorRecord, staff_id, with_for_update=True)
        return None if record is None else Held(record.secret, record.step, record.confirmed_at)

    async def begin(self, staff_id: str, secret: str, at: datetime) -> None:
        await self.drop(staff_id)
        record = FactorRecord(staff_id=staff_id, secret=secret, step=0, begun_at=at, confirmed_at=None)
        self._session.add(record)
        await self._session.flush()

    async def take_step(self, staff_id: str, step: int) -> None:
        record = await self._session.get_one(FactorRecord, staff_id)
        record.step = step
        await self._session.flush()

    async def confirm(self, staff_id: str, at: datetime) -> None:
        record = await self._session.get_one(FactorRecord, staff_id)
        record.confirmed_at = at
        await self._session.flush()

    async def drop(self, staff_id: str) -> None:
        for record in (RecoveryCodeRecord, FactorRecord):
            await self._session.execute(delete(record).where(record.staff_id == staff_id))

    async def set_codes(self, staff_id: str, codes: Collection[str]) -> None:
        await self._session.execute(delete(RecoveryCodeRecord).where(RecoveryCodeRecord.staff_id == staff_id))
        hashes = [self._hash(staff_id, code) for code in codes]
        self._session.add_all(RecoveryCodeRecord(staff_id=staff_id, code_hash=one, used_at=None) for one in hashes)
        await self._session.flush()

    async def use_code(self, staff_id: str, code: str, at: datetime) -> bool:
        """Use a recovery code up; say whether there was one."""
        mine = RecoveryCodeRecord.staff_id == staff_id, RecoveryCodeRecord.code_hash == self._hash(staff_id, code)
        left = RecoveryCodeRecord.used_at.is_(None)
        used = update(RecoveryCodeRecord).where(*mine, left).values(used_at=at).returning(RecoveryCodeRecord.code_hash)
        return (await self._session.execute(used)).first() is not None

    def _hash(self, staff_id: str, code: str) -> str:
        return self._ciphers.lookup("recovery", f"{staff_id}\0{code}")
