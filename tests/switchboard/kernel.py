"""The kernel under test for one run: two processes on one database, one traveller, two colleagues."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.conversations.service import ConversationsService
from bot.conversations.values import Turn
from bot.core.clock import FixedClock
from bot.localisation.render import Renderer
from bot.services import Desk
from bot.switchboard import LEASE, Incoming
from tests.switchboard.audit import Snapshot
from tests.switchboard.fakes import FakeBrain
from tests.switchboard.process import Process

T = TypeVar("T")
AGENTS = ("ada", "bo")


@dataclass
class Kernel:
    """Everything a rule can touch. The colleagues exist already, and so does the conversation."""

    desk: Desk
    clock: FixedClock
    renderer: Renderer
    brain: FakeBrain = field(default_factory=FakeBrain)
    turns: list[Turn] = field(default_factory=list)
    id: str = ""

    async def open(self) -> None:
        """Start both processes and begin the conversation."""
        self.processes = [Process(name, self.desk, self.brain, self.renderer, self.turns) for name in ("p", "q")]
        self.id = (await self.act(lambda conversations: conversations.open("widget", "traveller", "en"))).id

    async def act(self, work: Callable[[ConversationsService], Awaitable[T]]) -> T:
        """Do something with the conversations in one transaction."""
        async with self.desk.open_services() as services:
            return await work(services.conversations)

    async def send(self, process: Process, client_id: str, text: str, payload: str | None = None) -> int:
        """Send a message through a process; give its number."""
        incoming = Incoming("widget", "traveller", client_id, text, payload, "en")
        accepted = await process.switchboard.accept(incoming)
        await process.rest()
        return accepted.seq

    async def edit(self, process: Process, client_id: str, text: str) -> None:
        """Change a message through a process."""
        await process.switchboard.edit("widget", "traveller", client_id, text)
        await process.rest()

    async def look(self) -> Snapshot:
        """Take the records as they are."""
        async with self.desk.open_services(write=False) as services:
            conversations = services.conversations
            history = await conversations.history(self.id, staff=True, records=True)
            return Snapshot(await conversations.get(self.id), history, await conversations.events(self.id))

    async def sweep(self, process: Process) -> None:
        """Let a process look for what was left."""
        await process.switchboard.take_up()
        await process.rest()

    def pass_lease(self) -> None:
        """Let every lease run out."""
        self.clock.advance(LEASE + timedelta(seconds=1))
