"""Wake-ups between the parts of the desk: in memory for one process, over Redis for several.

A wake-up carries no words. Whoever is woken reads the records again from its last sequence number, so a wake-up
lost or doubled harms nothing; it only decides how soon somebody looks.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# A reader that far behind has stopped reading; it finds everything in the records when it looks again.
BACKLOG = 256
# The topic of those who listen to everything: a channel that serves every conversation of its kind.
EVERYTHING = "*"


@dataclass(frozen=True)
class Wake:
    """Something changed under a topic: `message`, `typing`, `owner` or `changed`."""

    topic: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Bus(Protocol):
    """What the doors and the switchboard use."""

    async def publish(self, topic: str, kind: str, data: Mapping[str, Any] | None = None) -> None:
        """Wake everyone listening to a topic; never raises for a listener's or the network's fault."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[Wake]]:
        """Listen to topics from the moment the block is entered."""


class MemoryBus:
    """Wake-ups within one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Queue[Wake]]] = defaultdict(set)

    async def publish(self, topic: str, kind: str, data: Mapping[str, Any] | None = None) -> None:
        """Wake this process's listeners."""
        wake = Wake(topic, kind, dict(data or {}))
        for queue in (*self._listeners.get(topic, ()), *self._listeners.get(EVERYTHING, ())):
            if not queue.full():
                queue.put_nowait(wake)

    @asynccontextmanager
    async def subscribe(self, *topics: str) -> AsyncIterator[AsyncIterator[Wake]]:
        """Listen to topics of this process."""
        queue: asyncio.Queue[Wake] = asyncio.Queue(BACKLOG)
        for topic in topics:
            self._listeners[topic].add(queue)
        try:
            yield _drain(queue)
        finally:
            for topic in topics:
                self._listeners[topic].discard(queue)
                if not self._listeners[topic]:
                    del self._listeners[topic]


class RedisBus(MemoryBus):
    """Wake-ups across processes: Redis carries them, the memory bus hands them out."""

    CHANNEL = "tripdesk:wakes"

    def __init__(self, redis: Redis) -> None:
        super().__init__()
        self._redis = redis

    async def publish(self, topic: str, kind: str, data: Mapping[str, Any] | None = None) -> None:
        """Wake every process; without Redis at least this one."""
        try:
            await self._redis.publish(self.CHANNEL, json.dumps([topic, kind, dict(data or {})]))
        except RedisError:
            await super().publish(topic, kind, data)

    async def relay(self) -> None:
        """Hand what Redis carries to this process's listeners, until cancelled; reconnects."""
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(self.CHANNEL)
                    async for carried in channel.listen():
                        if carried["type"] == "message":
                            await self._hand_out(carried["data"])
            except RedisError:
                await asyncio.sleep(1)

    async def _hand_out(self, carried: str | bytes) -> None:
        try:
            topic, kind, data = json.loads(carried)
            await super().publish(topic, kind, data)
        except (TypeError, ValueError):
            log.warning("not a wake-up of ours on %s", self.CHANNEL)


def topic_of(conversation_id: str) -> str:
    """Give the topic of a conversation's wake-ups."""
    return f"conversation:{conversation_id}"


def watching(conversation_id: str) -> str:
    """Give the topic of those colleagues who have a conversation open: what no traveller is told."""
    return f"watching:{conversation_id}"


def desk_of(staff_id: str) -> str:
    """Give the topic of one colleague's pages."""
    return f"staff:{staff_id}"


async def announce(bus: Bus, conversation_id: str, kind: str, data: Mapping[str, Any] | None = None) -> None:
    """Wake whoever looks at the conversation, or at the desk's lists."""
    await bus.publish(topic_of(conversation_id), kind, data)
    await bus.publish("desk", "changed", {"conversation": conversation_id})


async def settled(bus: Bus, conversation_id: str, seq: int) -> None:
    """Tell colleagues that the delivery of a message, and perhaps of some before it, has come to something."""
    await bus.publish(watching(conversation_id), "delivery", {"seq": seq})


async def call(bus: Bus, staff_id: str, kind: str, data: Mapping[str, Any] | None = None) -> None:
    """Tell one colleague, wherever they look: mention, offered, woken, due, message; `data` hold ids, never words."""
    await bus.publish(desk_of(staff_id), kind, data)


async def _drain(queue: asyncio.Queue[Wake]) -> AsyncIterator[Wake]:
    while True:
        yield await queue.get()
