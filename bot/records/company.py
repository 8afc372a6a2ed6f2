"""The company itself, and marks of what has been done once."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Currency, Document, Listing, Moment, Slug


class CompanyRecord(Record):
    """The one row that says who we are and when people are here."""

    __tablename__ = "company"

    id: Mapped[Slug]
    names: Mapped[Document]
    zone: Mapped[Code]
    currency: Mapped[Currency]
    quote_currencies: Mapped[Listing]
    email: Mapped[str] = mapped_column(String(200))
    website: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[Document | None]
    phones: Mapped[Document]
    emergency_line: Mapped[Code]
    hours: Mapped[Document]
    holidays: Mapped[Listing]
    hold_hours: Mapped[int]
    callback_hours: Mapped[int]
    payment_methods: Mapped[Listing]
    invoice: Mapped[Document | None]


class MarkRecord(Record):
    """Something that happens once: the demo company was loaded."""

    __tablename__ = "marks"

    name: Mapped[Slug]
    at: Mapped[Moment]
