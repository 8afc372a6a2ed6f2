"""Attachments: kept once, part of one message, shown to the conversation's traveller and to staff alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from itertools import groupby

from bot.attachments.errors import AttachmentNotFound, TooManyFiles, UnreadablePlace
from bot.attachments.repository import AttachmentsRepository
from bot.attachments.values import TRAVELLER, Attachment, Contact, Fact, Location, Received, Sticker
from bot.core.clock import Clock
from bot.core.contacts import normalise_phone
from bot.core.ids import new_id
from bot.core.texts import clean_text

DAY = timedelta(days=1)
MOST_AT_ONCE = 10
_LONGEST = 200
_KIND: Mapping[type, str] = {Location: "location", Contact: "contact", Sticker: "sticker"}


class AttachmentsService:
    """Keeps the records of files, places, contacts and stickers."""

    def __init__(self, repository: AttachmentsRepository, clock: Clock, daily_bytes: int) -> None:
        self._repository = repository
        self._clock = clock
        self._daily_bytes = daily_bytes

    async def known(self, channel: str, sender: str, client_id: str) -> Attachment | None:
        """Give what was stored under a client id, so that it need not travel again."""
        return await self._repository.by_client_id(channel, sender, client_id)

    async def store(
        self, channel: str, sender: str, client_id: str, what: Received | Fact, by: str = TRAVELLER
    ) -> Attachment:
        """Keep what a sender hands in, to become part of a message; the same `client_id` again gives the first.

        Raises TooManyFiles, UnreadablePlace.
        """
        known = await self.known(channel, sender, client_id)
        if known is not None:
            return known
        now = self._clock.now()
        if isinstance(what, Received):
            sent = await self._repository.bytes_since(channel, sender, now - DAY)
            if by == TRAVELLER and sent + what.size > self._daily_bytes:
                raise TooManyFiles
            new = Attachment(
                what.id, None, None, by, what.kind, what.name, what.media, what.size, {}, now, key=what.key
            )
        else:
            new = Attachment(new_id(), None, None, by, _KIND[type(what)], "", "", 0, _facts(what), now)
        await self._repository.add(new, channel, sender, client_id, new.facts)
        return new

    async def pick(self, ids: Sequence[str], channel: str, sender: str, by: str = TRAVELLER) -> tuple[Attachment, ...]:
        """Give what the sender handed in under these ids. Raises AttachmentNotFound."""
        wanted = tuple(dict.fromkeys(ids))
        found = await self._repository.of_sender(wanted, channel, sender) if wanted else ()
        if len(found) != len(wanted) or len(wanted) > MOST_AT_ONCE or any(one.by != by for one in found):
            raise AttachmentNotFound
        return found

    async def attach(self, attachments: Sequence[Attachment], conversation_id: str, seq: int) -> None:
        """Make them part of a message. Raises AttachmentNotFound where one belongs to another message."""
        for position, one in enumerate(attachments):
            if one.seq is not None and (one.conversation_id, one.seq) != (conversation_id, seq):
                raise AttachmentNotFound
            await self._repository.attach(one.id, conversation_id, seq, position)

    async def of_messages(self, conversation_id: str, first: int, last: int) -> Mapping[int, tuple[Attachment, ...]]:
        """Give the attachments of a stretch of messages, by their numbers."""
        found = await self._repository.of_messages(conversation_id, first, last)
        return {seq or 0: tuple(group) for seq, group in groupby(found, key=lambda one: one.seq)}

    async def for_traveller(self, attachment_id: str, channel: str, sender: str) -> Attachment:
        """Give what the sender sent or was sent. Raises AttachmentNotFound."""
        found = await self._repository.of_sender([attachment_id], channel, sender)
        if not found or (found[0].by != TRAVELLER and found[0].seq is None):
            raise AttachmentNotFound
        return found[0]

    async def for_staff(self, attachment_id: str) -> Attachment:
        """Give any attachment. Raises AttachmentNotFound."""
        found = await self._repository.get(attachment_id)
        if found is None:
            raise AttachmentNotFound
        return found

    async def use_phone(self, conversation_id: str) -> str | None:
        """Give the number of their own that the traveller shared last, within a day, to be tried as a proof.

        Once: a number that does not match must not use up the guesses of somebody who does not know it is tried.
        """
        now = self._clock.now()
        found = await self._repository.use_contact(conversation_id, now - DAY, now)
        return str(found.facts["phone"]) if found else None

    async def begin_evidence(self, conversation_id: str, seq: int) -> None:
        """A complaint begins with this message: what it carries is evidence, what was left of an earlier one is not."""
        await self._repository.forget_evidence(conversation_id)
        await self._repository.mark_evidence(conversation_id, seq)

    async def add_evidence(self, conversation_id: str, seq: int) -> None:
        """What this message carries belongs to the complaint being told."""
        await self._repository.mark_evidence(conversation_id, seq)

    async def take_evidence(self, conversation_id: str, ticket_id: str) -> tuple[Attachment, ...]:
        """Give a ticket the evidence of its conversation; asked again, nothing is left to give."""
        return await self._repository.take_evidence(conversation_id, ticket_id)

    async def of_ticket(self, ticket_id: str) -> tuple[Attachment, ...]:
        """Give the evidence of a ticket, the oldest first."""
        return await self._repository.of_ticket(ticket_id)

    async def forget_unsent(self, limit: int = 200) -> tuple[str, ...]:
        """Delete the records of what was handed in a day ago and never sent; the caller deletes the files."""
        gone = await self._repository.forgotten(self._clock.now() - DAY, limit)
        for one in gone:
            await self._repository.delete(one)
        return gone

    async def forget_all(self, conversation_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete the records of everything sent in conversations; the caller deletes the files."""
        gone = await self._repository.of_conversations(conversation_ids) if conversation_ids else ()
        for one in gone:
            await self._repository.delete(one)
        return gone


def _facts(what: Fact) -> dict[str, object]:
    """Write a place, contact or sticker as it is kept. Raises UnreadablePlace."""
    written: dict[str, object] = {
        name: clean_text(value, _LONGEST).text if isinstance(value, str) else value
        for name, value in asdict(what).items()
    }
    if isinstance(what, Location):
        finite = math.isfinite(what.latitude) and math.isfinite(what.longitude)
        if not finite or abs(what.latitude) > 90 or abs(what.longitude) > 180:
            raise UnreadablePlace
    if isinstance(what, Contact):
        # Telegram leaves the + out.
        phone = str(written["phone"])
        written["phone"] = normalise_phone(phone) or normalise_phone(f"+{phone}") or phone
        if not phone:
            raise UnreadablePlace
    return written
