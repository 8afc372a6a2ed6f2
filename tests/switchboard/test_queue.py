"""Between assistant and person: into the queue, out of it, and who speaks to whom on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.brain_client import BrainAnswer, Said
from bot.conversations.errors import OwnedByAnother
from bot.conversations.queue import USUAL_WAIT
from bot.conversations.values import HIGH, NORMAL, URGENT, Reply
from bot.switchboard import BACK_TO_ASSISTANT
from tests.switchboard.fakes import ECHO, EMERGENCY, PERSON, FakeBrain, reading
from tests.switchboard.office import Office


async def test_a_hand_over_puts_words_owner_event_and_clock_in_one_transaction(office: Office) -> None:
    [said] = await office.ask(PERSON)
    now = await office.look()
    assert (said.key, now.owner, now.waiting_since) == ("utter_give_up", "queue", office.clock.now())
    assert now.summary == {"reason": "talk_to_human"}
    [event] = await office.events()
    assert (event.kind, event.from_owner, event.to_owner) == ("handed_off", "bot", "queue")


async def test_a_hand_over_keeps_priority_and_summary(office: Office, brain: FakeBrain) -> None:
    asked = {"reason": "complaint", "priority": "high", "summary": {"ticket": "TK-7K2M9P"}}
    said = Said("utter_give_up", {}, ())
    brain.answers["complain"] = BrainAnswer(reading("make_complaint"), (said,), ({"handoff": asked},))
    await office.ask("complain")
    now = await office.look()
    assert (now.priority, now.summary) == (HIGH, {"reason": "complaint", "ticket": "TK-7K2M9P"})


async def test_a_message_in_the_queue_waits_for_the_person(office: Office, brain: FakeBrain) -> None:
    await office.ask(PERSON, "m1")
    assert await office.ask("still there?", "m2") == []
    assert (len(brain.moved), brain.read) == (1, ["still there?"])


async def test_a_traveller_in_the_queue_can_go_back_to_the_assistant(office: Office) -> None:
    await office.ask(PERSON, "m1")
    [said] = await office.ask("Back", "m2", BACK_TO_ASSISTANT)
    now = await office.look()
    assert (said.key, now.owner, now.waiting_since, now.summary) == ("utter_back_to_assistant", "bot", None, None)
    [answer] = await office.ask("hello", "m3")
    assert answer.key == ECHO


async def test_going_back_twice_is_not_a_question_to_the_brain(office: Office, brain: FakeBrain) -> None:
    await office.ask(PERSON, "m1")
    await office.ask("Back", "m2", BACK_TO_ASSISTANT)
    [said] = await office.ask("Back", "m3", BACK_TO_ASSISTANT)
    assert (said.key, len(brain.moved)) == ("utter_back_to_assistant", 1)


async def test_a_wish_to_go_back_that_a_colleague_came_between_is_for_the_owner_of_now(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.do(lambda conversations: conversations.receive("widget", "traveller", "m2", payload=BACK_TO_ASSISTANT))
    turn = await office.do(lambda conversations: conversations.begin_turn(office.id, "another process"))
    assert turn is not None
    await office.take()
    await office.do(lambda conversations: conversations.release(office.id, "ada"))
    finished = await office.do(lambda conversations: conversations.leave_queue(turn, Reply("back")))
    assert (finished.dropped, (await office.look()).owner) == ("owner_changed", "queue")
    await office.switchboard.take_up()
    await office.switchboard.settle()
    assert (await office.look()).owner == "bot"


async def test_who_left_the_queue_does_not_come_back_ahead_of_others(office: Office) -> None:
    await office.ask(EMERGENCY, "m1")
    await office.ask("Back", "m2", BACK_TO_ASSISTANT)
    await office.ask(PERSON, "m3")
    assert (await office.look()).priority == NORMAL


async def test_the_button_back_is_an_ordinary_message_to_a_person(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.take()
    assert await office.ask("Back", "m2", BACK_TO_ASSISTANT) == []
    assert (await office.look()).owner == "agent:ada"


async def test_emergency_words_in_the_queue_raise_the_priority(office: Office) -> None:
    await office.ask(PERSON, "m1")
    assert (await office.look()).priority == NORMAL
    await office.ask(EMERGENCY, "m2")
    assert (await office.look()).priority == URGENT


async def test_a_priority_is_never_lowered(office: Office) -> None:
    await office.ask(EMERGENCY)
    await office.do(lambda conversations: conversations.raise_priority(office.id, HIGH))
    assert (await office.look()).priority == URGENT


async def test_the_expected_wait_is_the_usual_one_until_there_are_waits_to_judge_by(office: Office) -> None:
    await office.ask("hello", "m1")
    expected = await office.do(lambda conversations: conversations.expected_wait(office.id))
    assert (expected.position, expected.wait) == (1, USUAL_WAIT)


async def test_the_expected_wait_follows_the_latest_waits_and_the_place_in_line(office: Office) -> None:
    await office.ask(PERSON, "m1")
    office.clock.advance(timedelta(minutes=2))
    await office.take()
    await office.hand_back()
    await office.ask(PERSON, "m2")
    assert (await office.do(lambda conversations: conversations.expected_wait(office.id))).wait == timedelta(minutes=2)
    other = await office.do(lambda conversations: conversations.open("widget", "another"))
    behind = await office.do(lambda conversations: conversations.expected_wait(other.id))
    assert (behind.position, behind.wait) == (2, timedelta(minutes=4))


async def test_two_colleagues_cannot_both_take_and_the_slower_learns_who_did(office: Office) -> None:
    await office.ask(PERSON)
    await office.take("ada")
    with pytest.raises(OwnedByAnother) as refused:
        await office.take("bo")
    assert refused.value.owner == "agent:ada"


async def test_a_reply_sent_again_is_the_first_one_even_after_handing_back(office: Office) -> None:
    await office.ask(PERSON)
    await office.take()
    first = await office.reply("I am Ada", "r1")
    await office.hand_back()
    assert await office.reply("I am Ada", "r1") == first
    with pytest.raises(OwnedByAnother):
        await office.reply("And another thing", "r2")
