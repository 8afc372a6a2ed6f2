"""Who is at the desk: what each colleague chose, and when their page was last heard of."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Moment, owned_by


class PresenceRecord(Record):
    """One colleague's presence. `since`: when the state was chosen; `given_at`: when they were last given a chat."""

    __tablename__ = "staff_presence"

    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), primary_key=True)
    state: Mapped[Code]
    since: Mapped[Moment]
    last_seen: Mapped[Moment | None]
    given_at: Mapped[Moment | None]
