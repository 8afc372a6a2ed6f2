"""Bring a database's schema up to date, and check that it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"


async def upgrade(database: Database) -> None:
    """Run every migration that the database has not seen, all in one transaction."""
    await _run(database, lambda config: command.upgrade(config, "head"))


async def downgrade(database: Database, revision: str = "base") -> None:
    """Undo migrations down to `revision`."""
    await _run(database, lambda config: command.downgrade(config, revision))


async def check(database: Database) -> None:
    """Raise alembic's error where records and schema differ."""
    await _run(database, command.check)


async def _run(database: Database, work: Callable[[Config], None]) -> None:
    def on_connection(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        work(config)

    async with altering(database) as connection:
        await connection.run_sync(on_connection)


@asynccontextmanager
async def altering(database: Database) -> AsyncIterator[AsyncConnection]:
    """Give a connection in a transaction that may replace tables.

    SQLite alters a table by copying it and dropping the old one, and a dropped table takes along every row that
    names it with ON DELETE CASCADE: the messages of all conversations. So its foreign keys sleep meanwhile.
    """
    async with database.engine.connect() as connection:
        await _heed_foreign_keys(connection, False)
        try:
            async with connection.begin():
                yield connection
        finally:
            await _heed_foreign_keys(connection, True)


async def _heed_foreign_keys(connection: AsyncConnection, heed: bool) -> None:
    """Switch them on SQLite; only outside of a transaction has it any effect."""
    if connection.dialect.name == "sqlite":
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if heed else 'OFF'}")
