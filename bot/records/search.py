"""What is searched: the words of every message, and of people, bookings and tickets.

On SQLite each of the two tables has a full-text table beside it (`…_fts`, filled by triggers); on PostgreSQL `tokens`
is a `tsvector` with an index. Entries go with what they are about, by foreign key.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Dialect, Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.records.base import Record
from bot.records.types import Code, RowId, owned_by


class Tokens(TypeDecorator[Collection[str]]):
    """A set of words without spaces: written once and matched, never read."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        words = sorted(value)
        return " ".join(map(quoted, words) if dialect.name == "postgresql" else words)


def quoted(word: str) -> str:
    """Write a word of a tsvector or a tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


class SearchedMessageRecord(Record):
    """The words of a message."""

    __tablename__ = "searched_messages"
    __table_args__ = (Index(None, "tokens", postgresql_using="gin").ddl_if(dialect="postgresql"),)

    message_id: Mapped[int] = mapped_column(owned_by("messages.id"), primary_key=True, autoincrement=False)
    tokens: Mapped[Collection[str]] = mapped_column(Tokens())


class SearchedThingRecord(Record):
    """The words of a customer, an account, a booking or a ticket; those of names and numbers are keyed hashes."""

    __tablename__ = "searched_things"
    __table_args__ = (Index(None, "tokens", postgresql_using="gin").ddl_if(dialect="postgresql"),)

    id: Mapped[RowId]
    kind: Mapped[Code]
    customer_id: Mapped[str | None] = mapped_column(String(36), owned_by("customers.id"), unique=True)
    account_id: Mapped[int | None] = mapped_column(owned_by("channel_identities.id"), unique=True)
    booking_id: Mapped[str | None] = mapped_column(String(36), owned_by("bookings.id"), unique=True)
    ticket_id: Mapped[str | None] = mapped_column(String(36), owned_by("tickets.id"), unique=True)
    tokens: Mapped[Collection[str]] = mapped_column(Tokens())
