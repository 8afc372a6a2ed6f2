"""Waiting for a person: how long, how urgently, and going back to the assistant instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Protocol

from bot.conversations.line import Place
from bot.conversations.ownership import CALM, Ownership
from bot.conversations.values import BOT, CUSTOMER_SERVICE, QUEUE, Conversation, Finished, Reply, Turn

# What a wait is taken to be until this desk has waits of its own to judge by.
USUAL_WAIT = timedelta(minutes=5)
JUDGED_BY = 30
# Comes after every id, which are hexadecimal, however a database sorts texts.
LAST = "z"
# What tells a traveller who waits that a message has arrived.
NOTICES = (
    "utter_waiting_open",
    "utter_waiting_nobody",
    "utter_waiting_closed",
    "utter_waiting_urgent",
    "utter_waiting_taken",
)


@dataclass(frozen=True)
class Wait:
    """A place in line, the first being 1, and how long it will take as things stand."""

    position: int
    wait: timedelta


class Deadlines(Protocol):
    """What the queue asks of the clocks."""

    async def if_queued(self, conversation: Conversation | None, team: str) -> tuple[int, datetime | None]:
        """Give the rank and the deadline that a conversation, or a new one, would have, were it queued now."""


class Queue(Ownership):
    """What concerns conversations that wait for a person."""

    _deadlines: Deadlines

    async def expected_wait(self, conversation_id: str | None, team: str | None = None) -> Wait:
        """Give the place that the conversation has, or would have, and the wait by the median of the latest ones.

        `team`: the one that it would wait for; without it the one that serves it.
        """
        place = await self.queue_position(conversation_id) if conversation_id else None
        position = place or await self._place_of_a_newcomer(conversation_id, team)
        waits = await self._repository.latest_waits(JUDGED_BY)
        usual = timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else USUAL_WAIT
        return Wait(position, usual * position)

    async def waiting(self) -> int:
        """Count the conversations that wait for a person."""
        return await self._repository.waiting()

    async def team_of(self, conversation_id: str | None) -> str:
        """Give the team that serves a conversation, or would serve a new one."""
        return (await self.get(conversation_id)).team if conversation_id else CUSTOMER_SERVICE

    async def _place_of_a_newcomer(self, conversation_id: str | None, team: str | None) -> int:
        conversation = await self.get(conversation_id) if conversation_id else None
        served_by = team or (conversation.team if conversation else CUSTOMER_SERVICE)
        rank, due_at = await self._deadlines.if_queued(conversation, served_by)
        place = Place(served_by, rank, due_at, self._clock.now(), LAST)
        return await self._repository.ahead(place) + 1

    async def unheard(self, conversation_id: str, again: bool = False) -> bool:
        """Say whether the traveller waits for a person and was not told yet, or `again`, that messages arrive."""
        conversation = await self.get(conversation_id)
        if conversation.owner == BOT:
            return False
        word = await self._repository.last_word(conversation_id, NOTICES)
        if word is None or word.author != "agent":
            return again or word is None or word.key not in NOTICES
        return conversation.staff_id != word.staff_id

    async def raise_priority(self, conversation_id: str, priority: int) -> bool:
        """Let the conversation be served earlier, and say whether it now is; it is never put back.

        Raises UnknownConversation.
        """
        conversation = await self._held(conversation_id)
        if priority >= conversation.priority:
            return False
        await self._repository.change(conversation_id, self._clock.now(), priority=priority)
        return True

    async def leave_queue(self, turn: Turn, reply: Reply) -> Finished:
        """End a turn in which the traveller, still waiting, asked for the assistant again; twice is once.

        Where the owner changed meanwhile the message is put back, for the owner of now.
        """
        conversation = await self._held(turn.conversation_id)
        if not await self._turns.holds(turn):
            return Finished((), "lease_lost", conversation.owner)
        if conversation.owner_version != turn.owner_version:
            await self._turns.put_back(turn)
            return Finished((), "owner_changed", conversation.owner)
        await self._turns.handled(turn, None, turn.language)
        if conversation.owner == QUEUE:
            conversation = await self._pass(conversation, "left_queue", "traveller", BOT, waiting_since=None, **CALM)
        said = await self._say(conversation, reply, self._clock.now(), "assistant", turn.seq)
        return Finished((said,), None, conversation.owner)
