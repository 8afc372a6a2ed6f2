"""Insert what is not there yet, on both databases, without an error when somebody else was faster."""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.base import Record


async def insert_new(session: AsyncSession, record: type[Record], **values: Any) -> bool:
    """Insert one row unless it clashes with a unique key; say whether it was inserted."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(record.__table__).values(**values).on_conflict_do_nothing()
    inserted = await session.execute(statement.returning(literal_column("1")))
    return inserted.first() is not None
