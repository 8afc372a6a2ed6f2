"""Work that is done again and again while a process lives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.core.errors import DeskError

log = logging.getLogger(__name__)


async def repeat(what: str, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    """Do it, rest, and do it again, until cancelled; what the desk itself refuses is logged and tried again."""
    while True:
        try:
            await work()
        except DeskError as error:
            log.warning("%s: %s", what, error)
        await asyncio.sleep(seconds)
