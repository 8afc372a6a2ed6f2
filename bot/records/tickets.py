"""Tickets: a complaint, request, emergency or call-back, as a thread of events."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.base import Record
from bot.records.types import Code, Document, Id, Moment, RowId, owned_by


class TicketRecord(Record):
    """What was asked; what became of it is in the events."""

    __tablename__ = "tickets"

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    kind: Mapped[Code]
    category: Mapped[Code | None]
    severity: Mapped[Code]
    priority: Mapped[int]
    conversation_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("bookings.id", ondelete="SET NULL"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    facts: Mapped[Document]
    wish: Mapped[str | None] = mapped_column(Text)
    deadline: Mapped[Moment]
    opened_at: Mapped[Moment]
    events: Mapped[list[TicketEventRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TicketEventRecord.id"
    )


class TicketEventRecord(Record):
    """opened | assigned | noted | proposed | accepted | refused | resolved | reopened | closed, by whom and when."""

    __tablename__ = "ticket_events"

    id: Mapped[RowId]
    ticket_id: Mapped[str] = mapped_column(String(36), owned_by("tickets.id"), index=True)
    kind: Mapped[Code]
    by: Mapped[str] = mapped_column(String(80))
    audience: Mapped[Code]
    values: Mapped[Document | None]
    at: Mapped[Moment]
