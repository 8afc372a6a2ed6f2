"""The live stream: everything on record after a number, then whatever comes, as Server-Sent Events."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING

import anyio
from sse_starlette import ServerSentEvent

from bot.bus import Wake, settled, topic_of
from bot.core.errors import DeskError
from connectors.widget import chat

if TYPE_CHECKING:
    from bot.app import Desk

HEARTBEAT = 15  # seconds; also how soon a lost wake-up is made good
RING = "began"
_log = logging.getLogger(__name__)


def doorbell(sender: str) -> str:
    """Give the topic that tells a waiting stream that its conversation has begun."""
    return f"widget:{sender}"


async def follow(desk: Desk, sender: str, after: int, closing: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """Give the events of a sender's conversation, begun or still to begin, until the server is `closing`.

    When the records are out of reach the stream ends; the script comes back by itself and misses nothing.
    """
    try:
        conversation_id = await _begun(desk, sender, closing)
        if conversation_id is None:
            return
        async with (
            desk.bus.subscribe(topic_of(conversation_id)) as wakes,
            aclosing(_ticks(wakes, closing)) as ticks,
        ):
            async for event in _events(desk, sender, conversation_id, after, ticks):
                yield event
    except DeskError as error:
        _log.warning("a widget stream ended: %s", type(error).__name__)


async def _begun(desk: Desk, sender: str, closing: anyio.Event) -> str | None:
    """Wait until the sender has a conversation; give its id."""
    async with desk.bus.subscribe(doorbell(sender)) as rings, aclosing(_ticks(rings, closing)) as ticks:
        async for ring in ticks:
            if ring and ring.data.get("conversation"):
                # Not looked up: the assistant is about to begin, and what it says of that is said once.
                return str(ring.data["conversation"])
            async with desk.services(write=False) as services:
                conversation = await chat.find(services, sender)
            if conversation:
                return conversation.id
    return None


async def _events(
    desk: Desk, sender: str, conversation_id: str, after: int, ticks: AsyncIterator[Wake | None]
) -> AsyncIterator[ServerSentEvent]:
    """Read the records again at every tick: only what is new is said."""
    last, owed, owner = after, after, None
    async for wake in ticks:
        if wake and wake.kind == "typing":
            yield ServerSentEvent(event="typing", data=json.dumps(dict(wake.data)))
            continue
        # The page has what was sent before: it named it on connecting, or the line has stood since.
        if owed:
            await _settle(desk, conversation_id, owed)
            owed = 0
        async with desk.services(write=False) as services:
            page = await chat.page(services, sender, chat.Look(desk.files.types, desk.renderer), after=last)
        for message in page.messages:
            last = message.seq
            owed = owed if message.author == "traveller" else last
            yield ServerSentEvent(event="message", id=str(message.seq), data=message.model_dump_json())
        if page.owner != owner:
            owner = page.owner
            yield ServerSentEvent(event="owner", data=owner.model_dump_json())


async def _settle(desk: Desk, conversation_id: str, seq: int) -> None:
    async with desk.services() as services:
        await services.conversations.shown(conversation_id, chat.CHANNEL, seq)
    await settled(desk.bus, conversation_id, seq)


async def _ticks(wakes: AsyncIterator[Wake], closing: anyio.Event) -> AsyncGenerator[Wake | None, None]:
    """Give None at once and after each silent heartbeat, and every wake-up between, until closing."""
    yield None
    stop = asyncio.ensure_future(closing.wait())
    waiting = asyncio.ensure_future(_next(wakes))
    try:
        while True:
            # wait_for would cancel the wake-ups' iterator, and with it end them.
            await asyncio.wait({waiting, stop}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if stop.done():
                return
            wake = waiting.result() if waiting.done() else None
            if wake:
                waiting = asyncio.ensure_future(_next(wakes))
            yield wake
    finally:
        waiting.cancel()
        stop.cancel()


async def _next(wakes: AsyncIterator[Wake]) -> Wake:
    return await anext(wakes)
