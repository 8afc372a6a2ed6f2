"""Takes messages in, and works each conversation's in order, conversations side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial

from bot.brain_client import Brain
from bot.bus import Bus, announce, call
from bot.conversations.values import Accepted, Edited
from bot.core.clock import Clock
from bot.core.repeating import repeat
from bot.localisation.languages import known
from bot.localisation.render import Renderer
from bot.services import Services
from bot.switchboard.ratings import is_comment, reopens
from bot.switchboard.turns import Turns
from bot.switchboard.values import Incoming, Patience
from bot.switchboard.wording import Wording

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
SWEEP_SECONDS = 5.0
PATIENCE = Patience()


class Switchboard:
    """Takes messages in, and works each conversation's in order, conversations side by side."""

    def __init__(
        self,
        services: Callable[..., AbstractAsyncContextManager[Services]],
        brain: Brain,
        bus: Bus,
        renderer: Renderer,
        clock: Clock,
        holder: str,
        patience: Patience = PATIENCE,
    ) -> None:
        self._services = services
        self._bus = bus
        self._holder = holder
        self._turns = Turns(services, brain, bus, Wording(renderer), clock, patience)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a traveller's message; accepted means stored. The same client id twice is one message.

        Raises EmptyMessage, and AttachmentNotFound for what this sender did not hand in: then nothing is stored.
        """
        channel, sender = incoming.channel, incoming.sender
        async with self._services() as services:
            carried = await services.attachments.pick(incoming.attachments, channel, sender)
            accepted = await services.conversations.receive(
                channel,
                sender,
                incoming.client_id,
                incoming.text,
                incoming.payload,
                known(incoming.locale),
                [one.kind for one in carried],
                partial(reopens, services, incoming),
            )
            if not accepted.duplicate:
                await services.attachments.attach(carried, accepted.conversation_id, accepted.seq)
        await announce(self._bus, accepted.conversation_id, "message", {"seq": accepted.seq})
        if accepted.staff_id is not None:
            told = {"conversation": accepted.conversation_id, "seq": accepted.seq}
            await call(self._bus, accepted.staff_id, "message", told)
        self.wake(accepted.conversation_id)
        return accepted

    async def edit(
        self, channel: str, sender: str, client_id: str, text: str, at: datetime | None = None
    ) -> Edited | None:
        """Let a message that was accepted say something else; None where it never was.

        `at` is when the channel says it was edited: an edit that comes twice, or after a later one, changes nothing.
        The assistant answers it while its answer is the last thing said; otherwise only the record changes.
        Raises EmptyMessage.
        """
        async with self._services() as services:
            edited = await services.conversations.edit(channel, sender, client_id, text, at)
        if edited is not None and edited.changed:
            await announce(self._bus, edited.conversation_id, "edited", {"seq": edited.seq})
            self.wake(edited.conversation_id)
        return edited

    def wake(self, conversation_id: str) -> None:
        """See to it that somebody works on the conversation's messages."""
        if conversation_id in self._working:
            self._again.add(conversation_id)
            return
        task = asyncio.get_running_loop().create_task(self._work(conversation_id))
        self._working[conversation_id] = task
        task.add_done_callback(lambda _: self._rest(conversation_id))

    async def sweep(self) -> None:
        """Take up what a crash left unanswered, here or in another process; runs until cancelled."""
        await repeat("sweep", SWEEP_SECONDS, self.take_up)

    async def take_up(self) -> None:
        """Wake every conversation that has a message no turn has ended."""
        async with self._services(write=False) as services:
            left = await services.conversations.unfinished()
        for conversation_id in left:
            self.wake(conversation_id)

    async def settle(self) -> None:
        """Wait until every conversation taken up here has been answered."""
        while self._working:
            await asyncio.gather(*self._working.values(), return_exceptions=True)
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Stop working, for the end of this process, and let the others take up at once what it had begun."""
        working = tuple(self._working.values())
        self._again.clear()
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        async with self._services() as services:
            await services.conversations.release_turns(self._holder)

    def _rest(self, conversation_id: str) -> None:
        task = self._working.pop(conversation_id, None)
        if task is not None and not task.cancelled() and task.exception():
            log.error("turn failed", exc_info=task.exception())
        if conversation_id in self._again:
            self._again.discard(conversation_id)
            self.wake(conversation_id)

    async def _work(self, conversation_id: str) -> None:
        while True:
            async with self._services() as services:
                turn = await services.conversations.begin_turn(conversation_id, self._holder, LEASE)
                comments = turn is not None and await is_comment(services, turn)
            if turn is None:
                return
            await self._turns.take(turn, comments)
