"""A thousand messages by the widget's protocol over a network that cuts, delays and repeats: none lost, none twice."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

import httpx
import pytest

from bot.app import Desk
from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, serving
from tests.connectors.widget.storm import FATES, storm

MESSAGES = 1_000


class Page:
    """What the script does, and no more: one message at a time until it is stored, and a stream that resumes."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.last = 0
        self.shown: list[dict[str, Any]] = []
        self.tries = 0
        self.complete = asyncio.Event()

    async def send(self, number: int) -> None:
        body = {"client_id": f"message-{number}", "text": f"number {number}"}
        while True:
            self.tries += 1
            with suppress(httpx.HTTPError):
                answer = await self.client.post("/widget/v1/messages", json=body)
                if answer.status_code == 202:
                    return
            await asyncio.sleep(0.005)

    async def follow(self) -> None:
        while True:
            with suppress(httpx.HTTPError):
                await self._stream()
            await asyncio.sleep(0.02)

    async def _stream(self) -> None:
        headers = {"last-event-id": str(self.last)}
        async with self.client.stream("GET", "/widget/v1/events", headers=headers, timeout=20) as response:
            event = ""
            async for row in response.aiter_lines():
                name, _, value = row.partition(": ")
                event = value if name == "event" else event
                if name == "data" and event == "message":
                    with suppress(ValueError):  # broken off in the middle: it comes again
                        message = json.loads(value)
                        self.last = max(self.last, message["seq"])
                        self.shown.append(message)
                if self.last == 2 * MESSAGES:
                    self.complete.set()


@pytest.mark.timeout(600)
async def test_a_thousand_messages_through_a_storm(desk: Desk, brain: ScriptedBrain) -> None:
    desk.settings = desk.settings.model_copy(update={"rate_limit_scale": 1e6})
    async with serving(build_test_app(desk)) as port, storm(port, seed=20261122) as (proxy, gate):
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{gate}", limits=limits, timeout=10) as client:
            token = (await client.post("/widget/v1/session", json={"page_locale": "en"})).json()["token"]
            client.headers["authorization"] = f"Bearer {token}"
            proxy.raging = True
            page = Page(client)
            following = asyncio.create_task(page.follow())
            for number in range(MESSAGES):
                await page.send(number)
            await desk.switchboard.settle()
            async with asyncio.timeout(60):
                await page.complete.wait()
            following.cancel()
    said = [one["text"] for one in page.shown if one["author"] == "traveller"]
    answers = [one["text"] for one in page.shown if one["author"] == "assistant"]
    assert said == [f"number {number}" for number in range(MESSAGES)]
    assert answers == [f"You said: number {number}" for number in range(MESSAGES)]
    assert [one["seq"] for one in page.shown] == list(range(1, 2 * MESSAGES + 1))
    assert [text for text, _ in brain.asked] == said
    assert min(proxy.seen[fate] for fate in FATES) > 20  # it did rage
    assert page.tries > MESSAGES
