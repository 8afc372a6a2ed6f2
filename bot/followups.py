"""Cases that come back by themselves: on the day of their follow-up, or closed when nobody came back to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.bus import Bus
from bot.core.clock import Clock
from bot.core.repeating import repeat
from bot.services import Services
from bot.tickets.values import Ticket

EVERY_SECONDS = 60.0
_LEASE, _SPAN = "followups", timedelta(minutes=3)


class FollowUps:
    """One desk process at a time looks, by a lease."""

    def __init__(
        self, services: Callable[..., AbstractAsyncContextManager[Services]], bus: Bus, clock: Clock, holder: str
    ) -> None:
        self._services = services
        self._bus = bus
        self._clock = clock
        self._holder = holder

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        await repeat("follow-ups", EVERY_SECONDS, self.look)

    async def look(self) -> Sequence[Ticket]:
        """Give back what is due today where the company is; nothing where another process looks."""
        async with self._services() as services:
            if await services.leases.take(_LEASE, self._holder, _SPAN) is None:
                return ()
            reminded = await services.tickets.remind(await self._today(services))
            closed = await services.tickets.close_forgotten()
        for ticket in (*reminded, *closed):
            await self._bus.publish("desk", "changed", {"ticket": ticket.reference})
        return reminded

    async def _today(self, services: Services) -> date:
        zone = (await services.company.get()).zone if await services.company.exists() else "UTC"
        return self._clock.now().astimezone(ZoneInfo(zone)).date()
