"""Accepted means stored, in order, once."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversations.errors import EmptyMessage, UnknownConversation
from bot.services import Desk


async def receive(desk: Desk, client_id: str, sender: str = "anna", text: str = "hello") -> int:
    async with desk.open_services() as services:
        return (await services.conversations.receive("widget", sender, client_id, text)).seq


async def test_fifty_messages_at_once_have_numbers_without_gaps(desk: Desk) -> None:
    numbers = await asyncio.gather(*(receive(desk, str(number)) for number in range(50)))
    assert sorted(numbers) == list(range(1, 51))
    async with desk.open_services(write=False) as services:
        conversation = await services.conversations.find("widget", "anna")
        assert conversation is not None and conversation.last_seq == 50
        history = await services.conversations.history(conversation.id)
    assert [message.seq for message in history] == list(range(1, 51))
    assert len({message.client_id for message in history}) == 50


async def test_one_message_delivered_twenty_times_at_once_is_one(desk: Desk) -> None:
    assert await asyncio.gather(*(receive(desk, "same") for _ in range(20))) == [1] * 20


async def test_a_second_delivery_says_so(desk: Desk) -> None:
    async with desk.open_services() as services:
        first = await services.conversations.receive("widget", "anna", "1", "hello")
        second = await services.conversations.receive("widget", "anna", "1", "hello")
    assert (first.duplicate, second.duplicate) == (False, True)
    assert first.seq == second.seq


async def test_a_number_is_not_lost_with_a_message_that_failed(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        async with desk.open_services() as services:
            await services.conversations.receive("widget", "anna", "1", "hello")
            raise RuntimeError
    assert await receive(desk, "2") == 1


async def test_senders_and_channels_have_conversations_of_their_own(desk: Desk) -> None:
    async with desk.open_services() as services:
        ids = {
            (await services.conversations.receive(channel, sender, "1", "x")).conversation_id
            for channel in ("widget", "telegram")
            for sender in ("anna", "ben")
        }
    assert len(ids) == 4


async def test_text_is_cleaned_and_cut(desk: Desk) -> None:
    await receive(desk, "1", text="a\x00" + "b" * 5000)
    async with desk.open_services(write=False) as services:
        conversation = await services.conversations.find("widget", "anna")
        assert conversation is not None
        (message,) = await services.conversations.history(conversation.id)
    assert (len(message.text), message.truncated, message.text[:2]) == (4000, True, "ab")


async def test_nothing_is_refused_and_a_button_without_words_is_not(desk: Desk) -> None:
    with pytest.raises(EmptyMessage):
        await receive(desk, "1", text=" \x00 ")
    async with desk.open_services() as services:
        accepted = await services.conversations.receive("widget", "anna", "2", payload="/ask_price")
    assert accepted.seq == 1


async def test_history_goes_on_after_a_number(desk: Desk) -> None:
    for number in range(4):
        await receive(desk, str(number))
    async with desk.open_services(write=False) as services:
        conversation = await services.conversations.find("widget", "anna")
        assert conversation is not None
        later = await services.conversations.history(conversation.id, after=2)
        limited = await services.conversations.history(conversation.id, after=1, limit=1)
        latest = await services.conversations.latest(conversation.id, 2)
    assert [message.seq for message in later] == [3, 4]
    assert [message.seq for message in limited] == [2]
    assert [message.seq for message in latest] == [3, 4]


async def test_a_language_hint_is_for_a_new_conversation_and_a_choice_stays(desk: Desk) -> None:
    async with desk.open_services() as services:
        opened = await services.conversations.open("widget", "anna", "de")
        again = await services.conversations.open("widget", "anna", "fr")
        chosen = await services.conversations.set_language_choice(opened.id, "pl")
    assert (again.language, chosen.language, chosen.language_choice) == ("de", "pl", "pl")


async def test_an_unknown_conversation_is_refused(desk: Desk) -> None:
    async with desk.open_services() as services:
        with pytest.raises(UnknownConversation):
            await services.conversations.get("none")
        with pytest.raises(UnknownConversation):
            await services.conversations.begin_turn("none", "a")


async def test_what_a_button_carries_is_cleaned_too(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.conversations.receive("widget", "anna", "1", payload="/ask_price\x00\ud800" + "x" * 5000)
        conversation = await services.conversations.find("widget", "anna")
        assert conversation is not None
        (message,) = await services.conversations.history(conversation.id)
    assert message.payload is not None
    assert (message.payload[:11], len(message.payload)) == ("/ask_pricex", 4000)
