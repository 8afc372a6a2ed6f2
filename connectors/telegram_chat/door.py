"""What every part of this connector needs: the desk, the bot, words, and calls to Telegram that may fail."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import User
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.bus import announce
from bot.conversations.values import Accepted, Conversation, Reply
from bot.localisation.languages import DEFAULT, known
from bot.services import Services
from bot.switchboard import Incoming
from bot.switchboard.wording import Wording
from connectors.telegram_chat.places import Place

if TYPE_CHECKING:
    from bot.app import Desk

log = logging.getLogger(__name__)
REMEMBERED = 5_000
# A file is in memory while it comes.
DOWNLOADS = 4


@dataclass
class Door:
    """The connector's parts, shared by all of it; `owed` wakes the deliveries, `downloading` rations files."""

    desk: Desk
    bot: ExtBot[int]
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    downloading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(DOWNLOADS))
    places: OrderedDict[str, Place] = field(default_factory=OrderedDict)

    def word(self, key: str, language: str, values: Mapping[str, Any] | None = None) -> str:
        """Give a fragment in one language."""
        return self.desk.renderer.text(key, language, values)

    def reply(self, key: str, language: str, values: Mapping[str, Any] | None = None, *buttons: Any) -> Reply:
        """Word a reply."""
        return Wording(self.desk.renderer).reply(key, values or {}, language, buttons=buttons)

    async def find(self, place: Place) -> Conversation | None:
        """Give the conversation at a place, if it has begun."""
        async with self.desk.services(write=False) as services:
            return await services.conversations.find(place.channel, place.sender)

    async def accept(
        self,
        place: Place,
        client_id: str,
        text: str,
        payload: str | None,
        user: User | None,
        attachments: tuple[str, ...] = (),
    ) -> Accepted:
        """Hand the switchboard a message; the same id twice is one."""
        locale = user.language_code if user else None
        incoming = Incoming(place.channel, place.sender, client_id, text, payload, locale, attachments)
        accepted = await self.desk.switchboard.accept(incoming)
        self.remember(accepted.conversation_id, place)
        return accepted

    async def say(
        self, services: Services, conversation: Conversation, reply: Reply, once: str, audience: str = "all"
    ) -> None:
        """Say something of the door's own, whoever owns the conversation; the same `once` twice is said once."""
        author = "assistant" if audience == "all" else "system"
        await services.conversations.announce(conversation.id, reply, author, audience, once)

    async def told(self, conversation_id: str) -> None:
        """Let deliveries and open pages know that something was said."""
        self.owed.set()
        await announce(self.desk.bus, conversation_id, "message")

    def remember(self, conversation_id: str, place: Place) -> None:
        """Keep where a conversation is held, for signs that somebody is typing."""
        self.places[conversation_id] = place
        self.places.move_to_end(conversation_id)
        if len(self.places) > REMEMBERED:
            self.places.popitem(last=False)

    async def attempt(self, call: Awaitable[Any]) -> None:
        """Make a call that nothing depends on: it may fail."""
        try:
            await call
        except TelegramError as error:
            log.info("Telegram: %s", error)


def language_at(conversation: Conversation | None, user: User | None) -> str:
    """Give the language to speak: the one chosen, the one last written, the one of the profile."""
    held = (conversation.language_choice or conversation.language) if conversation else None
    return known(held) or known(user.language_code if user else None) or DEFAULT
