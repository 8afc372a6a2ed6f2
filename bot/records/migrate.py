"""Bring a database's schema up to date, and check that it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

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

    async with database.engine.begin() as connection:
        await connection.run_sync(on_connection)
