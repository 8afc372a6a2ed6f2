"""How travellers rate a talk."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Encrypted, Id, Moment, owned_by


class SurveyRecord(Record):
    """Asked once: a score from 1 to 5, and perhaps a comment. `staff_id`: whose talk it was, None: the assistant's."""

    __tablename__ = "surveys"
    __table_args__ = (Index(None, "conversation_id", "asked_at"),)

    id: Mapped[Id]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"))
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[Moment]
    score: Mapped[int | None]
    rated_at: Mapped[Moment | None]
    comment: Mapped[str | None] = mapped_column(Encrypted("surveys.comment"))
    closed_at: Mapped[Moment | None]
