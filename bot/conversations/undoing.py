"""Snoozing, and taking back a snooze or an end within some seconds, as if it had never been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.conversations.errors import NothingToUndo, SnoozeRefused
from bot.conversations.notes import Notes
from bot.conversations.undo_repository import Undo, UndoRepository
from bot.conversations.values import RESOLVED, SNOOZED, UNTIL_WRITTEN, Conversation, Farewell, agent

# The page offers it for ten seconds; the rest is for slow lines.
UNDO_WITHIN = timedelta(seconds=12)
# After that long the last words of a talk would puzzle more than please.
FAREWELL_WITHIN = timedelta(hours=1)
LONGEST_SNOOZE = timedelta(days=366)
AT_ONCE = 100


class Undoing(Notes):
    """What concerns second thoughts, and conversations that are put off."""

    _undos: UndoRepository

    async def snooze(
        self, conversation_id: str, staff_id: str, until: datetime | None, expected_version: int | None = None
    ) -> Conversation:
        """Put my conversation off until a moment, or (None) until the traveller writes; either way they wake it.

        Raises OwnedByAnother, StalePage, SnoozeRefused.
        """
        conversation, now = await self._owned(conversation_id, staff_id, expected_version), self._clock.now()
        if until is not None and not now < until <= now + LONGEST_SNOOZE:
            raise SnoozeRefused
        me, ends = agent(staff_id), until or UNTIL_WRITTEN
        details = {"until": ends.isoformat()}
        after = await self._pass(conversation, "snoozed", me, me, details=details, status=SNOOZED, snoozed_until=ends)
        await self._remember(conversation, after, staff_id, SNOOZED)
        return after

    async def resolve(self, conversation_id: str, staff_id: str, expected_version: int | None = None) -> Conversation:
        """Close the conversation. What is said to the traveller then waits until it cannot be undone: `farewell`.

        Raises OwnedByAnother, StalePage.
        """
        before = await self._held(conversation_id)
        after = await super().resolve(conversation_id, staff_id, expected_version)
        await self._remember(before, after, staff_id, RESOLVED)
        return after

    async def undo(self, conversation_id: str, staff_id: str) -> Conversation:
        """Put the conversation back to what it was before my last snooze or resolve. Raises NothingToUndo."""
        conversation = await self._held(conversation_id)
        undo = await self._undos.get(conversation_id)
        if undo is None or undo.staff_id != staff_id or not self._stands(conversation, undo):
            raise NothingToUndo
        await self._undos.drop(conversation_id)
        changes = _read(undo.before)
        owner = str(changes.pop("owner"))
        return await self._pass(conversation, "undone", agent(staff_id), owner, details={"of": undo.kind}, **changes)

    async def undoable(self, conversation: Conversation, staff_id: str) -> datetime | None:
        """Give until when a colleague may take back what they did last; None where they may not."""
        undo = await self._undos.get(conversation.id)
        if undo is None or undo.staff_id != staff_id or not self._stands(conversation, undo):
            return None
        return undo.until

    async def farewells(self) -> tuple[str, ...]:
        """Give the conversations whose last act can no longer be taken back."""
        return await self._undos.over(self._clock.now(), AT_ONCE)

    async def farewell(self, conversation_id: str) -> Farewell | None:
        """Close the time for second thoughts, once; None where nothing is to be said for it."""
        conversation, now = await self._held(conversation_id), self._clock.now()
        undo = await self._undos.get(conversation_id)
        if undo is None or undo.until > now:
            return None
        await self._undos.drop(conversation_id)
        stayed = (conversation.status, conversation.owner_version) == (RESOLVED, undo.version)
        if undo.kind != RESOLVED or not stayed or now - undo.until > FAREWELL_WITHIN:
            return None
        return Farewell(conversation, undo.staff_id)

    async def slept(self) -> tuple[str, ...]:
        """Give the snoozed conversations whose time has come."""
        return await self._repository.snoozed_until(self._clock.now(), AT_ONCE)

    async def wake_up(self, conversation_id: str) -> Conversation | None:
        """End a snooze whose time has come; None where it has ended otherwise."""
        conversation, now = await self._held(conversation_id), self._clock.now()
        if conversation.snoozed_until is None or conversation.snoozed_until > now:
            return None
        if not await self._wake_up(conversation, now, "system"):
            return None
        return await self.get(conversation_id)

    async def _remember(self, before: Conversation, after: Conversation, staff_id: str, kind: str) -> None:
        until = self._clock.now() + UNDO_WITHIN
        await self._undos.put(Undo(before.id, staff_id, kind, after.owner_version, _written(before), until))

    def _stands(self, conversation: Conversation, undo: Undo) -> bool:
        """Say whether nothing has happened since, and it is not too late."""
        now_is = conversation.status, conversation.owner_version
        return now_is == (undo.kind, undo.version) and self._clock.now() <= undo.until


_MOMENTS = ("waiting_since", "snoozed_until")


def _written(before: Conversation) -> Mapping[str, object]:
    moments = {name: getattr(before, name) for name in _MOMENTS}
    return {
        "owner": before.owner,
        "status": before.status,
        "priority": before.priority,
        "summary": before.summary,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }


def _read(before: Mapping[str, Any]) -> dict[str, Any]:
    moments = {name: before.get(name) for name in _MOMENTS}
    return {**before, **{name: datetime.fromisoformat(one) if one else None for name, one in moments.items()}}
