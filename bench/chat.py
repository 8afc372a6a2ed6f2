"""A traveller at the widget's door who measures how long an answer takes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

ANSWER_SECONDS = 60.0


class Chat:
    """One conversation over HTTP and its event stream."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self._http = http
        self._head = {"Authorization": f"Bearer {token}"}
        self._sent = 0
        self._answered: dict[int, asyncio.Event] = {}
        self._last_said, self._said = 0, ""
        self._listening: asyncio.Task[None] | None = None

    async def ask(self, text: str, expected: str = "") -> float:
        """Send a text; give the seconds until the first answer to it has arrived.

        Stops the program where the answer lacks a word that is `expected` in it: wrong answers are quick.
        """
        began = time.perf_counter()
        self._sent += 1
        body = {"client_id": f"bench-{self._sent:06}", "text": text}
        posted = await self._http.post("/widget/v1/messages", json=body, headers=self._head)
        posted.raise_for_status()
        seq = int(posted.json()["seq"])
        waiting = self._answered.setdefault(seq, asyncio.Event())
        if self._last_said > seq:
            waiting.set()
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        async with asyncio.timeout(ANSWER_SECONDS):
            await waiting.wait()
        seconds = time.perf_counter() - began
        if expected not in self._said:
            raise SystemExit(f"to {text!r} the answer was {self._said!r}")
        return seconds

    async def close(self) -> None:
        """Leave."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        url, head = "/widget/v1/events", {**self._head, "Last-Event-ID": "0"}
        async with self._http.stream("GET", url, headers=head, timeout=None) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    self._heard(json.loads(line[5:]))

    def _heard(self, message: dict[str, Any]) -> None:
        if message.get("author") not in {"assistant", "system", "agent"}:
            return
        self._last_said, self._said = int(message["seq"]), str(message["text"])
        for seq, waiting in self._answered.items():
            if seq < self._last_said:
                waiting.set()


@asynccontextmanager
async def open_chat(http: httpx.AsyncClient, locale: str = "en") -> AsyncIterator[Chat]:
    """Begin a conversation."""
    session = await http.post("/widget/v1/session", json={"locale": locale})
    session.raise_for_status()
    chat = Chat(http, session.json()["token"])
    try:
        yield chat
    finally:
        await chat.close()
