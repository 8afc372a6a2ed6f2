"""The company's one row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.company.values import Company
from bot.core.shapes import read, write
from bot.records.all import metadata
from bot.records.audit import AuditRecord
from bot.records.company import CompanyRecord, MarkRecord
from bot.records.upsert import insert_new

_ID = "company"
_FIELDS = tuple(column.key for column in CompanyRecord.__table__.columns if column.key != "id")


class CompanyRepository:
    """Reads and writes the company."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self) -> Company | None:
        record = await self._session.get(CompanyRecord, _ID)
        if record is None:
            return None
        return read(Company, {name: getattr(record, name) for name in _FIELDS}, "company")

    async def save(self, company: Company) -> None:
        await self._session.merge(CompanyRecord(id=_ID, **write(company)))

    async def mark(self, name: str, at: datetime) -> bool:
        """Set a mark; say whether it is new."""
        return await insert_new(self._session, MarkRecord, name=name, at=at)

    async def wipe(self) -> None:
        """Delete every row, parts before wholes; not the audit log, which outlives whatever it tells of."""
        for table in reversed(metadata.sorted_tables):
            if table is not AuditRecord.__table__:
                await self._session.execute(delete(table))
        self._session.expunge_all()
