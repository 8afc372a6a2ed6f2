"""What clocks go by, and how the clocks that were met had run."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Moment, RowId, Slug, owned_by


class ClockRulesRecord(Record):
    """The one row with this installation's rules; without it those of `data/clocks.yml` hold."""

    __tablename__ = "clock_rules"

    id: Mapped[Slug]
    version: Mapped[int]
    rules: Mapped[Document]


class ClockRunRecord(Record):
    """A clock that was met: since when, by whom, within its limit or not. Judged by the rules of that day.

    `seconds` and `business_seconds`: how long it ran, pauses left out.
    """

    __tablename__ = "clock_runs"
    __table_args__ = (UniqueConstraint("conversation_id", "kind", "since"),)

    id: Mapped[RowId]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"))
    kind: Mapped[Code]
    since: Mapped[Moment]
    ended_at: Mapped[Moment] = mapped_column(index=True)
    seconds: Mapped[int]
    business_seconds: Mapped[int]
    kept: Mapped[bool]
    priority: Mapped[int]
    team: Mapped[Code]
    by: Mapped[str] = mapped_column(String(48))
    language: Mapped[Code | None]
