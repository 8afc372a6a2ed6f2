"""Replies on their way: from the outbox, in order in each conversation, conversations side by side."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

from bot.core.errors import DeskError
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.places import CHANNELS
from connectors.telegram_chat.sender import CLAIM, Sender

log = logging.getLogger(__name__)
AT_ONCE = 60
IDLE_SECONDS = 1.0


class Deliveries:
    """Sends what is owed. Sending is at least once: a process killed between Telegram's yes and our record of it
    sends that one piece again."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._sender = Sender(door)
        self._sending: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send until cancelled."""
        begun = False
        try:
            while True:
                self._door.owed.clear()
                try:
                    begun = begun or await self._take_over()
                    busy = await self._begin()
                except DeskError as error:
                    log.warning("deliveries: %s", error)
                    busy = False
                if not busy:
                    await self._rest()
        finally:
            for task in self._sending.values():
                task.cancel()
            await asyncio.gather(*self._sending.values(), return_exceptions=True)
            await self._sender.land()

    async def _take_over(self) -> bool:
        """Free what the process before us had in hand: the lease says that it is gone."""
        async with self._door.desk.services() as services:
            await services.conversations.unclaim_deliveries(*CHANNELS)
        return True

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self._door.owed.wait()

    async def _begin(self) -> bool:
        """Claim what is due and start sending it; say whether there may be more."""
        room = AT_ONCE - len(self._sending)
        if room <= 0:
            return False
        async with self._door.desk.services() as services:
            claimed = await services.conversations.claim_deliveries(*CHANNELS, limit=room, claim=CLAIM)
        for delivery in claimed:
            if delivery.id not in self._sending:
                task = asyncio.create_task(self._sender.send(delivery))
                self._sending[delivery.id] = task
                task.add_done_callback(partial(self._sent, delivery.id))
        return len(claimed) == room

    def _sent(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        self._sending.pop(delivery_id)
        self._door.owed.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery was left where it is", exc_info=error)
