"""The known phrasings that a message is most like, in the agent's language."""

from __future__ import annotations

from bot.app import Desk
from tests.connectors.console.fakes import Client, FakeBrain, Guest, say

CHATS = "/api/v1/conversations"
ASKED = {
    "intent": {"name": "cancel_booking", "confidence": 0.9},
    "ranking": [{"name": "cancel_booking", "confidence": 0.9}, {"name": "ask_price", "confidence": 0.05}],
}


async def test_shows_what_is_like_a_message_in_the_agents_language(
    client: Client, desk: Desk, brain: FakeBrain
) -> None:
    chat = await say(desk, Guest("ayse", "tr", "turu iptal etmek istiyorum", ASKED), "cancel_booking")
    lin, anna = await client("lin"), await client("anna")
    shown = (await lin.get(f"{CHATS}/{chat}/messages/1/similar")).json()
    assert [(one["text"], one["words"], one["percent"]) for one in shown["items"]] == [
        ("我要取消预订", "取消订单", 47),
        ("能退多少钱", "退改规定", 30),
    ]
    assert brain.compared == ("turu iptal etmek istiyorum", "tr", {"cancel_booking": 0.9, "ask_price": 0.05})
    assert (await anna.get(f"{CHATS}/{chat}/messages/1/similar")).json()["items"] == []


async def test_a_language_that_is_still_being_read_is_asked_again(client: Client, desk: Desk, brain: FakeBrain) -> None:
    chat = await say(desk, Guest("ayse", "tr", "turu iptal etmek istiyorum", ASKED), "cancel_booking")
    lin = await client("lin")
    brain.reading = True
    assert (await lin.get(f"{CHATS}/{chat}/messages/1/similar")).json()["ready"] is False
    brain.reading = False
    assert (await lin.get(f"{CHATS}/{chat}/messages/1/similar")).json()["ready"] is True


async def test_only_a_travellers_message_of_a_chat_that_one_may_see(client: Client, desk: Desk, chat: str) -> None:
    lin = await client("lin")
    for seq in (2, 99):
        assert (await lin.get(f"{CHATS}/{chat}/messages/{seq}/similar")).status_code == 404
    assert (await lin.get(f"{CHATS}/{chat}/messages/0/similar")).status_code == 422
    assert (await lin.get(f"{CHATS}/nobody/messages/1/similar")).status_code == 404
    async with desk.services() as services:
        await services.conversations._repository.change(chat, desk.clock.now(), team="booking")
    assert (await lin.get(f"{CHATS}/{chat}/messages/1/similar")).status_code == 404
