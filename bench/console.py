"""The console with a company's years in it: 100,000 conversations, 50 agents online, and how soon they see a message.

Delays are also given as multiples of the simplest answer of the same run (`GET /me`), for machines are noisy.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx

from bench.filling import fill
from bot.staff.values import NewStaff
from bot.tokens.values import NewToken
from connectors.console.routes import routers
from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, open_test_desk, serving

CONVERSATIONS = int(os.environ.get("TRIPDESK_BENCH_CONVERSATIONS", "100000"))
AGENTS, EACH, TRIES, SENT = 50, 20, 40, 200


@dataclass(frozen=True)
class Ready:
    """What the desk's process says once it serves."""

    port: int
    tokens: Sequence[str]
    seconds: float


def measure() -> dict[str, Any]:
    """Serve a filled desk in a process of its own, and be its agents and travellers."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    desk = context.Process(target=_serve, args=(theirs,), daemon=True)
    desk.start()
    try:
        return asyncio.run(_measure(ours.recv()))
    finally:
        ours.send("stop")
        desk.join(15)


def _serve(pipe: Connection) -> None:
    asyncio.run(_desk(pipe))


async def _desk(pipe: Connection) -> None:
    with tempfile.TemporaryDirectory() as home:
        async with open_test_desk(Path(home), None, ScriptedBrain()) as desk:
            desk.settings = desk.settings.model_copy(update={"rate_limit_scale": 1e6})
            tokens, staff = [], []
            async with desk.services() as services:
                for number in range(AGENTS):
                    one = await services.staff.create(NewStaff(f"Agent {number}", f"agent{number}@example.com"))
                    staff.append(one.id)
                    tokens.append((await services.tokens.issue(one, NewToken("bench"))).secret)
            began = time.perf_counter()
            await fill(desk.records.database.engine, CONVERSATIONS, staff, EACH, desk.clock.now())
            filled = time.perf_counter() - began
            app = build_test_app(desk)
            for router in routers(desk):
                app.include_router(router)
            async with serving(app) as port:
                pipe.send(Ready(port, tokens, filled))
                await asyncio.to_thread(pipe.recv)


async def _measure(ready: Ready) -> dict[str, Any]:
    base, limits = f"http://127.0.0.1:{ready.port}", httpx.Limits(max_connections=None, max_keepalive_connections=128)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits, trust_env=False) as http:
        head = {"Authorization": f"Bearer {ready.tokens[0]}"}
        simplest = await _timed(lambda: _get(http, "/me", head))
        lists = {
            name: await _timed(lambda name=name: _get(http, f"/conversations?list={name}", head))
            for name in ("mine", "queue", "all")
        }
        rows = (await _get(http, "/conversations?list=mine", head))["items"]
        opened = await _timed(lambda: _get(http, f"/conversations/{rows[0]['id']}", head))
        seen = await _seen(http, ready.tokens)
    middle = statistics.median(simplest)
    return {
        "conversations": CONVERSATIONS,
        "seconds to fill": round(ready.seconds),
        "simplest answer": _spread(simplest),
        **{f"list {name}": _spread(seconds, middle) for name, seconds in lists.items()},
        "open a chat": _spread(opened, middle),
        f"traveller's send to agent's screen, {AGENTS} agents online": _spread(seen, middle),
    }


async def _seen(http: httpx.AsyncClient, tokens: Sequence[str]) -> list[float]:
    """Give the seconds from a traveller's message to the stream of the agent who has the chat open."""
    async with AsyncExitStack() as stack:
        pairs = [await _pair(http, stack, token) for token in tokens]
        for traveller, lines, _ in pairs:
            await _shown(http, traveller, lines, "warm")
        return [await _shown(http, *pairs[number % len(pairs)][:2], f"n{number}") for number in range(SENT)]


async def _pair(http: httpx.AsyncClient, stack: AsyncExitStack, token: str) -> tuple[dict[str, str], Any, str]:
    """Let a traveller write and an agent take the chat and look at it."""
    session = (await http.post("/widget/v1/session", json={"page_locale": "en"})).json()
    traveller = {"authorization": f"Bearer {session['token']}"}
    await _send(http, traveller, "first")
    agent = {"Authorization": f"Bearer {token}"}
    latest = (await _get(http, "/conversations?list=all", agent))["items"][0]["id"]
    taken = await http.post(f"/api/v1/conversations/{latest}/take", headers=agent, json={})
    taken.raise_for_status()
    url = f"/api/v1/events?conversation={latest}&after=0"
    stream = await stack.enter_async_context(http.stream("GET", url, headers=agent, timeout=None))
    return traveller, stream.aiter_lines(), latest


async def _shown(http: httpx.AsyncClient, traveller: dict[str, str], lines: Any, text: str) -> float:
    began = time.perf_counter()
    sending = asyncio.create_task(_send(http, traveller, text))
    async with asyncio.timeout(20):
        async for line in lines:
            if line.startswith("data:") and json.loads(line[5:]).get("text") == text:
                break
    seconds = time.perf_counter() - began
    await sending
    return seconds


async def _send(http: httpx.AsyncClient, head: dict[str, str], text: str) -> None:
    body = {"client_id": f"bench-{text}-{time.monotonic_ns()}", "text": text}
    (await http.post("/widget/v1/messages", json=body, headers=head)).raise_for_status()


async def _get(http: httpx.AsyncClient, path: str, head: dict[str, str]) -> Any:
    answer = await http.get(f"/api/v1{path}", headers=head)
    answer.raise_for_status()
    return answer.json()


async def _timed(ask: Callable[[], Awaitable[Any]]) -> list[float]:
    await ask()
    seconds = []
    for _ in range(TRIES):
        began = time.perf_counter()
        await ask()
        seconds.append(time.perf_counter() - began)
    return seconds


def _spread(seconds: Sequence[float], simplest: float | None = None) -> dict[str, float]:
    ordered = sorted(seconds)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    spread = {"p50 ms": round(p50 * 1e3, 1), "p95 ms": round(p95 * 1e3, 1)}
    return spread if simplest is None else {**spread, "times the simplest": round(p50 / simplest, 1)}
