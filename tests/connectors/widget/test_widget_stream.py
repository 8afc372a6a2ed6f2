"""The live stream over a real socket: exactly what comes after a number, once, in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.app import Desk
from connectors.widget import stream
from tests.connectors.widget.fakes import build_test_app, serving


class Line:
    """An open stream, read event by event."""

    def __init__(self, response: httpx.Response) -> None:
        self._rows = response.aiter_lines()

    async def next(self, kind: str = "message") -> dict[str, Any]:
        """Give the next event of a kind, with its id."""
        async with asyncio.timeout(10):
            while True:
                event = await self._event()
                if event.get("event") == kind:
                    return {"id": event.get("id"), **json.loads(event["data"])}

    async def _event(self) -> dict[str, str]:
        event: dict[str, str] = {}
        async for row in self._rows:
            if not row:
                return event
            name, _, value = row.partition(": ")
            event[name] = value
        raise AssertionError("the stream ended")


@pytest.fixture
async def live(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serving(build_test_app(desk)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        token = (await client.post("/widget/v1/session", json={"page_locale": "en"})).json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


@asynccontextmanager
async def line(live: httpx.AsyncClient, after: str = "") -> AsyncIterator[Line]:
    headers = {"last-event-id": after} if after else {}
    async with live.stream("GET", "/widget/v1/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Line(response)


async def send(live: httpx.AsyncClient, number: int) -> None:
    body = {"client_id": f"client-{number}", "text": str(number)}
    assert (await live.post("/widget/v1/messages", json=body)).status_code == 202


async def states(desk: Desk) -> Mapping[int, str]:
    """Give what became of our messages in the only conversation."""
    async with desk.services(write=False) as services:
        chat = (await services.conversations.list("all", "nobody"))[0].conversation
        return await services.conversations.deliveries(chat.id)


async def test_waits_for_a_conversation_that_has_not_begun(live: httpx.AsyncClient) -> None:
    async with line(live) as stream_:
        await send(live, 1)
        assert (await stream_.next())["text"] == "1"
        assert (await stream_.next("typing"))["on"] is True
        reply = await stream_.next()
        assert (reply["id"], reply["seq"], reply["text"]) == ("2", 2, "You said: 1")


async def test_resumes_exactly_after_the_last_event_id(live: httpx.AsyncClient, desk: Desk) -> None:
    for number in (1, 2, 3):
        await send(live, number)
    await desk.switchboard.settle()
    async with line(live, "4") as stream_:
        assert [(await stream_.next())["seq"] for _ in range(2)] == [5, 6]
        await send(live, 4)
        assert [(await stream_.next())["seq"] for _ in range(2)] == [7, 8]


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "٣", "1.5"])
async def test_tells_everything_to_who_names_no_number(live: httpx.AsyncClient, desk: Desk, after: str) -> None:
    await send(live, 1)
    await desk.switchboard.settle()
    headers = {b"last-event-id": after.encode()}
    async with live.stream("GET", "/widget/v1/events", headers=headers) as response:
        assert (await Line(response).next())["seq"] == 1


async def test_makes_good_a_wake_up_that_was_lost(
    live: httpx.AsyncClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.2)
    await send(live, 1)
    await desk.switchboard.settle()
    async with line(live, "2") as stream_:
        await stream_.next("owner")
        async with desk.services() as services:
            chat = (await services.conversations.list("all", "nobody"))[0].conversation
            await services.conversations.receive(chat.channel, chat.sender, "client-9", "unheard")
        assert (await stream_.next())["text"] == "unheard"


async def test_settles_what_the_page_has(live: httpx.AsyncClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.1)
    await send(live, 1)
    await desk.switchboard.settle()
    async with line(live) as stream_:
        await stream_.next()
        await stream_.next()
        async with asyncio.timeout(10):
            while await states(desk) != {2: "sent"}:
                pass


async def test_refuses_a_stranger(live: httpx.AsyncClient) -> None:
    answer = await live.get("/widget/v1/events", headers={"authorization": "Bearer forged.1.x"})
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorised")
