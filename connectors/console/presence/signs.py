"""An open page is the sign that its colleague is at the desk."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request

from bot.bus import Bus
from bot.presence.values import SEEN_EVERY
from connectors.console.identity import Caller


class Sign:
    """What one live stream says about its colleague: often called, seldom written down. A program gives no sign."""

    def __init__(self, request: Request, caller: Caller) -> None:
        self._desk = request.app.state.desk
        self._caller = caller
        self._given: datetime | None = None

    async def give(self) -> None:
        """Note that the page is open; everybody is told of a colleague who comes back."""
        now = self._desk.clock.now()
        if self._caller.session is None or (self._given is not None and now - self._given < SEEN_EVERY):
            return
        self._given = now
        async with self._desk.services() as services:
            came = await services.presence.seen(self._caller.staff.id)
        if came:
            await tell_presence(self._desk.bus, self._caller.staff.id)


async def tell_presence(bus: Bus, staff_id: str) -> None:
    """Wake the board, and whoever gives out chats."""
    await bus.publish("desk", "presence", {"staff": staff_id})
