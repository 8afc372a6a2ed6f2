"""Signs of typing: shown while the assistant thinks or a colleague writes, in private chats."""

from __future__ import annotations

import asyncio

from telegram.constants import ChatAction

from bot.bus import EVERYTHING
from connectors.telegram_chat.door import Door

# Telegram shows the sign for five seconds.
EVERY = 4.5
LONGEST = 60.0
# Most answers are there sooner; a sign before them would only be in their way.
PATIENCE = 0.3
_TOPIC = "conversation:"


class Thinking:
    """Follows who is typing in this connector's conversations; also wakes the deliveries when something is said."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._shown: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Follow until cancelled."""
        try:
            async with self._door.desk.bus.subscribe(EVERYTHING) as wakes:
                async for wake in wakes:
                    if wake.kind == "message":
                        self._door.owed.set()
                    elif wake.kind == "typing" and wake.topic.startswith(_TOPIC):
                        self._change(wake.topic.removeprefix(_TOPIC), bool(wake.data.get("on")))
        finally:
            for task in tuple(self._shown.values()):
                task.cancel()

    def _change(self, conversation_id: str, on: bool) -> None:
        place = self._door.places.get(conversation_id)
        if place is None or place.group:
            return
        if shown := self._shown.pop(conversation_id, None):
            shown.cancel()
        if on:
            self._shown[conversation_id] = asyncio.create_task(self._show(place.chat_id))

    async def _show(self, chat_id: int) -> None:
        await asyncio.sleep(PATIENCE)
        for _ in range(int(LONGEST / EVERY)):
            await self._door.attempt(self._door.bot.send_chat_action(chat_id, ChatAction.TYPING))
            await asyncio.sleep(EVERY)
