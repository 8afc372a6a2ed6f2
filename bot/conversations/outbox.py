"""Deliveries owed to channels: at least once, in order within a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversations.mapping import message_of
from bot.conversations.values import Delivery, Message, Owed
from bot.records.conversations import ConversationRecord, MessageRecord, OutboxRecord


class OutboxRepository:
    """Reads and writes the outbox."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def owe(self, message: Message, channel: str, at: datetime) -> None:
        self._session.add(
            OutboxRecord(
                message_id=message.id,
                conversation_id=message.conversation_id,
                channel=channel,
                state="pending",
                attempts=0,
                parts=0,
                next_at=at,
            )
        )
        await self._session.flush()

    async def claim(self, channels: Sequence[str], at: datetime, until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take what is due, at most one a conversation, and set it aside until `until`."""
        earlier = aliased(OutboxRecord)
        blocked = exists().where(
            earlier.conversation_id == OutboxRecord.conversation_id,
            earlier.state == "pending",
            earlier.id < OutboxRecord.id,
        )
        due = (
            select(OutboxRecord)
            .where(
                OutboxRecord.channel.in_(channels),
                OutboxRecord.state == "pending",
                OutboxRecord.next_at <= at,
                ~blocked,
            )
            .order_by(OutboxRecord.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=OutboxRecord)
        )
        claimed = (await self._session.scalars(due)).all()
        for record in claimed:
            record.next_at, record.attempts = until, record.attempts + 1
        await self._session.flush()
        return tuple([await self._delivery(record) for record in claimed])

    async def settle(self, delivery_id: int, state: str, error: str | None, next_at: datetime | None) -> None:
        record = await self._session.get(OutboxRecord, delivery_id)
        if record is None or record.state != "pending":
            return
        record.state, record.error = state, error
        record.next_at = next_at or record.next_at
        await self._session.flush()

    async def unclaim(self, channels: Sequence[str], at: datetime) -> None:
        """Make due what was claimed and never settled; what failed and waits to be tried again goes on waiting."""
        await self._session.execute(
            update(OutboxRecord)
            .where(OutboxRecord.channel.in_(channels), OutboxRecord.state == "pending")
            .where(OutboxRecord.error.is_(None), OutboxRecord.next_at > at)
            .values(next_at=at)
        )

    async def progress(self, delivery_id: int, parts: int, until: datetime) -> None:
        record = await self._session.get(OutboxRecord, delivery_id)
        if record is not None and record.state == "pending":
            record.parts, record.next_at = parts, until
            await self._session.flush()

    async def settle_up_to(self, conversation_id: str, channel: str, seq: int) -> None:
        shown = select(MessageRecord.id).where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.seq <= seq
        )
        await self._session.execute(
            update(OutboxRecord)
            .where(OutboxRecord.conversation_id == conversation_id, OutboxRecord.channel == channel)
            .where(OutboxRecord.state == "pending", OutboxRecord.message_id.in_(shown))
            .values(state="sent")
        )

    async def states(self, conversation_id: str) -> dict[int, str]:
        query = (
            select(MessageRecord.seq, OutboxRecord.state)
            .join(OutboxRecord, OutboxRecord.message_id == MessageRecord.id)
            .where(MessageRecord.conversation_id == conversation_id)
        )
        rows = await self._session.execute(query)
        return {row.seq: row.state for row in rows}

    async def owed(self, conversation_id: str, first: int, last: int) -> dict[int, Owed]:
        query = (
            select(MessageRecord.seq, OutboxRecord.state, OutboxRecord.error, OutboxRecord.attempts)
            .join(OutboxRecord, OutboxRecord.message_id == MessageRecord.id)
            .where(MessageRecord.conversation_id == conversation_id, MessageRecord.seq.between(first, last))
        )
        rows = await self._session.execute(query)
        return {row.seq: Owed(row.state, row.error, row.attempts) for row in rows}

    async def again(self, conversation_id: str, seq: int, at: datetime) -> bool:
        """Make due what was given up; say whether it had been."""
        of_message = select(MessageRecord.id).where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.seq == seq
        )
        failed = await self._session.scalar(
            select(OutboxRecord).where(
                OutboxRecord.message_id == of_message.scalar_subquery(), OutboxRecord.state == "failed"
            )
        )
        if failed is None:
            return False
        failed.state, failed.error, failed.attempts, failed.next_at = "pending", None, 0, at
        await self._session.flush()
        return True

    async def _delivery(self, record: OutboxRecord) -> Delivery:
        message = await self._session.get_one(MessageRecord, record.message_id)
        conversation = await self._session.get_one(ConversationRecord, record.conversation_id)
        return Delivery(
            record.id, message_of(message), record.channel, conversation.sender, record.attempts, record.parts
        )
