"""A desk process whose worker stops before every step that another process or a crash could come between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any, cast

from bot.brain_client import Brain, BrainAnswer
from bot.bus import MemoryBus
from bot.conversations.service import ConversationsService
from bot.conversations.values import Turn
from bot.localisation.render import Renderer
from bot.services import Desk, Services
from bot.switchboard import Patience, Switchboard

AT_ONCE = Patience(pause=0)


class Stage:
    """Lets the worker go on one step at a time, or die in the middle of its next transaction."""

    def __init__(self) -> None:
        self.waiting = asyncio.Event()
        self.dying = False
        self._go = asyncio.Event()

    async def reach(self) -> None:
        """Stop here until told to go on."""
        if self.dying:
            return
        self.waiting.set()
        await self._go.wait()
        self._go.clear()

    def go(self) -> None:
        """Let the worker do its next step."""
        self.waiting.clear()
        self._go.set()

    def maybe_die(self) -> None:
        """End here as a killed process does: nothing after this runs."""
        if self.dying:
            raise asyncio.CancelledError


class StagedBrain:
    """The brain as one process reaches it: slow before the question, and again before the answer."""

    def __init__(self, brain: Brain, stage: Stage) -> None:
        self._brain = brain
        self._stage = stage

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        """Ask, with a stop on both sides."""
        await self._stage.reach()
        answer = await self._brain.turn(conversation, message_id, text, payload, metadata)
        await self._stage.reach()
        return answer

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        """Read, with a stop before."""
        await self._stage.reach()
        return await self._brain.parse(text, language)


class WatchedConversations:
    """The conversations service; writes down every turn that is given out."""

    def __init__(self, service: ConversationsService, turns: list[Turn]) -> None:
        self._service = service
        self._turns = turns

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)

    async def begin_turn(self, *arguments: Any) -> Turn | None:
        """Begin a turn and write it down."""
        turn = await self._service.begin_turn(*arguments)
        if turn is not None:
            self._turns.append(turn)
        return turn


class Process:
    """One desk process on the shared records: runs, crashes and starts again under another name."""

    def __init__(self, name: str, desk: Desk, brain: Brain, renderer: Renderer, turns: list[Turn]) -> None:
        self._name = name
        self._desk = desk
        self._brain = brain
        self._renderer = renderer
        self._turns = turns
        self._starts = 0
        self.up = False
        self.start()

    def start(self) -> None:
        """Start afresh: memory is empty."""
        self._starts += 1
        self._stage = Stage()
        self.up = True
        self.switchboard = Switchboard(
            self._open,
            StagedBrain(self._brain, self._stage),
            MemoryBus(),
            self._renderer,
            self._desk.clock,
            f"{self._name}/{self._starts}",
            AT_ONCE,
        )

    @property
    def busy(self) -> bool:
        """Whether a worker is under way."""
        return bool(self.workers)

    @property
    def workers(self) -> set[asyncio.Task[None]]:
        """The tasks of this process's switchboard."""
        return set(self.switchboard._working.values())

    async def step(self) -> None:
        """Let the worker do one step."""
        self._stage.go()
        await self.rest()

    async def run(self) -> None:
        """Let the worker work until it has nothing left to do."""
        while self.busy:
            await self.step()

    async def rest(self) -> None:
        """Wait until the worker has stopped before its next step, or is done."""
        while self.busy and not self._stage.waiting.is_set():
            stopped = asyncio.ensure_future(self._stage.waiting.wait())
            await asyncio.wait({stopped, *self.workers}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            await asyncio.sleep(0)  # what follows a finished task runs now

    async def crash(self, in_transaction: bool) -> None:
        """Die where the worker stands, or just before its next commit."""
        self.up = False
        self.switchboard._again.clear()
        if in_transaction and self.busy:
            self._stage.dying = True
            self._stage.go()
        else:
            for worker in self.workers:
                worker.cancel()
        await asyncio.gather(*self.workers, return_exceptions=True)
        await asyncio.sleep(0)

    def _open(self, *, write: bool = True) -> AbstractAsyncContextManager[Services]:
        return self._staged(write) if asyncio.current_task() in self.workers else self._desk.open_services(write=write)

    @asynccontextmanager
    async def _staged(self, write: bool) -> AsyncIterator[Services]:
        await self._stage.reach()
        async with self._desk.open_services(write=write) as services:
            watched = WatchedConversations(services.conversations, self._turns)
            yield replace(services, conversations=cast("ConversationsService", watched))
            self._stage.maybe_die()
