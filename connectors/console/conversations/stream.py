"""The live stream of the console: what changed at the desk, and every message of the open chat."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.bus import Wake, topic_of
from bot.conversations.values import Message
from bot.core.errors import DeskError
from connectors.console.conversations.access import seen
from connectors.console.conversations.carried import carried_by
from connectors.console.conversations.gloss import named_things
from connectors.console.conversations.models import Message as Shown
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import Seq, view_of
from connectors.console.conversations.views import message_of
from connectors.console.identity import Caller, Reading, still_in
from connectors.console.presence.signs import Sign
from connectors.console.problems import ConsoleRoute

HEARTBEAT = 15  # seconds; also how soon an ended session closes its stream
_log = logging.getLogger(__name__)

router = APIRouter(route_class=ConsoleRoute, tags=["live"])


@dataclass
class Follower:
    """One open page: the chat it shows, the last number it has, the messages it lacks a reading for."""

    request: Request
    caller: Caller
    conversation_id: str | None
    last: int
    unread: set[int] = field(default_factory=set)
    looked: float = 0.0  # when the session was last known to be one, in the event loop's time

    @property
    def topics(self) -> tuple[str, ...]:
        """Give what to listen to."""
        return ("desk", topic_of(self.conversation_id)) if self.conversation_id else ("desk",)


@router.get("/events", response_class=EventSourceResponse)
async def events(
    caller: Reading,
    request: Request,
    conversation: Annotated[str | None, Query(max_length=64)] = None,
    after: Seq = None,
) -> EventSourceResponse:
    """Stream `changed` of the desk; `message`, `owner`, `typing` of a chat after `Last-Event-ID`."""
    if conversation is not None:
        async with request.app.state.desk.services(write=False) as services:
            await seen(services, caller, conversation)
    last = request.headers.get("last-event-id", "")
    had = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else after or 0
    return EventSourceResponse(follow(Follower(request, caller, conversation, had)), ping=HEARTBEAT)


async def follow(follower: Follower) -> AsyncIterator[ServerSentEvent]:
    """Give the events of one page; ends when the records are out of reach, and the page comes back."""
    desk = follower.request.app.state.desk
    sign = Sign(follower.request, follower.caller)
    try:
        await sign.give()
        async with desk.bus.subscribe(*follower.topics) as wakes, aclosing(_ticks(wakes)) as ticks:
            async for wake in ticks:
                if await _gone(follower, wake):
                    yield ServerSentEvent(event="expired", data="{}")
                    return
                await sign.give()
                for event in await _told(follower, wake):
                    yield event
    except DeskError as error:
        _log.warning("a console stream ended: %s", type(error).__name__)


async def _told(follower: Follower, wake: Wake | None) -> list[ServerSentEvent]:
    if wake is not None and wake.kind == "typing":
        return await _typing(follower, wake)
    if wake is not None and wake.kind in ("offer", "presence"):
        mine = wake.kind == "presence" or wake.data.get("to") == follower.caller.staff.id
        return [_event(wake.kind, dict(wake.data))] if mine else []
    if wake is not None and wake.kind == "edited":
        return await _edited(follower, int(wake.data.get("seq") or 0))
    if wake is not None and wake.topic == "desk":
        # A reading is stored with the end of a turn; the desk is told of that end.
        late = await _messages(follower) if wake.data.get("conversation") == follower.conversation_id else []
        return [*late, _event("changed", dict(wake.data))]
    messages = await _messages(follower)
    return [*messages, _event("owner", dict(wake.data))] if wake and wake.kind == "owner" else messages


async def _messages(follower: Follower) -> list[ServerSentEvent]:
    """Give what is new on record, and again what was given before anybody had read it."""
    if follower.conversation_id is None:
        return []
    since = min({follower.last + 1, *follower.unread}) - 1
    async with follower.request.app.state.desk.services(write=False) as services:
        stored = await services.conversations.history(follower.conversation_id, since, staff=True)
        fresh = [one for one in stored if one.seq > follower.last or (one.seq in follower.unread and one.reading)]
        things = named_things(one.reading for one in fresh)
        names = await read_names(services, follower.caller.language, (), things)
        carried = await carried_by(services, fresh)
    view = view_of(follower.request, follower.caller, names)
    _remember(follower, fresh)
    return [_message(follower, message_of(view, one, carried.get(one.seq, ()))) for one in fresh]


async def _edited(follower: Follower, seq: int) -> list[ServerSentEvent]:
    """Give a message again that says something else now; its place in the sequence is not where the reader is."""
    if follower.conversation_id is None:
        return []
    async with follower.request.app.state.desk.services(write=False) as services:
        message = await services.conversations.message(follower.conversation_id, seq)
        if message is None:
            return []
        names = await read_names(services, follower.caller.language, (), named_things([message.reading]))
        carried = await carried_by(services, [message])
    view = view_of(follower.request, follower.caller, names)
    return [_message(follower, message_of(view, message, carried.get(seq, ())))]


def _message(follower: Follower, shown: Shown) -> ServerSentEvent:
    return ServerSentEvent(event="message", id=str(follower.last), data=shown.model_dump_json())


def _remember(follower: Follower, fresh: Sequence[Message]) -> None:
    follower.last = max([follower.last, *(one.seq for one in fresh)])
    follower.unread -= {one.seq for one in fresh}
    follower.unread |= {one.seq for one in fresh if one.author == "traveller" and not one.reading and not one.handled}


async def _typing(follower: Follower, wake: Wake) -> list[ServerSentEvent]:
    by = str(wake.data.get("by") or "")
    if not by.startswith("agent:") or by == follower.caller.staff.owner:
        return []
    async with follower.request.app.state.desk.services(write=False) as services:
        names = await read_names(services, follower.caller.language, ())
    name = view_of(follower.request, follower.caller, names).owner(by)
    return [_event("typing", {"on": bool(wake.data.get("on")), "name": name})]


async def _gone(follower: Follower, wake: Wake | None) -> bool:
    """Say whether the session has ended; asked when a heartbeat was quiet, and as often where none ever is."""
    now = asyncio.get_running_loop().time()
    if wake is not None and now - follower.looked < HEARTBEAT:
        return False
    follower.looked = now
    return not await still_in(follower.request, follower.caller)


def _event(kind: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=kind, data=json.dumps(data))


async def _ticks(wakes: AsyncIterator[Wake]) -> AsyncGenerator[Wake | None, None]:
    """Give None at once and after every quiet heartbeat, and each wake-up between."""
    yield None
    waiting = asyncio.ensure_future(_next(wakes))
    try:
        while True:
            # wait_for would cancel the wake-ups' iterator, and with it end them.
            await asyncio.wait({waiting}, timeout=HEARTBEAT)
            if not waiting.done():
                yield None
                continue
            wake = waiting.result()
            waiting = asyncio.ensure_future(_next(wakes))
            yield wake
    finally:
        waiting.cancel()


async def _next(wakes: AsyncIterator[Wake]) -> Wake:
    return await anext(wakes)
