"""Turns: one message at a time, one holder at a time, and no word from an owner who is one no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.conversations.channels import channel_of
from bot.conversations.outbox import OutboxRepository
from bot.conversations.reception import Reception
from bot.conversations.teams import team_table
from bot.conversations.turn_repository import TurnRepository
from bot.conversations.values import BOT, QUEUE, Conversation, Finished, Handoff, Json, Message, Reply, Turn

LEASE = timedelta(seconds=60)


class Turns(Reception):
    """Gives out turns and takes back their answers."""

    _turns: TurnRepository
    _outbox: OutboxRepository

    async def begin_turn(self, conversation_id: str, holder: str, lease: timedelta = LEASE) -> Turn | None:
        """Lease the conversation for its earliest unhandled message.

        None where there is no such message or another turn still runs. `holder` names the process; each turn adds
        its own mark to it. Raises UnknownConversation.
        """
        conversation, now = await self._held(conversation_id), self._clock.now()
        if await self._turns.busy(conversation_id, now):
            return None
        message = await self._turns.earliest_unhandled(conversation_id)
        if message is None:
            return None
        mark = await self._turns.lease(conversation_id, holder, now + lease)
        return Turn(
            conversation_id=conversation_id,
            holder=mark,
            message=message,
            owner=conversation.owner,
            owner_version=conversation.owner_version,
            language=conversation.language,
            language_choice=conversation.language_choice,
            channel=conversation.channel,
            sender=conversation.sender,
            customer_id=conversation.customer_id,
            answered=await self._turns.person_spoke(conversation_id, message.seq),
            stale=message.edit_of is not None and await self._turns.stale(message),
        )

    async def finish_turn(
        self,
        turn: Turn,
        replies: Sequence[Reply] = (),
        reading: Json | None = None,
        language: str | None = None,
        handoff: Handoff | None = None,
    ) -> Finished:
        """End a turn: store the replies, mark the message handled, hand over if asked.

        Where the owner changed meanwhile, or the lease went to somebody else, the replies are dropped and an event says
        so; a hand-over asked for is dropped with them: a person has taken over already. Where a person came and went
        without a word, the message is put back: it is the bot's to answer, in a new turn.
        """
        conversation, now = await self._held(turn.conversation_id), self._clock.now()
        if not await self._turns.holds(turn):
            return await self._drop(conversation, turn, replies, "lease_lost", now)
        if await self._fell_between(conversation, turn):
            await self._turns.put_back(turn)
            return Finished((), "owner_changed", conversation.owner)
        await self._turns.handled(turn, reading, language)
        if language and language != conversation.language:
            await self._repository.change(turn.conversation_id, now, language=language)
        if conversation.owner != BOT or conversation.owner_version != turn.owner_version:
            return await self._drop(conversation, turn, replies, "owner_changed", now)
        messages = [await self._say(conversation, reply, now, "assistant", turn.seq) for reply in replies]
        owner = await self._hand_off(conversation, handoff, now) if handoff else conversation.owner
        return Finished(tuple(messages), None, owner)

    async def unfinished(self) -> tuple[str, ...]:
        """Give the conversations with messages that no turn has ended, for a process that starts."""
        return await self._turns.unfinished()

    async def release_turns(self, holder: str) -> None:
        """Drop the leases of a process of this name that is gone."""
        await self._turns.release(holder)

    async def announce(
        self,
        conversation_id: str,
        reply: Reply,
        author: str = "system",
        audience: str = "all",
        once: str | None = None,
    ) -> Message | None:
        """Say something outside a turn, whoever owns the conversation: an agent has joined, a notice, a reminder.

        With the same `once` again the first message is given; None where no traveller reads along.
        """
        conversation = await self._held(conversation_id)
        if audience == "all" and not channel_of(conversation.channel).live:
            return None
        known = await self._repository.by_client_id(conversation_id, once) if once else None
        if known is not None:
            return known
        return await self._say(conversation, reply, self._clock.now(), author, None, audience, client_id=once)

    async def team_for(self, reason: str, summary: Json) -> str:
        """Give the team that goes on after a hand-over: the one for it, if anybody there may talk to travellers."""
        table = team_table()
        wanted = table.wanted(reason, summary)
        return wanted if await self.staffed(wanted) else table.default

    async def staffed(self, team: str) -> bool:
        """Say whether a team has anybody who may talk to travellers."""
        return await self._repository.staffed(team)

    async def _say(
        self,
        conversation: Conversation,
        reply: Reply,
        at: datetime,
        author: str,
        turn_of: int | None = None,
        audience: str = "all",
        **values: Any,
    ) -> Message:
        """Store words of ours, and owe their delivery."""
        message = await self._repository.append(
            conversation.id,
            at,
            author=author,
            audience=audience,
            text=reply.text,
            key=reply.key,
            values=None if reply.values is None else dict(reply.values),
            buttons=[dict(button) for button in reply.buttons] or None,
            language=reply.language or conversation.language,
            turn_of=turn_of,
            **values,
        )
        if audience == "all" and author in channel_of(conversation.channel).carried:
            await self._outbox.owe(message, conversation.channel, at)
        return message

    async def _fell_between(self, conversation: Conversation, turn: Turn) -> bool:
        """Say whether neither has answered nor will: not the owner of then, and not the bot, whose turn it was not."""
        changed = conversation.owner_version != turn.owner_version
        return changed and conversation.owner == BOT and not await self._turns.person_spoke(conversation.id, turn.seq)

    async def _hand_off(self, conversation: Conversation, handoff: Handoff, at: datetime) -> str:
        team = await self.team_for(handoff.reason, handoff.summary)
        await self._repository.change(
            conversation.id,
            at,
            owner=QUEUE,
            team=team,
            owner_version=conversation.owner_version + 1,
            # A message sent just before a colleague closed the conversation is answered after it.
            status="open",
            priority=handoff.priority,
            summary={**handoff.summary, "reason": handoff.reason},
            waiting_since=conversation.waiting_since or at,
        )
        note = {"reason": handoff.reason, "priority": handoff.priority, "team": team}
        await self._repository.record(
            conversation.id,
            "handed_off",
            "assistant",
            at,
            from_owner=conversation.owner,
            to_owner=QUEUE,
            note=note,
        )
        return QUEUE

    async def _drop(
        self, conversation: Conversation, turn: Turn, replies: Sequence[Reply], why: str, at: datetime
    ) -> Finished:
        """Say nothing; note what would have been said, if anything."""
        if not replies:
            return Finished((), None, conversation.owner)
        note = {"why": why, "keys": [reply.key for reply in replies]}
        await self._repository.record(
            conversation.id, "reply_dropped", "assistant", at, from_owner=turn.owner, to_owner=conversation.owner,
            seq=turn.seq, note=note,
        )  # fmt: skip
        return Finished((), why, conversation.owner)
