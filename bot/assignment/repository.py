"""What assignment asks the database: how much everybody has in hand, and who was asked about what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.offers import DECLINED, EXPIRED
from bot.conversations.values import QUEUE, agent
from bot.records.conversations import ConversationEventRecord, ConversationRecord

# (staff id, kind, at) of what has happened to the offers of a conversation.
Asked = tuple[str, str, datetime]


class AssignmentRepository:
    """Reads only; conversations are changed by their own service."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def held(self, staff_ids: Iterable[str], at: datetime) -> Mapping[str, int]:
        """Count the open chats of these colleagues that are not put off."""
        put_off = ConversationRecord.snoozed_until
        query = select(ConversationRecord.owner, func.count()).where(
            ConversationRecord.status == "open",
            ConversationRecord.owner.in_([agent(one) for one in staff_ids]),
            or_(put_off.is_(None), put_off <= at),
        )
        rows = await self._session.execute(query.group_by(ConversationRecord.owner))
        return {owner.removeprefix("agent:"): count for owner, count in rows}

    async def asked(self, conversation_ids: Sequence[str]) -> Mapping[str, Sequence[Asked]]:
        """Give what became of the offers of each conversation, since its owner changed last."""
        event = ConversationEventRecord
        of_these = event.conversation_id.in_(conversation_ids)
        changed = select(event.conversation_id, func.max(event.id).label("id")).where(of_these, event.to_owner == QUEUE)
        since = changed.group_by(event.conversation_id).subquery()
        query = select(event.conversation_id, event.kind, event.note, event.at).where(
            of_these, event.kind.in_(("offered", DECLINED, EXPIRED))
        )
        query = query.join(since, since.c.conversation_id == event.conversation_id).where(event.id > since.c.id)
        found: dict[str, list[Asked]] = defaultdict(list)
        for conversation_id, kind, note, at in await self._session.execute(query.order_by(event.id)):
            found[conversation_id].append((_whom(note), kind, at))
        return found


def _whom(note: Mapping[str, Any] | None) -> str:
    return str((note or {}).get("to") or "")
