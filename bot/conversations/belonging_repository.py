"""Whose conversations are whose, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.mapping import conversation_of
from bot.conversations.values import Conversation
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord

# What stands where something was said.
BLANK = "—"


class BelongingRepository:
    """Reads and changes conversations by the customer they belong to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_customer(self, customer_id: str) -> tuple[Conversation, ...]:
        query = select(ConversationRecord).where(ConversationRecord.customer_id == customer_id)
        query = query.order_by(ConversationRecord.updated_at.desc(), ConversationRecord.id)
        return tuple(map(conversation_of, await self._session.scalars(query)))

    async def reassign(self, holder: str, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        query = update(ConversationRecord).where(ConversationRecord.customer_id == holder)
        if only is not None:
            query = query.where(ConversationRecord.id.in_(only))
        moved = await self._session.scalars(query.values(customer_id=to).returning(ConversationRecord.id))
        return tuple(sorted(moved))

    async def blank(self, conversation_ids: Sequence[str]) -> None:
        """Take out every word; that there were messages, when and in which order, stays."""
        said = update(MessageRecord).where(MessageRecord.conversation_id.in_(conversation_ids))
        await self._session.execute(said.values(**_NOTHING_SAID))
        happened = update(ConversationEventRecord).where(ConversationEventRecord.conversation_id.in_(conversation_ids))
        await self._session.execute(happened.values(note=None))
        of_them = update(ConversationRecord).where(ConversationRecord.id.in_(conversation_ids))
        await self._session.execute(of_them.values(customer_id=None, summary=None))


_NOTHING_SAID: dict[str, Any] = {
    "text": BLANK,
    **dict.fromkeys(("payload", "key", "values", "buttons", "reading", "edits")),
}
