"""The database: engine, sessions and the unit of work. The one place where foreign errors become ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event, exc
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session

from bot.core import sqlite
from bot.core.crypto import Ciphers
from bot.core.errors import Conflict, DataError, DeskError, Refusal, Unavailable

BUSY_SECONDS = 20
_READ_ONLY = "desk_read_only"
_CIPHERS = "desk_ciphers"
_LAST = "desk_last"


class KeepingSession(Session):
    """A session that holds what it has loaded until its end.

    Left alone it forgets records that nobody else holds, and ours are turned into values as soon as they are read:
    a turn would read the conversation's row nine times.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: set[object] = set()

    def keep(self, record: object) -> None:
        """Hold a record."""
        self._kept.add(record)


class Database:
    """One engine and its units of work."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        reading = engine.execution_options(**{_READ_ONLY: True})
        options: Any = {"expire_on_commit": False, "sync_session_class": KeepingSession}
        self._writers = async_sessionmaker(engine, **options)
        self._readers = async_sessionmaker(reading, **options)
        self._line = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def unit_of_work(self, *, write: bool = True) -> AsyncIterator[AsyncSession]:
        """Give a session; commit once at the end, or undo everything when an error passes through.

        `write=False` promises to change nothing: SQLite then needs no write lock.
        """
        async with self._in_line(write), self._work(write) as session:
            yield session

    @asynccontextmanager
    async def _in_line(self, write: bool) -> AsyncIterator[None]:
        """Wait for the writer before us. SQLite has one at a time; left to itself it lets them sleep and try again."""
        if not write or self._line is None:
            yield
            return
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self._line.acquire()
        except TimeoutError:
            raise Unavailable("database") from None
        try:
            yield
        finally:
            self._line.release()

    @asynccontextmanager
    async def _work(self, write: bool) -> AsyncIterator[AsyncSession]:
        session = (self._writers if write else self._readers)()
        try:
            yield session
            await _finish(session)
        except BaseException as error:
            if isinstance(error, Refusal) and error.remembered:
                await _commit_remembered(session)
                raise
            await _undo(session)
            ours = translate(error)
            if ours is None:
                raise
            raise ours from error
        finally:
            await session.close()

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


event.listen(KeepingSession, "loaded_as_persistent", KeepingSession.keep)
event.listen(KeepingSession, "pending_to_persistent", KeepingSession.keep)


def build_database(url: str, ciphers: Ciphers | None, **options: Any) -> Database:
    """Open a database by address; `ciphers` travel on the engine to the encrypted columns."""
    if make_url(url).get_backend_name() == "sqlite":
        options = {"connect_args": {"async_creator_fn": sqlite.connect}, **options}
    else:
        options = {"pool_pre_ping": True, "pool_size": 10, **options}
    engine = create_async_engine(url, **options)
    setattr(engine.dialect, _CIPHERS, ciphers)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def ciphers_of(dialect: object) -> Ciphers:
    """Give the keys of the engine that a column is being read or written through."""
    ciphers = getattr(dialect, _CIPHERS, None)
    if ciphers is None:
        raise DataError("database", "opened without encryption keys")
    assert isinstance(ciphers, Ciphers)
    return ciphers


def translate(error: BaseException) -> DeskError | None:
    """Give our error for a database's, or None for what is not the database's fault."""
    if isinstance(error, exc.IntegrityError):
        return Conflict("record", detail=type(error.orig).__name__)
    if isinstance(error, exc.DataError):
        return DataError("database", type(error.orig).__name__)
    if isinstance(error, (exc.DBAPIError, exc.TimeoutError, exc.DisconnectionError, sqlite3.Error)):
        return Unavailable("database")
    return None


def at_the_end(session: AsyncSession, work: Callable[[], Awaitable[None]]) -> None:
    """Have something done just before the unit of work commits, when it waits for nobody any more."""
    session.info.setdefault(_LAST, []).append(work)


async def _finish(session: AsyncSession) -> None:
    for work in session.info.pop(_LAST, ()):
        await work()
    await session.commit()


async def _commit_remembered(session: AsyncSession) -> None:
    try:
        await _finish(session)
    except exc.SQLAlchemyError as error:
        await _undo(session)
        raise (translate(error) or error) from error


async def _undo(session: AsyncSession) -> None:
    """Roll back; a connection already gone has nothing to roll back."""
    try:
        await session.rollback()
    except exc.DBAPIError:
        await session.invalidate()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Let SQLAlchemy begin transactions itself, and set what SQLite forgets between connections."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start: a reader that turns writer later cannot wait for it, it fails."""
    reading = connection.get_execution_options().get(_READ_ONLY)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
