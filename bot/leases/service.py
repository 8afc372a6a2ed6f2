"""What only one process at a time may do: it holds a lease, renews it, and another takes over when it dies."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.leases.repository import LeasesRepository


class LeasesService:
    """Gives out leases by name. Every desk process must have about the same time on its clock."""

    def __init__(self, repository: LeasesRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def take(self, name: str, holder: str, span: timedelta) -> datetime | None:
        """Take or renew a lease: give until when it holds, or None where somebody else has it."""
        now = self._clock.now()
        return now + span if await self._repository.take(name, holder, now, now + span) else None

    async def queue(self, name: str) -> None:
        """Wait until no other transaction does what the name says, and keep others waiting until this one ends."""
        await self._repository.queue(name, self._clock.now())

    async def release(self, name: str, holder: str) -> None:
        """Give a lease back, so that another need not wait for its end."""
        await self._repository.release(name, holder)

    async def holder(self, name: str) -> str | None:
        """Give who holds a lease now."""
        held = await self._repository.holder(name)
        return held[0] if held and held[1] > self._clock.now() else None
