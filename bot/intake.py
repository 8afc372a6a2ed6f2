"""The way in for what is not words: a connector hands it in, gets an id, and names the id in its message."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.attachments.files import Files
from bot.attachments.values import TRAVELLER, Attachment, Fact, NewFile
from bot.core.repeating import repeat
from bot.services import Services

TIDY_SECONDS = 3600.0


class Intake:
    """Stores files, places, contacts and stickers for the messages that will carry them."""

    def __init__(self, services: Callable[..., AbstractAsyncContextManager[Services]], files: Files) -> None:
        self._services = services
        self._files = files

    async def take(
        self, channel: str, sender: str, client_id: str, what: NewFile | Fact, by: str = TRAVELLER
    ) -> Attachment:
        """Keep it; the same `client_id` of the same sender gives the first one, and reads nothing again.

        Raises EmptyFile, FileTooLarge, FileTypeRefused, TooManyFiles, UnreadablePlace: refusals with words. The file
        is written before the transaction begins: nothing waits for a slow line while it holds the database.
        """
        async with self._services(write=False) as services:
            known = await services.attachments.known(channel, sender, client_id)
        if known is not None:
            return known
        if not isinstance(what, NewFile):
            async with self._services() as services:
                return await services.attachments.store(channel, sender, client_id, what, by)
        received = await self._files.receive(what)
        kept: Attachment | None = None
        try:
            async with self._services() as services:
                kept = await services.attachments.store(channel, sender, client_id, received, by)
        finally:
            if kept is None or kept.id != received.id:
                await self._files.drop(received.id)
        return kept

    async def tidy(self) -> None:
        """Delete, once an hour, what was handed in and never became part of a message; runs until cancelled."""
        await repeat("tidying files", TIDY_SECONDS, self.forget_unsent)

    async def forget_unsent(self) -> int:
        """Delete what lay for a day; give how many files that were."""
        async with self._services() as services:
            gone = await services.attachments.forget_unsent()
        for one in gone:
            await self._files.drop(one)
        return len(gone)
