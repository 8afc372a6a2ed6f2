"""kill -9, in the middle of everything: nothing is lost, and nothing is said twice but what was in the air."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.conversations.values import Message
from bot.core.settings import Settings
from connectors.telegram_chat.sender import IN_THE_AIR
from tests.connectors.widget.fakes import ScriptedBrain
from tests.stack import settings_of
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.office import build_desk
from tests.telegram.people import Person

ROOT = Path(__file__).parents[2]
CHATS, EACH = 50, 10


class Killable:
    """A desk process."""

    def __init__(self, home: Path, address: str) -> None:
        self.environment = {
            "TRIPDESK_HOME": str(home),
            "TRIPDESK_TELEGRAM_TOKEN": TOKEN,
            "TRIPDESK_TELEGRAM_API": address,
        }
        self._started = 0

    @property
    def settings(self) -> Settings:
        """The settings of the processes."""
        return settings_of(Path(self.environment["TRIPDESK_HOME"]), self.environment)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """A process from its first breath to its sudden end."""
        self._started += 1
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.telegram.desk_process", f"process {self._started}",
            cwd=ROOT, env={**os.environ, **self.environment}, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert await process.stdout.readline() == b"serving\n"
        try:
            yield process
        finally:
            if process.returncode is None:
                kill(process)
            await process.wait()


def kill(process: asyncio.subprocess.Process) -> None:
    """End a process without a word of warning."""
    os.kill(process.pid, signal.SIGKILL)


async def test_another_process_goes_on_for_the_one_that_was_killed(tmp_path: Path, address: str, mai: Person) -> None:
    desk = Killable(tmp_path, address)
    async with desk.running() as one, desk.running():
        mai.write("hello")
        await mai.hears(1)
        await asyncio.sleep(0.5)  # until it is on record that this has arrived
        kill(one)
        killed = time.monotonic()
        mai.write("still there?")
        assert await mai.hears(2, 20) == ["You said: hello", "You said: still there?"]
        assert time.monotonic() - killed < 15  # the tests' lease is six seconds


@pytest.mark.timeout(240)
async def test_kill_9_in_the_middle_of_hundreds_of_messages(tmp_path: Path, address: str, api: BotApi) -> None:
    people = [Person(api, 2000 + number) for number in range(CHATS)]
    desk = Killable(tmp_path, address)
    async with desk.running() as first:
        for number in range(EACH):
            for person in people:
                person.write(f"text {number}")
        await _heard(api, people, CHATS * EACH // 4)
        kill(first)
    async with desk.running() as second:
        await _heard(api, people, CHATS * EACH // 2)
        kill(second)
    async with desk.running():
        await _everybody_heard_everything(api, people)
        await _nothing_waits(desk.settings)
    for history in await _histories(desk.settings, people):
        asked = [message for message in history if message.author == "traveller"]
        assert [message.text for message in asked] == [f"text {number}" for number in range(EACH)]
        assert Counter(message.turn_of for message in history if message.author == "assistant") == Counter(
            message.seq for message in asked
        )
    doubled = sum(len(person.heard) - len(set(person.heard)) for person in people)
    assert doubled <= 2 * IN_THE_AIR, "only what was in the air when a process died may come twice"
    for person in people:
        assert list(dict.fromkeys(person.heard)) == [f"You said: text {number}" for number in range(EACH)]


async def _heard(api: BotApi, people: list[Person], count: int) -> None:
    while sum(len(person.heard) for person in people) < count:
        await api.wait(0.1)


async def _everybody_heard_everything(api: BotApi, people: list[Person]) -> None:
    while any(len(set(person.heard)) < EACH for person in people):
        await api.wait(0.1)


async def _nothing_waits(settings: Settings) -> None:
    desk = build_desk(settings, ScriptedBrain())
    waiting = 1
    while waiting:
        async with desk.services(write=False) as services:
            waiting = await services.arrivals.waiting()
        await asyncio.sleep(0.1)
    await desk.records.close()


async def _histories(settings: Settings, people: list[Person]) -> list[tuple[Message, ...]]:
    desk = build_desk(settings, ScriptedBrain())
    async with desk.services(write=False) as services:
        found = [await services.conversations.find("telegram", str(person.id)) for person in people]
        histories = [await services.conversations.history(one.id) for one in found if one]
    await desk.records.close()
    assert len(histories) == len(people)
    return histories
