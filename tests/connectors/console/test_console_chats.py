"""Lists, one chat, and what is said in it."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.app import Desk
from bot.conversations.undoing import UNDO_WITHIN
from bot.conversations.values import HIGH, URGENT
from bot.core.clock import FixedClock
from bot.staff.values import Staff
from tests.connectors.console.fakes import READING, Client, Guest, say

CHATS = "/api/v1/conversations"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def written(text: str, client_id: str = "client-0001") -> dict[str, str]:
    return {"client_id": client_id, "text": text}


def answer_headers(answer: httpx.Response) -> tuple[str, str]:
    return answer.headers["cache-control"], answer.headers["x-content-type-options"]


async def test_the_queue_serves_the_urgent_first_then_those_who_wait_longest(client: Client, desk: Desk) -> None:
    anna = await client("anna")
    first = await say(desk, Guest("a", "en", "a person please"), "talk_to_human")
    second = await say(desk, Guest("b", "en", "a person please"), "talk_to_human", HIGH)
    third = await say(desk, Guest("c", "en", "help, robbed"), "report_emergency", URGENT)
    answer = (await anna.get(CHATS, params={"list": "queue"})).json()
    assert [(row["id"], row["position"]) for row in answer["items"]] == [(third, 1), (second, 2), (first, 3)]
    assert answer["counts"] == {"mine": 0, "queue": 3, "snoozed": 0, "mentions": 0}


async def test_a_chat_shows_both_languages_and_why_it_is_here(client: Client, chat: str) -> None:
    lin = await client("lin")
    shown = (await lin.get(f"{CHATS}/{chat}")).json()
    asked, answered = shown["messages"]
    assert asked["text"] == "Ich möchte mit einem Menschen sprechen" and asked["gloss"]["words"]
    assert answered["language"] == "de" and answered["translation"] != answered["text"]
    assert shown["conversation"]["position"] == 1
    assert answer_headers(await lin.get(f"{CHATS}/{chat}")) == ("no-store", "nosniff")
    assert {"label": "转人工原因", "value": "要求人工服务"} in shown["summary"]


async def test_a_reading_is_told_with_its_details(client: Client, desk: Desk) -> None:
    anna = await client("anna")
    chat = await say(desk, Guest("d", "de", "TD-7K2M9P, wo ist mein Fahrer?", READING))
    gloss = (await anna.get(f"{CHATS}/{chat}")).json()["messages"][0]["gloss"]
    assert gloss["words"] == "My booking" and gloss["sure"]
    assert gloss["entities"] == [{"label": "booking", "value": "TD-7K2M9P"}]


async def test_two_colleagues_cannot_both_take_one_chat(client: Client, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    answers = await asyncio.gather(*(one.post(f"{CHATS}/{chat}/take") for one in (anna, lin)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    won, lost = ("Anna Berg", 1) if answers[0].status_code == 200 else ("Lin Yue", 0)
    assert answers[lost].json()["error"] == "taken"
    assert won in answers[lost].json()["message"] or "林悦" in answers[lost].json()["message"]
    joined = [m for m in (await anna.get(f"{CHATS}/{chat}")).json()["messages"] if m["author"] == "system"]
    assert len(joined) == 1


async def test_taking_again_what_is_mine_says_nothing_twice(client: Client, chat: str) -> None:
    anna = await client("anna")
    for _ in range(2):
        assert (await anna.post(f"{CHATS}/{chat}/take")).json()["reply"]
    messages = (await anna.get(f"{CHATS}/{chat}")).json()["messages"]
    assert [m["author"] for m in messages].count("system") == 1


async def test_a_reply_sent_twice_is_one_message(client: Client, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    sent = [await anna.post(f"{CHATS}/{chat}/reply", json=written("Guten Tag!")) for _ in range(2)]
    assert sent[0].json()["seq"] == sent[1].json()["seq"] and sent[0].json()["client_id"] == "client-0001"


async def test_who_does_not_hold_a_chat_cannot_reply_hand_back_or_resolve(client: Client, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{chat}/take")
    refused = await lin.post(f"{CHATS}/{chat}/reply", json=written("hello"))
    assert refused.status_code == 409 and refused.json()["error"] == "not_owner"
    assert "Anna Berg" in refused.json()["message"]
    for action in ("hand-back", "resolve"):
        assert (await lin.post(f"{CHATS}/{chat}/{action}")).status_code == 409
    assert (await lin.post(f"{CHATS}/{chat}/typing", json={"on": True})).status_code == 409


async def test_a_note_is_for_colleagues_only(client: Client, desk: Desk, chat: str) -> None:
    lin = await client("lin")
    noted = (await lin.post(f"{CHATS}/{chat}/note", json=written("calm voice helps"))).json()
    assert noted["audience"] == "staff" and noted["name"] == "林悦"
    async with desk.services(write=False) as services:
        public = await services.conversations.history(chat)
    assert "calm voice helps" not in [message.text for message in public]


async def test_the_traveller_is_told_who_speaks_in_the_travellers_language(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    lin = await client("lin")
    for action in ("take", "hand-back", "take", "resolve"):
        assert (await lin.post(f"{CHATS}/{chat}/{action}")).status_code == 200
    clock.advance(UNDO_WITHIN)
    await desk.alarms.ring()
    shown = (await lin.get(f"{CHATS}/{chat}")).json()
    told = [m for m in shown["messages"] if m["author"] == "system"]
    assert len(told) == 4 and all(m["language"] == "de" for m in told)
    assert "Lin Yue" in told[0]["text"] and "林悦" not in told[0]["text"]
    assert [event["kind"] for event in shown["events"]] == [
        "handed_off",
        "taken",
        "handed_back",
        "taken",
        "resolved",
    ]
    assert shown["conversation"]["status"] == "resolved"


async def test_mine_holds_what_i_took_and_counts_what_i_have_not_answered(
    client: Client, desk: Desk, chat: str
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    await anna.post(f"{CHATS}/{chat}/reply", json=written("Guten Tag!"))
    await say(desk, Guest("guest-1", "de", "Wo ist mein Fahrer?", READING))
    [row] = (await anna.get(CHATS, params={"list": "mine"})).json()["items"]
    assert row["mine"] and row["unread"] == 1 and row["last"]["meaning"] == "My booking"


async def test_other_roles_look_on_and_note_but_do_not_speak(client: Client, chat: str) -> None:
    nina = await client("nina")
    assert (await nina.get(f"{CHATS}/{chat}")).json()["can"] == {
        "take": False, "reply": False, "note": True, "hand_back": False, "resolve": False, "transfer": False,
        "snooze": False, "prioritise": False, "undo": None,
    }  # fmt: skip
    for action in ("take", "hand-back", "resolve"):
        assert (await nina.post(f"{CHATS}/{chat}/{action}")).status_code == 403
    assert (await nina.post(f"{CHATS}/{chat}/reply", json=written("hi"))).status_code == 403
    assert (await nina.post(f"{CHATS}/{chat}/note", json=written("seen"))).status_code == 200


@pytest.mark.parametrize("forged", ["none", "0", "..%2f..%2fetc", "' or 1=1 --", "a" * 64, "%00", "𝕏"])
async def test_a_forged_id_is_no_chat(client: Client, staff: dict[str, Staff], forged: str) -> None:
    anna = await client("anna")
    for answer in (await anna.get(f"{CHATS}/{forged}"), await anna.post(f"{CHATS}/{forged}/take")):
        assert answer.status_code == 404
    assert (await anna.get("/api/v1/events", params={"conversation": forged})).status_code == 404


async def test_nothing_is_seen_without_logging_in(visitor: httpx.AsyncClient, chat: str) -> None:
    for path in (
        CHATS,
        f"{CHATS}/{chat}",
        "/api/v1/events",
        f"/api/v1/tickets?conversation={chat}",
        "/api/v1/me",
    ):
        assert (await visitor.get(path)).status_code == 401
    for path in ("take", "reply", "note", "hand-back", "resolve", "typing"):
        assert (await visitor.post(f"{CHATS}/{chat}/{path}", json={})).status_code == 401
    assert (await visitor.post("/api/v1/parse", json={"text": "hi"})).status_code == 401


async def test_markup_stays_text(client: Client, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    sent = await anna.post(f"{CHATS}/{chat}/reply", json=written(MARKUP))
    assert sent.json()["text"] == MARKUP and sent.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "client-0001"},
        {"client_id": "x", "text": "hi"},
        {"client_id": "<script>", "text": "hi"},
        {"client_id": "client-0001", "text": "   \n "},
        {"client_id": "client-0001", "text": "\u202e\u0000"},
        {"client_id": "client-0001", "text": "x" * 4001},
        {"client_id": "client-0001", "text": ["hi"]},
        {"client_id": "client-0001", "text": "hi", "audience": "all"},
    ],
)
async def test_bad_input_is_refused_in_words(client: Client, chat: str, body: dict[str, object]) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    for path in ("reply", "note"):
        answer = await anna.post(f"{CHATS}/{chat}/{path}", json=body)
        assert answer.status_code == 422 and set(answer.json()) == {"error", "message"}
        assert "utter_" not in answer.json()["message"]


@pytest.mark.parametrize("query", ["list=theirs", "list=", "list=all&list=x"])
async def test_an_unknown_list_is_refused(client: Client, query: str) -> None:
    anna = await client("anna")
    assert (await anna.get(f"{CHATS}?{query}")).status_code == 422


async def test_history_comes_in_pages(client: Client, desk: Desk, clock: FixedClock, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    for number in range(70):
        assert (await anna.post(f"{CHATS}/{chat}/note", json=written(f"{number}", f"client-{number:04}"))).is_success
    latest = (await anna.get(f"{CHATS}/{chat}")).json()
    assert latest["earlier"] and len(latest["messages"]) == 60
    older = (await anna.get(f"{CHATS}/{chat}", params={"before": latest["messages"][0]["seq"]})).json()
    assert not older["earlier"] and [m["seq"] for m in older["messages"]] == list(range(1, 14))
    newer = (await anna.get(f"{CHATS}/{chat}", params={"after": 70})).json()
    assert [m["seq"] for m in newer["messages"]] == [71, 72, 73]
