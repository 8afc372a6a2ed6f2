"""A desk with colleagues, a traveller who waits, and a door to knock on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.staff.values import Staff
from tests.connectors.console.fakes import (
    PASSWORD,
    Client,
    FakeBrain,
    Guest,
    build_console,
    enter_colleagues,
    knocking,
    migrate_file,
    open_desk_in,
    say,
)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands still until it is told to move."""
    return FixedClock(datetime(2026, 3, 10, 2, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has been migrated once."""
    path = tmp_path_factory.mktemp("console") / "tripdesk.db"
    asyncio.run(migrate_file(path))
    return path


@pytest.fixture
async def desk(migrated: Path, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on real SQLite, with a brain that needs no model."""
    shutil.copy(migrated, tmp_path / "tripdesk.db")
    desk = open_desk_in(tmp_path, clock)
    yield desk
    await desk.switchboard.stop()
    await desk.records.close()


@pytest.fixture
async def staff(desk: Desk) -> dict[str, Staff]:
    """Anna and Lin talk to travellers, Nina does marketing."""
    return await enter_colleagues(desk)


@pytest.fixture
def console(desk: Desk) -> FastAPI:
    """The console's routes on an application of their own."""
    return build_console(desk)


@pytest.fixture
async def visitor(console: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not logged in."""
    async with knocking(console) as client:
        yield client


@pytest.fixture
async def client(console: FastAPI, staff: dict[str, Staff]) -> AsyncIterator[Client]:
    """Log colleagues in: `await client("anna")`."""
    opened: list[httpx.AsyncClient] = []

    async def log_in(name: str) -> httpx.AsyncClient:
        one = knocking(console)
        opened.append(one)
        answer = await one.post("/api/v1/login", json={"email": staff[name].email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return one

    yield log_in
    for one in opened:
        await one.aclose()


@pytest.fixture
async def chat(desk: Desk) -> str:
    """The id of a chat in German that waits in the queue."""
    return await say(desk, Guest("guest-1", "de", "Ich möchte mit einem Menschen sprechen"), "talk_to_human")


@pytest.fixture
def brain(desk: Desk) -> FakeBrain:
    """The desk's brain."""
    assert isinstance(desk.brain, FakeBrain)
    return desk.brain
