"""Snooze, undo, mentions, priorities, stale pages, lists: what agents do to chats besides talking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.conversations.undoing import UNDO_WITHIN
from bot.conversations.values import HIGH
from bot.core.clock import FixedClock
from bot.staff.values import NewStaff, Staff
from tests.connectors.console.fakes import PASSWORD, READING, Client, Guest, say

CHATS = "/api/v1/conversations"
ANGRY = "Das ist eine Frechheit!"


async def shown(agent: httpx.AsyncClient, chat: str, **query: int) -> dict[str, Any]:
    answer: dict[str, Any] = (await agent.get(f"{CHATS}/{chat}", params=query)).json()
    return answer


async def ids(agent: httpx.AsyncClient, view: str, **query: str | int) -> list[str]:
    answer = await agent.get(CHATS, params={"list": view, **query})
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]


async def ring(desk: Desk, clock: FixedClock, after: timedelta = UNDO_WITHIN) -> None:
    clock.advance(after)
    await desk.alarms.ring()


@pytest.fixture
async def designer(desk: Desk, staff: dict[str, Staff]) -> Staff:
    """Somebody of another team, who sees only what concerns them."""
    new = NewStaff("Daria", "daria@example.com", team="itinerary_design", languages=("en",), password=PASSWORD)
    async with desk.services() as services:
        staff["daria"] = await services.staff.create(new)
    return staff["daria"]


async def test_a_snoozed_chat_leaves_the_open_list_and_comes_back_by_itself(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    until = clock.now() + timedelta(hours=1)
    answer = await anna.post(f"{CHATS}/{chat}/snooze", json={"until": until.isoformat()})
    assert answer.status_code == 200 and answer.json()["undo"]
    assert (await ids(anna, "mine"), await ids(anna, "snoozed")) == ([], [chat])
    row = (await shown(anna, chat))["conversation"]
    assert (row["status"], row["mine"]) == ("snoozed", True)
    await ring(desk, clock, timedelta(minutes=59))
    assert await ids(anna, "snoozed") == [chat]
    await ring(desk, clock, timedelta(minutes=1))
    assert (await ids(anna, "mine"), await ids(anna, "snoozed")) == ([chat], [])
    assert (await shown(anna, chat))["events"][-1]["words"] == "Back from its snooze"


async def test_a_snoozed_chat_comes_back_when_the_traveller_writes(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/snooze", json={})
    await say(desk, Guest("guest-1", "de", "Hallo?", READING))
    seen = await shown(anna, chat)
    assert seen["conversation"]["status"] == "open" and seen["conversation"]["mine"]
    assert seen["events"][-1]["words"] == "Back from its snooze: the traveller has written"


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "2126-01-01T00:00:00Z", "2026-03-11T00:00:00", "soon", 5])
async def test_refuses_a_snooze_into_the_past_or_for_ever(client: Client, chat: str, until: object) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    assert (await anna.post(f"{CHATS}/{chat}/snooze", json={"until": until})).status_code == 422


async def test_undo_of_resolve_puts_everything_back_and_nothing_was_said(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/priority", json={"priority": "high"})
    before = await shown(anna, chat)
    await anna.post(f"{CHATS}/{chat}/resolve")
    assert (await shown(anna, chat))["can"]["undo"]
    assert (await anna.post(f"{CHATS}/{chat}/undo")).status_code == 200
    await ring(desk, clock)
    after = await shown(anna, chat)
    same = ("status", "owner", "mine", "priority", "waiting_since")
    assert [after["conversation"][name] for name in same] == [before["conversation"][name] for name in same]
    assert after["summary"] == before["summary"] and len(after["messages"]) == len(before["messages"])
    assert (await anna.post(f"{CHATS}/{chat}/undo")).status_code == 409


async def test_the_last_words_are_said_once_when_undo_is_over(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/resolve")
    await desk.alarms.ring()
    quiet = (await shown(anna, chat))["conversation"]["last_seq"]
    for _ in range(2):
        await ring(desk, clock)
    assert (await shown(anna, chat))["conversation"]["last_seq"] == quiet + 2
    assert (await anna.post(f"{CHATS}/{chat}/undo")).status_code == 409


async def test_no_last_words_once_the_talk_has_gone_on(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/resolve")
    await say(desk, Guest("guest-1", "de", "Noch etwas!", READING))
    assert (await anna.post(f"{CHATS}/{chat}/undo")).status_code == 409
    before = (await shown(anna, chat))["conversation"]["last_seq"]
    await ring(desk, clock)
    assert (await shown(anna, chat))["conversation"]["last_seq"] == before


async def test_only_who_did_it_can_undo_it(client: Client, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/snooze", json={})
    assert (await lin.post(f"{CHATS}/{chat}/undo")).status_code == 409
    assert (await lin.get(f"{CHATS}/{chat}")).json()["can"]["undo"] is None
    assert (await anna.post(f"{CHATS}/{chat}/undo")).json()["reply"]


async def test_a_stale_page_is_told_who_was_faster(client: Client, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    version = (await shown(anna, chat))["conversation"]["version"]
    await lin.post(f"{CHATS}/{chat}/take", json={"version": version})
    await lin.post(f"{CHATS}/{chat}/hand-back", json={"version": version + 1})
    answer = await anna.post(f"{CHATS}/{chat}/take", json={"version": version})
    assert answer.status_code == 409 and answer.json()["error"] == "stale"
    assert "Lin Yue" in answer.json()["message"]


async def test_a_mention_lets_a_colleague_of_another_team_see_the_chat(
    client: Client, chat: str, designer: Staff
) -> None:
    anna, daria = await client("anna"), await client("daria")
    assert (await daria.get(f"{CHATS}/{chat}")).status_code == 404
    assert await ids(daria, "all") == await ids(daria, "queue") == []
    body = {"client_id": "note-0001", "text": "@daria, how long is day 3?"}
    noted = (await anna.post(f"{CHATS}/{chat}/note", json=body)).json()
    assert [one["name"] for one in noted["mentions"]] == ["Daria"]
    answer = (await daria.get(CHATS, params={"list": "mentions"})).json()
    [row] = answer["items"]
    assert (row["id"], row["mentioned"], row["called"]) == (chat, noted["seq"], True)
    assert answer["counts"]["mentions"] == 1
    assert (await daria.get(f"{CHATS}/{chat}")).status_code == 200
    assert (await daria.post(f"{CHATS}/{chat}/seen", json={"seq": noted["seq"]})).status_code == 204
    answer = (await daria.get(CHATS, params={"list": "mentions"})).json()
    assert (answer["counts"]["mentions"], answer["items"][0]["called"]) == (0, False)
    assert (await shown(daria, chat))["seen"] == noted["seq"]


async def test_a_note_is_changed_and_taken_back_by_its_writer_for_a_while(
    client: Client, chat: str, clock: FixedClock, designer: Staff
) -> None:
    anna, lin, daria = await client("anna"), await client("lin"), await client("daria")
    noted = (await anna.post(f"{CHATS}/{chat}/note", json={"client_id": "note-0001", "text": "@Daria?"})).json()
    address = f"{CHATS}/{chat}/notes/{noted['seq']}"
    assert (await lin.patch(address, json={"text": "mine now"})).status_code == 409
    changed = (await anna.patch(address, json={"text": "@Lin Yue?"})).json()
    assert ([one["name"] for one in changed["mentions"]], changed["edits"][0]["text"]) == (["Lin Yue"], "@Daria?")
    assert (await daria.get(f"{CHATS}/{chat}")).status_code == 404
    taken_back = (await anna.delete(address)).json()
    assert taken_back["withdrawn"] and taken_back["mentions"] == [] and await ids(lin, "mentions") == []
    clock.advance(timedelta(minutes=16))
    assert (await anna.patch(address, json={"text": "too late"})).status_code == 409
    assert (await anna.patch(f"{CHATS}/{chat}/notes/1", json={"text": "the traveller's"})).status_code == 409


async def test_the_owner_and_a_lead_say_how_urgent_it_is(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    assert (await anna.post(f"{CHATS}/{chat}/priority", json={"priority": "low"})).status_code == 409
    await anna.post(f"{CHATS}/{chat}/take")
    assert (await anna.post(f"{CHATS}/{chat}/priority", json={"priority": "low"})).status_code == 200
    seen = await shown(anna, chat)
    assert seen["conversation"]["priority"] == "low"
    assert seen["events"][-1]["words"] == "Anna Berg changed the priority: Low"


async def test_pages_of_a_list_meet_without_a_gap_or_a_double(client: Client, desk: Desk) -> None:
    anna = await client("anna")
    chats = [await say(desk, Guest(f"g{n}", "en", "a person"), "talk_to_human", n % 3) for n in range(7)]
    for view in ("queue", "all"):
        whole, pieces, after = await ids(anna, view), [], ""
        while after is not None:
            page = (await anna.get(CHATS, params={"list": view, "limit": 3, "after": after})).json()
            pieces += [row["id"] for row in page["items"]]
            after = page["next"]
        assert pieces == whole and set(pieces) == set(chats)
    for forged in ("x", "e30", "WzFd", "W10", "WyJhIiwgImIiLCAiYyJd"):
        answer = await anna.get(CHATS, params={"list": "queue", "after": forged})
        assert answer.status_code == 422, answer.text


async def test_lists_are_narrowed(client: Client, desk: Desk, chat: str, staff: dict[str, Staff]) -> None:
    anna = await client("anna")
    english = await say(desk, Guest("b", "en", "a person please"), "talk_to_human", HIGH)
    assert await ids(anna, "queue", language="en") == [english]
    assert await ids(anna, "queue", priority="normal") == [chat]
    assert await ids(anna, "all", channel="telegram") == await ids(anna, "all", team="booking") == []
    await anna.post(f"{CHATS}/{chat}/take")
    assert await ids(anna, "all", holder=staff["anna"].id) == [chat]
    assert await ids(anna, "all", holder="queue") == [english]


async def test_a_message_tells_how_it_sounds_and_why(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    await say(desk, Guest("guest-1", "de", ANGRY, READING))
    said = (await shown(anna, chat))["messages"][-1]
    assert (said["mood"], said["mood_words"]) == ("upset", "Sounds upset: “frechheit”")


async def test_the_head_says_in_two_sentences_why_the_chat_is_here(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    await say(desk, Guest("guest-1", "de", "TD-7K2M9P: Wo ist mein Fahrer?", READING))
    [line] = (await shown(anna, chat))["headline"]
    assert line.endswith("writes in German. Latest: My booking. Here because: asked for a person.")


async def test_a_file_on_a_note_stays_with_colleagues(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    sent = await anna.post(
        f"{CHATS}/{chat}/note-files", params={"client_id": "file-0001", "name": "plan.txt"}, content=b"day three"
    )
    assert sent.status_code == 200, sent.text
    [attached] = sent.json()["attachments"]
    assert sent.json()["audience"] == "staff"
    assert (await anna.get(f"/api/v1/files/{attached['id']}")).content == b"day three"
    async with desk.services(write=False) as services:
        with pytest.raises(Exception, match="utter_attachment_unknown"):
            await services.attachments.for_traveller(attached["id"], "widget", "guest-1")
        assert all(one.audience == "all" for one in await services.conversations.history(chat))


async def test_a_failed_delivery_is_shown_and_tried_again_by_the_owner(
    client: Client, desk: Desk, chat: str, staff: dict[str, Staff]
) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{chat}/take")
    sent = (await anna.post(f"{CHATS}/{chat}/reply", json={"client_id": "reply-01", "text": "Hallo"})).json()
    assert sent["delivery"]["state"] == "pending"
    async with desk.services() as services:
        await services.conversations.shown(chat, "widget", sent["seq"] - 1)
        [delivery] = await services.conversations.claim_deliveries("widget")
        await services.conversations.delivery_failed(delivery.id, "blocked", None)
    failed = (await shown(anna, chat))["messages"][-1]["delivery"]
    assert (failed["state"], failed["reason"], failed["retry"]) == ("failed", "blocked", True)
    address = f"{CHATS}/{chat}/messages/{sent['seq']}/retry"
    assert (await lin.post(address)).status_code == 409
    assert (await anna.post(address)).status_code == 204
    assert (await shown(anna, chat))["messages"][-1]["delivery"]["state"] == "pending"
    assert (await anna.post(address)).status_code == 409


async def test_history_is_paged_both_ways(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    async with desk.services() as services:
        for number in range(150):
            await services.conversations.note(chat, (await services.staff.list_all())[0].id, f"note {number}")
    around = await shown(anna, chat, around=75)
    assert around["earlier"] and around["later"] and 75 in [one["seq"] for one in around["messages"]]
    after = await shown(anna, chat, after=140)
    assert [one["seq"] for one in after["messages"]] == list(range(141, 153)) and not after["later"]
    assert not (await shown(anna, chat, before=30))["messages"][0]["seq"] > 1


async def test_typing_a_note_is_no_business_of_the_travellers(
    client: Client, desk: Desk, chat: str, staff: dict[str, Staff]
) -> None:
    lin = await client("lin")
    async with desk.bus.subscribe(f"conversation:{chat}", f"watching:{chat}") as wakes:
        assert (await lin.post(f"{CHATS}/{chat}/typing", json={"on": True, "kind": "note"})).status_code == 204
        assert (await lin.post(f"{CHATS}/{chat}/typing", json={"on": True})).status_code == 409
        wake = await anext(wakes)
    assert (wake.topic, wake.kind, wake.data["by"]) == (f"watching:{chat}", "doing", staff["lin"].id)


async def test_a_customer_who_is_gone_leaves_the_list_standing(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    async with desk.services(write=False) as services:
        assert await services.customers.of_ids(["nobody"]) == {}
    assert await ids(anna, "queue") == [chat]


async def test_colleagues_are_named_for_the_at_sign(client: Client, staff: dict[str, Staff]) -> None:
    names = [one["name"] for one in (await (await client("anna")).get("/api/v1/colleagues")).json()["items"]]
    assert sorted(names) == ["Anna Berg", "Nina Petrova", "林悦"]
