"""The library's bot: where it finds Telegram, and how often it may speak to all chats together."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.core.settings import Settings

CONNECTIONS = 64
# One at a time, evenly: a bucket of thirty lets sixty through in its first second, and Telegram counts those.
PAUSE_OVERALL = 1 / 28
# Twenty a minute in a group: five at once and fifteen more.
GROUP_BURST, GROUP_SECONDS = 5, 20
_MENUS = frozenset({"setMyCommands", "getMyCommands"})
_SPEAKING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})


class Limits(AIORateLimiter):
    """The library's limiter, paced; it leaves `retry_after` and a chat's own second to the outbox."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for this call's place in line; what says nothing to a chat goes at once."""
        if "chat_id" not in data:
            return await callback(*args, **kwargs)
        return await self._run_request(
            chat=endpoint not in _MENUS,
            group=data["chat_id"] if endpoint in _SPEAKING and str(data["chat_id"]).startswith("-") else False,
            allow_paid_broadcast=False,
            callback=callback,
            args=args,
            kwargs=kwargs,
        )


def build_bot(settings: Settings) -> ExtBot[int]:
    """Give a bot for the token of the settings, which must be there."""
    # The library's spans of time become what they will be in its next version, instead of a warning each.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    assert settings.telegram_token is not None
    api = settings.telegram_api.rstrip("/")
    return ExtBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=30, read_timeout=15),
        get_updates_request=HTTPXRequest(read_timeout=10),
        rate_limiter=Limits(
            overall_max_rate=1,
            overall_time_period=PAUSE_OVERALL,
            group_max_rate=GROUP_BURST,
            group_time_period=GROUP_SECONDS,
        ),
    )


def span_of(error: RetryAfter) -> timedelta:
    """Give how long Telegram wants to be left alone; the library gives either kind, as the environment says."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
