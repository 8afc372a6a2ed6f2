"""Telling other programs what happens: kept with the change itself, called afterwards, signed, in order."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from bot.core.clock import Clock
from bot.webhooks.errors import WebhookNotFound, WebhookRefused
from bot.webhooks.repository import WebhooksRepository
from bot.webhooks.values import (
    EVENTS,
    FAILED,
    PAUSES,
    PENDING,
    SENT,
    SWITCHED_OFF_AFTER,
    TESTED,
    Call,
    Due,
    Outcome,
    Webhook,
)

CLAIM = timedelta(seconds=60)
MOST = 20
_SECRET_BYTES = 24
_LONGEST_URL = 2000


class WebhooksService:
    """Keeps who wants to know what, and what each is owed. An event's data names things and holds no words."""

    def __init__(self, repository: WebhooksRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock
        self._wanted: Mapping[str, frozenset[str]] | None = None

    async def tell(self, event: str, thing: str, data: Mapping[str, object]) -> None:
        """Owe an event to whoever wants it, in the transaction of the change that it tells of."""
        if event not in EVENTS:
            return
        if self._wanted is None:
            self._wanted = await self._repository.wanted()
        for webhook_id in [one for one, events in self._wanted.items() if event in events]:
            await self._repository.owe(webhook_id, event, thing, data, self._clock.now())

    async def create(self, url: str, events: Sequence[str], by: str) -> Webhook:
        """Enter a webhook; its secret is made here. Raises WebhookRefused."""
        if len(await self._repository.list_all()) >= MOST:
            raise WebhookRefused("many")
        secret = "whsec_" + base64.b64encode(os.urandom(_SECRET_BYTES)).decode()
        return await self._repository.add(_address(url), _events(events), secret, by, self._clock.now())

    async def change(
        self, webhook_id: str, url: str | None = None, events: Sequence[str] | None = None, active: bool | None = None
    ) -> Webhook:
        """Change a webhook; switched on again, it is told what it was owed before.

        Raises WebhookNotFound, WebhookRefused.
        """
        await self.get(webhook_id)
        values: dict[str, object] = {}
        if url is not None:
            values["url"] = _address(url)
        if events is not None:
            values["events"] = list(_events(events))
        if active is not None:
            values |= {"active": active, "reason": None if active else "by_hand", "failing_since": None}
        return await self._repository.change(webhook_id, **values)

    async def remove(self, webhook_id: str) -> None:
        """Forget a webhook and all that it was owed. Raises WebhookNotFound."""
        await self.get(webhook_id)
        await self._repository.remove(webhook_id)

    async def get(self, webhook_id: str) -> Webhook:
        """Give a webhook. Raises WebhookNotFound."""
        webhook = await self._repository.get(webhook_id)
        if webhook is None:
            raise WebhookNotFound
        return webhook

    async def list_all(self) -> tuple[tuple[Webhook, int], ...]:
        """Give every webhook with the number of calls it is still owed."""
        waiting = await self._repository.waiting()
        return tuple((one, waiting.get(one.id, 0)) for one in await self._repository.list_all())

    async def test(self, webhook_id: str) -> int:
        """Owe a webhook a call that tells of nothing; give its id. Raises WebhookNotFound."""
        await self.get(webhook_id)
        return await self._repository.owe(webhook_id, TESTED, f"webhook:{webhook_id}", {}, self._clock.now())

    async def calls(self, webhook_id: str, before: int | None = None, limit: int = 50) -> tuple[Call, ...]:
        """Give a webhook's calls, the latest first. Raises WebhookNotFound."""
        await self.get(webhook_id)
        return await self._repository.calls(webhook_id, before, limit)

    async def call_again(self, webhook_id: str, call_id: int) -> Call:
        """Make a call once more, from its first try. Raises WebhookNotFound."""
        if await self._repository.call(webhook_id, call_id) is None:
            raise WebhookNotFound
        await self._repository.settle(call_id, state=PENDING, attempts=0, next_at=self._clock.now())
        again = await self._repository.call(webhook_id, call_id)
        assert again is not None
        return again

    async def claim(self, limit: int = 10) -> tuple[Due, ...]:
        """Take calls to make now; those that are not settled come again."""
        now = self._clock.now()
        return await self._repository.claim(now, now + CLAIM, limit)

    async def settle(self, due: Due, outcome: Outcome) -> None:
        """Say how a call went: done, to be tried again, or given up."""
        call, now = due.call, self._clock.now()
        told = {"status": outcome.status, "error": (outcome.error or "")[:200] or None}
        if outcome.ok:
            await self._repository.settle(call.id, state=SENT, **told)
            await self._repository.change(call.webhook_id, failing_since=None)
            return
        if call.attempts > len(PAUSES):
            await self._repository.settle(call.id, state=FAILED, **told)
        else:
            await self._repository.settle(call.id, next_at=now + PAUSES[call.attempts - 1], **told)
        await self._doubt(call.webhook_id, outcome)

    async def _doubt(self, webhook_id: str, outcome: Outcome) -> None:
        """Remember since when nothing arrives, and switch off whom it is no use to tell."""
        webhook, now = await self.get(webhook_id), self._clock.now()
        since = webhook.failing_since or now
        if outcome.gone or now - since >= SWITCHED_OFF_AFTER:
            reason = "gone" if outcome.gone else "failing"
            await self._repository.change(webhook_id, active=False, reason=reason, failing_since=since)
        elif webhook.failing_since is None:
            await self._repository.change(webhook_id, failing_since=since)


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        fine = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        fine = False
    if not fine or len(url) > _LONGEST_URL or not url.strip().isascii() or " " in url.strip():
        raise WebhookRefused("url")
    return url.strip()


def _events(events: Sequence[str]) -> tuple[str, ...]:
    if not events or not set(events) <= set(EVENTS):
        raise WebhookRefused("events")
    return tuple(one for one in EVENTS if one in events)
