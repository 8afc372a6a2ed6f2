"""The migrations and the records say the same."""

from __future__ import annotations

import pytest
from alembic.util import CommandError
from sqlalchemy import inspect, text

from bot.core.database import Database
from bot.records import migrate


async def test_migrations_and_records_are_the_same(database: Database) -> None:
    await migrate.check(database)


async def test_a_column_that_no_migration_made_is_noticed(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE marks ADD COLUMN extra INTEGER"))
    try:
        with pytest.raises(CommandError):
            await migrate.check(database)
    finally:
        async with database.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE marks DROP COLUMN extra"))


async def test_everything_can_be_undone_and_done_again(database: Database) -> None:
    await migrate.downgrade(database)
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert set(tables) <= {"alembic_version"}
    await migrate.upgrade(database)
    await migrate.check(database)
