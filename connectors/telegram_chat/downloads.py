"""Files from Telegram: not larger than a bot may have, tried a few times, and no address of theirs kept anywhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Protocol

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.attachments.errors import FileLost, FileTooLarge
from bot.attachments.files import MB
from connectors.telegram_chat.client import span_of
from connectors.telegram_chat.door import Door

log = logging.getLogger(__name__)
# What Telegram lets a bot have.
MOST_MB = 20
PAUSES = (0.5, 2.0)
LONGEST_PAUSE = 10.0
READ_SECONDS = 60


class Fetched(Protocol):
    """What Telegram tells of any file."""

    @property
    def file_id(self) -> str: ...
    @property
    def file_size(self) -> int | None: ...


def fetched(door: Door, file: Fetched) -> AsyncIterator[bytes]:
    """Give the content, fetched only when it is read. Raises FileTooLarge, at once or then, and then FileLost."""
    most = min(MOST_MB, door.desk.files.most_mb)
    if (file.file_size or 0) > most * MB:
        raise FileTooLarge(most)
    return _content(door, file.file_id, most)


async def _content(door: Door, file_id: str, most: int) -> AsyncIterator[bytes]:
    for pause in (*PAUSES, None):
        try:
            async with door.downloading:
                content = await _download(door, file_id)
        except TelegramError as error:
            if isinstance(error, BadRequest) and "too big" in error.message.lower():
                raise FileTooLarge(most) from None
            # The error's own words may hold the address, and the address holds the token.
            log.warning("a file did not come from Telegram (%s)", type(error).__name__)
            if pause is None:
                raise FileLost from None
            wait = span_of(error).total_seconds() if isinstance(error, RetryAfter) else pause
            await asyncio.sleep(min(wait, LONGEST_PAUSE))
        else:
            yield content
            return


async def _download(door: Door, file_id: str) -> bytes:
    file = await door.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray(read_timeout=READ_SECONDS))
