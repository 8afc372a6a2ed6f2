"""Looks at the clocks: tells colleagues of one that runs out before it does, and moves up whoever leaves soon."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from bot.bus import Bus, call
from bot.clocks.values import Alarm
from bot.core.repeating import repeat
from bot.services import Services
from bot.staff.rights import may
from bot.staff.values import Staff

LOOK_SECONDS = 3.0
LEASE, HELD_FOR = "clocks", timedelta(seconds=30)


class Timekeeper:
    """Runs in every desk process; the one that has the lease does the work. What it tells is on record: told once."""

    def __init__(self, services: Callable[..., AbstractAsyncContextManager[Services]], bus: Bus, holder: str) -> None:
        self._services = services
        self._bus = bus
        self._holder = holder

    async def run(self) -> None:
        """Work until cancelled."""
        await repeat("clocks", LOOK_SECONDS, self.look)

    async def look(self) -> list[Alarm]:
        """Set again every clock whose time has come, and wake whom it concerns; give what was told."""
        async with self._services(write=False) as services:
            waiting = await services.clocks.to_look_at()
        if not waiting or not await self._leads():
            return []
        told = []
        for conversation_id in waiting:
            async with self._services() as services:
                alarms = await services.clocks.look(conversation_id)
            for alarm in alarms:
                await self._tell(alarm)
            await self._bus.publish("desk", "changed", {"conversation": conversation_id})
            told += alarms
        return told

    async def _leads(self) -> bool:
        async with self._services() as services:
            return await services.leases.take(LEASE, self._holder, HELD_FOR) is not None

    async def _tell(self, alarm: Alarm) -> None:
        due = {"conversation": alarm.conversation_id, "due_at": alarm.due_at.isoformat(), "stage": alarm.stage}
        await self._bus.publish("desk", "warning", {**due, "owner": alarm.owner, "team": alarm.team})
        async with self._services(write=False) as services:
            staff = await services.staff.list_all()
        for one in staff:
            if one.active and _concerns(alarm, one):
                await call(self._bus, one.id, "due", due)


def _concerns(alarm: Alarm, one: Staff) -> bool:
    """Say who is told: the colleague who holds the chat, else the team that it waits for."""
    if alarm.owner == one.owner:
        return True
    waits = not alarm.owner.startswith("agent:")
    return waits and one.team == alarm.team and may(one, "conversations.talk")
