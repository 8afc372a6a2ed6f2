"""The widget's door alone, the brain answered by a script: open streams, how soon they wake, messages per second."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import resource
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx

from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, open_test_desk, serving

STREAMS, WOKEN, WRITERS, EACH = 2_000, 100, 16, 40


def measure() -> dict[str, Any]:
    """Serve a desk in a process of its own, whose memory is then the desk's and nobody else's."""
    _allow_files()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    desk = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    desk.start()
    try:
        return asyncio.run(_measure(int(ours.recv()), ours))
    finally:
        ours.send("stop")
        desk.join(15)


def _allow_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _serve(pipe: Connection) -> None:
    _allow_files()
    asyncio.run(_desk(pipe))


async def _desk(pipe: Connection) -> None:
    with tempfile.TemporaryDirectory() as home:
        async with open_test_desk(Path(home), None, ScriptedBrain()) as desk:
            desk.settings = desk.settings.model_copy(update={"rate_limit_scale": 1e6})
            async with serving(build_test_app(desk)) as port:
                pipe.send(port)
                while await asyncio.to_thread(pipe.recv) == "memory":
                    pipe.send(_resident())


def _resident() -> float:
    """Give this process's memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


async def _measure(port: int, pipe: Connection) -> dict[str, Any]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=limits, trust_env=False) as http:
        people = [await _token(http) for _ in range(STREAMS)]
        await _send(http, people[0], "warm")
        before = _memory(pipe)
        async with AsyncExitStack() as stack:
            lines = [await _open(stack, http, head) for head in people]
            holding = _memory(pipe)
            delays = [await _woken(http, people[n], lines[n], n) for n in range(0, STREAMS, STREAMS // WOKEN)]
        rate = await _rate(http, people[1 : WRITERS + 1])
    return {
        "open streams": STREAMS,
        "memory before, MB": round(before),
        "memory with them, MB": round(holding),
        "memory a stream, kB": round((holding - before) * 1e3 / STREAMS, 1),
        "wake-up: sent to shown, ms": {
            "median": round(statistics.median(delays) * 1e3, 1),
            "95 %": round(statistics.quantiles(delays, n=20)[18] * 1e3, 1),
        },
        "messages stored a second": round(rate),
    }


async def _token(http: httpx.AsyncClient) -> dict[str, str]:
    answer = await http.post("/widget/v1/session", json={"page_locale": "en"})
    return {"authorization": f"Bearer {answer.json()['token']}"}


async def _send(http: httpx.AsyncClient, head: dict[str, str], name: str) -> None:
    body = {"client_id": f"bench-{name}", "text": "hello"}
    (await http.post("/widget/v1/messages", json=body, headers=head)).raise_for_status()


async def _open(stack: AsyncExitStack, http: httpx.AsyncClient, head: dict[str, str]) -> Any:
    response = await stack.enter_async_context(http.stream("GET", "/widget/v1/events", headers=head))
    return response.aiter_lines()


async def _woken(http: httpx.AsyncClient, head: dict[str, str], rows: Any, number: int) -> float:
    """Give the seconds from sending a message until its own stream shows it."""
    began = time.perf_counter()
    sending = asyncio.create_task(_send(http, head, f"wake-{number}"))
    async for row in rows:
        if row.startswith("data: ") and json.loads(row[6:]).get("author") == "traveller":
            break
    shown = time.perf_counter() - began
    await sending
    return shown


async def _rate(http: httpx.AsyncClient, people: list[dict[str, str]]) -> float:
    async def write(writer: int) -> None:
        for number in range(EACH):
            await _send(http, people[writer], f"rate-{writer}-{number}")

    began = time.perf_counter()
    await asyncio.gather(*(write(writer) for writer in range(len(people))))
    return len(people) * EACH / (time.perf_counter() - began)


def _memory(pipe: Connection) -> float:
    pipe.send("memory")
    return float(pipe.recv())
