"""How fast one caller may knock: a token bucket each, kept in this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from fastapi import Request

from connectors.console.problems import Problem

REMEMBERED = 10_000


class Limit:
    """Allows `burst` requests at once and `per_second` in the long run, by caller."""

    def __init__(self, burst: int, per_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def pass_or_refuse(self, caller: str) -> None:
        """Take one token. Raises Problem 429."""
        now = self._now()
        left, at = self._buckets.pop(caller, (float(self._burst), now))
        left = min(float(self._burst), left + (now - at) * self._per_second)
        self._buckets[caller] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        if left < 1:
            raise Problem(429, "busy")


class Limits:
    """The console's doors: logging in by address, everything else by colleague."""

    def __init__(self) -> None:
        self.login = Limit(burst=20, per_second=0.5)
        self.requests = Limit(burst=240, per_second=20)
        self.parse = Limit(burst=60, per_second=10)


def limits_of(request: Request) -> Limits:
    """Give the limits of the application that serves this request, made with the first one."""
    state = request.app.state
    if not hasattr(state, "console_limits"):
        state.console_limits = Limits()
    limits: Limits = state.console_limits
    return limits
