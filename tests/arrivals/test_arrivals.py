"""Stored updates and leases, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import text

from bot.arrivals.service import KEPT
from bot.arrivals.values import NewArrival
from bot.core.clock import FixedClock
from bot.services import Desk

SPAN = timedelta(seconds=20)


def update(number: int, chat: str = "7") -> NewArrival:
    return NewArrival(number, chat, {"update_id": number, "message": {"text": "+49 151 12345678"}})


async def store(desk: Desk, *arrivals: NewArrival) -> int:
    async with desk.open_services() as services:
        return await services.arrivals.store(arrivals)


async def test_what_comes_twice_is_stored_once(desk: Desk) -> None:
    assert await store(desk, update(1), update(1)) == 1
    assert await asyncio.gather(store(desk, update(1)), store(desk, update(2)), store(desk, update(2))) in (
        [0, 1, 0],
        [0, 0, 1],
    )


async def test_a_chats_updates_come_in_their_order_and_tell_of_gaps(desk: Desk) -> None:
    await store(desk, update(9), update(5), update(6), update(7, "other"))
    async with desk.open_services() as services:
        assert await services.arrivals.chats() == ("7", "other")
        assert await services.arrivals.chats(without=("7",)) == ("other",)
        seen = []
        while arrival := await services.arrivals.next("7"):
            seen.append((arrival.update_id, arrival.gap))
            await services.arrivals.handled(arrival.update_id)
        assert seen == [(5, True), (6, False), (9, True)]
        assert await services.arrivals.waiting() == 1


async def test_an_update_is_kept_sealed_and_not_for_long(desk: Desk, clock: FixedClock) -> None:
    await store(desk, update(1), update(2))
    async with desk.database.engine.connect() as connection:
        sealed = (await connection.execute(text("SELECT content FROM telegram_updates"))).scalars().all()
    assert not any("12345678" in one for one in sealed)
    async with desk.open_services() as services:
        await services.arrivals.handled(1)
        clock.advance(KEPT + timedelta(minutes=1))
        await services.arrivals.forget_old()
        assert await services.arrivals.store([update(1), update(2)]) == 1


async def test_a_lease_has_one_holder_until_its_end(desk: Desk, clock: FixedClock) -> None:
    async def take(holder: str) -> bool:
        async with desk.open_services() as services:
            return await services.leases.take("telegram", holder, SPAN) is not None

    assert sorted(await asyncio.gather(*(take(holder) for holder in "abc"))) == [False, False, True]
    async with desk.open_services(write=False) as services:
        holder = await services.leases.holder("telegram")
    assert holder is not None and await take(holder) and not await take("z")
    clock.advance(SPAN)
    assert await take("z") and not await take(holder)


async def test_a_lease_given_back_is_free_at_once_but_only_by_its_holder(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.leases.take("telegram", "a", SPAN)
        await services.leases.release("telegram", "b")
        assert await services.leases.holder("telegram") == "a"
        await services.leases.release("telegram", "a")
        assert await services.leases.take("telegram", "b", SPAN) is not None
