"""Who is at the desk: colleagues choose, and pages that fall silent are gone."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.clock import Clock
from bot.presence.repository import PresenceRepository
from bot.presence.values import AVAILABLE, AWAY, SEEN_EVERY, STATES, Presence


class PresenceService:
    """Keeps what colleagues chose and when their pages were last heard of."""

    def __init__(self, repository: PresenceRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def choose(self, staff_id: str, state: str) -> Presence:
        """Set available, busy or away. Raises ValueError for anything else."""
        if state not in STATES:
            raise ValueError(state)
        now = self._clock.now()
        await self._repository.begin(staff_id, now)
        await self._repository.choose(staff_id, state, now)
        return await self.of(staff_id)

    async def seen(self, staff_id: str) -> bool:
        """Note that a colleague's page is open; say whether they had been gone. Written down only now and then."""
        now = self._clock.now()
        before = await self._repository.get(staff_id)
        if before is None:
            await self._repository.begin(staff_id, now)
        await self._repository.see(staff_id, now, now - SEEN_EVERY)
        return before is None or not before.here(now)

    async def arrive(self, staff_id: str) -> None:
        """Note that a colleague has logged in; who comes back after having been gone is available."""
        if await self.seen(staff_id):
            await self._repository.choose(staff_id, AVAILABLE, self._clock.now())

    async def leave(self, staff_id: str) -> None:
        """Note that a colleague has logged out: they are away at once."""
        await self._repository.gone(staff_id)

    async def given(self, staff_id: str) -> None:
        """Note that a colleague has just been given a chat."""
        await self._repository.given(staff_id, self._clock.now())

    async def of(self, staff_id: str) -> Presence:
        """Give a colleague's presence; who was never here is away."""
        known = await self._repository.get(staff_id)
        return known or Presence(staff_id, AWAY, self._clock.now(), None, None)

    async def everybody(self) -> Mapping[str, Presence]:
        """Give presence by staff id, of those who were ever here."""
        return {one.staff_id: one for one in await self._repository.list_all()}

    async def available(self, staff_id: str) -> bool:
        """Say whether a colleague is there and takes chats."""
        return (await self.of(staff_id)).state(self._clock.now()) == AVAILABLE
