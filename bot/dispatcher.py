"""Keeps offering: a round of assignment whenever something has changed at the desk, and every few seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, suppress

from bot.assignment.values import Change
from bot.bus import Bus, Wake, announce
from bot.core.errors import DeskError
from bot.services import Services

log = logging.getLogger(__name__)

# Offers run out and pages fall silent without anybody saying so: how often somebody looks.
LOOK_SECONDS = 2.0
# At most so often, however much happens.
REST_SECONDS = 0.2


class Dispatcher:
    """Runs rounds of assignment and wakes the pages; safe in any number of processes."""

    def __init__(self, services: Callable[..., AbstractAsyncContextManager[Services]], bus: Bus) -> None:
        self._services = services
        self._bus = bus

    async def run(self) -> None:
        """Work until cancelled."""
        async with self._bus.subscribe("desk") as wakes:
            woken = asyncio.ensure_future(_next(wakes))
            try:
                while True:
                    await self._try()
                    await asyncio.sleep(REST_SECONDS)
                    await asyncio.wait({woken}, timeout=LOOK_SECONDS)
                    if woken.done():
                        woken = asyncio.ensure_future(_next(wakes))
            finally:
                woken.cancel()
                with suppress(asyncio.CancelledError):
                    await woken

    async def round(self) -> tuple[Change, ...]:
        """Do one round, if there is anything to do, and wake whom it concerns."""
        async with self._services(write=False) as services:
            if not await services.assignment.due():
                return ()
        async with self._services() as services:
            changes = await services.assignment.round()
        for one in changes:
            await tell(self._bus, one)
        return changes

    async def _try(self) -> None:
        try:
            await self.round()
        except DeskError as error:
            log.warning("assignment: %s", error)


async def tell(bus: Bus, change: Change) -> None:
    """Wake the colleague whom an offer concerns, and everybody who looks at the chat."""
    await bus.publish("desk", "offer", {"to": change.staff_id, "conversation": change.conversation_id})
    await announce(bus, change.conversation_id, "owner", {})


async def _next(wakes: AsyncIterator[Wake]) -> Wake:
    return await anext(wakes)
