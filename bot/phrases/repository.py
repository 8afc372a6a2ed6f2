"""The company's own phrases in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.ids import new_id
from bot.phrases.values import NewPhrase, Phrase
from bot.records.phrases import PhraseRecord
from bot.records.upsert import insert_new


class PhrasesRepository:
    """Reads and writes phrases; a change names the version that it is made to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_all(self) -> tuple[Phrase, ...]:
        found = await self._session.scalars(select(PhraseRecord).order_by(PhraseRecord.shortcut))
        return tuple(map(_phrase, found))

    async def get(self, phrase_id: str) -> Phrase | None:
        query = select(PhraseRecord).where(PhraseRecord.id == phrase_id).execution_options(populate_existing=True)
        record = await self._session.scalar(query)
        return _phrase(record) if record else None

    async def by_shortcut(self, shortcut: str) -> Phrase | None:
        record = await self._session.scalar(select(PhraseRecord).where(PhraseRecord.shortcut == shortcut))
        return _phrase(record) if record else None

    async def add(self, new: NewPhrase, by: str, at: datetime) -> Phrase | None:
        """Insert a phrase; None where its shortcut is taken."""
        phrase_id = new_id()
        values = {"shortcut": new.shortcut, "texts": dict(new.texts), "team": new.team}
        kept = await insert_new(
            self._session, PhraseRecord, id=phrase_id, changed_by=by, changed_at=at, version=1, **values
        )
        return await self.get(phrase_id) if kept else None

    async def change(self, phrase_id: str, version: int, new: NewPhrase, by: str, at: datetime) -> bool:
        """Replace a phrase that still has this version; say whether it had."""
        values = {"shortcut": new.shortcut, "texts": dict(new.texts), "team": new.team}
        statement = (
            update(PhraseRecord)
            .where(PhraseRecord.id == phrase_id, PhraseRecord.version == version)
            .values(changed_by=by, changed_at=at, version=version + 1, **values)
            .returning(PhraseRecord.id)
        )
        return (await self._session.execute(statement)).first() is not None

    async def remove(self, phrase_id: str, version: int) -> bool:
        """Delete a phrase that still has this version; say whether it had."""
        statement = delete(PhraseRecord).where(PhraseRecord.id == phrase_id, PhraseRecord.version == version)
        return (await self._session.execute(statement.returning(PhraseRecord.id))).first() is not None


def _phrase(record: PhraseRecord) -> Phrase:
    return Phrase(
        id=record.id,
        shortcut=record.shortcut,
        texts=record.texts,
        team=record.team,
        changed_by=record.changed_by,
        changed_at=record.changed_at,
        version=record.version,
    )
