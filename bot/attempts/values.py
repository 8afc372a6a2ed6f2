"""A guess that may be counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES = 5
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Guess:
    """One counter: whose or what's (`key`), for which door (`scope`)."""

    scope: str
    key: str


@dataclass(frozen=True)
class Standing:
    """Where a set of counters stands: the tries left, or the moment until which they are locked."""

    tries_left: int
    locked_until: datetime | None
