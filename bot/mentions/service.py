"""Colleagues called into conversations, and how far each has read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.conversations.values import agent
from bot.core.clock import Clock
from bot.mentions.naming import named_in
from bot.mentions.repository import MentionsRepository
from bot.mentions.values import Mention
from bot.staff.service import StaffService

MOST_COUNTED = 1000


class MentionsService:
    """A mention lets a colleague see the conversation, whatever team it is of."""

    def __init__(self, repository: MentionsRepository, staff: StaffService, clock: Clock) -> None:
        self._repository = repository
        self._staff = staff
        self._clock = clock

    async def call(
        self, conversation_id: str, seq: int, text: str, by: str, chosen: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Call whom a note names, and those `chosen` by id; give who was not called by it before.

        Asked again with another text, those whom it no longer names are let go. Nobody calls themselves.
        """
        colleagues = [one for one in await self._staff.list_all() if one.active]
        wanted = {*named_in(text, colleagues), *({one.id for one in colleagues} & set(chosen))} - {by}
        await self._repository.keep_only(conversation_id, seq, sorted(wanted))
        now = self._clock.now()
        mentions = [Mention(conversation_id, seq, one, agent(by), now, None) for one in sorted(wanted)]
        return tuple([one.staff_id for one in mentions if await self._repository.add(one)])

    async def of_messages(self, conversation_id: str, first: int, last: int) -> Mapping[int, tuple[Mention, ...]]:
        """Give the mentions of a stretch of messages, by their numbers."""
        found = await self._repository.of_messages(conversation_id, first, last)
        return {seq: tuple(group) for seq, group in groupby(found, key=lambda one: one.seq)}

    async def called(self, conversation_id: str, staff_id: str) -> bool:
        """Say whether a colleague was called into a conversation."""
        return await self._repository.called(conversation_id, staff_id)

    async def unread(self, staff_id: str) -> int:
        """Count the conversations into which a colleague was called and has not looked since."""
        return await self._repository.unread(staff_id, MOST_COUNTED)

    async def see(self, conversation_id: str, staff_id: str, seq: int) -> None:
        """Note that a colleague has seen everything up to a message."""
        await self._repository.see(conversation_id, staff_id, seq, self._clock.now())

    async def seen(self, conversation_id: str, staff_id: str) -> int:
        """Give the number up to which a colleague has seen a conversation; 0: nothing."""
        return await self._repository.seen(conversation_id, staff_id)
