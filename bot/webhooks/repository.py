"""Webhooks and their calls in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.core.ids import new_id
from bot.records.webhooks import WebhookDeliveryRecord, WebhookRecord
from bot.webhooks.values import PENDING, Call, Due, Webhook


class WebhooksRepository:
    """Reads and writes webhooks; calls are handed out at most one a thing, so that order holds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, url: str, events: Sequence[str], secret: str, by: str, at: datetime) -> Webhook:
        record = WebhookRecord(
            id=new_id(), url=url, events=list(events), secret=secret, active=True, created_by=by, created_at=at
        )
        self._session.add(record)
        await self._session.flush()
        return _webhook(record)

    async def get(self, webhook_id: str) -> Webhook | None:
        record = await self._session.get(WebhookRecord, webhook_id)
        return None if record is None else _webhook(record)

    async def list_all(self) -> tuple[Webhook, ...]:
        query = select(WebhookRecord).order_by(WebhookRecord.created_at, WebhookRecord.id)
        return tuple(map(_webhook, await self._session.scalars(query)))

    async def change(self, webhook_id: str, **values: Any) -> Webhook:
        record = await self._session.get_one(WebhookRecord, webhook_id)
        for name, value in values.items():
            setattr(record, name, value)
        await self._session.flush()
        return _webhook(record)

    async def remove(self, webhook_id: str) -> None:
        await self._session.delete(await self._session.get_one(WebhookRecord, webhook_id))
        await self._session.flush()

    async def wanted(self) -> Mapping[str, frozenset[str]]:
        """Give the events that each active webhook wants, by its id."""
        rows = await self._session.execute(
            select(WebhookRecord.id, WebhookRecord.events).where(WebhookRecord.active.is_(True))
        )
        return {webhook_id: frozenset(events) for webhook_id, events in rows}

    async def owe(self, webhook_id: str, event: str, thing: str, data: Mapping[str, object], at: datetime) -> int:
        record = WebhookDeliveryRecord(
            webhook_id=webhook_id,
            event=event,
            thing=thing,
            data=dict(data),
            at=at,
            state=PENDING,
            attempts=0,
            next_at=at,
        )
        self._session.add(record)
        await self._session.flush()
        return record.id

    async def claim(self, at: datetime, until: datetime, limit: int) -> tuple[Due, ...]:
        """Take calls that are due, at most one a webhook and thing, and set them aside until `until`."""
        earlier, delivery = aliased(WebhookDeliveryRecord), WebhookDeliveryRecord
        blocked = exists().where(
            earlier.webhook_id == delivery.webhook_id,
            earlier.thing == delivery.thing,
            earlier.state == PENDING,
            earlier.id < delivery.id,
        )
        due = (
            select(delivery, WebhookRecord)
            .join(WebhookRecord, WebhookRecord.id == delivery.webhook_id)
            .where(delivery.state == PENDING, delivery.next_at <= at, WebhookRecord.active.is_(True), ~blocked)
            .order_by(delivery.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=delivery)
        )
        claimed = [(one, webhook) for one, webhook in await self._session.execute(due)]
        for one, _ in claimed:
            one.next_at, one.attempts = until, one.attempts + 1
        await self._session.flush()
        return tuple(Due(_call(one), webhook.url, webhook.secret) for one, webhook in claimed)

    async def settle(self, call_id: int, **values: Any) -> None:
        await self._session.execute(
            update(WebhookDeliveryRecord).where(WebhookDeliveryRecord.id == call_id).values(**values)
        )

    async def call(self, webhook_id: str, call_id: int) -> Call | None:
        record = await self._session.get(WebhookDeliveryRecord, call_id)
        return _call(record) if record is not None and record.webhook_id == webhook_id else None

    async def calls(self, webhook_id: str, before: int | None, limit: int) -> tuple[Call, ...]:
        query = select(WebhookDeliveryRecord).where(WebhookDeliveryRecord.webhook_id == webhook_id)
        if before is not None:
            query = query.where(WebhookDeliveryRecord.id < before)
        query = query.order_by(WebhookDeliveryRecord.id.desc()).limit(limit)
        return tuple(map(_call, await self._session.scalars(query)))

    async def waiting(self) -> Mapping[str, int]:
        """Count the calls that each webhook is still owed."""
        query = select(WebhookDeliveryRecord.webhook_id, func.count().label("owed")).where(
            WebhookDeliveryRecord.state == PENDING
        )
        rows = await self._session.execute(query.group_by(WebhookDeliveryRecord.webhook_id))
        return {row.webhook_id: row.owed for row in rows}


def _webhook(record: WebhookRecord) -> Webhook:
    return Webhook(
        id=record.id,
        url=record.url,
        events=tuple(record.events),
        active=record.active,
        reason=record.reason,
        failing_since=record.failing_since,
        created_by=record.created_by,
        created_at=record.created_at,
        secret=record.secret,
    )


def _call(record: WebhookDeliveryRecord) -> Call:
    return Call(
        id=record.id,
        webhook_id=record.webhook_id,
        event=record.event,
        thing=record.thing,
        data=record.data,
        at=record.at,
        state=record.state,
        attempts=record.attempts,
        next_at=record.next_at,
        status=record.status,
        error=record.error,
    )
