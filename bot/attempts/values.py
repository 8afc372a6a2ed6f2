"""A guess that may be counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TRIES = 5
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Guess:
    """Whose or what's guesses are counted (`key`), at which door (`scope`); the last of its `tries` locks it."""

    scope: str
    key: str
    tries: int = TRIES


@dataclass(frozen=True)
class Counter:
    """Wrong tries so far."""

    guess: Guess
    count: int
    last_at: datetime
    locked_until: datetime | None

    def wrong(self, at: datetime) -> Counter:
        """Count one more; tries older than the lock's length are forgotten."""
        count = self.used(at) + 1
        if count < self.guess.tries:
            return replace(self, count=count, last_at=at)
        return replace(self, count=0, last_at=at, locked_until=at + LOCK)

    def used(self, at: datetime) -> int:
        """Give the tries that still count."""
        return self.count if at - self.last_at <= LOCK else 0


@dataclass(frozen=True)
class Standing:
    """Where a set of counters stands: the tries left, or the moment until which they are locked."""

    tries_left: int
    locked_until: datetime | None
