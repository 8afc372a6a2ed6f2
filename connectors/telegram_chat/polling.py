"""Long polling: fetch, store, and only then acknowledge, which is to ask for what comes after."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.core.errors import DeskError
from connectors.telegram_chat.client import span_of
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.intake import ARRIVED, HANDLERS, TOPIC
from connectors.telegram_chat.places import arrival_of

log = logging.getLogger(__name__)
WAIT_SECONDS = 25
CONFLICT_SECONDS = 30.0
TOKEN_SECONDS = 60.0
LONGEST_PAUSE = 30.0


class Poller:
    """Asks Telegram for updates, one process at a time."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            try:
                if self._offset is None or self._failures:
                    await self._door.bot.delete_webhook()
                while True:
                    await self._fetch()
                    self._failures = 0
            except (TelegramError, DeskError) as error:
                self._failures += 1
                await asyncio.sleep(self._pause(error))

    async def _fetch(self) -> None:
        updates = await self._door.bot.get_updates(
            offset=self._offset, timeout=WAIT_SECONDS, allowed_updates=list(HANDLERS)
        )
        if not updates:
            return
        async with self._door.desk.services() as services:
            await services.arrivals.store([arrival_of(update.to_dict()) for update in updates])
        self._offset = updates[-1].update_id + 1
        await self._door.desk.bus.publish(TOPIC, ARRIVED, {})

    def _pause(self, error: Exception) -> float:
        if isinstance(error, Conflict):
            log.error(
                "somebody else fetches this bot's messages (%s): another Tripdesk with other records, or another "
                "program with the same token. Stop it, or get a new token from @BotFather. Trying again in %.0f s.",
                error, CONFLICT_SECONDS,
            )  # fmt: skip
            return CONFLICT_SECONDS
        if isinstance(error, InvalidToken):
            log.error("Telegram does not know this token; set TRIPDESK_TELEGRAM_TOKEN to what @BotFather gives you")
            return TOKEN_SECONDS
        if isinstance(error, RetryAfter):
            return span_of(error).total_seconds()
        pause: float = min(LONGEST_PAUSE, 0.5 * 2 ** min(self._failures, 10))
        log.warning("updates could not be fetched (%s); trying again in %.1f s", error, pause)
        return pause
