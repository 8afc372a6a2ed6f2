"""The limits of the console's doors."""

from __future__ import annotations

from fastapi import Request

from bot.core.limits import Limit, TooFast
from connectors.console.problems import Problem


class Limits:
    """Logging in by address, everything else by colleague: programs with a token read a great deal at once."""

    def __init__(self, scale: float) -> None:
        self.login = Limit(30 * scale, burst=20 * scale)
        self.requests = Limit(12_000 * scale, burst=3_000 * scale)


def take(request: Request, door: str, caller: str) -> None:
    """Count one knock at a door. Raises Problem 429."""
    state, desk = request.app.state, request.app.state.desk
    if not hasattr(state, "console_limits"):
        state.console_limits = Limits(desk.settings.rate_limit_scale)
    limit: Limit = getattr(state.console_limits, door)
    try:
        limit.take(caller, desk.clock.now())
    except TooFast as too_fast:
        raise Problem(429, "busy") from too_fast
