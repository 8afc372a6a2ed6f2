"""The path of a message: stored, acknowledged, answered once, in order, by one speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.brain_client import BrainAnswer, Said
from bot.bus import MemoryBus
from bot.conversations.errors import EmptyMessage
from bot.switchboard import Patience, Switchboard
from tests.switchboard.fakes import CHINESE, ECHO, PERSON, FakeBrain, reading
from tests.switchboard.office import Office


async def test_a_message_is_stored_before_it_is_acknowledged(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    accepted = await office.send("hello")
    [stored] = await office.history()
    assert (stored.seq, stored.author, stored.text, stored.handled) == (accepted.seq, "traveller", "hello", False)
    brain.ready.set()
    await office.switchboard.settle()


async def test_an_answer_carries_key_values_words_and_the_message_it_answers(office: Office) -> None:
    [answer] = await office.ask("hello")
    assert (answer.author, answer.key, answer.values, answer.turn_of) == ("assistant", ECHO, {"echo": "hello"}, 1)
    assert (answer.text, answer.language) == (f"{ECHO} in en", "en")


async def test_the_same_client_id_twice_is_one_message_answered_once(office: Office, brain: FakeBrain) -> None:
    first = await office.send("hello", "m1")
    again = await office.send("hello", "m1")
    await office.switchboard.settle()
    assert (again.seq, again.duplicate) == (first.seq, True)
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]
    assert len(brain.moved) == 1


async def test_a_client_id_repeated_after_the_answer_changes_nothing(office: Office) -> None:
    await office.ask("hello", "m1")
    before = await office.history()
    await office.ask("hello", "m1")
    assert await office.history() == before


async def test_an_empty_message_is_refused(office: Office) -> None:
    with pytest.raises(EmptyMessage):
        await office.send(" \u202e ")


async def test_three_quick_messages_are_answered_in_order(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    for number in (1, 2, 3):
        await office.send(f"text {number}", f"m{number}")
    brain.ready.set()
    await office.switchboard.settle()
    answers = [message for message in await office.history() if message.author == "assistant"]
    assert [(answer.turn_of, answer.values) for answer in answers] == [
        (number, {"echo": f"text {number}"}) for number in (1, 2, 3)
    ]
    assert [message.seq for message in await office.history()] == [1, 2, 3, 4, 5, 6]


async def test_a_pressed_button_moves_the_dialogue_by_its_payload(office: Office) -> None:
    [answer] = await office.ask("Price", payload="/ask_price")
    assert answer.values == {"echo": "/ask_price"}


async def test_a_brain_that_is_down_for_a_while_is_asked_again(office: Office, brain: FakeBrain) -> None:
    brain.failures = 2
    [answer] = await office.ask()
    assert answer.key == ECHO
    assert (len(brain.asked), len(brain.moved)) == (3, 1)


async def test_an_answer_lost_on_its_way_is_asked_for_again_and_moves_nothing(office: Office, brain: FakeBrain) -> None:
    brain.failures, brain.loses_answers = 2, True
    [answer] = await office.ask()
    assert answer.key == ECHO
    assert (len(brain.asked), len(brain.moved)) == (3, 1)


async def test_a_brain_that_stays_down_brings_a_person(office: Office, brain: FakeBrain) -> None:
    brain.failures = 99
    [answer] = await office.ask()
    now = await office.look()
    assert (answer.key, now.owner, now.summary) == ("utter_unavailable", "queue", {"reason": "unavailable"})


async def test_a_brain_that_hangs_brings_a_person_within_the_lease(
    office: Office, brain: FakeBrain, start: Callable[..., Switchboard]
) -> None:
    brain.ready.clear()
    office.switchboard = start("impatient", Patience(pause=0, seconds=0.05))
    [answer] = await office.ask()
    assert (answer.key, (await office.look()).owner) == ("utter_unavailable", "queue")


async def test_a_reply_nobody_has_words_for_brings_a_person_and_holds_nothing_up(
    office: Office, brain: FakeBrain
) -> None:
    brain.answers["odd"] = BrainAnswer(reading("inform"), (Said("utter_of_a_newer_model", {}, ()),), ())
    [answer] = await office.ask("odd")
    assert (answer.key, (await office.look()).owner) == ("utter_unavailable", "queue")
    await office.ask("and then", "m2")
    assert all(message.handled for message in await office.history())


async def test_a_reply_whose_owner_changed_meanwhile_is_dropped_and_noted(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    await office.send()
    await brain.heard.acquire()
    await office.take()
    brain.ready.set()
    await office.switchboard.settle()
    assert await office.said() == [("traveller", "hello")]
    taken, dropped = await office.events()
    assert (taken.kind, dropped.kind, dropped.seq) == ("taken", "reply_dropped", 1)
    assert dropped.note == {"why": "owner_changed", "keys": [ECHO]}


async def test_while_a_person_owns_the_dialogue_stands_still_and_the_message_is_read(
    office: Office, brain: FakeBrain
) -> None:
    await office.ask("hello", "m1")
    await office.take()
    assert await office.ask("are you there?", "m2") == []
    assert len(brain.moved) == 1
    [message] = [message for message in await office.history() if message.client_id == "m2"]
    assert message.handled and message.reading is not None
    assert message.reading["intent"] == reading("inform")["intent"]


async def test_a_message_for_a_person_is_shown_without_the_brain_too(office: Office, brain: FakeBrain) -> None:
    await office.ask("hello", "m1")
    await office.take()
    brain.failures = 99
    await office.ask("are you there?", "m2")
    assert (await office.history())[-1].handled


async def test_the_assistant_answers_again_once_the_conversation_is_handed_back(office: Office) -> None:
    await office.ask("hello", "m1")
    await office.take()
    await office.reply("I am Ada")
    await office.hand_back()
    [answer] = await office.ask("and now?", "m2")
    assert answer.key == ECHO


async def test_a_chosen_language_is_kept_and_spoken_at_once(office: Office, brain: FakeBrain) -> None:
    [answer] = await office.ask(CHINESE)
    assert (answer.language, (await office.look()).language_choice) == ("zh", "zh")
    [next_one] = await office.ask("hello", "m2")
    assert next_one.language == "zh"
    assert [asked["language_choice"] for asked in brain.metadata] == [None, "zh"]


async def test_everyone_concerned_is_woken(office: Office, bus: MemoryBus) -> None:
    await office.ask("hello", "m1")
    async with bus.subscribe(f"conversation:{office.id}", "desk") as wakes:
        await office.ask(PERSON, "m2")
        kinds = {(wake.topic.partition(":")[0], wake.kind) for wake in [await anext(wakes) for _ in range(7)]}
    assert kinds == {
        ("conversation", "message"),
        ("conversation", "typing"),
        ("conversation", "owner"),
        ("desk", "changed"),
    }
