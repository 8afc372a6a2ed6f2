"""Attachments in the database."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.attachments.values import CONTACT, STICKER, TRAVELLER, Attachment
from bot.records.attachments import AttachmentRecord


class AttachmentsRepository:
    """Reads and writes the records of files; the files are `bot.attachments.files`' business."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_client_id(self, channel: str, sender: str, client_id: str) -> Attachment | None:
        query = select(AttachmentRecord).where(
            AttachmentRecord.channel == channel,
            AttachmentRecord.sender == sender,
            AttachmentRecord.client_id == client_id,
        )
        record = await self._session.scalar(query)
        return None if record is None else _attachment(record)

    async def add(
        self, attachment: Attachment, channel: str, sender: str, client_id: str, facts: Mapping[str, object]
    ) -> None:
        key = None if attachment.key is None else base64.b64encode(attachment.key).decode()
        self._session.add(
            AttachmentRecord(
                id=attachment.id,
                channel=channel,
                sender=sender,
                client_id=client_id,
                by=attachment.by,
                kind=attachment.kind,
                name=attachment.name,
                media=attachment.media,
                size=attachment.size,
                key=key,
                facts=json.dumps(dict(facts), ensure_ascii=False) if facts else None,
                position=0,
                evidence=False,
                at=attachment.at,
            )
        )
        await self._session.flush()

    async def get(self, attachment_id: str) -> Attachment | None:
        record = await self._session.get(AttachmentRecord, attachment_id)
        return None if record is None else _attachment(record)

    async def of_sender(self, ids: Sequence[str], channel: str, sender: str) -> tuple[Attachment, ...]:
        query = select(AttachmentRecord).where(
            AttachmentRecord.id.in_(ids), AttachmentRecord.channel == channel, AttachmentRecord.sender == sender
        )
        found = {record.id: _attachment(record) for record in await self._session.scalars(query)}
        return tuple(found[one] for one in ids if one in found)

    async def of_messages(self, conversation_id: str, first: int, last: int) -> tuple[Attachment, ...]:
        query = select(AttachmentRecord).where(
            AttachmentRecord.conversation_id == conversation_id, AttachmentRecord.seq.between(first, last)
        )
        query = query.order_by(AttachmentRecord.seq, AttachmentRecord.position)
        return tuple(map(_attachment, await self._session.scalars(query)))

    async def attach(self, attachment_id: str, conversation_id: str, seq: int, position: int) -> None:
        record = await self._session.get_one(AttachmentRecord, attachment_id)
        record.conversation_id, record.seq, record.position = conversation_id, seq, position
        await self._session.flush()

    async def bytes_since(self, channel: str, sender: str, since: datetime) -> int:
        query = select(func.coalesce(func.sum(AttachmentRecord.size), 0)).where(
            AttachmentRecord.channel == channel, AttachmentRecord.sender == sender, AttachmentRecord.at > since
        )
        return int(await self._session.scalar(query) or 0)

    async def use_contact(self, conversation_id: str, since: datetime, at: datetime) -> Attachment | None:
        """Give the latest contact, marked as used, unless it is another's or was used before."""
        query = select(AttachmentRecord).where(
            AttachmentRecord.conversation_id == conversation_id,
            AttachmentRecord.kind == CONTACT,
            AttachmentRecord.by == TRAVELLER,
            AttachmentRecord.at > since,
        )
        record = await self._session.scalar(query.order_by(AttachmentRecord.seq.desc()).limit(1))
        if record is None or record.used_at is not None:
            return None
        found = _attachment(record)
        if found.facts.get("own") is not True:
            return None
        record.used_at = at
        await self._session.flush()
        return found

    async def forget_evidence(self, conversation_id: str) -> None:
        """Take the mark from what no ticket has taken."""
        await self._session.execute(
            update(AttachmentRecord)
            .where(AttachmentRecord.conversation_id == conversation_id, AttachmentRecord.ticket_id.is_(None))
            .values(evidence=False)
        )

    async def mark_evidence(self, conversation_id: str, seq: int) -> None:
        await self._session.execute(
            update(AttachmentRecord)
            .where(AttachmentRecord.conversation_id == conversation_id, AttachmentRecord.seq == seq)
            .where(AttachmentRecord.kind != STICKER)
            .values(evidence=True)
        )

    async def of_ticket(self, ticket_id: str) -> tuple[Attachment, ...]:
        query = select(AttachmentRecord).where(AttachmentRecord.ticket_id == ticket_id)
        found = await self._session.scalars(query.order_by(AttachmentRecord.at, AttachmentRecord.id))
        return tuple(map(_attachment, found))

    async def take_evidence(self, conversation_id: str, ticket_id: str) -> tuple[Attachment, ...]:
        """Give a ticket everything that is marked and is no ticket's yet."""
        query = select(AttachmentRecord).where(
            AttachmentRecord.conversation_id == conversation_id,
            AttachmentRecord.evidence.is_(True),
            AttachmentRecord.ticket_id.is_(None),
        )
        records = (await self._session.scalars(query.order_by(AttachmentRecord.seq, AttachmentRecord.position))).all()
        for record in records:
            record.ticket_id = ticket_id
        await self._session.flush()
        return tuple(map(_attachment, records))

    async def forgotten(self, before: datetime, limit: int) -> tuple[str, ...]:
        """Give what was sent before then and never became part of a message."""
        query = select(AttachmentRecord).where(AttachmentRecord.seq.is_(None), AttachmentRecord.at < before)
        return tuple([record.id for record in await self._session.scalars(query.limit(limit))])

    async def of_conversations(self, conversation_ids: Sequence[str]) -> tuple[str, ...]:
        query = select(AttachmentRecord.id).where(AttachmentRecord.conversation_id.in_(conversation_ids))
        return tuple(await self._session.scalars(query))

    async def delete(self, attachment_id: str) -> None:
        record = await self._session.get(AttachmentRecord, attachment_id)
        if record is not None:
            await self._session.delete(record)
            await self._session.flush()


def _attachment(record: AttachmentRecord) -> Attachment:
    return Attachment(
        id=record.id,
        conversation_id=record.conversation_id,
        seq=record.seq,
        by=record.by,
        kind=record.kind,
        name=record.name,
        media=record.media,
        size=record.size,
        facts=json.loads(record.facts) if record.facts else {},
        at=record.at,
        key=base64.b64decode(record.key) if record.key else None,
    )
