"""One answer at a time, and none from an owner who is one no longer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.conversations.values import BOT, HIGH, QUEUE, Handoff, Reply, Turn
from bot.core.clock import FixedClock
from bot.services import Desk
from bot.staff.values import NewStaff

LEASE = timedelta(seconds=30)
HELLO = Reply("Hello!", key="utter_greet", values={"n": 1}, buttons=({"title": "x", "payload": "/y"},), language="en")


async def receive(desk: Desk, client_id: str = "1") -> str:
    async with desk.open_services() as services:
        return (await services.conversations.receive("widget", "anna", client_id, "hello")).conversation_id


async def begin(desk: Desk, conversation: str, holder: str = "desk-1") -> Turn | None:
    async with desk.open_services() as services:
        return await services.conversations.begin_turn(conversation, holder, LEASE)


async def begun(desk: Desk, conversation: str, holder: str = "desk-1") -> Turn:
    turn = await begin(desk, conversation, holder)
    assert turn is not None
    return turn


async def agent(desk: Desk, name: str = "lin") -> str:
    async with desk.open_services() as services:
        return (await services.staff.create(NewStaff(name, f"{name}@example.com"))).id


async def test_an_answer_is_stored_with_the_next_number_and_owed_to_the_channel(desk: Desk) -> None:
    turn = await begun(desk, await receive(desk))
    assert (turn.seq, turn.owner, turn.message.text) == (1, BOT, "hello")
    async with desk.open_services() as services:
        finished = await services.conversations.finish_turn(turn, [HELLO], {"intent": "greet"}, "de")
        traveller, ours = await services.conversations.history(turn.conversation_id)
        due = await services.conversations.claim_deliveries("widget")
    assert (ours.seq, ours.turn_of, ours.key, ours.author) == (2, 1, "utter_greet", "assistant")
    assert (traveller.handled, traveller.reading, traveller.language) == (True, {"intent": "greet"}, "de")
    assert finished.messages == (ours,)
    assert [delivery.message.seq for delivery in due] == [2]
    assert due[0].sender == "anna"


async def test_messages_are_answered_in_order_one_turn_at_a_time(desk: Desk) -> None:
    for number in range(3):
        conversation = await receive(desk, str(number))
    answered = []
    for _ in range(3):
        turn = await begun(desk, conversation)
        assert await begin(desk, conversation, "desk-2") is None
        answered.append(turn.seq)
        async with desk.open_services() as services:
            await services.conversations.finish_turn(turn, [HELLO])
    assert answered == [1, 2, 3]
    assert await begin(desk, conversation) is None


async def test_of_many_who_want_a_turn_one_gets_it(desk: Desk) -> None:
    conversation = await receive(desk)
    turns = await asyncio.gather(*(begin(desk, conversation, f"desk-{number}") for number in range(10)))
    assert len([turn for turn in turns if turn]) == 1


async def test_a_lease_that_ran_out_goes_to_the_next_and_the_late_answer_is_dropped(
    desk: Desk, clock: FixedClock
) -> None:
    conversation = await receive(desk)
    late = await begun(desk, conversation)
    clock.advance(LEASE + timedelta(seconds=1))
    second = await begun(desk, conversation, "desk-2")
    async with desk.open_services() as services:
        dropped = await services.conversations.finish_turn(late, [HELLO])
        stored = await services.conversations.finish_turn(second, [HELLO])
        history = await services.conversations.history(conversation)
    assert (dropped.dropped, dropped.messages) == ("lease_lost", ())
    assert stored.dropped is None
    assert len(history) == 2


async def test_a_turn_ended_twice_is_answered_once(desk: Desk) -> None:
    turn = await begun(desk, await receive(desk))
    async with desk.open_services() as services:
        await services.conversations.finish_turn(turn, [HELLO])
        again = await services.conversations.finish_turn(turn, [HELLO])
    assert again.dropped == "lease_lost"


async def test_an_answer_is_dropped_when_a_person_took_over_meanwhile(desk: Desk) -> None:
    conversation, lin = await receive(desk), await agent(desk)
    turn = await begun(desk, conversation)
    async with desk.open_services() as services:
        await services.conversations.take(conversation, lin)
        finished = await services.conversations.finish_turn(turn, [HELLO], handoff=Handoff("asked"))
        (message,) = await services.conversations.history(conversation)
        events = await services.conversations.events(conversation)
        after = await services.conversations.get(conversation)
    assert finished.dropped == "owner_changed"
    assert message.handled
    assert [event.kind for event in events] == ["taken", "reply_dropped"]
    assert events[-1].note == {"why": "owner_changed", "keys": ["utter_greet"]}
    assert after.owner == f"agent:{lin}"


async def test_an_answer_is_dropped_even_when_the_person_gave_it_back_already(desk: Desk) -> None:
    conversation, lin = await receive(desk), await agent(desk)
    turn = await begun(desk, conversation)
    async with desk.open_services() as services:
        await services.conversations.take(conversation, lin)
        await services.conversations.hand_back(conversation, lin)
        finished = await services.conversations.finish_turn(turn, [HELLO])
    assert finished.dropped == "owner_changed"


async def test_the_bot_says_nothing_while_a_person_owns_it(desk: Desk) -> None:
    conversation, lin = await receive(desk), await agent(desk)
    async with desk.open_services() as services:
        await services.conversations.take(conversation, lin)
    turn = await begun(desk, conversation)
    assert turn.owner == f"agent:{lin}"
    async with desk.open_services() as services:
        finished = await services.conversations.finish_turn(turn)
        assert await services.conversations.unfinished() == ()
    assert (finished.dropped, finished.messages) == (None, ())


async def test_a_hand_over_is_one_with_its_words(desk: Desk) -> None:
    turn = await begun(desk, await receive(desk))
    handoff = Handoff("asked", HIGH, {"intent": "talk_to_human"})
    async with desk.open_services() as services:
        finished = await services.conversations.finish_turn(turn, [HELLO], handoff=handoff)
        after = await services.conversations.get(turn.conversation_id)
        events = await services.conversations.events(turn.conversation_id)
        position = await services.conversations.queue_position(turn.conversation_id)
    assert (finished.owner, after.owner, after.owner_version, after.priority) == (QUEUE, QUEUE, 1, HIGH)
    assert after.summary == {"intent": "talk_to_human", "reason": "asked"}
    assert after.waiting_since is not None
    assert [(event.kind, event.to_owner) for event in events] == [("handed_off", QUEUE)]
    assert position == 1


async def test_a_process_that_starts_finds_what_was_left(desk: Desk) -> None:
    conversation = await receive(desk)
    await begun(desk, conversation)
    async with desk.open_services() as services:
        assert await services.conversations.unfinished() == (conversation,)
        await services.conversations.release_turns("desk-1")
    assert await begin(desk, conversation, "desk-1") is not None


async def test_the_lease_of_another_process_is_left_alone(desk: Desk) -> None:
    conversation = await receive(desk)
    await begun(desk, conversation, "desk-10")
    async with desk.open_services() as services:
        await services.conversations.release_turns("desk-1")
    assert await begin(desk, conversation) is None


async def test_the_desk_may_speak_outside_a_turn(desk: Desk) -> None:
    conversation = await receive(desk)
    async with desk.open_services() as services:
        message = await services.conversations.announce(conversation, HELLO)
    assert message is not None
    assert (message.seq, message.author, message.turn_of) == (2, "system", None)
