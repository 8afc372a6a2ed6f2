"""The migrations and the records say the same."""

from __future__ import annotations

import pytest
from alembic.util import CommandError
from sqlalchemy import inspect, text

from bot.core.database import Database
from bot.records import migrate

NOW = "2026-03-10 02:00:00+00:00"


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


async def test_an_upgrade_loses_no_message(database: Database) -> None:
    await migrate.downgrade(database, "0004")
    conversation = {"id": "c1", "sender": "s", "channel": "widget", "owner": "bot", "at": NOW, "off": False}
    async with database.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO conversations (id, channel, sender, owner, owner_version, status, priority, last_seq,"
                " created_at, updated_at) VALUES (:id, :channel, :sender, :owner, 0, 'open', 2, 1, :at, :at)"
            ),
            conversation,
        )
        await connection.execute(
            text(
                "INSERT INTO messages (conversation_id, seq, author, audience, text, truncated, handled, at)"
                " VALUES (:id, 1, 'traveller', 'all', 'hello', :off, :off, :at)"
            ),
            conversation,
        )
    await migrate.upgrade(database)
    async with database.engine.connect() as connection:
        assert (await connection.scalar(text("SELECT count(*) FROM messages"))) == 1
    async with database.unit_of_work() as session:  # the keys are awake again
        await session.execute(text("DELETE FROM conversations"))
    async with database.engine.connect() as connection:
        assert (await connection.scalar(text("SELECT count(*) FROM messages"))) == 0


async def test_everything_can_be_undone_and_done_again(database: Database) -> None:
    await migrate.downgrade(database)
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert set(tables) <= {"alembic_version"}
    await migrate.upgrade(database)
    await migrate.check(database)
