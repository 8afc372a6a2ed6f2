"""Addresses of other programs that are told what happens, and what each of them is still to be told."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Encrypted, Id, Listing, Moment, RowId, owned_by


class WebhookRecord(Record):
    """Who is told: an address, the events it wants, the secret that signs; nothing arrives `failing_since`."""

    __tablename__ = "webhooks"

    id: Mapped[Id]
    url: Mapped[str] = mapped_column(Text)
    events: Mapped[Listing]
    secret: Mapped[str] = mapped_column(Encrypted("webhooks.secret"))
    active: Mapped[bool]
    reason: Mapped[Code | None]
    failing_since: Mapped[Moment | None]
    created_by: Mapped[str] = mapped_column(String(48))
    created_at: Mapped[Moment]


class WebhookDeliveryRecord(Record):
    """One event for one webhook. Those about one `thing` go out one after the other, in the order of their ids."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index(None, "state", "next_at"),
        Index(None, "webhook_id", "thing", "state"),
    )

    id: Mapped[RowId]
    webhook_id: Mapped[str] = mapped_column(String(36), owned_by("webhooks.id"))
    event: Mapped[Code]
    thing: Mapped[str] = mapped_column(String(80))
    data: Mapped[Document]
    at: Mapped[Moment]
    state: Mapped[Code]
    attempts: Mapped[int]
    next_at: Mapped[Moment]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(200))
