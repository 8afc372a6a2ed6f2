"""What a test does with the desk: send as the traveller, act as a colleague, look at the records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.attachments.values import Fact
from bot.conversations.service import ConversationsService
from bot.conversations.values import Accepted, Conversation, Event, Message
from bot.core.clock import FixedClock
from bot.services import Desk
from bot.switchboard import Incoming, Switchboard

T = TypeVar("T")


@dataclass
class Office:
    """One traveller's conversation, seen from everywhere. `switchboard` is the process the traveller reaches."""

    desk: Desk
    clock: FixedClock
    switchboard: Switchboard
    id: str = ""

    async def send(
        self,
        text: str = "hello",
        client_id: str = "m1",
        payload: str | None = None,
        attachments: tuple[str, ...] = (),
    ) -> Accepted:
        """Send a message; do not wait for an answer."""
        incoming = Incoming("widget", "traveller", client_id, text, payload, "en", attachments)
        accepted = await self.switchboard.accept(incoming)
        self.id = accepted.conversation_id
        return accepted

    async def ask(self, text: str = "hello", client_id: str = "m1", payload: str | None = None) -> list[Message]:
        """Send a message and give what the assistant says to it."""
        accepted = await self.send(text, client_id, payload)
        await self.switchboard.settle()
        return [message for message in await self.history() if message.turn_of == accepted.seq]

    async def hand_in(self, what: Fact, client_id: str = "f1", sender: str = "traveller") -> str:
        """Hand in a place, contact or sticker for a message to come; give its id."""
        async with self.desk.open_services() as services:
            return (await services.attachments.store("widget", sender, client_id, what)).id

    async def edit(self, text: str, client_id: str = "m1") -> list[Message]:
        """Change a message, and give what the assistant says because of it."""
        before = len(await self.history())
        await self.switchboard.edit("widget", "traveller", client_id, text)
        await self.switchboard.settle()
        return list((await self.history())[before:])

    async def do(self, act: Callable[[ConversationsService], Awaitable[T]]) -> T:
        """Do something with the conversations in one transaction."""
        async with self.desk.open_services() as services:
            return await act(services.conversations)

    async def look(self) -> Conversation:
        """The conversation as it is."""
        return await self.do(lambda conversations: conversations.get(self.id))

    async def history(self) -> tuple[Message, ...]:
        """Every message, notes too."""
        return await self.do(lambda conversations: conversations.history(self.id, staff=True))

    async def said(self) -> list[tuple[str, str]]:
        """Author and catalogue key, or text where there is none, of every message."""
        return [(message.author, message.key or message.text) for message in await self.history()]

    async def events(self) -> list[Event]:
        """Everything that happened besides messages."""
        return list(await self.do(lambda conversations: conversations.events(self.id)))

    async def take(self, staff_id: str = "ada") -> Conversation:
        """Let a colleague take the conversation."""
        return await self.do(lambda conversations: conversations.take(self.id, staff_id))

    async def reply(self, text: str, client_id: str = "r1", staff_id: str = "ada") -> Message:
        """Let a colleague reply."""
        return await self.do(lambda conversations: conversations.agent_reply(self.id, staff_id, client_id, text))

    async def hand_back(self, staff_id: str = "ada") -> Conversation:
        """Let a colleague give the conversation back to the assistant."""
        return await self.do(lambda conversations: conversations.hand_back(self.id, staff_id))
