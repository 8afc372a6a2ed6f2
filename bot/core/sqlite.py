"""SQLite behind the asynchronous driver: one trip to the connection's thread for a statement, instead of four."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite


class ClosingConnection(sqlite3.Connection):
    """A connection that gives the write lock back when it is closed.

    A unit of work that is cancelled (a browser goes away, a process stops) may leave a statement half read. Python
    closes such a connection only once that statement is collected, and until then nobody else can write.
    """

    def close(self) -> None:
        """Undo what is open, then close; a second time, as after a cancellation, does nothing."""
        with suppress(sqlite3.ProgrammingError):  # closed already
            if self.in_transaction:
                self.rollback()
        super().close()


class OneTripCursor(aiosqlite.Cursor):
    """A cursor that fetches every row as it executes: half of what a statement costs here is going to and fro."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._conn = connection
        self._rows: Sequence[Any] = ()

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OneTripCursor:
        """Execute and fetch."""
        self._rows = await self._conn._execute(self._both, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> OneTripCursor:
        """Execute with each of some parameters."""
        await self._conn._execute(self._many, sql, parameters)  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> Iterable[Any]:
        """Give the rows."""
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        """Nothing is open: every row was fetched."""

    def _both(self, sql: str, parameters: Any) -> Sequence[Any]:
        self._cursor = self._conn._conn.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else ()

    def _many(self, sql: str, parameters: Iterable[Any]) -> None:
        self._cursor = self._conn._conn.executemany(sql, parameters)


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors begin without a trip."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """Give a cursor; the driver's own first asks the thread for one."""
        return OneTripCursor(self)


def connect(database: str | Path, **options: Any) -> OneTripConnection:
    """Give a connection to a file, as `aiosqlite.connect` does."""
    opened = partial(sqlite3.connect, database, factory=ClosingConnection, **options)
    connection = OneTripConnection(opened, iter_chunk_size=64)
    # As SQLAlchemy does for the driver's own: a process that ends does not wait for it.
    connection._thread.daemon = True
    return connection
