"""A message changed after it was sent: both texts are kept, and answered again only while nothing else was said."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversations.errors import EmptyMessage
from bot.conversations.values import Message
from tests.conftest import NOW
from tests.switchboard.fakes import PERSON, FakeBrain
from tests.switchboard.office import Office


async def first(office: Office) -> Message:
    return (await office.history())[0]


async def test_the_record_keeps_both_texts(office: Office) -> None:
    await office.ask("to Kyoto")
    await office.edit("to Lisbon")
    message = await first(office)
    assert (message.text, [one["text"] for one in message.edits]) == ("to Lisbon", ["to Kyoto"])
    assert message.edits[0]["at"] == NOW.isoformat()


async def test_the_edit_of_what_was_said_last_is_answered(office: Office, brain: FakeBrain) -> None:
    await office.ask("to Kyoto")
    [answer] = await office.edit("to Lisbon")
    assert answer.values == {"echo": "to Lisbon"}
    assert len(brain.moved) == 2
    [again] = await office.edit("to Porto")
    assert again.values == {"echo": "to Porto"}


async def test_the_travellers_page_and_the_console_see_one_message(office: Office) -> None:
    await office.ask("to Kyoto")
    await office.edit("to Lisbon")
    seen = await office.do(lambda conversations: conversations.history(office.id))
    assert [one.text for one in seen if one.author == "traveller"] == ["to Lisbon"]
    assert [one.text for one in await office.history() if one.author == "traveller"] == ["to Lisbon"]
    latest = await office.do(lambda conversations: conversations.latest(office.id, 1))
    assert latest[0].author == "assistant"


async def test_once_the_talk_has_moved_on_only_the_record_changes(office: Office, brain: FakeBrain) -> None:
    await office.ask("to Kyoto", "m1")
    await office.ask("and the price?", "m2")
    assert await office.edit("to Lisbon", "m1") == []
    assert (await first(office)).text == "to Lisbon"
    assert len(brain.moved) == 2
    assert await office.do(lambda conversations: conversations.unfinished()) == ()


async def test_with_a_person_only_the_record_changes_and_is_read_again(office: Office, brain: FakeBrain) -> None:
    await office.ask("to Kyoto")
    await office.take()
    assert await office.edit("to Lisbon") == []
    assert len(brain.moved) == 1 and brain.read == ["to Lisbon"]
    assert (await first(office)).reading is not None


async def test_in_the_queue_only_the_record_changes(office: Office, brain: FakeBrain) -> None:
    await office.ask(PERSON)
    assert await office.edit("an urgent person") == []
    assert len(brain.moved) == 1


async def test_the_same_edit_twice_is_one(office: Office, brain: FakeBrain) -> None:
    await office.ask("to Kyoto")
    await office.edit("to Lisbon")
    assert await office.edit("to Lisbon") == []
    assert (len((await first(office)).edits), len(brain.moved)) == (1, 2)


async def test_an_edit_that_comes_late_does_not_undo_a_later_one(office: Office) -> None:
    await office.ask("one")
    for text, minutes in (("three", 3), ("two", 2), ("three again", 3)):
        at = NOW + timedelta(minutes=minutes)
        await office.switchboard.edit("widget", "traveller", "m1", text, at)
    await office.switchboard.settle()
    assert (await first(office)).text == "three"


async def test_what_still_waits_is_simply_read_as_it_is_now(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    await office.send("one", "m1")
    await brain.heard.acquire()
    await office.send("two", "m2")
    await office.switchboard.edit("widget", "traveller", "m2", "three")
    brain.ready.set()
    await office.switchboard.settle()
    answers = [one.values for one in await office.history() if one.author == "assistant"]
    assert answers == [{"echo": "one"}, {"echo": "three"}]


async def test_what_is_being_answered_is_answered_again(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    await office.send("one", "m1")
    await brain.heard.acquire()
    await office.switchboard.edit("widget", "traveller", "m1", "two")
    brain.ready.set()
    await office.switchboard.settle()
    answers = [one.values for one in await office.history() if one.author == "assistant"]
    assert answers == [{"echo": "one"}, {"echo": "two"}]


async def test_ten_edits_at_once_leave_one_text_and_no_message_behind(office: Office) -> None:
    await office.ask("zero")
    await asyncio.gather(
        *(office.switchboard.edit("widget", "traveller", "m1", f"text {number}") for number in range(10))
    )
    await office.switchboard.settle()
    message = await first(office)
    assert len(message.edits) == 10
    assert await office.do(lambda conversations: conversations.unfinished()) == ()


async def test_nothing_is_edited_that_never_was(office: Office) -> None:
    assert await office.switchboard.edit("widget", "traveller", "m1", "x") is None
    await office.ask("to Kyoto")
    assert await office.switchboard.edit("widget", "traveller", "m2", "x") is None
    assert await office.switchboard.edit("widget", "somebody", "m1", "x") is None
    await office.ask("Price", "m3", "/ask_price")
    assert await office.switchboard.edit("widget", "traveller", "m3", "x") is None


async def test_an_edit_to_nothing_is_refused(office: Office) -> None:
    await office.ask("to Kyoto")
    with pytest.raises(EmptyMessage):
        await office.edit(" \u202e")
