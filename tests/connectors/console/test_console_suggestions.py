"""Next steps through the API: with the record they come from, opened as phrases, or done."""

from __future__ import annotations

from bot.app import Desk
from tests.connectors.console.fakes import Client, Guest, say
from tests.facts import PHONE, REFERENCE, book, publish

CHATS = "/api/v1/conversations"
CANCELS = {"intent": {"name": "cancel_booking", "confidence": 0.97}, "entities": []}
COMPLAINS = {"intent": {"name": "make_complaint", "confidence": 0.97}, "entities": []}


async def test_a_step_says_from_which_record_it_comes_and_opens_a_phrase(client: Client, desk: Desk) -> None:
    async with desk.services() as services:
        await book(services, await publish(services))
    chat = await say(desk, Guest("ayse", "tr", "turu iptal etmek istiyorum", CANCELS), "cancel_booking")
    async with desk.services() as services:
        await services.bookings.verify(chat, REFERENCE, PHONE)
    lin = await client("lin")
    step = (await lin.get(f"{CHATS}/{chat}/suggestions")).json()["items"][0]
    assert (step["name"], step["label"], step["phrase"]) == ("quote_refund", "告知退款金额", "utter_refund_quote")
    assert step["sources"] == ["第 1 条消息：取消订单", f"订单 {REFERENCE}"]
    await lin.post(f"{CHATS}/{chat}/take")
    sent = {"client_id": "client-0001", "phrase": step["phrase"]}
    assert (await lin.post(f"{CHATS}/{chat}/phrase", json=sent)).status_code == 200
    assert (await lin.get(f"{CHATS}/{chat}/suggestions")).json()["items"] == []


async def test_a_complaint_is_opened_once_by_those_who_may(client: Client, desk: Desk) -> None:
    chat = await say(desk, Guest("hans", "de", "Das Hotel war schmutzig", COMPLAINS), "make_complaint")
    anna, nina = await client("anna"), await client("nina")
    assert [one["name"] for one in (await anna.get(f"{CHATS}/{chat}/suggestions")).json()["items"]] == ["open_ticket"]
    open_ticket = f"{CHATS}/{chat}/suggestions/open_ticket"
    assert (await nina.post(open_ticket)).status_code == 403
    opened = (await anna.post(open_ticket)).json()
    assert opened["ticket"] in opened["words"]
    again = await anna.post(open_ticket)
    assert again.status_code == 409 and again.json()["message"] == "That is done already."
    async with desk.services(write=False) as services:
        tickets = await services.tickets.of_conversation(chat)
    assert [(one.reference, one.facts["told"]) for one in tickets] == [(opened["ticket"], ["Das Hotel war schmutzig"])]


async def test_a_chat_that_one_may_not_see_suggests_nothing(client: Client, desk: Desk, chat: str) -> None:
    async with desk.services() as services:
        await services.conversations._repository.change(chat, desk.clock.now(), team="booking")
    anna = await client("anna")
    assert (await anna.get(f"{CHATS}/{chat}/suggestions")).status_code == 404
    assert (await anna.post(f"{CHATS}/{chat}/suggestions/open_ticket")).status_code == 404
