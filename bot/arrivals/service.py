"""Updates kept before they are acknowledged: what is stored here is handled once, whatever dies meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from bot.arrivals.repository import ArrivalsRepository
from bot.arrivals.values import Arrival, NewArrival
from bot.core.clock import Clock

# Telegram repeats an update for a day. After that its content is of no use here; the messages are in the conversation.
KEPT = timedelta(days=3)


class ArrivalsService:
    """Stores updates and gives them out in order, chat by chat."""

    def __init__(self, repository: ArrivalsRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def store(self, arrivals: Iterable[NewArrival]) -> int:
        """Keep updates; one that is known already is left as it is. Give how many were new."""
        now = self._clock.now()
        return sum([await self._repository.add(arrival, now) for arrival in arrivals])

    async def chats(self, without: Collection[str] = ()) -> tuple[str, ...]:
        """Give the chats with something to do, the longest waiting first."""
        return await self._repository.chats(without)

    async def next(self, chat: str) -> Arrival | None:
        """Give the earliest update of a chat that is not handled."""
        return await self._repository.next(chat)

    async def handled(self, update_id: int, error: str | None = None) -> None:
        """Say that an update is done with; `error` where it was given up."""
        await self._repository.handled(update_id, self._clock.now(), error)

    async def tried(self, update_id: int) -> int:
        """Count a failed try; give the number of them."""
        return await self._repository.tried(update_id)

    async def forget_old(self) -> None:
        """Delete what was handled long ago: it holds personal data."""
        await self._repository.forget(self._clock.now() - KEPT)

    async def waiting(self) -> int:
        """Count what is not handled yet."""
        return await self._repository.waiting()
