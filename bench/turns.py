"""Turns through the whole product: delay, throughput, long conversations, memory."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from bench.chat import open_chat
from bot.core.settings import Settings
from bot.maintenance import prepare
from bot.startup import wait_until_ready
from bot.supervisor import Part, brain_part, desk_part
from tests.stack import free_port, settings_of, trained_model

PLAIN = ("hello", "thanks a lot", "what can you do?", "bye for now")
ACTING = (
    "how much is the Kyoto tour?",
    "what do we do on day 3 in Kyoto?",
    "can I get a refund for the Kyoto tour?",
    "is Kyoto safe?",
)
# What every answer to these names.
ABOUT = "Kyoto"
ALONE, ABREAST, LONG, CROWD = 60, 16, 300, 1000


def measure() -> dict[str, Any]:
    """Start brain and desk as `make up` does, on records of their own, and measure them."""
    with tempfile.TemporaryDirectory() as home:
        settings = _settings(Path(home))
        asyncio.run(prepare(settings))
        parts = [brain_part(settings, trained_model()), desk_part(settings)]
        began = time.perf_counter()
        for part in parts:
            part.start()
        try:
            if not wait_until_ready(settings):
                raise SystemExit("the product did not start; see its logs")
            ready = time.perf_counter() - began
            return {"seconds to first answer": round(ready, 1), **asyncio.run(_measure(settings, parts))}
        finally:
            for part in reversed(parts):
                part.stop()


async def _measure(settings: Settings, parts: Sequence[Part]) -> dict[str, Any]:
    base = f"http://127.0.0.1:{settings.port}"
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits, trust_env=False) as http:
        await _alone(http, PLAIN, 12)
        result: dict[str, Any] = {
            "alone, no action": _spread(await _alone(http, PLAIN, ALONE)),
            "alone, with action": _spread(await _alone(http, ACTING, ALONE)),
        }
        began, worked = time.perf_counter(), {part.name: _processor(part) for part in parts}
        crowd = await _abreast(http, ABREAST, 40)
        result["16 at once"] = {
            **_spread(crowd),
            "turns a second": round(len(crowd) / (time.perf_counter() - began), 1),
            # Whatever else the machine does meanwhile, this stays: the busier process sets what is possible.
            "processor ms a turn": {
                part.name: _ms((_processor(part) - worked[part.name]) / len(crowd)) for part in parts
            },
        }
        result["long conversation"] = await _long(http)
        result["three at once from one traveller, ms"] = await _three(http)
        await _crowd(http)
        result["resident MB after 1,000 more conversations"] = {part.name: _resident(part) for part in parts}
    return result


async def _alone(http: httpx.AsyncClient, texts: Sequence[str], turns: int) -> list[float]:
    async with open_chat(http) as chat:
        asked = [texts[i % len(texts)] for i in range(turns)]
        return [await chat.ask(text, ABOUT if text in ACTING else "") for text in asked]


async def _abreast(http: httpx.AsyncClient, chats: int, turns: int) -> list[float]:
    texts = [text for pair in zip(PLAIN, ACTING, strict=True) for text in pair]
    measured = await asyncio.gather(*(_alone(http, texts, turns) for _ in range(chats)))
    return [seconds for one in measured for seconds in one]


async def _long(http: httpx.AsyncClient) -> dict[str, float]:
    texts = [text for pair in zip(PLAIN, ACTING, strict=True) for text in pair]
    seconds = await _alone(http, texts, LONG + 8)
    early, late = statistics.median(seconds[4:20]), statistics.median(seconds[LONG - 8 :])
    return {"turn 5 ms": _ms(early), "turn 300 ms": _ms(late), "ratio": round(late / early, 2)}


async def _three(http: httpx.AsyncClient) -> list[float]:
    async with open_chat(http) as chat:
        await chat.ask("hello")
        return [_ms(seconds) for seconds in await asyncio.gather(*(chat.ask(text) for text in ACTING[:3]))]


async def _crowd(http: httpx.AsyncClient) -> None:
    gate = asyncio.Semaphore(ABREAST)

    async def visit() -> None:
        async with gate, open_chat(http) as chat:
            for text in ACTING[:2]:
                await chat.ask(text, ABOUT)

    await asyncio.gather(*(visit() for _ in range(CROWD)))


def _settings(home: Path) -> Settings:
    environment = {
        "TRIPDESK_HOME": str(home),
        "TRIPDESK_PORT": str(free_port()),
        "TRIPDESK_BRAIN_PORT": str(free_port()),
        "TRIPDESK_ACTION_PORT": str(free_port()),
        "TRIPDESK_RATE_LIMIT_SCALE": "100000",
    }
    # The desk is a process of its own here and reads its settings itself.
    os.environ.update(environment)
    return settings_of(home, environment)


def _processor(part: Part) -> float:
    """Give the seconds of processor time that a process has used."""
    assert part.process
    fields = Path(f"/proc/{part.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(part: Part) -> int:
    assert part.process
    status = Path(f"/proc/{part.process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {"p50 ms": _ms(statistics.median(ordered)), "p95 ms": _ms(ordered[int(len(ordered) * 0.95)])}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
