"""Mentions and reading marks in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.mentions.values import Mention
from bot.records.mentions import MentionRecord, SeenRecord
from bot.records.upsert import insert_new


class MentionsRepository:
    """Reads and writes who was called, and how far each has read."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, mention: Mention) -> bool:
        """Add a mention; say whether it is new."""
        return await insert_new(
            self._session,
            MentionRecord,
            conversation_id=mention.conversation_id,
            seq=mention.seq,
            staff_id=mention.staff_id,
            by=mention.by,
            at=mention.at,
        )

    async def keep_only(self, conversation_id: str, seq: int, staff_ids: Sequence[str]) -> None:
        """Delete the mentions of a note but for these."""
        of_note = MentionRecord.conversation_id == conversation_id, MentionRecord.seq == seq
        await self._session.execute(delete(MentionRecord).where(*of_note, MentionRecord.staff_id.not_in(staff_ids)))

    async def of_messages(self, conversation_id: str, first: int, last: int) -> tuple[Mention, ...]:
        query = select(MentionRecord).where(
            MentionRecord.conversation_id == conversation_id, MentionRecord.seq.between(first, last)
        )
        return tuple(map(_mention, await self._session.scalars(query.order_by(MentionRecord.seq, MentionRecord.id))))

    async def called(self, conversation_id: str, staff_id: str) -> bool:
        mine = exists().where(MentionRecord.conversation_id == conversation_id, MentionRecord.staff_id == staff_id)
        return bool(await self._session.scalar(select(mine)))

    async def unread(self, staff_id: str, most: int) -> int:
        """Count the conversations with a mention not yet looked at, up to `most`."""
        waiting = select(MentionRecord.conversation_id).where(
            MentionRecord.staff_id == staff_id, MentionRecord.seen_at.is_(None)
        )
        counted = waiting.distinct().limit(most).subquery()
        return await self._session.scalar(select(func.count()).select_from(counted)) or 0

    async def see(self, conversation_id: str, staff_id: str, seq: int, at: datetime) -> None:
        if not await insert_new(self._session, SeenRecord, staff_id=staff_id, conversation_id=conversation_id, seq=seq):
            mine = SeenRecord.staff_id == staff_id, SeenRecord.conversation_id == conversation_id
            await self._session.execute(update(SeenRecord).where(*mine, SeenRecord.seq < seq).values(seq=seq))
        of_me = MentionRecord.staff_id == staff_id, MentionRecord.conversation_id == conversation_id
        unread = MentionRecord.seen_at.is_(None), MentionRecord.seq <= seq
        await self._session.execute(update(MentionRecord).where(*of_me, *unread).values(seen_at=at))

    async def seen(self, conversation_id: str, staff_id: str) -> int:
        record = await self._session.get(SeenRecord, (staff_id, conversation_id), populate_existing=True)
        return 0 if record is None else record.seq


def _mention(record: MentionRecord) -> Mention:
    return Mention(record.conversation_id, record.seq, record.staff_id, record.by, record.at, record.seen_at)
