"""The live stream, read as the page reads it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import Request
from sse_starlette import ServerSentEvent

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.staff.values import Staff
from connectors.console.conversations import stream
from connectors.console.conversations.stream import Follower, follow
from connectors.console.identity import Caller
from tests.connectors.console.fakes import PASSWORD, READING, Guest, say
from tests.logins.entering import log_in


async def follower(desk: Desk, chat: str | None, after: int = 0) -> Follower:
    request = cast(Request, SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(desk=desk))))
    session = await log_in(desk.records, PASSWORD, "anna@example.com")
    return Follower(request, Caller(session.staff, "en", session.token, session.id), chat, after)


async def take(events: AsyncIterator[ServerSentEvent], count: int) -> list[tuple[str, Any, str | None]]:
    """Give kind, data and id of the next events."""
    async with asyncio.timeout(5):
        taken = [await anext(events) for _ in range(count)]
    return [(str(one.event), json.loads(str(one.data)), one.id) for one in taken]


async def test_begins_with_what_the_page_has_not_seen(desk: Desk, staff: dict[str, Staff], chat: str) -> None:
    events = follow(await follower(desk, chat, after=1))
    [(kind, message, number)] = await take(events, 1)
    assert (kind, message["seq"], number) == ("message", 2, "2")
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_new_message_arrives_once_and_the_desk_hears_of_it(
    desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    events = follow(await follower(desk, chat))
    await take(events, 2)
    await say(desk, Guest("guest-1", "de", "Hallo?", READING))
    (kind, message, number), (changed, data, _) = await take(events, 2)
    assert (kind, message["text"], number) == ("message", "Hallo?", "3")
    assert changed == "changed" and data == {"conversation": chat}
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_reading_that_comes_late_is_sent_after(desk: Desk, staff: dict[str, Staff], chat: str) -> None:
    events = follow(await follower(desk, chat, after=2))
    pending = asyncio.ensure_future(take(events, 1))
    async with desk.services() as services:
        await services.conversations.receive("widget", "guest-1", "unread-one", "Wo ist mein Fahrer?")
    await asyncio.sleep(0)
    await desk.bus.publish(f"conversation:{chat}", "message", {})
    [(_, message, _)] = await pending
    assert message["gloss"] is None
    async with desk.services() as services:
        turn = await services.conversations.begin_turn(chat, "test")
        assert turn is not None
        await services.conversations.finish_turn(turn, [], READING, "de", None)
    await desk.bus.publish(f"conversation:{chat}", "message", {})
    [(_, again, _)] = await take(events, 1)
    assert again["seq"] == message["seq"] and again["gloss"]["words"] == "My booking"
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_colleague_is_seen_writing_but_not_oneself(desk: Desk, staff: dict[str, Staff], chat: str) -> None:
    events = follow(await follower(desk, chat))
    await take(events, 2)
    for who in ("anna", "lin"):
        await desk.bus.publish(f"conversation:{chat}", "typing", {"on": True, "by": staff[who].owner})
    assert await take(events, 1) == [("typing", {"on": True, "name": "Lin Yue"}, None)]
    await events.aclose()  # type: ignore[attr-defined]


async def test_an_ended_session_ends_the_stream(
    desk: Desk, staff: dict[str, Staff], clock: FixedClock, chat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    events = follow(await follower(desk, chat))
    await take(events, 2)
    clock.advance(timedelta(hours=13))
    assert (await take(events, 1))[0][0] == "expired"
    with pytest.raises(StopAsyncIteration):
        await anext(events)
