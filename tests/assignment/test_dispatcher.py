"""The loop that keeps offering: woken by what happens at the desk, and not stopped by a database out of reach."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.assignment.values import OFFER_LASTS
from bot.bus import MemoryBus, Wake
from bot.core.clock import FixedClock
from bot.core.errors import Unavailable
from bot.dispatcher import Dispatcher
from bot.services import Desk, Services
from bot.staff.values import NewStaff
from tests.assignment.test_assignment import Floor


async def offer_of(wakes: AsyncIterator[Wake]) -> str:
    """Whom the next offer is made to."""
    async with asyncio.timeout(10):
        async for wake in wakes:
            if wake.kind == "offer":
                return str(wake.data["to"])
    raise AssertionError("the bus ended")


async def test_whatever_happens_at_the_desk_makes_it_look_again(desk: Desk, clock: FixedClock) -> None:
    failing = 1

    @asynccontextmanager
    async def services(write: bool = True) -> AsyncIterator[Services]:
        nonlocal failing
        if failing:
            failing -= 1
            raise Unavailable("database")
        async with desk.open_services(write=write) as opened:
            yield opened

    async with desk.open_services() as opened:
        for name in ("anna", "lin"):
            await opened.staff.create(NewStaff(name, f"{name}@example.com", id=name, languages=("en",)))
    bus, floor = MemoryBus(), Floor(desk, clock)
    async with bus.subscribe("desk") as wakes:
        work = asyncio.create_task(Dispatcher(services, bus).run())
        try:
            await floor.here("anna")
            await floor.asks("a")
            await bus.publish("desk", "changed")
            assert await offer_of(wakes) == "anna"
            clock.advance(OFFER_LASTS + timedelta(seconds=1))
            await floor.here("anna", "lin")
            await bus.publish("desk", "presence")
            assert [await offer_of(wakes), await offer_of(wakes)] == ["anna", "lin"], "one ends, one begins"
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
