"""Texts in and out: stored, answered once, in order, in pieces that Telegram takes."""

from __future__ import annotations

import asyncio
import itertools

from bot.brain_client import Said
from connectors.telegram_chat.parcels import LONGEST
from tests.telegram.bot_api import BotApi
from tests.telegram.bot_api_rules import units
from tests.telegram.office import Office
from tests.telegram.people import Person, until


async def test_a_text_is_answered(office: Office, mai: Person) -> None:
    mai.write("hello")
    assert await mai.hears(1) == ["You said: hello"]
    assert await office.said(mai.id) == [("traveller", "hello"), ("assistant", "You said: hello")]


async def test_the_profile_is_the_first_guess_at_the_language(office: Office, api: BotApi) -> None:
    lin = Person(api, 502, "zh-hant")
    lin.write("?")
    await lin.hears(1)
    assert (await office.conversation(502)).language == "zh-TW"


async def test_texts_of_a_chat_are_answered_in_order_a_second_apart(office: Office, api: BotApi, mai: Person) -> None:
    for number in range(4):
        mai.write(f"text {number}")
    assert await mai.hears(4) == [f"You said: text {number}" for number in range(4)]
    sent = [call.at for call in api.calls if call.method == "sendMessage"]
    assert all(later - sooner >= 1 for sooner, later in itertools.pairwise(sent))
    assert api.floods.refused == 0


async def test_chats_are_answered_side_by_side(office: Office, api: BotApi) -> None:
    office.brain.pause = 0.5
    people = [Person(api, 600 + number) for number in range(20)]
    for person in people:
        person.write("hello")
    await asyncio.gather(*(person.hears(1, 6) for person in people))


async def test_an_update_that_comes_twice_is_one_message(office: Office, api: BotApi, mai: Person) -> None:
    mai.write("hello")
    [(_, update)] = api.updates
    await mai.hears(1)
    api.updates.append((api.now(), update))
    api.notify()
    mai.write("again")
    assert await mai.hears(2) == ["You said: hello", "You said: again"]


async def test_a_long_answer_comes_in_pieces_that_end_with_a_sentence(office: Office, mai: Person) -> None:
    words = "The train leaves at eight and the guide waits at the gate. " * 160
    office.brain.script["plan"] = [Said("utter_echo", {"words": words}, ({"title": "Go", "payload": "/go"},))]
    mai.write("plan")
    heard = await mai.hears(3)
    assert " ".join(heard) == f"You said: {words}".strip()
    assert all(units(piece) <= LONGEST and piece.endswith(".") for piece in heard)
    assert [bool(message.get("reply_markup")) for message in mai.said] == [False, False, True]


async def test_signs_that_mean_something_to_formatting_arrive_as_they_are(office: Office, mai: Person) -> None:
    mai.write("*a* _b_ <b>c</b> & [d](e) `f`")
    assert await mai.hears(1) == ["You said: *a* _b_ <b>c</b> & [d](e) `f`"]


async def test_typing_is_shown_while_the_assistant_thinks(office: Office, api: BotApi, mai: Person) -> None:
    office.brain.pause = 1.0
    mai.write("hello")
    await mai.hears(1)
    assert api.actions == [(mai.id, "typing")]


async def test_a_person_who_owns_the_chat_answers_through_it(office: Office, mai: Person) -> None:
    mai.write("hello")
    await mai.hears(1)
    conversation = await office.take(mai.id)
    async with office.desk.services() as services:
        await services.conversations.agent_reply(conversation.id, "ada", "r1", "Ada here")
    mai.write("to Ada")
    assert (await mai.hears(2))[1:] == ["Ada here"]
    await until(mai.api, lambda: not mai.api.updates, 5)
    assert ("to Ada", None) not in office.brain.asked


async def test_an_edit_is_answered_while_the_answer_is_the_last_word(office: Office, mai: Person) -> None:
    message = mai.write("hello")
    await mai.hears(1)
    mai.edit(message, "good morning")
    assert await mai.hears(2) == ["You said: hello", "You said: good morning"]
    [first] = [message for message in await office.history(mai.id) if message.author == "traveller"]
    assert (first.text, len(first.edits)) == ("good morning", 1)


async def test_a_late_edit_changes_the_record_alone(office: Office, mai: Person) -> None:
    message = mai.write("hello")
    mai.write("bye")
    await mai.hears(2)
    mai.edit(message, "good morning")
    mai.write("really bye")
    assert await mai.hears(3) == ["You said: hello", "You said: bye", "You said: really bye"]
    assert (await office.history(mai.id))[0].text == "good morning"
