"""Offers: a waiting conversation is held out to one colleague for a while; whoever takes it by hand is faster."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.conversations.queue import Queue
from bot.conversations.values import QUEUE, Conversation, agent

DECLINED, EXPIRED = "declined", "offer_expired"


class Offers(Queue):
    """What concerns offers. An offer changes no owner: it is gone as soon as the conversation has one."""

    async def offer(
        self, conversation_id: str, staff_id: str, until: datetime, why: Sequence[str] = (), by: str = "system"
    ) -> bool:
        """Hold a waiting conversation out to a colleague; say whether it still waits and nobody else has it offered."""
        conversation, now = await self._held(conversation_id), self._clock.now()
        held_out = conversation.offered_until is not None and conversation.offered_until > now
        if conversation.owner != QUEUE or conversation.status != "open" or held_out:
            return False
        await self._repository.change(
            conversation_id, conversation.updated_at, offered_to=staff_id, offered_until=until
        )
        note = {"to": staff_id, "why": list(why)}
        await self._repository.record(conversation_id, "offered", by, now, note=note)
        return True

    async def decline(self, conversation_id: str, staff_id: str) -> bool:
        """Let an offer go to somebody else; say whether there was one to this colleague."""
        return await self._withdraw(conversation_id, staff_id, DECLINED, agent(staff_id))

    async def let_pass(self, conversation_id: str, staff_id: str) -> bool:
        """End an offer that a colleague has not answered, or cannot any longer; say whether it was still open."""
        return await self._withdraw(conversation_id, staff_id, EXPIRED, "system")

    async def offered(self) -> tuple[Conversation, ...]:
        """Give the waiting conversations with an offer, whether it still stands or not."""
        return await self._repository.offered()

    async def queued(self, teams: Collection[str], limit: int = 500) -> tuple[Conversation, ...]:
        """Give the conversations that wait for one of these teams, in the order in which they are served."""
        return await self._repository.queued(teams, limit)

    async def waiting_by_team(self) -> Mapping[str, tuple[int, datetime | None]]:
        """Give how many wait for each team, and since when the one who waits longest."""
        return await self._repository.waiting_by_team()

    async def _withdraw(self, conversation_id: str, staff_id: str, kind: str, by: str) -> bool:
        conversation = await self._held(conversation_id)
        if conversation.owner != QUEUE or conversation.offered_to != staff_id:
            return False
        await self._repository.change(conversation_id, conversation.updated_at, offered_to=None, offered_until=None)
        await self._repository.record(conversation_id, kind, by, self._clock.now(), note={"to": staff_id})
        return True
