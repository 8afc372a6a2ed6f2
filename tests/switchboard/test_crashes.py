"""Processes that die, hang, or work side by side: every message is answered once, by one."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.sqlite import ClosingConnection
from bot.switchboard import BACK_TO_ASSISTANT, LEASE, Switchboard
from tests.switchboard.fakes import ECHO, EMERGENCY, PERSON, FakeBrain
from tests.switchboard.office import Office

Start = Callable[..., Switchboard]
AFTER_LEASE = LEASE + timedelta(seconds=1)


async def test_a_crash_before_the_commit_is_made_good_by_another_process(
    office: Office, brain: FakeBrain, start: Start
) -> None:
    await _crash_while_the_brain_answers(office, brain)
    office.clock.advance(AFTER_LEASE)
    await _take_up(start("two"))
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]
    assert (len(brain.asked), len(brain.moved)) == (2, 1)


async def test_a_message_under_a_running_lease_is_left_to_its_holder(
    office: Office, brain: FakeBrain, start: Start
) -> None:
    await _crash_while_the_brain_answers(office, brain)
    await _take_up(start("two"))
    assert await office.said() == [("traveller", "hello")]


async def test_a_process_that_stops_in_good_order_leaves_its_messages_at_once(
    office: Office, brain: FakeBrain, start: Start
) -> None:
    brain.ready.clear()
    await _sent_and_understood(office, brain)
    await office.switchboard.stop()
    brain.ready.set()
    await _take_up(start("two"))
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]


async def test_a_holder_that_wakes_up_after_its_lease_says_nothing(
    office: Office, brain: FakeBrain, start: Start
) -> None:
    brain.ready.clear()
    await _sent_and_understood(office, brain)
    office.clock.advance(AFTER_LEASE)
    other = start("two")
    await other.take_up()
    await brain.heard.acquire()
    brain.ready.set()
    await asyncio.gather(office.switchboard.settle(), other.settle())
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]
    assert [(event.kind, event.note) for event in await office.events()] in (
        [("reply_dropped", {"why": "lease_lost", "keys": [ECHO]})],
        [],
    )


async def test_a_person_who_answered_meanwhile_is_not_talked_over_after_the_crash(
    office: Office, brain: FakeBrain, start: Start
) -> None:
    await _crash_while_the_brain_answers(office, brain)
    await office.take()
    await office.reply("I am Ada")
    await office.hand_back()
    office.clock.advance(AFTER_LEASE)
    await _take_up(start("two"))
    assert await office.said() == [("traveller", "hello"), ("agent", "I am Ada")]
    assert all(message.handled for message in await office.history())


async def test_a_person_who_came_and_went_without_a_word_leaves_the_answer_to_the_assistant(
    office: Office, brain: FakeBrain
) -> None:
    brain.ready.clear()
    await _sent_and_understood(office, brain)
    await office.take()
    await office.hand_back()
    brain.ready.set()
    await office.switchboard.settle()
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]
    assert len(brain.moved) == 1


async def test_an_old_wish_to_go_back_does_not_undo_a_release(office: Office, brain: FakeBrain, start: Start) -> None:
    await office.ask(PERSON, "m1")
    await _crash_at_once(office, "m2", BACK_TO_ASSISTANT)
    await office.take()
    await office.reply("A colleague will help you")
    await office.do(lambda conversations: conversations.release(office.id, "ada"))
    office.clock.advance(AFTER_LEASE)
    await _take_up(start("two"))
    assert (await office.look()).owner == "queue"


async def test_a_cry_for_help_sent_as_the_conversation_was_closed_is_in_the_queue_for_all_to_see(
    office: Office, start: Start
) -> None:
    await office.ask("hello", "m1")
    await office.take()
    await _crash_at_once(office, "m2", None, EMERGENCY)
    await office.do(lambda conversations: conversations.resolve(office.id, "ada"))
    office.clock.advance(AFTER_LEASE)
    await _take_up(start("two"))
    [waiting] = await office.do(lambda conversations: conversations.list("queue"))
    assert (waiting.conversation.id, waiting.conversation.status) == (office.id, "open")


@pytest.mark.parametrize("pauses", range(0, 60, 4))
async def test_a_crash_at_any_moment_loses_and_doubles_nothing(
    office: Office, brain: FakeBrain, start: Start, pauses: int
) -> None:
    await office.send("hello", "m1")
    await office.send(PERSON, "m2")
    for _ in range(pauses):
        await asyncio.sleep(0.0005)
    await _kill(office.switchboard)
    office.clock.advance(AFTER_LEASE)
    await _take_up(start("two"))
    history = await office.history()
    asked = [message.seq for message in history if message.author == "traveller"]
    answered = [(message.turn_of, message.key) for message in history if message.author == "assistant"]
    assert answered == list(zip(asked, (ECHO, "utter_give_up"), strict=True))


def test_a_connection_cut_off_half_way_leaves_no_lock_behind(tmp_path: Path) -> None:
    cut_off = sqlite3.connect(tmp_path / "desk.db", isolation_level=None, factory=ClosingConnection)
    cut_off.execute("BEGIN IMMEDIATE")
    half_read = cut_off.execute("SELECT 1 UNION SELECT 2")
    cut_off.close()
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
    del half_read


async def test_two_processes_on_one_database_never_both_answer(office: Office, brain: FakeBrain, start: Start) -> None:
    one, two = office.switchboard, start("two")
    for number in range(10):
        office.switchboard = (one, two)[number % 2]
        await office.send(f"text {number}", f"m{number}")
    await asyncio.gather(*(process.take_up() for process in (one, two) for _ in range(3)))
    await asyncio.gather(one.settle(), two.settle())
    await _take_up(one)
    answers = [message for message in await office.history() if message.author == "assistant"]
    assert [answer.values for answer in answers] == [{"echo": f"text {number}"} for number in range(10)]
    assert len(brain.moved) == 10


async def test_one_message_sent_to_two_processes_at_once_is_stored_once(office: Office, start: Start) -> None:
    other = Office(office.desk, office.clock, start("two"))
    accepted = await asyncio.gather(*(way.send("hello", "m1") for way in (office, other) for _ in range(5)))
    await asyncio.gather(office.switchboard.settle(), other.switchboard.settle())
    assert {one.seq for one in accepted} == {1}
    assert await office.said() == [("traveller", "hello"), ("assistant", ECHO)]


async def _sent_and_understood(office: Office, brain: FakeBrain) -> None:
    await office.send()
    await brain.heard.acquire()


async def _crash_while_the_brain_answers(office: Office, brain: FakeBrain) -> None:
    brain.ready.clear()
    await _sent_and_understood(office, brain)
    await _kill(office.switchboard)
    brain.ready.set()


async def _crash_at_once(office: Office, client_id: str, payload: str | None, text: str = "Back") -> None:
    await office.send(text, client_id, payload)
    await _kill(office.switchboard)


async def _kill(switchboard: Switchboard) -> None:
    """End the workers where they are, as a killed process would: no lease is given back."""
    workers = list(switchboard._working.values())
    switchboard._again.clear()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


async def _take_up(switchboard: Switchboard) -> None:
    await switchboard.take_up()
    await switchboard.settle()
