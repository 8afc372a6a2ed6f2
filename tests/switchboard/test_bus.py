"""Wake-ups: to those who listen, from this process and from others, and without harm when Redis is away."""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.bus import BACKLOG, MemoryBus, RedisBus, Wake
from tests.services import REDIS, reachable

URL = os.environ.get("TRIPDESK_TEST_REDIS", REDIS)


class OwnBus(RedisBus):
    """A bus that no other desk on this Redis listens to."""

    CHANNEL = f"tripdesk:test:{uuid.uuid4().hex}"


async def test_a_wake_up_reaches_every_listener_of_its_topic_and_no_other() -> None:
    bus = MemoryBus()
    async with bus.subscribe("a", "b") as first, bus.subscribe("b") as second:
        await bus.publish("a", "message", {"seq": 1})
        await bus.publish("b", "owner")
        assert [await anext(first), await anext(first)] == [Wake("a", "message", {"seq": 1}), Wake("b", "owner")]
        assert await anext(second) == Wake("b", "owner")


async def test_who_listens_no_more_costs_nothing() -> None:
    bus = MemoryBus()
    async with bus.subscribe("a"):
        pass
    await bus.publish("a", "message")
    assert not bus._listeners


async def test_a_reader_that_stopped_reading_holds_nobody_up() -> None:
    bus = MemoryBus()
    async with bus.subscribe("a") as wakes:
        for _ in range(BACKLOG + 10):
            await bus.publish("a", "message")
        assert await anext(wakes) == Wake("a", "message")


@pytest.fixture
async def redis() -> AsyncIterator[Redis]:
    """A connection to a real Redis."""
    if not reachable("redis"):
        pytest.skip(f"no Redis at {URL}: start one, or name it in TRIPDESK_TEST_REDIS")
    client = Redis.from_url(URL)
    yield client
    await client.aclose()


async def test_redis_carries_a_wake_up_to_another_process(redis: Redis) -> None:
    here, there = OwnBus(redis), OwnBus(redis)
    relay = asyncio.create_task(there.relay())
    async with there.subscribe("conversation:1") as wakes:
        await _listening(redis)
        await here.publish("conversation:1", "message", {"seq": 3})
        async with asyncio.timeout(5):
            assert await anext(wakes) == Wake("conversation:1", "message", {"seq": 3})
    await _stop(relay)


async def test_what_somebody_else_writes_on_the_channel_does_not_end_the_relay(redis: Redis) -> None:
    bus = OwnBus(redis)
    relay = asyncio.create_task(bus.relay())
    async with bus.subscribe("a") as wakes:
        await _listening(redis)
        for odd in ("no JSON", json.dumps({"topic": "a"}), json.dumps(["a", "message", 5])):
            await redis.publish(OwnBus.CHANNEL, odd)
        await bus.publish("a", "message")
        async with asyncio.timeout(5):
            assert await anext(wakes) == Wake("a", "message")
    await _stop(relay)


async def test_without_redis_this_process_still_wakes_its_own() -> None:
    client = Redis.from_url("redis://127.0.0.1:1")
    bus = RedisBus(client)
    async with bus.subscribe("a") as wakes:
        await bus.publish("a", "message")
        assert await anext(wakes) == Wake("a", "message")
    await client.aclose()


async def _listening(redis: Redis) -> None:
    """Wait until the relay is connected."""
    async with asyncio.timeout(5):
        while not (await redis.pubsub_numsub(OwnBus.CHANNEL))[0][1]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # Redis has no event for it


async def _stop(relay: asyncio.Task[None]) -> None:
    relay.cancel()
    await asyncio.gather(relay, return_exceptions=True)
