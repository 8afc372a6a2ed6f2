"""Phrases through the API: found in the agent's language, sent in the traveller's, kept by those who may."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.core.errors import Unavailable
from bot.staff.values import Staff
from tests.connectors.console.fakes import Client, FakeBrain, Guest, say
from tests.facts import PHONE, REFERENCE, TOUR, book, publish

CHATS, PHRASES = "/api/v1/conversations", "/api/v1/phrases"
LATE = {"shortcut": "late-driver", "texts": {"en": "The driver for {tour} is late.", "zh": "{tour}的司机晚点了。"}}


@pytest.fixture
async def turkish(desk: Desk) -> str:
    """A Turkish traveller who has proved a booking and waits."""
    asked = {"intent": {"name": "cancel_booking", "confidence": 0.97}, "entities": []}
    async with desk.services() as services:
        await book(services, await publish(services))
    chat = await say(desk, Guest("ayse", "tr", "turu iptal etmek istiyorum", asked), "cancel_booking")
    async with desk.services() as services:
        await services.bookings.verify(chat, REFERENCE, PHONE)
    return chat


async def found(person: httpx.AsyncClient, chat: str, query: str) -> list[dict[str, Any]]:
    answer = await person.get(f"{CHATS}/{chat}/phrases", params={"q": query})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def sent(phrase: str, client_id: str = "client-0001", **values: object) -> dict[str, object]:
    return {"client_id": client_id, "phrase": phrase, "values": values}


async def test_an_agent_finds_in_chinese_what_a_turk_will_read_in_turkish(client: Client, turkish: str) -> None:
    lin = await client("lin")
    first = (await found(lin, turkish, "取消 费用"))[0]
    assert (first["id"], first["title"], first["ready"]) == ("utter_refund_quote", "现在取消的费用", True)
    assert "退" in first["twin"] and REFERENCE in first["text"] and "865" in first["text"]
    assert first["language_name"] == "土耳其语" and first["direction"] == "ltr" and first["borrowed"] == []


async def test_a_phrase_goes_as_key_and_values_and_shows_its_twin(client: Client, desk: Desk, turkish: str) -> None:
    lin = await client("lin")
    await lin.post(f"{CHATS}/{turkish}/take")
    answers = [await lin.post(f"{CHATS}/{turkish}/phrase", json=sent("utter_refund_quote")) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    message = answers[0].json()
    assert message["seq"] == answers[1].json()["seq"] and message["language"] == "tr"
    assert message["translation"] and message["translation"] != message["text"] and "865" in message["translation"]
    assert message["origin"] == "phrase"
    free = await lin.post(f"{CHATS}/{turkish}/reply", json={"client_id": "client-0002", "text": "您好"})
    assert (free.json()["origin"], free.json()["translation"]) == ("written", None)
    async with desk.services(write=False) as services:
        kept = (await services.conversations.latest(turkish, 2))[0]
        audited = [one async for one in services.audit._repository.walk() if one.action == "conversation.replied"]
    assert (kept.key, kept.author, kept.buttons) == ("utter_refund_quote", "agent", ())
    told = (await lin.get(f"{CHATS}/{turkish}")).json()["events"]
    assert [one["kind"] for one in told].count("quoted") == 1
    assert [dict(one.values or {}) for one in audited] == [{"phrase": "utter_refund_quote"}] * 2 + [{}]


async def test_buttons_go_along_where_a_person_may_ask_with_them(client: Client, turkish: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{turkish}/take")
    message = (await anna.post(f"{CHATS}/{turkish}/phrase", json=sent("utter_cancel_booking"))).json()
    assert len(message["buttons"]) == 2
    message = (await anna.post(f"{CHATS}/{turkish}/phrase", json=sent("utter_booking", "client-0002"))).json()
    assert message["buttons"] == []


async def test_only_the_owner_says_a_phrase_and_the_other_is_told_who_that_is(client: Client, turkish: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{turkish}/take")
    refused = await lin.post(f"{CHATS}/{turkish}/phrase", json=sent("utter_greet"))
    assert refused.status_code == 409 and "Anna Berg" in refused.json()["message"]


async def test_what_is_missing_is_asked_for_and_refused_until_it_is_there(
    client: Client, chat: str, desk: Desk
) -> None:
    async with desk.services() as services:
        await publish(services)
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    shown = next(one for one in await found(anna, chat, "Departures to book") if one["id"] == "utter_book_trip")
    assert not shown["ready"] and [(one["name"], one["missing"]) for one in shown["fields"]] == [("tour", True)]
    assert shown["fields"][0]["options"] == [{"value": TOUR.id, "name": "Kyoto Gardens"}]
    refused = await anna.post(f"{CHATS}/{chat}/phrase", json=sent("utter_book_trip"))
    assert refused.status_code == 422 and "Tour" in refused.json()["message"]
    chosen = {"phrase": "utter_book_trip", "values": {"tour": TOUR.id}}
    assert (await anna.post(f"{CHATS}/{chat}/phrase/preview", json=chosen)).json()["ready"]
    assert (await anna.post(f"{CHATS}/{chat}/phrase", json={**chosen, "client_id": "client-0009"})).status_code == 200


NOT_SAID = [
    (sent("utter_welcome"), 404),
    (sent("console_title"), 404),
    (sent("no such phrase"), 404),
    (sent("utter_refund_not_cancellable"), 422),
    (sent("utter_contact", **{"x" * 41: "y"}), 422),
    ({"client_id": "client-0001", "phrase": ""}, 422),
    ({"client_id": "client-0001", "phrase": "utter_greet", "values": {"name": ["x"]}}, 422),
    ({"phrase": "utter_greet"}, 422),
]


async def test_refuses_what_cannot_be_said(client: Client, turkish: str) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{turkish}/take")
    for body, status in NOT_SAID:
        refused = await anna.post(f"{CHATS}/{turkish}/phrase", json=body)
        assert refused.status_code == status and refused.json()["message"], body


async def test_a_chat_of_another_team_has_no_phrases(client: Client, desk: Desk, turkish: str) -> None:
    async with desk.services() as services:
        await services.conversations._repository.change(turkish, desk.clock.now(), team="booking")
    anna = await client("anna")
    assert (await anna.get(f"{CHATS}/{turkish}/phrases")).status_code == 404
    assert (await anna.post(f"{CHATS}/{turkish}/phrase", json=sent("utter_greet"))).status_code == 404


async def test_other_words_find_what_means_the_same_and_a_silent_brain_is_no_error(
    client: Client, turkish: str, brain: FakeBrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await client("anna")
    assert (await found(anna, turkish, "geld zurück"))[0]["id"] == "utter_refund_quote"

    async def silent(text: str, texts: object) -> list[float]:
        raise Unavailable("brain")

    monkeypatch.setattr(brain, "likeness", silent)
    assert await found(anna, turkish, "geld zurück") == []


async def test_our_own_phrase_is_found_by_its_shortcut_and_says_what_language_it_lends(
    client: Client, turkish: str, trainer: httpx.AsyncClient
) -> None:
    phrase = (await trainer.post(PHRASES, json=LATE)).json()
    lin = await client("lin")
    await lin.post(f"{CHATS}/{turkish}/take")
    shown = (await found(lin, turkish, "late"))[0]
    assert (shown["id"], shown["own"], shown["shortcut"]) == (phrase["id"], True, "late-driver")
    assert shown["twin"] == "京都庭园的司机晚点了。" and shown["borrowed"] == ["英语"]
    message = (await lin.post(f"{CHATS}/{turkish}/phrase", json=sent(phrase["id"]))).json()
    assert message["text"].startswith("The driver for Kyoto Gardens") and message["translation"] == shown["twin"]
    await trainer.delete(f"{PHRASES}/{phrase['id']}", params={"version": 1})
    messages = (await lin.get(f"{CHATS}/{turkish}")).json()["messages"]
    assert messages[-1]["translation"] == shown["twin"]


@pytest.fixture
async def trainer(client: Client) -> httpx.AsyncClient:
    """Nina, who writes phrases."""
    return await client("nina")


async def test_agents_read_phrases_and_trainers_write_them(client: Client, trainer: httpx.AsyncClient) -> None:
    anna = await client("anna")
    assert (await anna.post(PHRASES, json=LATE)).status_code == 403
    made = await trainer.post(PHRASES, json=LATE)
    assert made.status_code == 201 and made.json()["changed_by"] == "Nina Petrova"
    shown = (await anna.get(PHRASES)).json()
    assert [one["shortcut"] for one in shown["items"]] == ["late-driver"]
    assert len(shown["languages"]) == 16 and "tr" in shown["items"][0]["missing"]
    assert {"name": "tour", "label": "Tour", "filled": True} in shown["placeholders"]
    change = {**LATE, "version": 1}
    assert (await anna.put(f"{PHRASES}/{made.json()['id']}", json=change)).status_code == 403
    assert (await anna.delete(f"{PHRASES}/{made.json()['id']}", params={"version": 1})).status_code == 403


async def test_two_at_once_one_wins_and_the_other_is_told_who(
    desk: Desk, staff: dict[str, Staff], trainer: httpx.AsyncClient
) -> None:
    made = (await trainer.post(PHRASES, json=LATE)).json()
    change = {**LATE, "version": 1, "texts": {"en": "Late."}}
    answers = await asyncio.gather(*(trainer.put(f"{PHRASES}/{made['id']}", json=change) for _ in range(2)))
    assert sorted(one.status_code for one in answers) == [200, 409]
    lost = next(one for one in answers if one.status_code == 409)
    assert "Nina Petrova" in lost.json()["message"]
    gone = await trainer.delete(f"{PHRASES}/{made['id']}", params={"version": 2})
    assert gone.status_code == 204
    assert (await trainer.put(f"{PHRASES}/{made['id']}", json=change)).status_code == 404
    async with desk.services(write=False) as services:
        actions = [one.action async for one in services.audit._repository.walk()]
    assert [one for one in actions if one.startswith("phrase.")] == ["phrase.added", "phrase.changed", "phrase.removed"]


NOT_KEPT = [
    ({"shortcut": "has space"}, 422),
    ({"shortcut": ""}, 422),
    ({"texts": {}}, 422),
    ({"texts": {"xx": "no language"}}, 422),
    ({"texts": {"en": "{password}"}}, 422),
    ({"texts": {"en": "a" * 1001}}, 422),
    ({"team": "garage"}, 422),
    ({"more": 1}, 422),
    ({}, 409),
]


async def test_refuses_a_phrase_that_is_none(trainer: httpx.AsyncClient) -> None:
    await trainer.post(PHRASES, json=LATE)
    for change, status in NOT_KEPT:
        refused = await trainer.post(PHRASES, json={**LATE, **change})
        assert refused.status_code == status and refused.json()["message"], change


async def test_markup_stays_what_it_is(client: Client, turkish: str, trainer: httpx.AsyncClient) -> None:
    markup = "<img src=x onerror=alert(1)> [1] {tour}"
    await trainer.post(PHRASES, json={"shortcut": "markup", "texts": {"en": markup}})
    shown = (await found(await client("anna"), turkish, "markup"))[0]
    assert shown["text"].startswith("<img src=x onerror=alert(1)> [1] Kyoto Gardens")
