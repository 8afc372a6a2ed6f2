"""Change of keys: seal everything again with the first key, so that the old one can be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, Text, literal, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.records.all import metadata
from bot.records.types import Encrypted


async def reseal(session: AsyncSession, ciphers: Ciphers) -> int:
    """Seal with the first key whatever an older one sealed; give the number of values changed.

    Lookup hashes have a key of their own, which does not rotate: they keep finding what they found.
    """
    return sum([await _reseal(session, ciphers, column) for column in encrypted_columns()])


def encrypted_columns() -> Iterator[Column[Any]]:
    """Give every column that holds sealed text."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Encrypted):
                yield column


async def _reseal(session: AsyncSession, ciphers: Ciphers, column: Column[Any]) -> int:
    table, changed = column.table, 0
    assert isinstance(table, Table) and isinstance(column.type, Encrypted)
    keys = list(table.primary_key.columns)
    sealed = type_coerce(column, Text())
    rows = (await session.execute(select(sealed, *keys).where(column.is_not(None)))).all()
    for old, *values in rows:
        if not ciphers.is_current(old):
            fresh = ciphers.encrypt(ciphers.decrypt(old, column.type.context), column.type.context)
            this = [key == value for key, value in zip(keys, values, strict=True)]
            await session.execute(update(table).where(*this).values({column: literal(fresh, Text())}))
            changed += 1
    return changed
