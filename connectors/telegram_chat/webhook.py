"""The webhook: who knows the secret may hand in updates; what is stored is acknowledged, and nothing else is."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from typing import Any

from fastapi import APIRouter, Request, Response
from telegram.error import TelegramError

from bot.core.errors import DeskError
from bot.core.settings import Settings
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.intake import ARRIVED, HANDLERS, TOPIC
from connectors.telegram_chat.places import arrival_of

log = logging.getLogger(__name__)
HEADER = "x-telegram-bot-api-secret-token"
BIGGEST = 1_000_000
_AGAIN_SECONDS = 60.0


def secret_of(settings: Settings) -> str:
    """Give the secret that Telegram shows with each call: every desk process knows the same one."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    key = settings.session_secret.get_secret_value().encode()
    return hmac.new(key, f"tripdesk telegram webhook v1:{token}".encode(), hashlib.sha256).hexdigest()


def build_router(settings: Settings) -> APIRouter:
    """Give the route that Telegram calls."""
    router = APIRouter(include_in_schema=False)
    secret = secret_of(settings).encode()

    @router.post("/telegram/webhook")
    async def webhook(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret):
            return Response(status_code=403)
        update = await _read(request)
        if update is None:
            return Response(status_code=400)
        desk = request.app.state.desk
        try:
            async with desk.services() as services:
                await services.arrivals.store([arrival_of(update)])
        except DeskError as error:
            log.warning("an update could not be stored, Telegram will send it again: %s", error)
            return Response(status_code=503)
        await desk.bus.publish(TOPIC, ARRIVED, {})
        return Response(status_code=200)

    return router


async def keep_set(door: Door) -> None:
    """Tell Telegram where to call, until it has understood; then rest."""
    settings = door.desk.settings
    while True:
        try:
            await door.bot.set_webhook(
                settings.telegram_webhook or "", secret_token=secret_of(settings), allowed_updates=list(HANDLERS)
            )
        except TelegramError as error:
            log.error("the webhook could not be set: %s", error)
            await asyncio.sleep(_AGAIN_SECONDS)
        else:
            await asyncio.Event().wait()


async def _read(request: Request) -> dict[str, Any] | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BIGGEST:
            return None
    try:
        update = json.loads(bytes(body))
    except ValueError:
        return None
    fits = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if fits else None
