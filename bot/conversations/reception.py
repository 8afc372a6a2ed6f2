"""Messages coming in: accepted means stored, and twice the same is once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.conversations.errors import EmptyMessage, UnknownConversation
from bot.conversations.repository import ConversationsRepository
from bot.conversations.values import BOT, OPEN, RECORD, SNOOZED, Accepted, Conversation, Event, Json, Message, Reply
from bot.core.clock import Clock
from bot.core.texts import clean_text


class Reception:
    """Stores what travellers send, and shows what was said."""

    def __init__(self, repository: ConversationsRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def open(self, channel: str, sender: str, language: str | None = None) -> Conversation:
        """Give the sender's conversation, begun if there is none; `language` is a hint for a new one."""
        return await self._repository.hold(channel, sender, language, self._clock.now())

    async def receive(
        self,
        channel: str,
        sender: str,
        client_id: str,
        text: str = "",
        payload: str | None = None,
        language: str | None = None,
        attached: Sequence[str] = (),
        reopens: Callable[[Conversation], Awaitable[bool]] | None = None,
    ) -> Accepted:
        """Store a traveller's message; the same `client_id` again gives the first one's number.

        `payload` is what a pressed button carries, `text` what it read; `attached` the kinds of what comes with it;
        `reopens` says whether a closed conversation opens again, which else it does. Raises EmptyMessage.
        """
        cleaned, pressed, now = clean_text(text), clean_text(payload or "").text, self._clock.now()
        if not cleaned.text and not pressed and not attached:
            raise EmptyMessage
        conversation = await self._repository.hold(channel, sender, language, now)
        known = await self._repository.by_client_id(conversation.id, client_id)
        if known is not None:
            return Accepted(conversation.id, known.seq, duplicate=True)
        if conversation.status == "resolved" and (reopens is None or await reopens(conversation)):
            await self._reopen(conversation, now)
        await self._wake_up(conversation, now, "traveller")
        message = await self._repository.append(
            conversation.id,
            now,
            author="traveller",
            client_id=client_id,
            text=cleaned.text,
            payload=pressed or None,
            truncated=cleaned.truncated,
            attached=list(attached) or None,
            handled=False,
        )
        return Accepted(conversation.id, message.seq, False, conversation.staff_id)

    async def hear(
        self, channel: str, sender: str, client_id: str, said: Reply, language: str | None = None
    ) -> Conversation:
        """Store something of the traveller's that needs no turn: a picture, a command that the door has answered."""
        now = self._clock.now()
        conversation = await self._repository.hold(channel, sender, language, now)
        if await self._repository.by_client_id(conversation.id, client_id) is None:
            if conversation.status == "resolved":
                await self._reopen(conversation, now)
            await self._wake_up(conversation, now, "traveller")
            values = None if said.values is None else dict(said.values)
            await self._repository.append(
                conversation.id, now, author="traveller", client_id=client_id, text=clean_text(said.text).text,
                key=said.key, values=values, language=said.language,
            )  # fmt: skip
        return await self.get(conversation.id)

    async def sent_as(self, conversation_id: str, client_id: str) -> Message | None:
        """Give the message that was stored under a connector's own id."""
        return await self._repository.by_client_id(conversation_id, client_id)

    async def get(self, conversation_id: str) -> Conversation:
        """Give a conversation. Raises UnknownConversation."""
        return _known(await self._repository.get(conversation_id), conversation_id)

    async def find(self, channel: str, sender: str) -> Conversation | None:
        """Give the sender's conversation, if there is one."""
        return await self._repository.find(channel, sender)

    async def history(
        self, conversation_id: str, after: int = 0, staff: bool = False, limit: int | None = None, records: bool = False
    ) -> tuple[Message, ...]:
        """Give the messages numbered above `after`, in order; notes only for `staff`, the unshown for `records`."""
        hidden = () if records else (RECORD,) if staff else (RECORD, "staff")
        return await self._repository.messages(conversation_id, after, hidden, limit)

    async def sent_lately(self, conversation_id: str, within: timedelta) -> int:
        """Count the traveller's messages of late."""
        return await self._repository.sent_since(conversation_id, self._clock.now() - within)

    async def message(self, conversation_id: str, seq: int) -> Message | None:
        """Give one message by its number."""
        found = await self._repository.messages(conversation_id, seq - 1, (RECORD,), 1)
        return next((one for one in found if one.seq == seq), None)

    async def said_since(self, conversation_id: str, key: str, after: int) -> bool:
        """Say whether we have said something, by its key, since a message."""
        return await self._repository.said_since(conversation_id, key, after)

    async def latest(self, conversation_id: str, count: int) -> tuple[Message, ...]:
        """Give the last `count` messages, notes too, in order."""
        return await self._repository.latest(conversation_id, count)

    async def events(self, conversation_id: str) -> tuple[Event, ...]:
        """Give everything that happened besides messages, in order."""
        return await self._repository.events(conversation_id)

    async def took_part(self, conversation_id: str, staff_id: str) -> bool:
        """Say whether a colleague has written in a conversation, or changed who holds it."""
        return await self._repository.took_part(conversation_id, staff_id)

    async def set_language_choice(self, conversation_id: str, language: str | None) -> Conversation:
        """Keep the language that the traveller chose; None: follow what they write. Raises UnknownConversation."""
        conversation = await self._held(conversation_id)
        language_now = language or conversation.language
        return await self._repository.change(
            conversation_id, self._clock.now(), language_choice=language, language=language_now
        )

    async def set_customer(self, conversation_id: str, customer_id: str) -> Conversation:
        """Say whose conversation it is. Raises UnknownConversation."""
        await self._held(conversation_id)
        return await self._repository.change(conversation_id, self._clock.now(), customer_id=customer_id)

    async def set_summary(self, conversation_id: str, summary: Json) -> Conversation:
        """Say what the next colleague should know of it. Raises UnknownConversation."""
        await self._held(conversation_id)
        return await self._repository.change(conversation_id, self._clock.now(), summary=dict(summary))

    async def _held(self, conversation_id: str) -> Conversation:
        return _known(await self._repository.lock(conversation_id), conversation_id)

    async def _reopen(self, conversation: Conversation, at: datetime) -> None:
        await self._repository.change(conversation.id, at, status=OPEN)
        await self._repository.record(conversation.id, "reopened", "traveller", at, to_owner=BOT)

    async def _wake_up(self, conversation: Conversation, at: datetime, by: str) -> bool:
        """End a snooze, and say whether there was one: its owner, who never changed, has it before them again."""
        if conversation.status != SNOOZED:
            return False
        await self._repository.change(conversation.id, at, status=OPEN, snoozed_until=None)
        await self._repository.record(conversation.id, "woken", by, at)
        return True


def _known(conversation: Conversation | None, conversation_id: str) -> Conversation:
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation
