"""A unit of work is all or nothing, and a database's errors become ours."""

from __future__ import annotations

import asyncio
import inspect
import threading
from pathlib import Path

import pytest
from sqlalchemy import exc, func, select

from bot.core.database import Database, build_database, translate
from bot.core.errors import Conflict, DataError, DeskError, Refusal, Unavailable
from bot.core.sqlite import ClosingConnection
from bot.records.company import MarkRecord
from tests.conftest import NOW


class Remembered(Refusal):
    remembered = True


async def marks(database: Database) -> int:
    async with database.unit_of_work(write=False) as session:
        return await session.scalar(select(func.count()).select_from(MarkRecord)) or 0


async def test_work_is_kept_at_the_end(database: Database) -> None:
    async with database.unit_of_work() as session:
        session.add(MarkRecord(name="x", at=NOW))
    assert await marks(database) == 1


@pytest.mark.parametrize(
    ("error", "kept"), [(RuntimeError("x"), 0), (Refusal("x"), 0), (Remembered("x"), 1), (asyncio.CancelledError(), 0)]
)
async def test_an_error_undoes_it_unless_it_is_to_be_remembered(
    database: Database, error: BaseException, kept: int
) -> None:
    with pytest.raises(type(error)):
        async with database.unit_of_work() as session:
            session.add(MarkRecord(name="x", at=NOW))
            await session.flush()
            raise error
    assert await marks(database) == kept


async def test_two_of_one_name_are_a_conflict(database: Database) -> None:
    async with database.unit_of_work() as session:
        session.add(MarkRecord(name="x", at=NOW))
    with pytest.raises(Conflict):
        async with database.unit_of_work() as session:
            session.add(MarkRecord(name="x", at=NOW))


async def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    for url in (f"sqlite+aiosqlite:///{tmp_path}/none/x.db", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        database = build_database(url, None)
        with pytest.raises(Unavailable):
            async with database.unit_of_work() as session:
                await session.execute(select(1))
        await database.close()
    # The driver lets go of a connection that never was without waiting: its thread still wants this test's loop.
    for thread in set(threading.enumerate()) - before:
        await asyncio.to_thread(thread.join, 5)


async def test_a_full_disk_is_unavailable_and_what_was_stays(empty_sqlite: str) -> None:
    database = build_database(empty_sqlite, None)
    async with database.unit_of_work() as session:
        connection = await session.connection()
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        session.add(MarkRecord(name="kept", at=NOW))
    with pytest.raises(Unavailable):
        async with database.unit_of_work() as session:
            session.add_all(MarkRecord(name=f"{number:040}", at=NOW) for number in range(3000))
            await session.flush()
    assert await marks(database) == 1
    await database.close()


async def test_a_lock_that_is_held_too_long_is_unavailable(empty_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.core.database.BUSY_SECONDS", 0)
    database = build_database(empty_sqlite, None)
    async with database.unit_of_work() as holder:
        await holder.execute(select(1))
        with pytest.raises(Unavailable):
            async with database.unit_of_work() as session:
                await session.execute(select(1))
        async with database.unit_of_work(write=False) as reader:
            await reader.execute(select(1))
    await database.close()


def test_a_connection_may_be_closed_twice() -> None:
    connection = ClosingConnection(":memory:")
    connection.execute("BEGIN")
    connection.close()
    connection.close()


def test_every_error_of_the_database_driver_is_translated() -> None:
    family = [one for one in vars(exc).values() if inspect.isclass(one) and issubclass(one, exc.DBAPIError)]
    assert len(family) >= 8
    for kind in family:
        assert isinstance(translate(kind("SELECT", {}, Exception("x"))), DeskError)
    assert isinstance(translate(exc.TimeoutError()), Unavailable)
    assert isinstance(translate(exc.DataError("SELECT", {}, Exception("x"))), DataError)
    assert translate(KeyError("ours")) is None
