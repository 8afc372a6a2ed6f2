"""Who speaks: the bot, nobody yet, or one colleague. Each change is one transaction with its event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.conversations.channels import channel_of
from bot.conversations.errors import EmptyMessage, OwnedByAnother, StalePage
from bot.conversations.line import Place
from bot.conversations.turns import Turns
from bot.conversations.values import (
    BOT,
    NORMAL,
    OPEN,
    QUEUE,
    RESOLVED,
    Conversation,
    Json,
    Listed,
    Message,
    Reply,
    agent,
)
from bot.core.texts import clean_text

View = Literal["mine", "queue", "all"]


class Ownership(Turns):
    """What colleagues do with conversations. Only the owner may speak, give back, release or resolve."""

    async def take(self, conversation_id: str, staff_id: str, expected_version: int | None = None) -> Conversation:
        """Make the conversation this colleague's: from the queue, from the bot, or their own already.

        Raises OwnedByAnother where a colleague was faster, StalePage where it is not as in `expected_version`.
        """
        conversation = await self._held(conversation_id)
        if conversation.owner == agent(staff_id):
            return conversation
        if conversation.staff_id is not None:
            raise OwnedByAnother(conversation.owner, conversation.owner_version)
        await self._check_version(conversation, expected_version)
        return await self._pass(conversation, "taken", agent(staff_id), agent(staff_id), waiting_since=None)

    async def agent_reply(
        self,
        conversation_id: str,
        staff_id: str,
        client_id: str,
        text: str,
        key: str | None = None,
        values: Json | None = None,
        language: str | None = None,
        attached: Sequence[str] = (),
        buttons: Sequence[Json] = (),
    ) -> Message:
        """Say something as the owner; the same `client_id` again gives the first message.

        `attached` are the kinds of what comes with the words, or instead of them. Raises OwnedByAnother, EmptyMessage.
        """
        conversation = await self._held(conversation_id)
        known = await self._repository.by_client_id(conversation_id, _of_staff(staff_id, client_id))
        if known is not None:
            return known
        _check_owner(conversation, staff_id)
        words = clean_text(text).text if attached else _words(text)
        reply = Reply(text=words, key=key, values=values, buttons=tuple(buttons), language=language)
        marks = {
            "staff_id": staff_id,
            "client_id": _of_staff(staff_id, client_id),
            "attached": list(attached) or None,
        }
        return await self._say(conversation, reply, self._clock.now(), "agent", None, "all", **marks)

    async def note(
        self,
        conversation_id: str,
        staff_id: str,
        text: str,
        client_id: str | None = None,
        attached: Sequence[str] = (),
    ) -> Message:
        """Write a note that only staff see; anybody may, at any time. Raises EmptyMessage."""
        conversation = await self._held(conversation_id)
        marked = _of_staff(staff_id, client_id) if client_id else None
        known = await self._repository.by_client_id(conversation_id, marked) if marked else None
        if known is not None:
            return known
        marks = {"staff_id": staff_id, "client_id": marked, "attached": list(attached) or None}
        words = Reply(clean_text(text).text if attached else _words(text))
        return await self._say(conversation, words, self._clock.now(), "agent", None, "staff", **marks)

    async def hand_back(self, conversation_id: str, staff_id: str, expected_version: int | None = None) -> Conversation:
        """Give the conversation back to the bot; where it does not speak, to the queue. Raises OwnedByAnother."""
        conversation = await self._owned(conversation_id, staff_id, expected_version)
        if not channel_of(conversation.channel).live:
            return await self.release(conversation_id, staff_id)
        return await self._pass(conversation, "handed_back", agent(staff_id), BOT, waiting_since=None, **CALM)

    async def release(self, conversation_id: str, staff_id: str, note: str | None = None) -> Conversation:
        """Put the conversation back into the queue, for a colleague. Raises OwnedByAnother."""
        conversation, now = await self._owned(conversation_id, staff_id), self._clock.now()
        return await self._pass(conversation, "released", agent(staff_id), QUEUE, note, waiting_since=now)

    async def resolve(self, conversation_id: str, staff_id: str, expected_version: int | None = None) -> Conversation:
        """Close the conversation; the bot answers if the traveller writes again. Raises OwnedByAnother."""
        conversation = await self._owned(conversation_id, staff_id, expected_version)
        resolved = {"status": RESOLVED, "waiting_since": None, **CALM}
        return await self._pass(conversation, "resolved", agent(staff_id), BOT, **resolved)

    async def set_priority(
        self, conversation_id: str, priority: int, by: str, expected_version: int | None = None
    ) -> Conversation:
        """Let a colleague say how urgent the conversation is. Raises UnknownConversation, StalePage."""
        conversation = await self._held(conversation_id)
        await self._check_version(conversation, expected_version)
        if conversation.priority == priority:
            return conversation
        now = self._clock.now()
        note = {"before": conversation.priority, "priority": priority}
        await self._repository.record(conversation_id, "prioritised", by, now, note=note)
        return await self._repository.change(conversation_id, now, priority=priority)

    async def queue_position(self, conversation_id: str) -> int | None:
        """Give the place in the queue, the first being 1; None where it does not wait. Raises UnknownConversation."""
        conversation = await self.get(conversation_id)
        if conversation.owner != QUEUE or conversation.waiting_since is None:
            return None
        return await self._repository.ahead(Place.of(conversation)) + 1

    async def list(
        self, view: View, staff_id: str | None = None, limit: int = 100, team: str | None = None
    ) -> tuple[Listed, ...]:
        """Give a console list: `mine` and `queue` hold open ones, the most urgent first; `all` the latest first.

        `queue` and `all` may be of one `team`; `all` then also holds what `staff_id` holds.
        """
        if view == "mine" and staff_id is None:
            raise ValueError("whose list?")
        owners: Mapping[View, str | None] = {"mine": agent(staff_id or ""), "queue": QUEUE, "all": None}
        return await self._repository.listed(owners[view], limit, team, staff_id)

    async def _owned(self, conversation_id: str, staff_id: str, expected_version: int | None = None) -> Conversation:
        conversation = await self._held(conversation_id)
        _check_owner(conversation, staff_id)
        await self._check_version(conversation, expected_version)
        return conversation

    async def _check_version(self, conversation: Conversation, expected: int | None) -> None:
        """Refuse what somebody decided by a page that is no longer true. Raises StalePage."""
        if expected is not None and expected != conversation.owner_version:
            last = await self._repository.last_change(conversation.id)
            raise StalePage(conversation.owner, conversation.owner_version, last.by if last else conversation.owner)

    async def _pass(
        self,
        conversation: Conversation,
        kind: str,
        by: str,
        owner: str,
        note: str | None = None,
        details: Json | None = None,
        **changes: Any,
    ) -> Conversation:
        """Change the owner and write the event, in one transaction; what changes hands is open, awake, unoffered."""
        now, version = self._clock.now(), conversation.owner_version + 1
        changes = {**AFRESH, **changes}
        after = await self._repository.change(conversation.id, now, owner=owner, owner_version=version, **changes)
        written = dict(details) if details else {"text": note} if note else None
        await self._repository.record(
            conversation.id, kind, by, now, from_owner=conversation.owner, to_owner=owner, note=written
        )
        return after


CALM: Mapping[str, Any] = {"priority": NORMAL, "summary": None}
AFRESH: Mapping[str, Any] = {"status": OPEN, "snoozed_until": None, "offered_to": None, "offered_until": None}


def _check_owner(conversation: Conversation, staff_id: str) -> None:
    if conversation.owner != agent(staff_id):
        raise OwnedByAnother(conversation.owner, conversation.owner_version)


def _of_staff(staff_id: str, client_id: str) -> str:
    """Keep a colleague's ids apart from the traveller's: neither can make the other's message a duplicate."""
    return f"{staff_id}:{client_id}"


def _words(text: str) -> str:
    cleaned = clean_text(text).text
    if not cleaned:
        raise EmptyMessage
    return cleaned
