"""Alembic's door: runs the migrations on a connection it is given, or on the database of the settings."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON, Connection

from bot.core.database import build_database
from bot.core.secrets import load_settings
from bot.records.all import metadata
from bot.records.migrate import altering
from bot.records.types import Encrypted, MoneyAmount, UtcDateTime

_WRITTEN = {
    Encrypted: "sa.Text()",
    UtcDateTime: "sa.DateTime(timezone=True)",
    MoneyAmount: "types.MoneyAmount()",
    JSON: "types.document()",
}


def write_type(kind: str, value: Any, _context: object) -> str | Literal[False]:
    """Write our column types shortly, and as what they are in the database."""
    return _WRITTEN.get(type(value), False) if kind == "type" else False


def is_ours(thing: Any, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leave out what full-text search is made of on SQLite only, or on PostgreSQL only: see `bot/records/search.py`."""
    if kind == "index" and context.get_context().dialect.name == "sqlite":
        return not (thing.dialect_options["postgresql"]["using"])
    return kind != "table" or "_fts" not in (name or "")


def run(connection: Connection) -> None:
    """Run the migrations asked for."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by copying it
        render_item=write_type,
        include_object=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_on_own_database() -> None:
    """Open the database that the settings name."""
    database = build_database(load_settings().database, ciphers=None)
    async with altering(database) as connection:
        await connection.run_sync(run)
    await database.close()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_on_own_database())
