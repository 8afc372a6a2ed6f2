"""What the desk does when a time has come: snoozes end, and talks that stayed resolved get their last words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from bot.bus import Bus, announce, call
from bot.conversations.values import Conversation
from bot.core.repeating import repeat
from bot.localisation.languages import spoken
from bot.localisation.render import Renderer
from bot.services import Services
from bot.staff.names import name_for
from bot.switchboard.ratings import ask_after_resolving
from bot.switchboard.wording import Wording

EVERY_SECONDS = 2.0
LEASE = "alarms"
LEASED = timedelta(seconds=15)


class Alarms:
    """Rings in one process at a time; each conversation is its own transaction, and what is done is done once."""

    def __init__(
        self, services: Callable[..., AbstractAsyncContextManager[Services]], renderer: Renderer, bus: Bus, holder: str
    ) -> None:
        self._services = services
        self._words = Wording(renderer)
        self._bus = bus
        self._holder = holder

    async def run(self) -> None:
        """Ring whenever something is due, until cancelled."""
        await repeat("alarms", EVERY_SECONDS, self.ring)

    async def ring(self) -> int:
        """Do everything that is due now; give how many conversations that were."""
        async with self._services(write=False) as services:
            slept = await services.conversations.slept()
            ended = await services.conversations.farewells()
        if not (slept or ended) or not await self._leased():
            return 0
        for conversation_id in slept:
            await self._wake(conversation_id)
        for conversation_id in ended:
            await self._part(conversation_id)
        return len(slept) + len(ended)

    async def _leased(self) -> bool:
        async with self._services() as services:
            return await services.leases.take(LEASE, self._holder, LEASED) is not None

    async def _wake(self, conversation_id: str) -> None:
        async with self._services() as services:
            awake = await services.conversations.wake_up(conversation_id)
        if awake is None:
            return
        await announce(self._bus, conversation_id, "owner", {"owner": awake.owner})
        if awake.staff_id is not None:
            await call(self._bus, awake.staff_id, "woken", {"conversation": conversation_id})

    async def _part(self, conversation_id: str) -> None:
        """Say that the talk is closed, and ask how it was."""
        async with self._services() as services:
            due = await services.conversations.farewell(conversation_id)
            if due is None:
                return
            await self._say(services, due.conversation, due.staff_id)
            await ask_after_resolving(services, self._words, due.conversation, due.staff_id)
        await announce(self._bus, conversation_id, "message", {})

    async def _say(self, services: Services, conversation: Conversation, staff_id: str) -> None:
        language = spoken(conversation.language_choice or conversation.language)
        colleague = await services.staff.get(staff_id)
        values = {"name": name_for(colleague, language) if colleague else ""}
        await services.conversations.announce(conversation.id, self._words.reply("utter_resolved", values, language))
