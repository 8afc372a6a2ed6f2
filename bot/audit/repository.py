"""The audit log in the database: rows are added, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.values import Entry
from bot.records.audit import AuditRecord


class AuditRepository:
    """Adds entries, each sealed with the one before."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, at: datetime, by: str, action: str, thing: str, values: Mapping[str, object] | None) -> Entry:
        last = await self._session.scalar(select(AuditRecord).order_by(AuditRecord.number.desc()).limit(1))
        number, before = (last.number + 1, last.hash) if last else (1, "")
        told = json.dumps([number, at.isoformat(), by, action, thing, values], sort_keys=True, ensure_ascii=False)
        sealed = hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()
        record = AuditRecord(
            number=number, at=at, by=by, action=action, object=thing, hash=sealed, values=dict(values or {}) or None
        )
        self._session.add(record)
        await self._session.flush()
        return _entry(record)


def _entry(record: AuditRecord) -> Entry:
    return Entry(record.number, record.at, record.by, record.action, record.object, record.values, record.hash)
