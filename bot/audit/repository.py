"""The audit log in the database: rows are added, never changed; triggers of the database refuse anything else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.chain import BEGINNING, hashed
from bot.audit.values import Entry, Head, NewEntry
from bot.core.crypto import Ciphers
from bot.core.database import at_the_end
from bot.records.audit import AuditRecord

# Any number, the same in every process: whoever holds it writes the chain's next entries.
_WRITING = 0x7472697064657368
_BATCH = 500
_TABLE = AuditRecord.__table__
_COLUMNS = tuple(_TABLE.columns)


class AuditRepository:
    """Adds entries, each sealed with the one before."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers
        self._waiting: list[NewEntry] = []

    def add(self, entry: NewEntry) -> None:
        """Have an entry written at the end of the unit of work.

        The chain has one end, so its writers stand in line until they commit. Somebody who stands there and then waits
        for a row that the next one holds would never get it: the line is the last thing that a unit of work waits for.
        """
        if not self._waiting:
            at_the_end(self._session, self._write)
        self._waiting.append(entry)

    async def head(self) -> Head:
        """Give the end of the chain."""
        query = select(_TABLE.c.number, _TABLE.c.hash).order_by(_TABLE.c.number.desc()).limit(1)
        last = (await self._session.execute(query)).first()
        return Head(last.number, last.hash) if last else BEGINNING

    async def of_thing(self, thing: str, actions: Sequence[str], limit: int) -> tuple[Entry, ...]:
        """Give what was done to one thing, the latest first."""
        query = select(*_COLUMNS).where(_TABLE.c.object == thing, _TABLE.c.action.in_(actions))
        rows = await self._session.execute(query.order_by(_TABLE.c.number.desc()).limit(limit))
        return tuple(map(_entry, rows))

    async def walk(self, after: int = 0) -> AsyncIterator[Entry]:
        """Give the entries after a number in order, a batch at a time in memory."""
        while True:
            query = select(*_COLUMNS).where(_TABLE.c.number > after).order_by(_TABLE.c.number).limit(_BATCH)
            rows = (await self._session.execute(query)).all()
            for row in rows:
                yield _entry(row)
            if len(rows) < _BATCH:
                return
            after = rows[-1].number

    def seal(self, hash_: str) -> str:
        """Give what only this installation can say about a hash."""
        return self._ciphers.seal("audit", hash_)

    async def _write(self) -> None:
        await self._session.flush()
        if self._session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            await self._session.execute(select(func.pg_advisory_xact_lock(_WRITING)))
        head, rows = await self.head(), []
        for entry in self._waiting:
            head = Head(head.number + 1, hashed(entry, head.number + 1, head.hash))
            rows.append(self._row(entry, head))
        self._waiting.clear()
        await self._session.execute(insert(AuditRecord), rows)

    def _row(self, entry: NewEntry, head: Head) -> dict[str, Any]:
        return {
            "number": head.number,
            "at": entry.at,
            "by": entry.by,
            "action": entry.action,
            "object": entry.thing,
            "values": entry.values,
            "hash": head.hash,
            "seal": self.seal(head.hash),
        }


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.at, row.by, row.action, row.object, row.values, row.number, row.hash, row.seal)
