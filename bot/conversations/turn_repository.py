"""Leases and unhandled messages in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.mapping import message_of
from bot.conversations.values import Json, Message, Turn
from bot.core.ids import new_id
from bot.records.conversations import ConversationRecord, MessageRecord


class TurnRepository:
    """Reads and writes leases; the conversation's row is locked by the caller."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def busy(self, conversation_id: str, at: datetime) -> bool:
        record = await self._session.get_one(ConversationRecord, conversation_id)
        return record.turn_holder is not None and record.turn_until is not None and record.turn_until > at

    async def lease(self, conversation_id: str, holder: str, until: datetime) -> str:
        """Write the lease; give the mark of this very turn."""
        record = await self._session.get_one(ConversationRecord, conversation_id)
        record.turn_holder, record.turn_until = f"{holder}#{new_id()}", until
        await self._session.flush()
        return record.turn_holder

    async def earliest_unhandled(self, conversation_id: str) -> Message | None:
        query = select(MessageRecord).where(
            MessageRecord.conversation_id == conversation_id, MessageRecord.handled.is_(False)
        )
        record = await self._session.scalar(query.order_by(MessageRecord.seq).limit(1))
        return None if record is None else message_of(record)

    async def person_spoke(self, conversation_id: str, after: int) -> bool:
        """Say whether a colleague has said something to the traveller since a message."""
        spoken = exists().where(
            MessageRecord.conversation_id == conversation_id,
            MessageRecord.seq > after,
            MessageRecord.author == "agent",
            MessageRecord.audience == "all",
        )
        return bool(await self._session.scalar(select(spoken)))

    async def stale(self, message: Message) -> bool:
        """Say whether the answer to the message that this edits is no longer the last thing said."""
        of_message = select(MessageRecord).where(MessageRecord.conversation_id == message.conversation_id)
        same = await self._session.scalars(of_message.where(MessageRecord.edit_of == message.edit_of))
        asked = {message.edit_of, *(record.seq for record in same)}
        spoken = of_message.where(MessageRecord.audience == "all").order_by(MessageRecord.seq.desc()).limit(1)
        last = await self._session.scalar(spoken)
        return last is None or last.author != "assistant" or last.turn_of not in asked

    async def holds(self, turn: Turn) -> bool:
        """Say whether the lease is still this turn's."""
        record = await self._session.get_one(ConversationRecord, turn.conversation_id)
        return record.turn_holder == turn.holder

    async def handled(self, turn: Turn, reading: Json | None, language: str | None) -> None:
        """Mark the message handled and give the lease back."""
        message = await self._session.get_one(MessageRecord, turn.message.id)
        message.handled = True
        message.reading = None if reading is None else dict(reading)
        message.language = language
        if turn.message.edit_of is not None and reading:
            await self._read_again(turn.message, reading, language)
        await self.put_back(turn)

    async def put_back(self, turn: Turn) -> None:
        """Give the lease back, and the message with it where it is not handled."""
        conversation = await self._session.get_one(ConversationRecord, turn.conversation_id)
        conversation.turn_holder = conversation.turn_until = None

    async def _read_again(self, edit: Message, reading: Json, language: str | None) -> None:
        """What the edit was read as is what the message means now."""
        await self._session.execute(
            update(MessageRecord)
            .where(MessageRecord.conversation_id == edit.conversation_id, MessageRecord.seq == edit.edit_of)
            .values(reading=dict(reading), language=language)
        )

    async def unfinished(self) -> tuple[str, ...]:
        query = select(MessageRecord.conversation_id).where(MessageRecord.handled.is_(False)).distinct()
        return tuple(await self._session.scalars(query.order_by(MessageRecord.conversation_id)))

    async def release(self, holder: str) -> None:
        mine = ConversationRecord.turn_holder.startswith(f"{holder}#", autoescape=True)
        await self._session.execute(update(ConversationRecord).where(mine).values(turn_holder=None, turn_until=None))
