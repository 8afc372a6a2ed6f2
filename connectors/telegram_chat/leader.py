"""One desk process at a time fetches and sends for Telegram; when it dies, another takes over."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from bot.app import Desk
from bot.core.errors import DeskError

log = logging.getLogger(__name__)
LEASE = "telegram"
SPAN = timedelta(seconds=20)
EVERY = 5.0


class Leader:
    """Holds the lease while it can, and does the work only while it holds it."""

    def __init__(self, desk: Desk, holder: str, span: timedelta = SPAN, every: float = EVERY) -> None:
        self._desk = desk
        self._holder = holder
        self._span = span
        self._every = every

    async def lead(self, work: Callable[[], Awaitable[None]]) -> None:
        """Wait for the lease, work, and start over should it be lost; runs until cancelled."""
        working: asyncio.Task[None] | None = None
        good_until = 0.0
        try:
            while True:
                asked = time.monotonic()
                try:
                    good_until = asked + self._span.total_seconds() if await self._take() else 0.0
                except DeskError as error:
                    # The records are away: what was held holds, but no longer than it was given for.
                    log.warning("the lease could not be renewed: %s", error)
                if time.monotonic() + self._every < good_until:
                    working = self._started(working, work)
                else:
                    await _stopped(working)
                    working = None
                await asyncio.sleep(self._every)
        finally:
            await _stopped(working)
            with suppress(DeskError):
                async with self._desk.services() as services:
                    await services.leases.release(LEASE, self._holder)

    async def _take(self) -> bool:
        async with self._desk.services() as services:
            return await services.leases.take(LEASE, self._holder, self._span) is not None

    def _started(self, working: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        if working is not None and not working.done():
            return working
        if working is not None and not working.cancelled() and (error := working.exception()):
            log.error("the Telegram connector stopped, starting it again", exc_info=error)
        else:
            log.info("this process now serves Telegram")
        return asyncio.ensure_future(work())


async def _stopped(working: asyncio.Task[None] | None) -> None:
    if working is None:
        return
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
