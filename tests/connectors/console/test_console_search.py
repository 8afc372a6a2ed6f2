"""Searching through /api/v1: everything one may see, nothing else, and whatever is typed."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select, update

from bot.app import Desk
from bot.records.audit import AuditRecord
from bot.records.conversations import ConversationRecord
from bot.records.mentions import MentionRecord
from bot.staff.values import Staff
from tests.connectors.console.fakes import Client, Guest, say

pytestmark = pytest.mark.usefixtures("staff")


async def search(client: httpx.AsyncClient, q: str, **more: str) -> httpx.Response:
    return await client.get("/api/v1/search", params={"q": q, **more})


async def test_finds_a_message_and_says_where_it_is(client: Client, chat: str) -> None:
    answer = await search(await client("anna"), "menschen")
    [found] = answer.json()["items"]
    assert (found["kind"], found["to"], found["language"]) == ("messages", ["chats", chat, "1"], "de")
    assert [part["text"] for part in found["parts"] if part["hit"]] == ["Menschen"]
    assert found["about"] == "Traveller" and found["title"].startswith("Guest ")
    counts = {facet["kind"]: facet["count"] for facet in answer.json()["facets"]}
    assert counts == {"messages": 1, "people": 0, "bookings": 0, "tickets": 0, "chats": 0}


async def test_a_note_is_marked_as_one(client: Client, chat: str) -> None:
    anna = await client("anna")
    body = {"client_id": "note-0001", "text": "Prefers the window"}
    assert (await anna.post(f"/api/v1/conversations/{chat}/note", json=body)).is_success
    [found] = (await search(anna, "window")).json()["items"]
    assert found["note"] and found["about"] == "Note · Anna Berg"


async def test_the_log_says_that_somebody_searched_and_not_for_what(client: Client, desk: Desk, chat: str) -> None:
    assert (await search(await client("anna"), "Menschen")).is_success
    async with desk.records.database.unit_of_work(write=False) as session:
        [entry] = await session.scalars(select(AuditRecord).where(AuditRecord.action == "search.used"))
    assert (entry.object, entry.values["messages"], entry.values["shown"]) == ("all", 1, 1)
    assert "ensch" not in str(entry.values)


async def test_pages_go_on_by_their_cursor(client: Client, desk: Desk) -> None:
    for number in range(25):
        await say(desk, Guest(f"guest-{number}", "en", f"Kyoto {number}"))
    anna = await client("anna")
    first = (await search(anna, "kyoto", kind="messages")).json()
    second = (await search(anna, "kyoto", kind="messages", cursor=first["cursor"])).json()
    shown = [item["to"][1] for item in (*first["items"], *second["items"])]
    assert len(set(shown)) == len(shown) == 25 and second["cursor"] is None


@pytest.mark.parametrize(
    ("q", "error"),
    [
        ("x" * 60_000, "search_too_long"),
        ("", "search_no_words"),
        ("👍🎉", "search_no_words"),
        ("\u202e\u200f\u2066", "search_no_words"),
        ("\x00\x01\x1b", "search_no_words"),
        ('"*()^:-+', "search_no_words"),
        ("%_%", "search_no_words"),
    ],
)
async def test_says_what_is_wrong_with_a_question(client: Client, q: str, error: str) -> None:
    answer = await search(await client("anna"), q)
    assert (answer.status_code, answer.json()["error"]) == (422, error)
    assert answer.json()["message"].endswith(".")


@pytest.mark.parametrize(
    "q",
    [
        'NEAR("a" "b", 2) OR tokens:x* AND -y',
        "a' OR 1=1; DROP TABLE messages; --",
        "it's \\ 'quoted' & | ! <-> :*",
        "مرحبا \u202e abc",
        "<script>alert(1)</script>",
        "zz\x00qq",
        "京" * 200,
        "x" * 200,
    ],
)
async def test_nothing_that_is_typed_is_an_order_to_the_database(client: Client, chat: str, q: str) -> None:
    answer = await search(await client("anna"), q)
    assert (answer.status_code, answer.json()["items"]) == (200, [])


@pytest.mark.parametrize("more", [{"kind": "secrets"}, {"cursor": "1; --"}, {"cursor": "9" * 30 + "-1"}])
async def test_refuses_what_no_page_asks(client: Client, more: dict[str, str]) -> None:
    assert (await search(await client("anna"), "kyoto", **more)).status_code == 422


async def test_a_cursor_from_far_away_gives_an_empty_page(client: Client, chat: str) -> None:
    for cursor in ("9999999999-9999", "0-0"):
        answer = await search(await client("anna"), "menschen", cursor=cursor)
        assert (answer.status_code, answer.json()["items"]) == (200, [])


async def test_who_is_not_logged_in_finds_nothing(visitor: httpx.AsyncClient) -> None:
    assert (await search(visitor, "kyoto")).status_code == 401


async def test_finds_in_exactly_the_chats_that_can_be_opened(
    client: Client, desk: Desk, staff: dict[str, Staff]
) -> None:
    chats = [await say(desk, Guest(f"guest-{number}", "en", "Kyoto please")) for number in range(6)]
    mine, offered, noted, called, theirs, ours = chats
    async with desk.records.database.unit_of_work() as session:
        elsewhere = update(ConversationRecord).where(ConversationRecord.id.in_(chats[:5])).values(team="booking")
        await session.execute(elsewhere)
        held = update(ConversationRecord).where(ConversationRecord.id == mine)
        await session.execute(held.values(owner=staff["anna"].owner))
        held_out = update(ConversationRecord).where(ConversationRecord.id == offered)
        await session.execute(held_out.values(offered_to=staff["anna"].id))
        named = {"seq": 1, "staff_id": staff["anna"].id, "by": "system", "at": desk.clock.now()}
        session.add(MentionRecord(conversation_id=called, **named))
    async with desk.services() as services:
        await services.conversations.note(noted, staff["anna"].id, "seen")
    anna = await client("anna")
    found = {item["to"][1] for item in (await search(anna, "kyoto please")).json()["items"]}
    opened = {one for one in chats if (await anna.get(f"/api/v1/conversations/{one}")).is_success}
    assert found == opened == {mine, offered, noted, called, ours}
    assert theirs not in found
