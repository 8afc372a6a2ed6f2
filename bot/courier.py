"""Carries what webhooks are owed to their addresses, signed as https://www.standardwebhooks.com asks."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import httpx
from standardwebhooks import Webhook as Signer

from bot.core.clock import Clock
from bot.core.repeating import repeat
from bot.services import Services
from bot.webhooks.values import Due, Outcome

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
TIMEOUT_SECONDS = 10.0


class Courier:
    """Makes calls; several desk processes may each have one, for a call belongs to whoever claimed it."""

    def __init__(self, services: Callable[..., AbstractAsyncContextManager[Services]], clock: Clock) -> None:
        self._services = services
        self._clock = clock

    async def run(self) -> None:
        """Make whatever calls are due, until cancelled."""
        await repeat("webhooks", EVERY_SECONDS, self.call_due)

    async def call_due(self) -> int:
        """Make all calls that are due now; give how many were tried."""
        tried = 0
        # An address that sends us elsewhere is not the one that an administrator entered.
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
            while due := await self._claim():
                await asyncio.gather(*(self._call(client, one) for one in due))
                tried += len(due)
        return tried

    async def _claim(self) -> tuple[Due, ...]:
        async with self._services() as services:
            return await services.webhooks.claim()

    async def _call(self, client: httpx.AsyncClient, due: Due) -> None:
        body, headers = signed(due, self._clock)
        try:
            async with client.stream("POST", due.url, content=body, headers=headers) as answer:
                outcome = Outcome(answer.status_code, None if answer.is_success else answer.reason_phrase)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            outcome = Outcome(None, type(error).__name__)
        if not outcome.ok:
            log.warning("webhook call %s failed (try %s): %s", due.call.id, due.call.attempts, outcome)
        async with self._services() as services:
            await services.webhooks.settle(due, outcome)


def signed(due: Due, clock: Clock) -> tuple[str, dict[str, str]]:
    """Give the body and the headers of a call. The id stays the same on every try: who has seen it may drop it."""
    call, now = due.call, clock.now()
    told = {"event": call.event, "sequence": call.id, "at": call.at.isoformat(), "thing": call.thing, "data": call.data}
    body, message_id = json.dumps(told, ensure_ascii=False), f"evt_{call.webhook_id}_{call.id}"
    return body, {
        "Content-Type": "application/json",
        "User-Agent": "Tripdesk",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(due.secret).sign(message_id, now, body),
    }
