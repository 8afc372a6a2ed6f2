"""Wrong tries counted, and doors locked for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.attempts.repository import AttemptsRepository
from bot.attempts.values import TRIES, Counter, Guess, Standing
from bot.core.crypto import Ciphers


class AttemptsService:
    """Counts by keyed hash, so that the table names nobody."""

    def __init__(self, repository: AttemptsRepository, ciphers: Ciphers) -> None:
        self._repository = repository
        self._ciphers = ciphers

    async def standing(self, guesses: Sequence[Guess], at: datetime) -> Standing:
        """Hold the counters until the unit of work ends, and say where they stand."""
        return _standing(await self._lock(guesses, at), at)

    async def wrong(self, guesses: Sequence[Guess], at: datetime) -> Standing:
        """Count one wrong try on each counter; the fifth within 15 minutes locks for 15 minutes."""
        counters = [counter.wrong(at) for counter in await self._lock(guesses, at)]
        for counter in counters:
            await self._repository.save(counter)
        return _standing(counters, at)

    async def _lock(self, guesses: Sequence[Guess], at: datetime) -> list[Counter]:
        hashed = [replace(one, key=self._ciphers.lookup(one.scope, one.key)) for one in guesses]
        return await self._repository.lock(hashed, at)


def _standing(counters: Sequence[Counter], at: datetime) -> Standing:
    locks = [counter.locked_until for counter in counters if counter.locked_until and counter.locked_until > at]
    left = min((max(0, counter.guess.tries - counter.used(at)) for counter in counters), default=TRIES)
    return Standing(tries_left=0 if locks else left, locked_until=max(locks, default=None))
