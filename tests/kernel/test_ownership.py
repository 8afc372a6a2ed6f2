"""One owner at a time; only the owner speaks."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversations.errors import EmptyMessage, OwnedByAnother
from bot.conversations.values import BOT, HIGH, LOW, NORMAL, QUEUE, URGENT, Handoff
from bot.core.clock import FixedClock
from bot.services import Desk, Services
from bot.staff.values import NewStaff


async def staff(services: Services, *names: str) -> list[str]:
    return [(await services.staff.create(NewStaff(name, f"{name}@example.com"))).id for name in names]


async def waiting(services: Services, sender: str = "anna", priority: int = NORMAL) -> str:
    accepted = await services.conversations.receive("widget", sender, "1", "help")
    turn = await services.conversations.begin_turn(accepted.conversation_id, "desk")
    assert turn is not None
    await services.conversations.finish_turn(turn, handoff=Handoff("asked", priority))
    return accepted.conversation_id


async def test_of_two_who_take_at_once_one_wins_and_the_other_learns_who(desk: Desk) -> None:
    async with desk.open_services() as services:
        people = await staff(services, "lin", "marta")
        conversation = await waiting(services)

    async def take(staff_id: str) -> str:
        async with desk.open_services() as services:
            return (await services.conversations.take(conversation, staff_id, 1)).owner

    results = await asyncio.gather(*map(take, people), return_exceptions=True)
    (won,) = [result for result in results if isinstance(result, str)]
    (lost,) = [result for result in results if isinstance(result, OwnedByAnother)]
    assert lost.owner == won
    async with desk.open_services(write=False) as services:
        assert (await services.conversations.get(conversation)).owner == won
        kinds = [event.kind for event in await services.conversations.events(conversation)]
    assert kinds == ["handed_off", "taken"]


async def test_taking_what_is_already_mine_changes_nothing(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        first = await services.conversations.take(conversation, lin)
        assert await services.conversations.take(conversation, lin) == first


async def test_a_stale_page_cannot_take(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        with pytest.raises(OwnedByAnother) as stale:
            await services.conversations.take(conversation, lin, expected_version=0)
    assert stale.value.values == {"owner": QUEUE, "owner_version": 1}


async def test_only_the_owner_speaks_gives_back_releases_or_resolves(desk: Desk) -> None:
    async with desk.open_services() as services:
        lin, marta = await staff(services, "lin", "marta")
        conversation = await waiting(services)
        await services.conversations.take(conversation, lin)
        with pytest.raises(OwnedByAnother):
            await services.conversations.agent_reply(conversation, marta, "1", "hi")
        for act in (services.conversations.hand_back, services.conversations.resolve, services.conversations.release):
            with pytest.raises(OwnedByAnother):
                await act(conversation, marta)


async def test_an_agents_words_are_stored_once_and_owed_to_the_channel(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        await services.conversations.take(conversation, lin)
        first = await services.conversations.agent_reply(conversation, lin, "1", "  Hi, Lin here\x00 ")
        again = await services.conversations.agent_reply(conversation, lin, "1", "Hi, Lin here")
        due = await services.conversations.claim_deliveries("widget")
        with pytest.raises(EmptyMessage):
            await services.conversations.agent_reply(conversation, lin, "2", " ")
    assert first == again
    assert (first.text, first.author, first.staff_id) == ("Hi, Lin here", "agent", lin)
    assert [delivery.message.id for delivery in due] == [first.id]


async def test_a_note_is_for_staff_and_is_never_delivered(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        note = await services.conversations.note(conversation, lin, "VIP", "1")
        assert await services.conversations.note(conversation, lin, "VIP", "1") == note
        travellers = await services.conversations.history(conversation)
        staffs = await services.conversations.history(conversation, staff=True)
        assert await services.conversations.claim_deliveries("widget") == ()
    assert note not in travellers
    assert note in staffs


async def test_given_back_the_bot_answers_again(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services, priority=URGENT)
        await services.conversations.take(conversation, lin)
        after = await services.conversations.hand_back(conversation, lin)
        await services.conversations.receive("widget", "anna", "2", "hello again")
        turn = await services.conversations.begin_turn(conversation, "desk")
    assert (after.owner, after.priority, after.owner_version) == (BOT, NORMAL, 3)
    assert turn is not None and turn.owner == BOT


async def test_released_it_waits_again_for_somebody_else(desk: Desk) -> None:
    async with desk.open_services() as services:
        lin, marta = await staff(services, "lin", "marta")
        conversation = await waiting(services)
        await services.conversations.take(conversation, lin)
        released = await services.conversations.release(conversation, lin, "speaks Arabic")
        taken = await services.conversations.take(conversation, marta)
        events = await services.conversations.events(conversation)
    assert (released.owner, taken.staff_id) == (QUEUE, marta)
    assert events[2].note == {"text": "speaks Arabic"}


async def test_resolved_it_is_opened_again_by_the_next_message(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        await services.conversations.take(conversation, lin)
        resolved = await services.conversations.resolve(conversation, lin)
        assert await services.conversations.list("mine", lin) == ()
        again = await services.conversations.receive("widget", "anna", "2", "one more thing")
        reopened = await services.conversations.get(conversation)
    assert (resolved.status, resolved.owner) == ("resolved", BOT)
    assert again.conversation_id == conversation
    assert (reopened.status, reopened.owner) == ("open", BOT)


async def test_the_queue_serves_the_urgent_first_then_the_longest_waiting(desk: Desk, clock: FixedClock) -> None:
    order = [("anna", NORMAL), ("ben", LOW), ("cho", URGENT), ("dan", NORMAL), ("eva", HIGH)]
    ids = {}
    for sender, priority in order:
        async with desk.open_services() as services:
            ids[sender] = await waiting(services, sender, priority)
        clock.advance(timedelta(minutes=1))
    async with desk.open_services(write=False) as services:
        listed = [line.conversation.sender for line in await services.conversations.list("queue")]
        places = {sender: await services.conversations.queue_position(ids[sender]) for sender, _ in order}
    assert listed == ["cho", "eva", "anna", "dan", "ben"]
    assert sorted(places, key=lambda sender: places[sender] or 0) == listed
    assert sorted(place or 0 for place in places.values()) == [1, 2, 3, 4, 5]


async def test_lists_show_the_latest_message(desk: Desk) -> None:
    async with desk.open_services() as services:
        (lin,) = await staff(services, "lin")
        conversation = await waiting(services)
        await services.conversations.take(conversation, lin)
        reply = await services.conversations.agent_reply(conversation, lin, "1", "Hi")
        (mine,) = await services.conversations.list("mine", lin)
        (everything,) = await services.conversations.list("all")
        assert await services.conversations.list("queue") == ()
    assert mine == everything
    assert mine.latest == reply
