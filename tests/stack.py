"""The whole product for a test: a real Rasa server with the trained model, and the desk in a thread, on free ports."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn

from bot import demo
from bot.app import Desk
from bot.core.clock import Clock, FixedClock
from bot.core.secrets import load_settings
from bot.core.settings import Settings
from bot.presence.values import BUSY
from bot.records import migrate
from bot.server import build_actions_app, build_app
from bot.supervisor import Part, brain_part
from bot.trainer import models

T = TypeVar("T")
# A Tuesday, the company's people at work; every expected text is written for this day.
TODAY = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def trained_model() -> Path:
    """The model of today's data, trained if there is none; or the one that TRIPDESK_TEST_MODEL names."""
    if named := os.environ.get("TRIPDESK_TEST_MODEL"):
        return Path(named)
    model = models.current()
    return model if models.usable(model) else models.train()


class Stack:
    """Brain and desk of one test run."""

    def __init__(self, home: Path, clock: Clock | None = None, database_url: str = "", **extra: str) -> None:
        environment = {
            "TRIPDESK_HOME": str(home),
            "TRIPDESK_PORT": str(free_port()),
            "TRIPDESK_BRAIN_PORT": str(free_port()),
            "TRIPDESK_ACTION_PORT": str(free_port()),
            "TRIPDESK_DATABASE_URL": database_url,
            "TRIPDESK_RATE_LIMIT_SCALE": "100000",
            **extra,
        }
        self.settings = settings_of(home, environment)
        self.clock = clock or FixedClock(TODAY)
        self.desk: Desk
        self._loop = asyncio.new_event_loop()
        self._servers: list[uvicorn.Server] = []
        self._brain: Part | None = None

    @property
    def url(self) -> str:
        """Where the desk is."""
        return f"http://127.0.0.1:{self.settings.port}"

    def start(self) -> None:
        """Start everything and wait until a real question is answered."""
        self._brain = brain_part(self.settings, trained_model())
        self._brain.start()
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(ready,), daemon=True).start()
        ready.wait(30)
        self._wait_until_healthy()

    def stop(self) -> None:
        """Stop everything."""
        for server in self._servers:
            server.should_exit = True
        if self._brain is not None:
            self._brain.stop()

    def run(self, work: Awaitable[T], seconds: float = 60) -> T:
        """Run a coroutine on the desk's loop."""
        return asyncio.run_coroutine_threadsafe(_await(work), self._loop).result(seconds)

    def sit_down(self) -> None:
        """Let the company's people be at their desks, and busy: whoever waits is told of a place in line."""

        async def seat() -> None:
            async with self.desk.services() as services:
                for colleague in await services.staff.list_all():
                    await services.presence.seen(colleague.id)
                    await services.presence.choose(colleague.id, BUSY)

        self.run(seat())

    def settle(self) -> None:
        """Wait until everything accepted has been answered."""
        self.run(self.desk.switchboard.settle())

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main(ready))

    async def _main(self, ready: threading.Event) -> None:
        self.desk = Desk(self.settings, self.clock)
        await migrate.upgrade(self.desk.records.database)
        async with self.desk.services() as services:
            await demo.load(services, self.clock.now().date())
        self._servers = [
            _server(build_app(self.desk), self.settings.port),
            _server(build_actions_app(self.desk), self.settings.action_port),
        ]
        ready.set()
        await asyncio.gather(*(server.serve() for server in self._servers))

    def _wait_until_healthy(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with_answer = _get(f"{self.url}/health")
            if with_answer == 200:
                return
            time.sleep(0.3)
        log = (self.settings.home / "logs/brain.log").read_text(encoding="utf-8")[-3000:]
        raise AssertionError(f"the stack did not answer; the brain says:\n{log}")


def settings_of(home: Path, environment: dict[str, str]) -> Settings:
    """Settings from an environment of the test's own."""
    saved = {key: os.environ.get(key) for key in environment}
    os.environ.update(environment)
    try:
        return load_settings(dotenv=home / "none.env")
    finally:
        for key, value in saved.items():
            os.environ.pop(key, None) if value is None else os.environ.__setitem__(key, value)


@contextmanager
def running_stack(home: Path, **options: Any) -> Iterator[Stack]:
    """A stack for the length of a block."""
    stack = Stack(home, **options)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


async def _await(work: Awaitable[T]) -> T:
    return await work


def _server(app: Any, port: int) -> uvicorn.Server:
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    return server


def _get(url: str) -> int:
    try:
        return httpx.get(url, timeout=5, trust_env=False).status_code
    except httpx.HTTPError:
        return 0
