"""Messages through the widget's door: what is accepted, what is refused, and that nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.brain_client import Said
from bot.core.clock import FixedClock
from bot.core.errors import Unavailable
from bot.staff.values import NewStaff
from tests.connectors.widget.fakes import ScriptedBrain


async def send(traveller: httpx.AsyncClient, client_id: str = "client-1", **body: Any) -> httpx.Response:
    return await traveller.post("/widget/v1/messages", json={"client_id": client_id, **body})


async def said(traveller: httpx.AsyncClient, desk: Desk, **query: int) -> list[dict[str, Any]]:
    await desk.switchboard.settle()
    answer = await traveller.get("/widget/v1/messages", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["messages"])


async def test_stores_a_message_and_shows_the_answer(traveller: httpx.AsyncClient, desk: Desk) -> None:
    answer = await send(traveller, text="What does it cost?")
    assert answer.status_code == 202
    assert answer.json()["seq"] == 1
    mine, reply = await said(traveller, desk)
    assert (mine["author"], mine["client_id"], mine["text"]) == (
        "traveller",
        "client-1",
        "What does it cost?",
    )
    assert (reply["author"], reply["seq"], reply["text"]) == ("assistant", 2, "You said: What does it cost?")
    assert (reply["language"], reply["direction"]) == ("en", "ltr")
    assert reply["at"] == "2026-11-21T09:00:00+00:00"


async def test_same_client_id_twice_is_one_message(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain
) -> None:
    first = await send(traveller, text="hello")
    again = await send(traveller, text="hello, replayed")
    assert (again.status_code, again.json()["seq"], again.json()["duplicate"]) == (
        202,
        first.json()["seq"],
        True,
    )
    assert len(await said(traveller, desk)) == 2
    assert brain.asked == [("hello", None)]


@pytest.mark.parametrize("text", ["🏝️👨‍👩‍👧", "مرحبا", "'; drop table messages; --", "<script>alert(1)</script>", "ok"])
async def test_keeps_any_writing_as_it_is(traveller: httpx.AsyncClient, desk: Desk, text: str) -> None:
    assert (await send(traveller, text=text)).status_code == 202
    assert (await said(traveller, desk))[0]["text"] == text


async def test_drops_control_characters_and_keeps_lines(traveller: httpx.AsyncClient, desk: Desk) -> None:
    await send(traveller, text="a\x00b\u202ec\r\nd\x1b[31m")
    assert (await said(traveller, desk))[0]["text"] == "abc\nd[31m"


@pytest.mark.parametrize("body", [{"text": ""}, {"text": " \n\t"}, {"text": "\x00\u200b"}, {}, {"payload": ""}])
async def test_answers_an_empty_message_kindly(traveller: httpx.AsyncClient, desk: Desk, body: Any) -> None:
    answer = await send(traveller, **body)
    assert (answer.status_code, answer.json()["error"]) == (400, "empty")
    assert answer.json()["message"]
    assert await said(traveller, desk) == []


async def test_keeps_the_beginning_of_100_kb_and_says_so(traveller: httpx.AsyncClient, desk: Desk) -> None:
    answer = await send(traveller, text="長" * 100_000)
    assert (answer.status_code, answer.json()["truncated"]) == (202, True)
    assert "4,000" in answer.json()["message"]
    kept = (await said(traveller, desk))[0]
    assert (len(kept["text"]), kept["truncated"]) == (4000, True)


async def test_refuses_a_megabyte(traveller: httpx.AsyncClient) -> None:
    answer = await send(traveller, text="x" * 1_000_001)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"text": "no id"}',
        b'{"client_id": 5, "text": "a"}',
        b'{"client_id": "a b c d e", "text": "x"}',
        b'{"client_id": "' + b"x" * 200 + b'", "text": "a"}',
        b'{"client_id": "client-1", "text": ["a"]}',
        b'{"client_id": "client-1", "text": NaN}',
        b'{"client_id": "client-1", "text": "\\ud800"}',
    ],
)
async def test_answers_what_it_cannot_read(traveller: httpx.AsyncClient, desk: Desk, body: bytes) -> None:
    answer = await traveller.post("/widget/v1/messages", content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")
    assert await said(traveller, desk) == []


async def test_answers_in_the_language_that_the_traveller_reads(traveller: httpx.AsyncClient) -> None:
    headers = {"accept-language": "zh"}
    answer = await traveller.post("/widget/v1/messages", content=b"{", headers=headers)
    assert "无法读取" in answer.json()["message"]
    assert answer.headers["content-language"] == "zh"


async def test_presses_a_button_of_the_welcome(traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain) -> None:
    assert (await send(traveller, payload="/ask_price")).status_code == 202
    assert (await said(traveller, desk))[0]["text"] == "Price"
    assert brain.asked == [("Price", "/ask_price")]


async def test_presses_a_button_that_was_offered(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain
) -> None:
    brain.script["book"] = [Said("utter_echo", {"words": "sure?"}, [{"title": "Yes, cancel", "payload": "/affirm"}])]
    await send(traveller, text="book")
    assert (await said(traveller, desk))[1]["buttons"] == [{"title": "Yes, cancel", "payload": "/affirm"}]
    await send(traveller, "client-2", payload="/affirm")
    await desk.switchboard.settle()
    assert brain.asked[-1] == ("Yes, cancel", "/affirm")


async def test_takes_a_payload_that_nobody_offered_as_words(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain
) -> None:
    assert (await send(traveller, payload="/affirm")).status_code == 202
    await desk.switchboard.settle()
    assert brain.asked == [("/affirm", None)]


async def test_shows_nobody_elses_messages(traveller: httpx.AsyncClient, desk: Desk) -> None:
    await send(traveller, text="mine alone")
    other = (await traveller.post("/widget/v1/session", json={}, headers={"authorization": ""})).json()["token"]
    answer = await traveller.get("/widget/v1/messages", headers={"authorization": f"Bearer {other}"})
    assert answer.json()["messages"] == []


async def test_pages_through_a_long_conversation(traveller: httpx.AsyncClient, desk: Desk, clock: FixedClock) -> None:
    for number in range(20):
        await send(traveller, f"client-{number}", text=str(number))
        clock.advance(timedelta(seconds=3))
    await desk.switchboard.settle()
    latest = await said(traveller, desk, limit=5)
    assert [message["seq"] for message in latest] == [36, 37, 38, 39, 40]
    assert [message["seq"] for message in await said(traveller, desk, after=3, limit=2)] == [4, 5]
    assert len(await said(traveller, desk)) == 40


@pytest.mark.parametrize("query", ["after=-1", "after=x", f"after={10**30}", "limit=0", "limit=100000"])
async def test_refuses_a_page_that_cannot_be(traveller: httpx.AsyncClient, query: str) -> None:
    answer = await traveller.get(f"/widget/v1/messages?{query}")
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


async def test_limits_messages_of_one_traveller(traveller: httpx.AsyncClient, clock: FixedClock) -> None:
    answers = [await send(traveller, f"client-{number}", text="hi") for number in range(31)]
    assert [answer.status_code for answer in answers] == [202] * 30 + [429]
    clock.advance(timedelta(seconds=int(answers[-1].headers["retry-after"])))
    assert (await send(traveller, "client-30", text="hi")).status_code == 202


async def test_never_shows_a_note(traveller: httpx.AsyncClient, desk: Desk) -> None:
    await send(traveller, payload="/talk_to_human")
    await desk.switchboard.settle()
    async with desk.services() as services:
        maria = await services.staff.create(NewStaff("Maria", "maria@example.com"))
        listed = await services.conversations.list("queue", maria.id)
        chat = listed[0].conversation.id
        await services.conversations.take(chat, maria.id)
        await services.conversations.note(chat, maria.id, "a difficult one", "note-1")
        await services.conversations.agent_reply(chat, maria.id, "reply-1", "Hello, Maria here.")
    answer = (await traveller.get("/widget/v1/messages")).json()
    assert "difficult" not in str(answer)
    assert (answer["messages"][-1]["author"], answer["messages"][-1]["name"]) == ("agent", "Maria")
    assert answer["messages"][-1]["client_id"] is None
    assert answer["owner"] == {"owner": "agent", "name": "Maria"}


@pytest.mark.parametrize(("language", "shown"), [("de", "Lin Yue"), ("zh", "林悦"), ("ja", "林悦")])
async def test_names_a_colleague_in_a_script_that_the_traveller_reads(
    traveller: httpx.AsyncClient, desk: Desk, language: str, shown: str
) -> None:
    await send(traveller, payload="/talk_to_human")
    await desk.switchboard.settle()
    async with desk.services() as services:
        lin = await services.staff.create(NewStaff("林悦", "lin@example.com", latin_name="Lin Yue"))
        chat = (await services.conversations.list("queue", lin.id))[0].conversation.id
        await services.conversations.set_language_choice(chat, language)
        await services.conversations.take(chat, lin.id)
        await services.conversations.agent_reply(chat, lin.id, "reply-1", "Hello.")
    answer = (await traveller.get("/widget/v1/messages")).json()
    assert (answer["messages"][-1]["name"], answer["owner"]["name"]) == (shown, shown)


async def test_says_so_when_the_records_are_out_of_reach(traveller: httpx.AsyncClient, desk: Desk) -> None:
    def gone(**_: object) -> None:
        raise Unavailable("database")

    desk.services = gone  # type: ignore[assignment]
    answer = await traveller.get("/widget/v1/messages")
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert answer.headers["retry-after"]
