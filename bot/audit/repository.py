"""The audit log in the database: rows are added, never changed; triggers of the database refuse anything else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.chain import BEGINNING, hashed
from bot.audit.values import Entry, Head, NewEntry, Sought
from bot.core.crypto import Ciphers
from bot.core.database import at_the_end
from bot.records.audit import AuditRecord

# Any number, the same in every process: whoever holds it writes the chain's next entries.
_WRITING = 0x7472697064657368
_BATCH = 500
_HIGHEST = 2**31 - 1
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

    async def hash_of(self, number: int) -> str | None:
        """Give the hash of the entry with a number."""
        hashed_: str | None = await self._session.scalar(select(_TABLE.c.hash).where(_TABLE.c.number == number))
        return hashed_

    async def page(self, sought: Sought, before: int | None, limit: int) -> Sequence[Entry]:
        """Give entries below a number, the latest first."""
        query = select(*_COLUMNS).where(*_conditions(sought)).order_by(_TABLE.c.number.desc()).limit(limit)
        query = query if before is None else query.where(_TABLE.c.number < before)
        return [_entry(row) for row in await self._session.execute(query)]

    async def batch(self, sought: Sought, after: int, last: int, limit: int = _BATCH) -> Sequence[Entry]:
        """Give the next entries after a number, up to a last one, in order."""
        within = _TABLE.c.number > after, _TABLE.c.number <= last
        query = select(*_COLUMNS).where(*within, *_conditions(sought)).order_by(_TABLE.c.number).limit(limit)
        return [_entry(row) for row in await self._session.execute(query)]

    async def walk(self) -> AsyncIterator[Entry]:
        """Give every entry in order, a batch at a time in memory."""
        after = 0
        while entries := await self.batch(Sought(), after, _HIGHEST):
            for entry in entries:
                yield entry
            after = entries[-1].number

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


def _conditions(sought: Sought) -> Sequence[ColumnElement[bool]]:
    columns = _TABLE.c
    conditions = (
        None if sought.by is None else columns.by == sought.by,
        None if sought.action is None else columns.action.startswith(sought.action, autoescape=True),
        None if sought.thing is None else columns.object == sought.thing,
        None if sought.since is None else columns.at >= sought.since,
        None if sought.until is None else columns.at < sought.until,
    )
    return [one for one in conditions if one is not None]


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.at, row.by, row.action, row.object, row.values, row.number, row.hash, row.seal)
