"""Wrong tries counted, and doors locked for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.attempts.repository import AttemptsRepository
from bot.attempts.values import LOCK, TRIES, Guess, Standing
from bot.core.crypto import Ciphers
from bot.records.attempts import AttemptRecord


class AttemptsService:
    """Counts by keyed hash, so that the table names nobody."""

    def __init__(self, repository: AttemptsRepository, ciphers: Ciphers) -> None:
        self._repository = repository
        self._ciphers = ciphers

    async def standing(self, guesses: Sequence[Guess], at: datetime) -> Standing:
        """Hold the counters until the unit of work ends, and say where they stand."""
        return _standing(await self._records(guesses, at), at)

    async def wrong(self, guesses: Sequence[Guess], at: datetime) -> Standing:
        """Count one wrong try on each counter; the fifth within 15 minutes locks for 15 minutes."""
        records = await self._records(guesses, at)
        for record in records:
            _count(record, at)
        return _standing(records, at)

    async def _records(self, guesses: Sequence[Guess], at: datetime) -> list[AttemptRecord]:
        hashed = [Guess(one.scope, self._ciphers.lookup(one.scope, one.key)) for one in guesses]
        return await self._repository.locked(hashed, at)


def _count(record: AttemptRecord, at: datetime) -> None:
    if at - record.last_at > LOCK:
        record.count = 0
    record.count += 1
    record.last_at = at
    if record.count >= TRIES:
        record.count = 0
        record.locked_until = at + LOCK


def _standing(records: Sequence[AttemptRecord], at: datetime) -> Standing:
    locks = [record.locked_until for record in records if record.locked_until and record.locked_until > at]
    used = max((record.count for record in records if at - record.last_at <= LOCK), default=0)
    return Standing(tries_left=0 if locks else TRIES - used, locked_until=max(locks, default=None))
