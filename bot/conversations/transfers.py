"""Transfers: a conversation goes on to another team, or to one colleague of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.errors import OwnedByAnother
from bot.conversations.offers import Offers
from bot.conversations.values import QUEUE, Conversation, agent

TRANSFERRED = "transferred"


@dataclass(frozen=True)
class Transfer:
    """Where a conversation goes: to a `team`, in it to a colleague, with a `note` for them.

    `anybodys`: also what the one who transfers does not hold. `version`: only if nobody has changed the owner since.
    The same `client_id` twice is one transfer.
    """

    team: str
    client_id: str
    staff_id: str | None = None
    note: str | None = None
    anybodys: bool = False
    version: int | None = None


class Transfers(Offers):
    """What concerns transfers. A transferred conversation waits in the queue until somebody accepts it."""

    async def transfer(self, conversation_id: str, by: str, transfer: Transfer) -> Conversation:
        """Give a conversation on; it keeps its urgency and, where it waited already, its place in time.

        Raises OwnedByAnother where somebody else holds it, or the owner has changed since `version`.
        """
        conversation, now = await self._held(conversation_id), self._clock.now()
        if await self.transferred_as(conversation_id, by, transfer.client_id):
            return conversation
        stale = transfer.version is not None and transfer.version != conversation.owner_version
        if stale or not (transfer.anybodys or conversation.owner == agent(by)):
            raise OwnedByAnother(conversation.owner, conversation.owner_version)
        note = {"team": transfer.team, "to": transfer.staff_id, "text": transfer.note, "client": transfer.client_id}
        waiting: dict[str, Any] = {
            "status": "open",
            "team": transfer.team,
            "waiting_since": conversation.waiting_since or now,
        }
        if transfer.note:
            await self.note(conversation_id, by, transfer.note, transfer.client_id)
        return await self._pass(conversation, TRANSFERRED, agent(by), QUEUE, details=note, **waiting)

    async def transferred_as(self, conversation_id: str, by: str, client_id: str) -> bool:
        """Say whether a colleague's transfer has been carried out already."""
        return any(
            event.kind == TRANSFERRED and event.by == agent(by) and (event.note or {}).get("client") == client_id
            for event in await self._repository.events(conversation_id)
        )
