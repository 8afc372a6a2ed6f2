"""How often one traveller, or one address, may knock: token buckets in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

_MOST_KEYS = 10_000


class TooFast(Exception):
    """Knocked too often; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass
class Limit:
    """So many a minute for each key, all of them at once if need be."""

    a_minute: int
    _left: dict[str, tuple[float, datetime]] = field(default_factory=dict)

    def take(self, key: str, now: datetime) -> None:
        """Count one knock. Raises TooFast."""
        left = self._now_left(key, now)
        if left < 1:
            raise TooFast(int((1 - left) * 60 / self.a_minute) + 1)
        if len(self._left) >= _MOST_KEYS:
            self._forget_full(now)
        self._left[key] = (left - 1, now)

    def _now_left(self, key: str, now: datetime) -> float:
        left, at = self._left.get(key, (float(self.a_minute), now))
        return min(self.a_minute, left + (now - at).total_seconds() * self.a_minute / 60)

    def _forget_full(self, now: datetime) -> None:
        """Drop the keys that have not knocked for a while: a full bucket is the same as none."""
        for key in [key for key in self._left if self._now_left(key, now) >= self.a_minute]:
            del self._left[key]


@dataclass
class Limits:
    """The limits of this door. A whole hotel shares one address, so that may knock more often."""

    sessions: Limit = field(default_factory=lambda: Limit(20))
    messages: Limit = field(default_factory=lambda: Limit(30))
    messages_of_address: Limit = field(default_factory=lambda: Limit(240))
    reads: Limit = field(default_factory=lambda: Limit(120))
