"""Colleagues called into a conversation, and how far each has read it."""

from __future__ import annotations

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Moment, RowId, owned_by


class MentionRecord(Record):
    """A colleague named in a note; unread until they have looked."""

    __tablename__ = "mentions"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq", "staff_id"),
        Index(None, "staff_id", "seen_at"),
    )

    id: Mapped[RowId]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"))
    seq: Mapped[int]
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"))
    by: Mapped[str] = mapped_column(String(48))
    at: Mapped[Moment]
    seen_at: Mapped[Moment | None]


class SeenRecord(Record):
    """Up to which message a colleague has seen a conversation."""

    __tablename__ = "seen"

    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"), primary_key=True, index=True)
    seq: Mapped[int]
