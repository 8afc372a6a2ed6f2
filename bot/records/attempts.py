"""Wrong guesses, counted by what is guessed at and by who guesses."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Moment


class AttemptRecord(Record):
    """A counter of wrong tries; the key is a keyed hash."""

    __tablename__ = "attempts"

    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[Moment]
    locked_until: Mapped[Moment | None]
