"""Column types: exact amounts, UTC moments, encrypted text, JSON documents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.core.database import ciphers_of


class MoneyAmount(TypeDecorator[Decimal]):
    """An exact decimal: NUMERIC where that is exact, text on SQLite, whose NUMERIC is a float."""

    impl = Numeric(18, 4)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(24) if dialect.name == "sqlite" else Numeric(18, 4))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is not None and not isinstance(value, Decimal):
            raise TypeError(f"an amount is a Decimal, not {value!r}")
        return f"{value:f}" if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        short = Decimal(value).normalize()
        return Decimal(f"{short:f}")  # 30 on both databases: neither 30.0000 nor 3E+1


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without a time zone is not stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """Text sealed with the engine's keys; `context` binds the sealed text to its column."""

    impl = Text
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else ciphers_of(dialect).encrypt(value, self.context)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else ciphers_of(dialect).decrypt(value, self.context)


def document() -> JSON:
    """Give the JSON type: JSONB on PostgreSQL, text on SQLite; an absent document is NULL."""
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


Id = Annotated[str, mapped_column(String(36), primary_key=True)]
RowId = Annotated[int, mapped_column(primary_key=True, autoincrement=True)]
Slug = Annotated[str, mapped_column(String(40), primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Hash = Annotated[str, mapped_column(String(64))]
Currency = Annotated[str, mapped_column(String(3))]
Amount = Annotated[Decimal, mapped_column(MoneyAmount())]
Percent = Annotated[Decimal, mapped_column(MoneyAmount())]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]
Day = Annotated[date, mapped_column()]
Document = Annotated[dict[str, Any], mapped_column(document())]
Listing = Annotated[list[Any], mapped_column(document())]


def owned_by(column: str) -> ForeignKey:
    """Give a foreign key of a part that goes when its whole goes."""
    return ForeignKey(column, ondelete="CASCADE")
