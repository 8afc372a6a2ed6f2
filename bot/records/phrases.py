"""The company's own phrases."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Id, Moment


class PhraseRecord(Record):
    """Something colleagues often say: `texts` by language, for one team or all; `version` counts its changes."""

    __tablename__ = "phrases"

    id: Mapped[Id]
    shortcut: Mapped[str] = mapped_column(String(40), unique=True)
    texts: Mapped[Document]
    team: Mapped[Code | None]
    changed_by: Mapped[str] = mapped_column(String(48))
    changed_at: Mapped[Moment]
    version: Mapped[int]
