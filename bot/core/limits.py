"""How often one caller may knock: token buckets, kept in this process."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

REMEMBERED = 10_000


class TooFast(Exception):
    """Knocked too often; `wait` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Limit:
    """So many a minute for each key, `burst` of them at once if need be."""

    def __init__(self, a_minute: float, burst: float | None = None) -> None:
        self._a_minute = a_minute
        self._burst = burst or a_minute
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, key: str, now: datetime) -> None:
        """Count one knock. Raises TooFast."""
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at).total_seconds() * self._a_minute / 60)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            raise TooFast(int((1 - left) * 60 / self._a_minute) + 1)
