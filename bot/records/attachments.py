"""Files, places, contacts and stickers that were sent; the bytes of files lie sealed under the desk's home."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Encrypted, Id, Moment, owned_by


class AttachmentRecord(Record):
    """One thing sent. `key` opens its file; `facts` are what a thing without bytes says, as JSON.

    `used_at`: when a contact was offered as a proof, which it is once.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        UniqueConstraint("channel", "sender", "client_id"),
        Index(None, "conversation_id", "seq"),
    )

    id: Mapped[Id]
    channel: Mapped[Code]
    sender: Mapped[str] = mapped_column(String(80))
    client_id: Mapped[str] = mapped_column(String(120))
    by: Mapped[str] = mapped_column(String(48))
    conversation_id: Mapped[str | None] = mapped_column(String(36), owned_by("conversations.id"))
    seq: Mapped[int | None]
    position: Mapped[int]
    kind: Mapped[Code]
    name: Mapped[str] = mapped_column(Encrypted("attachments.name"))
    media: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    key: Mapped[str | None] = mapped_column(Encrypted("attachments.key"))
    facts: Mapped[str | None] = mapped_column(Encrypted("attachments.facts"))
    evidence: Mapped[bool]
    used_at: Mapped[Moment | None]
    ticket_id: Mapped[str | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"), index=True)
    at: Mapped[Moment] = mapped_column(index=True)
