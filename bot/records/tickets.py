"""Tickets: a complaint, request, emergency or call-back, as a thread of events."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.base import Record
from bot.records.types import Code, Document, Id, Moment, RowId, owned_by


class TicketRecord(Record):
    """What was asked; what became of it is in the events, and from `state` on a projection of them."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(None, "state", "priority", "deadline", "id"),
        Index(None, "team", "state"),
        Index(None, "staff_id", "state"),
        Index(None, "last_at", "id"),
        Index(None, "deadline", "id"),
        Index(None, "kind", "category", "last_at"),
        Index(None, "cause", "last_at"),
    )

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
    state: Mapped[Code]
    team: Mapped[Code]
    staff_id: Mapped[str | None] = mapped_column(String(36))
    cause: Mapped[Code | None]
    waits: Mapped[Code | None]
    follow_up: Mapped[date | None] = mapped_column(index=True)
    resolved_at: Mapped[Moment | None]
    reopened: Mapped[int]
    reopened_soon: Mapped[int]
    last_at: Mapped[Moment]
    last_kind: Mapped[Code]
    last_by: Mapped[str] = mapped_column(String(80))
    events: Mapped[list[TicketEventRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TicketEventRecord.id"
    )


class TicketEventRecord(Record):
    """What happened (`bot.tickets.states` names what changes the state), by whom and when."""

    __tablename__ = "ticket_events"

    id: Mapped[RowId]
    ticket_id: Mapped[str] = mapped_column(String(36), owned_by("tickets.id"), index=True)
    kind: Mapped[Code]
    by: Mapped[str] = mapped_column(String(80))
    audience: Mapped[Code]
    values: Mapped[Document | None]
    at: Mapped[Moment]


class WorkOrderRecord(Record):
    """Where a work order stands: a projection of its ticket's events, so that a team finds its own."""

    __tablename__ = "work_orders"
    __table_args__ = (
        UniqueConstraint("ticket_id", "number"),
        Index(None, "team", "state"),
        Index(None, "staff_id", "state"),
    )

    id: Mapped[RowId]
    ticket_id: Mapped[str] = mapped_column(String(36), owned_by("tickets.id"))
    number: Mapped[int]
    team: Mapped[Code]
    staff_id: Mapped[str | None] = mapped_column(String(36))
    state: Mapped[Code]
    due: Mapped[Moment | None]
    last_at: Mapped[Moment]
