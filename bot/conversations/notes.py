"""Notes that are put right: by who wrote them, for a quarter of an hour, and the record keeps every text."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.editing import Editing
from bot.conversations.errors import EmptyMessage, NotMyNote
from bot.conversations.values import Message
from bot.core.texts import clean_text

CHANGED_WITHIN = timedelta(minutes=15)


class Notes(Editing):
    """What concerns notes once they are written."""

    async def change_note(self, conversation_id: str, staff_id: str, seq: int, text: str) -> Message:
        """Let a note say something else. Raises NotMyNote, EmptyMessage."""
        cleaned = clean_text(text)
        if not cleaned.text:
            raise EmptyMessage
        return await self._put(conversation_id, staff_id, seq, cleaned.text, cleaned.truncated)

    async def withdraw_note(self, conversation_id: str, staff_id: str, seq: int) -> Message:
        """Take a note's words away; the earlier ones stay on record. Raises NotMyNote."""
        return await self._put(conversation_id, staff_id, seq, "", False)

    async def _put(self, conversation_id: str, staff_id: str, seq: int, text: str, truncated: bool) -> Message:
        await self._held(conversation_id)
        note, now = await self.message(conversation_id, seq), self._clock.now()
        if note is None or note.audience != "staff" or note.staff_id != staff_id or now - note.at > CHANGED_WITHIN:
            raise NotMyNote
        if text == note.text:
            return note
        await self._repository.amend(note, text, truncated, {"text": note.text, "at": now.isoformat()})
        changed = await self.message(conversation_id, seq)
        return changed or note
