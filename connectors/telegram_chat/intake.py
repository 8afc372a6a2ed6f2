"""From the table of stored updates to the desk: in order in each chat, chats side by side, each update once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial

from telegram import Update

from bot.arrivals.values import Arrival
from bot.core.errors import DeskError, Unavailable
from connectors.telegram_chat.changes import on_edit, on_membership
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.messages import on_message
from connectors.telegram_chat.presses import on_press

log = logging.getLogger(__name__)
TOPIC = "telegram"
ARRIVED = "arrived"
AT_ONCE = 32
IDLE_SECONDS = 1.0
TRIES = 3
# How long one that came by webhook waits for a sooner one that may still be on its way.
GAP = timedelta(seconds=1)

Handler = Callable[[Door, Arrival, Update], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {
    "message": on_message,
    "edited_message": on_edit,
    "callback_query": on_press,
    "my_chat_member": on_membership,
}


class Intake:
    """Works off the stored updates. Every handler may be run again after a crash: it changes nothing twice."""

    def __init__(self, door: Door, ordered: bool) -> None:
        self._door = door
        self._ordered = ordered  # polled updates come in order; those of a webhook may overtake each other
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self.arrived = asyncio.Event()

    async def run(self) -> None:
        """Work until cancelled."""
        listening = asyncio.create_task(self._listen())
        try:
            while True:
                self.arrived.clear()
                try:
                    await self._begin()
                except DeskError as error:
                    log.warning("intake: %s", error)
                await self._rest()
        finally:
            tasks = (listening, *self._lanes.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        async with self._door.desk.bus.subscribe(TOPIC) as wakes:
            async for _ in wakes:
                self.arrived.set()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self.arrived.wait()

    async def _begin(self) -> None:
        if len(self._lanes) >= AT_ONCE:
            return
        async with self._door.desk.services(write=False) as services:
            waiting = await services.arrivals.chats(without=tuple(self._lanes))
        for chat in waiting[: AT_ONCE - len(self._lanes)]:
            task = asyncio.create_task(self._lane(chat))
            self._lanes[chat] = task
            task.add_done_callback(partial(self._ended, chat))

    def _ended(self, chat: str, task: asyncio.Task[None]) -> None:
        self._lanes.pop(chat)
        # Something may have come just before it ended, and others may wait for its place.
        self.arrived.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a chat's updates are left for now", exc_info=error)

    async def _lane(self, chat: str) -> None:
        while True:
            async with self._door.desk.services(write=False) as services:
                arrival = await services.arrivals.next(chat)
            if arrival is None:
                return
            if arrival.gap and not self._ordered and self._door.desk.clock.now() - arrival.received_at < GAP:
                await asyncio.sleep(GAP.total_seconds() / 4)
                continue
            await self._handle(arrival)

    async def _handle(self, arrival: Arrival) -> None:
        error: str | None = None
        try:
            await self._hand_on(arrival)
        except Unavailable as away:
            log.warning("update %s waits: %s", arrival.update_id, away)
            await asyncio.sleep(1)
            return
        except Exception:  # an update that nobody can handle must not hold up the chat for ever
            log.exception("update %s was not handled", arrival.update_id)
            if await self._tries(arrival) < TRIES:
                await asyncio.sleep(0.5)
                return
            error = "given up"
        async with self._door.desk.services() as services:
            await services.arrivals.handled(arrival.update_id, error)

    async def _tries(self, arrival: Arrival) -> int:
        async with self._door.desk.services() as services:
            return await services.arrivals.tried(arrival.update_id)

    async def _hand_on(self, arrival: Arrival) -> None:
        update = Update.de_json(dict(arrival.content), self._door.bot)
        for kind, handler in HANDLERS.items():
            if arrival.content.get(kind):
                await handler(self._door, arrival, update)
