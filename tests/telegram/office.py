"""A desk that serves the tests' Telegram: everything real but the brain, which repeats what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.app import Desk
from bot.bus import MemoryBus
from bot.conversations.values import Conversation, Message
from bot.core.clock import Clock
from bot.core.settings import Settings
from bot.localisation.render import Renderer
from bot.records.migrate import upgrade
from bot.staff.values import NewStaff
from bot.switchboard import Switchboard
from connectors.telegram_chat.leader import Leader
from connectors.telegram_chat.places import PRIVATE
from connectors.telegram_chat.service import running
from tests.connectors.widget.fakes import COMPANY, ScriptedBrain, settings_in, translated
from tests.telegram.bot_api import TOKEN

# Long enough that a busy machine renews it in time, short enough to wait for its end.
SPAN = timedelta(seconds=6)
EVERY = 0.4


@dataclass
class Office:
    """A desk process and what a test asks of it."""

    desk: Desk
    brain: ScriptedBrain

    async def conversation(self, sender: int | str, channel: str = PRIVATE) -> Conversation:
        """The conversation of a chat."""
        async with self.desk.services(write=False) as services:
            found = await services.conversations.find(channel, str(sender))
        assert found is not None, sender
        return found

    async def history(self, sender: int | str, channel: str = PRIVATE) -> tuple[Message, ...]:
        """Everything on record of a chat, notes too."""
        held = await self.conversation(sender, channel)
        async with self.desk.services(write=False) as services:
            return await services.conversations.history(held.id, staff=True)

    async def said(self, sender: int | str, channel: str = PRIVATE) -> list[tuple[str, str]]:
        """Who said what in a chat."""
        return [(message.author, message.text) for message in await self.history(sender, channel)]

    async def events(self, sender: int | str) -> list[str]:
        """What happened in a chat besides messages."""
        held = await self.conversation(sender)
        async with self.desk.services(write=False) as services:
            return [event.kind for event in await services.conversations.events(held.id)]

    async def deliveries(self, sender: int | str) -> list[str]:
        """What became of our messages in a chat, once it is on record of each."""
        held = await self.conversation(sender)
        async with asyncio.timeout(10):
            while True:
                async with self.desk.services(write=False) as services:
                    states = list((await services.conversations.deliveries(held.id)).values())
                if "pending" not in states:
                    return states
                await asyncio.sleep(0.02)

    async def take(self, sender: int | str) -> Conversation:
        """Let a colleague take a chat."""
        held = await self.conversation(sender)
        async with self.desk.services() as services:
            if await services.staff.get("ada") is None:
                await services.staff.create(NewStaff(name="Ada", email="ada@example.com", id="ada"))
            return await services.conversations.take(held.id, "ada")


def settings_for(home: Path, address: str, **more: str) -> Settings:
    """Settings of a desk whose Telegram is the tests' own."""
    values = settings_in(home).model_dump()
    return Settings.model_validate({**values, "telegram_token": TOKEN, "telegram_api": address, **more})


def build_desk(settings: Settings, brain: ScriptedBrain, clock: Clock | None = None) -> Desk:
    """A desk with a scripted brain and a few words of the tests' own."""
    desk = Desk(settings, clock, brain, MemoryBus())
    desk.renderer = Renderer(translated())
    desk.switchboard = Switchboard(desk.services, brain, desk.bus, desk.renderer, desk.clock, "test")
    return desk


@asynccontextmanager
async def serving(settings: Settings, brain: ScriptedBrain, name: str = "one") -> AsyncIterator[Office]:
    """A desk process with its database under the settings' home."""
    desk = build_desk(settings, brain)
    await upgrade(desk.records.database)
    async with desk.services() as services:
        await services.company.publish(COMPANY)
    sweeping = asyncio.create_task(desk.switchboard.sweep())
    try:
        async with running(desk, Leader(desk, name, SPAN, EVERY)):
            yield Office(desk, brain)
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        await desk.switchboard.stop()
        await desk.records.close()
