"""A widget door to knock on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.core.clock import FixedClock
from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, open_test_desk

Call = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))


@pytest.fixture
def brain() -> ScriptedBrain:
    return ScriptedBrain()


@pytest.fixture
async def desk(tmp_path: Path, clock: FixedClock, brain: ScriptedBrain) -> AsyncIterator[Desk]:
    async with open_test_desk(tmp_path, clock, brain) as opened:
        yield opened


@pytest.fixture
async def web(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_test_app(desk))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield client


@pytest.fixture
def begin(web: httpx.AsyncClient) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Begin a session; gives its answer."""

    async def call(**body: str) -> dict[str, Any]:
        answer = await web.post("/widget/v1/session", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return call


@pytest.fixture
async def traveller(web: httpx.AsyncClient, begin: Callable[..., Awaitable[dict[str, Any]]]) -> httpx.AsyncClient:
    """The client of somebody with a session in English."""
    session = await begin(page_locale="en")
    web.headers["authorization"] = f"Bearer {session['token']}"
    web.headers["accept-language"] = "en"
    return web
