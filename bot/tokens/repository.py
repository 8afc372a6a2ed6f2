"""Tokens of programs in the database; only their hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from bot.core.ids import new_id
from bot.records.staff import StaffTokenRecord
from bot.tokens.values import NewToken, Token


class TokensRepository:
    """Reads and writes tokens."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, staff_id: str, new: NewToken, token_hash: str, at: datetime) -> Token:
        record = StaffTokenRecord(
            id=new_id(),
            staff_id=staff_id,
            name=new.name,
            token_hash=token_hash,
            rights=None if new.rights is None else sorted(new.rights),
            created_at=at,
            used_at=None,
            expires_at=at + new.lasts if new.lasts else None,
            revoked_at=None,
        )
        self._session.add(record)
        await self._session.flush()
        return _token(record)

    async def living(self, at: datetime, staff_id: str | None = None) -> tuple[Token, ...]:
        """Give the tokens that work, a colleague's or everybody's, the latest first."""
        query = select(StaffTokenRecord).where(_alive(at))
        query = query.where(StaffTokenRecord.staff_id == staff_id) if staff_id else query
        records = await self._session.scalars(query.order_by(StaffTokenRecord.created_at.desc(), StaffTokenRecord.id))
        return tuple(map(_token, records))

    async def get(self, token_id: str, at: datetime) -> Token | None:
        record = await self._session.scalar(select(StaffTokenRecord).where(StaffTokenRecord.id == token_id, _alive(at)))
        return None if record is None else _token(record)

    async def by_hash(self, token_hash: str, at: datetime) -> Token | None:
        query = select(StaffTokenRecord).where(StaffTokenRecord.token_hash == token_hash, _alive(at))
        record = await self._session.scalar(query)
        return None if record is None else _token(record)

    async def touch(self, token_id: str, at: datetime) -> None:
        await self._session.execute(update(StaffTokenRecord).where(StaffTokenRecord.id == token_id).values(used_at=at))

    async def revoke(self, token_id: str, at: datetime) -> None:
        await self._session.execute(
            update(StaffTokenRecord).where(StaffTokenRecord.id == token_id).values(revoked_at=at)
        )


def _alive(at: datetime) -> ColumnElement[bool]:
    return StaffTokenRecord.revoked_at.is_(None) & or_(
        StaffTokenRecord.expires_at.is_(None), StaffTokenRecord.expires_at > at
    )


def _token(record: StaffTokenRecord) -> Token:
    return Token(
        id=record.id,
        staff_id=record.staff_id,
        name=record.name,
        rights=None if record.rights is None else frozenset(record.rights),
        created_at=record.created_at,
        used_at=record.used_at,
        expires_at=record.expires_at,
    )
