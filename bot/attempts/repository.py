"""Counters of wrong tries in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.attempts.values import Counter, Guess
from bot.records.attempts import AttemptRecord
from bot.records.upsert import insert_new


class AttemptsRepository:
    """Holds counters still while a guess is judged."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, guesses: Sequence[Guess], at: datetime) -> list[Counter]:
        """Give the counters, row-locked, always in one order: two guessers wait instead of deadlocking."""
        return [await self._lock(guess, at) for guess in sorted(guesses, key=lambda one: (one.scope, one.key))]

    async def save(self, counter: Counter) -> None:
        """Write a locked counter back."""
        record = await self._session.get_one(AttemptRecord, (counter.guess.scope, counter.guess.key))
        record.count, record.last_at, record.locked_until = (
            counter.count,
            counter.last_at,
            counter.locked_until,
        )

    async def _lock(self, guess: Guess, at: datetime) -> Counter:
        await insert_new(
            self._session,
            AttemptRecord,
            scope=guess.scope,
            key=guess.key,
            count=0,
            last_at=at,
            locked_until=None,
        )
        query = select(AttemptRecord).where(AttemptRecord.scope == guess.scope, AttemptRecord.key == guess.key)
        record = (await self._session.scalars(query.with_for_update())).one()
        return Counter(guess, record.count, record.last_at, record.locked_until)
