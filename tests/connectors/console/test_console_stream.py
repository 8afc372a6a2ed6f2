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
from sqlalchemy import delete
from sse_starlette import ServerSentEvent

from bot.app import Desk
from bot.bus import MemoryBus, call, settled
from bot.core.clock import FixedClock
from bot.records.conversations import ConversationRecord
from bot.staff.values import Staff
from connectors.console.conversations import stream
from connectors.console.conversations.follower import Follower
from connectors.console.conversations.stream import follow
from connectors.console.conversations.watching import Watch
from connectors.console.identity import Caller
from tests.connectors.console.fakes import PASSWORD, READING, Guest, say
from tests.logins.entering import log_in


async def follower(desk: Desk, chat: str | None, after: int = 0, who: str = "anna") -> Follower:
    request = cast(Request, SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(desk=desk))))
    session = await log_in(desk.records, PASSWORD, f"{who}@example.com")
    watch = Watch(chat, session.staff.id, stream.SILENT) if chat else None
    return Follower(request, Caller(session.staff, "en", session.token, session.id), chat, after, watch)


async def take(events: AsyncIterator[ServerSentEvent], count: int) -> list[tuple[str, Any, str | None]]:
    """Give kind, data and id of the next events."""
    async with asyncio.timeout(5):
        taken = [await anext(events) for _ in range(count)]
    return [(str(one.event), json.loads(str(one.data)), one.id) for one in taken]


async def until(events: AsyncIterator[ServerSentEvent], kind: str) -> Any:
    """Give the data of the next event of a kind, whatever comes before it."""
    async with asyncio.timeout(5):
        while (event := await anext(events)).event != kind:
            pass
    return json.loads(str(event.data))


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
        await desk.bus.publish(f"watching:{chat}", "doing", {"on": True, "by": staff[who].id, "kind": "note"})
    writing = {"on": True, "kind": "note", "id": staff["lin"].id, "name": "Lin Yue"}
    assert await take(events, 1) == [("typing", writing, None)]
    await events.aclose()  # type: ignore[attr-defined]


async def test_an_ended_session_ends_the_stream(
    desk: Desk, staff: dict[str, Staff], clock: FixedClock, chat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    events = follow(await follower(desk, chat))
    await take(events, 2)
    clock.advance(timedelta(hours=13))
    await until(events, "expired")
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def settle(desk: Desk) -> None:
    """Let the tasks that closed streams have left come to their end."""
    while stream._leaving:
        await asyncio.gather(*stream._leaving)


async def test_who_else_looks_is_told_when_they_come_and_when_they_go(
    desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    anna, lin = follow(await follower(desk, chat, after=2)), follow(await follower(desk, chat, after=2, who="lin"))
    to_anna, to_lin = await asyncio.gather(until(anna, "watchers"), until(lin, "watchers"))
    assert to_anna == {"items": [{"id": staff["lin"].id, "name": "Lin Yue"}]}
    assert to_lin == {"items": [{"id": staff["anna"].id, "name": "Anna Berg"}]}
    await lin.aclose()  # type: ignore[attr-defined]
    await settle(desk)
    assert await until(anna, "watchers") == {"items": []}
    await anna.aclose()  # type: ignore[attr-defined]


async def test_who_fell_silent_is_taken_for_gone(clock: FixedClock) -> None:
    bus, now = MemoryBus(), clock.now()
    watch, other = Watch("c", "anna", timedelta(seconds=40)), Watch("c", "lin", timedelta(seconds=40))
    async with bus.subscribe("watching:c") as wakes:
        await other.say_here(bus, ask=True)
        assert watch.hear(await anext(wakes), now) and watch.colleagues == ["lin"]
    watch.forget_silent(now + timedelta(seconds=41))
    assert watch.colleagues == []


async def test_a_mention_reaches_the_colleague_wherever_they_are(
    desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    events = follow(await follower(desk, None))
    pending = asyncio.ensure_future(take(events, 1))
    await asyncio.sleep(0.05)
    await call(desk.bus, staff["anna"].id, "mention", {"conversation": chat, "seq": 3})
    await call(desk.bus, staff["anna"].id, "mention", {"conversation": "nowhere", "seq": 3})
    [(kind, data, _)] = await pending
    assert (kind, data["kind"], data["conversation"], data["seq"]) == ("notify", "mention", chat, 3)
    assert data["traveller"].startswith("Guest ")
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_chat_that_is_gone_ends_its_stream(desk: Desk, staff: dict[str, Staff], chat: str) -> None:
    events = follow(await follower(desk, chat, after=2))
    pending = asyncio.ensure_future(take(events, 1))
    await asyncio.sleep(0.05)
    async with desk.records.database.unit_of_work() as session:
        await session.execute(delete(ConversationRecord))
    await desk.bus.publish(f"conversation:{chat}", "owner", {})
    assert await pending == [("gone", {"conversation": chat}, None)]
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_what_becomes_of_a_delivery_is_told(desk: Desk, staff: dict[str, Staff], chat: str) -> None:
    async with desk.services() as services:
        await services.conversations.take(chat, staff["anna"].id)
        reply = await services.conversations.agent_reply(chat, staff["anna"].id, "reply-01", "Guten Tag!")
    events = follow(await follower(desk, chat, after=reply.seq))
    pending = asyncio.ensure_future(take(events, 1))
    await asyncio.sleep(0.05)
    async with desk.services() as services:
        await services.conversations.shown(chat, "widget", reply.seq)
    await settled(desk.bus, chat, reply.seq)
    [(kind, data, _)] = await pending
    told = {"seq": reply.seq, "state": "sent", "reason": None, "tries": 0, "retry": False}
    assert kind == "delivery" and told in data["items"]
    await events.aclose()  # type: ignore[attr-defined]
