"""The live stream of the console: what changed at the desk, every message of the open chat, and who else is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.bus import Wake
from bot.core.errors import DeskError
from connectors.console.conversations.access import seen
from connectors.console.conversations.follower import Follower
from connectors.console.conversations.routes import Seq
from connectors.console.conversations.watching import Watch
from connectors.console.identity import Caller, Reading
from connectors.console.presence.signs import Sign
from connectors.console.problems import ConsoleRoute

HEARTBEAT = 15  # seconds; also how soon an ended session closes its stream
SILENT = timedelta(seconds=2.5 * HEARTBEAT)
_log = logging.getLogger(__name__)
_leaving: set[asyncio.Task[None]] = set()

router = APIRouter(route_class=ConsoleRoute, tags=["live"])


@router.get("/events", response_class=EventSourceResponse)
async def events(
    caller: Reading,
    request: Request,
    conversation: Annotated[str | None, Query(max_length=64)] = None,
    after: Seq = None,
) -> EventSourceResponse:
    """Stream `changed` of the desk and what concerns me (`notify`); of a chat what comes after `Last-Event-ID`.

    Of a chat: `message`, `owner`, `delivery`, `watchers`, `typing`, and `gone` when I may see it no longer.
    """
    if conversation is not None:
        async with request.app.state.desk.services(write=False) as services:
            await seen(services, caller, conversation)
    last = request.headers.get("last-event-id", "")
    had = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else after or 0
    follower = Follower(request, caller, conversation, had, _watch(caller, conversation))
    return EventSourceResponse(follow(follower), ping=HEARTBEAT)


def _watch(caller: Caller, conversation: str | None) -> Watch | None:
    """A person who looks is seen by the others; a program is not."""
    return Watch(conversation, caller.staff.id, SILENT) if conversation and caller.session else None


async def follow(follower: Follower) -> AsyncIterator[ServerSentEvent]:
    """Give the events of one page; ends when the records are out of reach, and the page comes back."""
    bus, sign = follower.desk.bus, Sign(follower.request, follower.caller)
    try:
        await sign.give()
        async with bus.subscribe(*follower.topics) as wakes, aclosing(_ticks(wakes)) as ticks:
            if follower.watch is not None:
                await follower.watch.say_here(bus, ask=True)
            async for wake in ticks:
                await sign.give()
                for event in await follower.told(wake):
                    yield event
                if follower.over:
                    return
    except DeskError as error:
        _log.warning("a console stream ended: %s", type(error).__name__)
    finally:
        _leave(follower)


def _leave(follower: Follower) -> None:
    """Tell the others in a task of its own: a stream that is cut off may wait for nothing."""
    if follower.watch is not None:
        task = asyncio.get_running_loop().create_task(follower.watch.say_gone(follower.desk.bus))
        _leaving.add(task)
        task.add_done_callback(_leaving.discard)


async def _ticks(wakes: AsyncIterator[Wake]) -> AsyncGenerator[Wake | None, None]:
    """Give None at once and after every quiet heartbeat, and each wake-up between."""
    yield None
    waiting = asyncio.ensure_future(_next(wakes))
    loop = asyncio.get_running_loop()
    beat = loop.time() + HEARTBEAT
    try:
        while True:
            # wait_for would cancel the wake-ups' iterator, and with it end them.
            await asyncio.wait({waiting}, timeout=max(0.0, beat - loop.time()))
            if loop.time() >= beat:
                beat = loop.time() + HEARTBEAT
                yield None
            if not waiting.done():
                continue
            wake = waiting.result()
            waiting = asyncio.ensure_future(_next(wakes))
            yield wake
    finally:
        waiting.cancel()


async def _next(wakes: AsyncIterator[Wake]) -> Wake:
    return await anext(wakes)
