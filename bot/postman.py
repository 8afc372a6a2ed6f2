"""Takes what agents write in e-mail conversations from the outbox to the mail port."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from bot.attachments.files import Files
from bot.attachments.values import Attachment
from bot.bus import Bus, announce, settled
from bot.conversations.channels import EMAIL
from bot.conversations.values import Delivery, Reply
from bot.core.errors import DataError, DeskError, Unavailable
from bot.core.repeating import repeat
from bot.localisation.languages import DEFAULT, spoken
from bot.localisation.render import Renderer
from bot.mail.errors import MailRefused, MailUnavailable
from bot.mail.service import Mail
from bot.mail.values import Enclosure, Letter, Mailbox
from bot.services import Services
from bot.staff.names import name_for

log = logging.getLogger(__name__)

EVERY_SECONDS = 3.0
# Longer than a mail server may keep us waiting in all its answers together.
CLAIM = timedelta(minutes=5)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=1)
# With these pauses that is about a day.
TRIES = 30


class Postman:
    """Delivers letters one after the other; several desk processes may each have one."""

    def __init__(
        self,
        services: Callable[..., AbstractAsyncContextManager[Services]],
        mail: Mail,
        renderer: Renderer,
        files: Files,
        bus: Bus,
        sender: str | None,
    ) -> None:
        self._services = services
        self._mail = mail
        self._renderer = renderer
        self._files = files
        self._bus = bus
        self._sender = sender

    async def run(self) -> None:
        """Deliver whatever is due, until cancelled."""
        await repeat("letters", EVERY_SECONDS, self.deliver_due)

    async def deliver_due(self) -> int:
        """Deliver all that is due now; give how many letters were tried."""
        tried = 0
        while delivery := await self._claim():
            await self._deliver(delivery)
            tried += 1
        return tried

    async def _claim(self) -> Delivery | None:
        async with self._services() as services:
            return next(iter(await services.conversations.claim_deliveries(EMAIL, limit=1, claim=CLAIM)), None)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._mail.send(await self._letter(delivery))
        except (MailRefused, DataError) as error:
            await self._give_up(delivery, error)
        except Unavailable as error:
            await self._again(delivery, error)
        else:
            async with self._services() as services:
                await services.conversations.delivered(delivery.id)
        await settled(self._bus, delivery.message.conversation_id, delivery.message.seq)

    async def _again(self, delivery: Delivery, error: Unavailable) -> None:
        if delivery.attempts >= TRIES:
            await self._give_up(delivery, error)
        else:
            log.warning("letter %s not sent (try %s): %s", delivery.id, delivery.attempts, error)
            async with self._services() as services:
                await services.conversations.delivery_failed(delivery.id, str(error), pause(delivery.attempts))

    async def _give_up(self, delivery: Delivery, error: DeskError) -> None:
        """A letter that will not arrive is told to colleagues where they look: in the conversation."""
        log.error("letter %s given up (try %s): %s", delivery.id, delivery.attempts, error)
        key, conversation = "console_mail_failed", delivery.message.conversation_id
        text = self._renderer.text(key, DEFAULT)
        async with self._services() as services:
            await services.conversations.delivery_failed(delivery.id, str(error), None)
            await services.conversations.announce(conversation, Reply(text, key, {}, (), DEFAULT), audience="staff")
        await announce(self._bus, conversation, "message", {})

    async def _letter(self, delivery: Delivery) -> Letter:
        message, language = delivery.message, spoken(delivery.message.language)
        carried: Sequence[Attachment] = ()
        async with self._services(write=False) as services:
            account = await services.customers.identity(delivery.channel, delivery.sender)
            author = await services.staff.get(message.staff_id) if message.staff_id else None
            sender = await self._sender_of(services, language)
            if message.attached:
                found = await services.attachments.of_messages(message.conversation_id, message.seq, message.seq)
                carried = found.get(message.seq, ())
        if account is None or account.address is None:
            raise MailRefused("no address is on record")
        values = {"name": name_for(author, language) if author else "", "company": sender.name}
        footer = self._renderer.text("mail_footer", language, values)
        return Letter(
            id=f"{message.conversation_id}.{message.seq}",
            thread=message.conversation_id,
            sender=sender,
            to=Mailbox(account.address, account.display_name or ""),
            subject=self._renderer.text("mail_subject", language, values),
            text=f"{message.text}\n\n-- \n{footer}\n".lstrip("\n"),
            language=language,
            at=message.at,
            enclosures=await asyncio.to_thread(self._enclosures, carried),
        )

    async def _sender_of(self, services: Services, language: str) -> Mailbox:
        if not await services.company.exists():
            if self._sender is None:
                raise MailUnavailable("no sender: set TRIPDESK_MAIL_FROM")
            return Mailbox(self._sender)
        company = await services.company.get()
        name = company.names.get(language) or company.names.get(DEFAULT) or ""
        return Mailbox(self._sender or company.email, name)

    def _enclosures(self, carried: Sequence[Attachment]) -> tuple[Enclosure, ...]:
        with_bytes = [one for one in carried if one.key is not None]
        return tuple(Enclosure(one.name, one.media, b"".join(self._files.read(one))) for one in with_bytes)


def pause(attempts: int) -> timedelta:
    """Give the pause after the n-th try: half a minute, twice as long each time, at most an hour."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_RETRY * doubled, LONGEST_RETRY)
