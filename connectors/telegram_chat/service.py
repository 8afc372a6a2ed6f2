"""The connector put together: off without a token; by webhook where we have a public address, else by polling."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter
from telegram.error import InvalidToken, TelegramError

from bot.app import Desk
from bot.core.ids import new_id
from bot.core.repeating import repeat
from connectors.telegram_chat import webhook
from connectors.telegram_chat.client import build_bot
from connectors.telegram_chat.deliveries import Deliveries
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.intake import Intake
from connectors.telegram_chat.leader import Leader
from connectors.telegram_chat.menus import set_menus
from connectors.telegram_chat.polling import TOKEN_SECONDS, Poller
from connectors.telegram_chat.thinking import Thinking

log = logging.getLogger(__name__)
_AGAIN_SECONDS = 5.0
_AN_HOUR = 3600.0


def routers(desk: Desk) -> tuple[APIRouter, ...]:
    """Give what the desk's web application includes of Telegram: the webhook, where there is one."""
    settings = desk.settings
    return (webhook.build_router(settings),) if settings.telegram_token and settings.telegram_webhook else ()


@asynccontextmanager
async def running(desk: Desk, leader: Leader | None = None) -> AsyncIterator[None]:
    """Keep Telegram served while this process lives, by this process or another."""
    if desk.settings.telegram_token is None:
        yield
        return
    holder = f"{socket.gethostname()}/{os.getpid()}/{new_id()}"
    leading = asyncio.create_task((leader or Leader(desk, holder)).lead(lambda: serve(desk)))
    try:
        yield
    finally:
        leading.cancel()
        with suppress(asyncio.CancelledError):
            await leading


async def serve(desk: Desk) -> None:
    """Do everything that one process at a time does, until cancelled."""
    door = Door(desk, build_bot(desk.settings))
    try:
        await _known(door)
        hooked = desk.settings.telegram_webhook is not None
        fetching = webhook.keep_set(door) if hooked else Poller(door).run()
        async with asyncio.TaskGroup() as group:
            group.create_task(set_menus(door))
            group.create_task(Intake(door, ordered=not hooked).run())
            group.create_task(Deliveries(door).run())
            group.create_task(Thinking(door).run())
            group.create_task(repeat("old updates", _AN_HOUR, lambda: _forget(door)))
            group.create_task(fetching)
    finally:
        await door.bot.shutdown()


async def _known(door: Door) -> None:
    """Wait until Telegram says who we are."""
    while True:
        try:
            await door.bot.initialize()
            return
        except InvalidToken:
            log.error("Telegram does not know this token; set TRIPDESK_TELEGRAM_TOKEN to what @BotFather gives you")
            await asyncio.sleep(TOKEN_SECONDS)
        except TelegramError as error:
            log.warning("Telegram is out of reach (%s); trying again", error)
            await asyncio.sleep(_AGAIN_SECONDS)


async def _forget(door: Door) -> None:
    async with door.desk.services() as services:
        await services.arrivals.forget_old()
