"""The audit log."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Hash, Moment


class AuditRecord(Record):
    """One change or look; `hash` covers this row and the hash of the one before, `seal` is the hash's keyed hash."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(48), index=True)
    action: Mapped[Code]
    object: Mapped[str] = mapped_column(String(80), index=True)
    values: Mapped[Document | None]
    hash: Mapped[Hash]
    seal: Mapped[Hash]
