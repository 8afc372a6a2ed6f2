"""Messages that travellers change after sending them: the record keeps both texts."""

from __future__ import annotations

from datetime import datetime

from bot.conversations.errors import EmptyMessage
from bot.conversations.transfers import Transfers
from bot.conversations.values import RECORD, Conversation, Edited, Message
from bot.core.texts import clean_text


class Editing(Transfers):
    """What concerns edits."""

    async def edit(
        self, channel: str, sender: str, client_id: str, text: str, at: datetime | None = None
    ) -> Edited | None:
        """Let a traveller's message say something else; None where there is no such message.

        `at` is when the channel says it was edited: what comes late, or twice, changes nothing. A message that was
        read before gets a row of its own in the sequence, whose turn decides whether it is answered again; one that
        still waits is simply read as it is now. Raises EmptyMessage.
        """
        found = await self._repository.find(channel, sender)
        conversation = found and await self._held(found.id)
        message = conversation and await self._repository.by_client_id(conversation.id, client_id)
        if not conversation or not message or message.author != "traveller" or message.payload:
            return None
        cleaned, now = clean_text(text), self._clock.now()
        if not cleaned.text and not message.attached:
            raise EmptyMessage
        edited_at = at or now
        if cleaned.text == message.text or _late(message, at):
            return Edited(conversation.id, message.seq, changed=False)
        was_read = message.handled or await self._is_being_read(conversation, message, now)
        earlier = {"text": message.text, "at": edited_at.isoformat()}
        await self._repository.amend(message, cleaned.text, cleaned.truncated, earlier)
        await self._wake_up(conversation, now, "traveller")
        if was_read and cleaned.text:
            await self._repository.append(
                conversation.id,
                now,
                author="traveller",
                audience=RECORD,
                text=cleaned.text,
                truncated=cleaned.truncated,
                edit_of=message.seq,
                handled=False,
            )
        return Edited(conversation.id, message.seq, changed=True)

    async def _is_being_read(self, conversation: Conversation, message: Message, now: datetime) -> bool:
        """Say whether the turn that runs now is this message's."""
        if not await self._turns.busy(conversation.id, now):
            return False
        earliest = await self._turns.earliest_unhandled(conversation.id)
        return earliest is not None and earliest.seq == message.seq


def _late(message: Message, at: datetime | None) -> bool:
    """Say whether a later edit has come already."""
    if at is None or not message.edits:
        return False
    return datetime.fromisoformat(str(message.edits[-1]["at"])) >= at
