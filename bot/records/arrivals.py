"""What has come from Telegram and is kept before it is acknowledged; and who may do what only one process may."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Encrypted, Moment


class TelegramUpdateRecord(Record):
    """One update as Telegram sent it. `chat` keeps each chat's in order; a handled one is forgotten after days."""

    __tablename__ = "telegram_updates"
    __table_args__ = (Index(None, "handled_at", "chat", "update_id"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat: Mapped[str] = mapped_column(String(80))
    content: Mapped[str] = mapped_column(Encrypted("telegram_updates.content"))
    received_at: Mapped[Moment]
    attempts: Mapped[int]
    handled_at: Mapped[Moment | None]
    error: Mapped[str | None] = mapped_column(String(200))


class LeaseRecord(Record):
    """What one process at a time may do, and until when it may without renewing."""

    __tablename__ = "leases"

    name: Mapped[Code] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(120))
    until: Mapped[Moment]
