"""The one way out for e-mail."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from bot.mail.composing import compose
from bot.mail.folder import Folder
from bot.mail.smtp import SmtpServer
from bot.mail.values import Letter


class Carrier(Protocol):
    """What takes a message away; called in a thread."""

    def carry(self, message: EmailMessage) -> None:
        """Take one message. Raises MailUnavailable, MailRefused."""


class Mail:
    """Sends letters. Waiting for a mail server holds up a thread and nothing else."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier

    async def send(self, letter: Letter) -> None:
        """Send a letter; sent twice, both bear the same Message-ID. Raises MailUnavailable, MailRefused."""
        await asyncio.to_thread(self._carrier.carry, compose(letter))


def build_mail(smtp_url: str | None, folder: Path) -> Mail:
    """Give the way out that the settings name: an SMTP server, else files. Raises DataError for a wrong address."""
    return Mail(SmtpServer.from_url(smtp_url) if smtp_url else Folder(folder))
