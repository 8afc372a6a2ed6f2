"""Counters of wrong tries in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.attempts.values import Guess
from bot.records.attempts import AttemptRecord
from bot.records.upsert import insert_new


class AttemptsRepository:
    """Holds counters still while a guess is judged."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked(self, guesses: Sequence[Guess], at: datetime) -> list[AttemptRecord]:
        """Give the counters, row-locked, always in one order: two guessers wait instead of deadlocking."""
        records = []
        for guess in sorted(guesses, key=lambda one: (one.scope, one.key)):
            await insert_new(
                self._session, AttemptRecord, scope=guess.scope, key=guess.key, count=0, last_at=at, locked_until=None
            )
            query = select(AttemptRecord).where(AttemptRecord.scope == guess.scope, AttemptRecord.key == guess.key)
            records.append(await self._session.scalar(query.with_for_update()))
        return [record for record in records if record is not None]
