"""The conversation kernel: messages in order, one owner, deliveries owed.

The parts, each on top of the one before: `reception` (coming in, history), `turns` (one answer at a time), `ownership`
(bot, queue, colleague), `queue` (waiting for one), `offers`, `transfers`, `editing` and `notes` (what is changed),
`undoing` (what is put off, or taken back) and, here, deliveries.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.conversations.errors import NothingToRetry, OwnedByAnother
from bot.conversations.outbox import OutboxRepository
from bot.conversations.queue import Deadlines
from bot.conversations.repository import ConversationsRepository
from bot.conversations.turn_repository import TurnRepository
from bot.conversations.undo_repository import UndoRepository
from bot.conversations.undoing import Undoing
from bot.conversations.values import Delivery, Owed, agent
from bot.core.clock import Clock

CLAIM = timedelta(seconds=60)


class ConversationsService(Undoing):
    """Everything that can be done with conversations."""

    def __init__(
        self,
        repository: ConversationsRepository,
        turns: TurnRepository,
        outbox: OutboxRepository,
        deadlines: Deadlines,
        undos: UndoRepository,
        clock: Clock,
    ) -> None:
        super().__init__(repository, clock)
        self._turns = turns
        self._deadlines = deadlines
        self._outbox = outbox
        self._undos = undos

    async def claim_deliveries(self, *channels: str, limit: int = 30, claim: timedelta = CLAIM) -> tuple[Delivery, ...]:
        """Take messages to deliver now, at most one a conversation so that order holds; unsettled ones come again."""
        now = self._clock.now()
        return await self._outbox.claim(channels, now, now + claim, limit)

    async def unclaim_deliveries(self, *channels: str) -> None:
        """Give out again at once what a sender who is gone had claimed; for a channel with one sender at a time."""
        await self._outbox.unclaim(channels, self._clock.now())

    async def part_delivered(self, delivery_id: int, parts: int, claim: timedelta = CLAIM) -> None:
        """Say that the first `parts` of a long message have arrived; the claim holds on."""
        await self._outbox.progress(delivery_id, parts, self._clock.now() + claim)

    async def delivered(self, delivery_id: int) -> None:
        """Say that a delivery arrived."""
        await self._outbox.settle(delivery_id, "sent", None, None)

    async def delivery_failed(self, delivery_id: int, error: str, retry_in: timedelta | None) -> None:
        """Say that a delivery did not arrive; to be tried again after `retry_in`, or never (None)."""
        if retry_in is None:
            await self._outbox.settle(delivery_id, "failed", error, None)
        else:
            await self._outbox.settle(delivery_id, "pending", error, self._clock.now() + retry_in)

    async def happened(self, conversation_id: str, kind: str, by: str = "system") -> None:
        """Note something that a colleague should see and no message tells: the traveller cannot be reached."""
        await self._held(conversation_id)
        await self._repository.record(conversation_id, kind, by, self._clock.now())

    async def shown(self, conversation_id: str, channel: str, seq: int) -> None:
        """Say that a page which fetches messages itself (the widget) has everything up to `seq`."""
        await self._outbox.settle_up_to(conversation_id, channel, seq)

    async def deliveries(self, conversation_id: str) -> Mapping[int, str]:
        """Give pending, sent or failed by message number, for messages of ours."""
        return await self._outbox.states(conversation_id)

    async def owed(self, conversation_id: str, first: int, last: int) -> Mapping[int, Owed]:
        """Say how the delivery of a stretch of messages stands, by their numbers."""
        return await self._outbox.owed(conversation_id, first, last)

    async def retry_delivery(self, conversation_id: str, seq: int, staff_id: str) -> None:
        """Let a delivery that was given up be tried again. Raises OwnedByAnother, NothingToRetry."""
        conversation = await self._held(conversation_id)
        if conversation.owner != agent(staff_id):
            raise OwnedByAnother(conversation.owner, conversation.owner_version)
        if not await self._outbox.again(conversation_id, seq, self._clock.now()):
            raise NothingToRetry
