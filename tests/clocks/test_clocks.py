"""Deadlines that follow whatever happens to a conversation, in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.bookings.values import Booking, NewBooking, State
from bot.clocks.errors import BadRules, RulesChanged
from bot.clocks.values import AT_HAND, DEPARTURE, FIRST_RESPONSE, NEXT_RESPONSE, ORDINARY, RESOLUTION
from bot.company.values import Calendar
from bot.conversations.values import BOT, HIGH, NORMAL, URGENT, Conversation, Handoff
from bot.core.clock import FixedClock
from bot.products.values import Departure
from bot.records.clocks import ClockRunRecord
from bot.services import Desk, Services
from bot.staff.values import NewStaff
from tests import facts
from tests.conftest import NOW

# NOW is Tuesday, 10:00 in Shanghai; the desk is open from 9 to 12 and from 13 to 18.
MINUTE = timedelta(minutes=1)
PICK_UP = datetime(2026, 3, 10, 9, tzinfo=UTC) - timedelta(hours=9)  # 9:00 in Kyoto
ADA = "ada"


@pytest.fixture(autouse=True)
async def company(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.company.publish(facts.COMPANY)
        await services.staff.create(NewStaff(ADA, "ada@example.com", id=ADA))


async def asks(services: Services, sender: str = "anna", priority: int = NORMAL, **summary: object) -> str:
    accepted = await services.conversations.receive("widget", sender, f"{sender}/1", "help")
    turn = await services.conversations.begin_turn(accepted.conversation_id, "desk")
    assert turn is not None
    await services.conversations.finish_turn(turn, handoff=Handoff("asked", priority, summary))
    return accepted.conversation_id


async def ask(desk: Desk, sender: str = "anna", priority: int = NORMAL, **summary: object) -> str:
    async with desk.open_services() as services:
        return await asks(services, sender, priority, **summary)


async def say(desk: Desk, sender: str, client_id: str) -> None:
    async with desk.open_services() as services:
        await services.conversations.receive("widget", sender, client_id, "still there?")


async def look(desk: Desk, conversation_id: str) -> Conversation:
    async with desk.open_services(write=False) as services:
        return await services.conversations.get(conversation_id)


async def do(desk: Desk, what: str, conversation_id: str, *values: object) -> None:
    async with desk.open_services() as services:
        await getattr(services.conversations, what)(conversation_id, *values)


async def trip(desk: Desk, day: date, **changes: object) -> str:
    async with desk.open_services() as services:
        await facts.publish(services)
        departure = await services.products.publish_departure(Departure(0, facts.TOUR.id, day, 10, 10))
        return (await facts.book(services, departure, **changes)).customer_id


def due(conversation: Conversation) -> tuple[str | None, timedelta | None]:
    return conversation.due_kind, conversation.due_at and conversation.due_at - NOW


async def test_the_assistants_own_chats_have_no_clock(desk: Desk) -> None:
    async with desk.open_services() as services:
        accepted = await services.conversations.receive("widget", "anna", "1", "hello")
    assert due(await look(desk, accepted.conversation_id)) == (None, None)


async def test_a_hand_over_starts_the_first_clock_and_an_answer_stops_it(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk)
    assert due(await look(desk, chat)) == (FIRST_RESPONSE, 60 * MINUTE)
    await do(desk, "take", chat, ADA)
    assert due(await look(desk, chat)) == (FIRST_RESPONSE, 60 * MINUTE)
    clock.advance(10 * MINUTE)
    await do(desk, "agent_reply", chat, ADA, "r1", "hi")
    assert due(await look(desk, chat)) == (None, None)
    clock.advance(10 * MINUTE)
    await say(desk, "anna", "2")
    clock.advance(10 * MINUTE)
    await say(desk, "anna", "3")
    assert due(await look(desk, chat)) == (NEXT_RESPONSE, 80 * MINUTE)


@pytest.mark.parametrize("how", ["hand_back", "resolve"])
async def test_clocks_stop_when_the_assistant_has_it_again(desk: Desk, how: str) -> None:
    chat = await ask(desk, priority=HIGH)
    await do(desk, "take", chat, ADA)
    await do(desk, how, chat, ADA)
    after = await look(desk, chat)
    assert (after.owner, due(after), after.rank) == (BOT, (None, None), ORDINARY)


async def test_a_higher_priority_brings_the_deadline_forward(desk: Desk) -> None:
    chat = await ask(desk)
    await do(desk, "raise_priority", chat, URGENT)
    after = await look(desk, chat)
    assert (due(after), after.rank) == ((FIRST_RESPONSE, 5 * MINUTE), 0)


async def test_lunch_does_not_count(desk: Desk, clock: FixedClock) -> None:
    clock.advance(90 * MINUTE)
    assert due(await look(desk, await ask(desk))) == (FIRST_RESPONSE, (90 + 60 + 60) * MINUTE)


async def test_a_proof_of_a_booking_brings_the_deadline_forward(desk: Desk, clock: FixedClock) -> None:
    await trip(desk, date(2026, 3, 10))
    clock.set(PICK_UP - 20 * MINUTE)
    chat = await ask(desk)
    assert (await look(desk, chat)).due_kind == FIRST_RESPONSE
    async with desk.open_services() as services:
        await services.bookings.verify(chat, facts.REFERENCE, facts.PHONE)
    after = await look(desk, chat)
    assert (after.due_kind, after.due_at, after.departs_at) == (DEPARTURE, PICK_UP - 15 * MINUTE, PICK_UP)
    assert after.rank == AT_HAND
    async with desk.open_services() as services:
        await services.bookings.forget(chat)
    assert (await look(desk, chat)).departs_at is None


async def test_the_booking_that_the_summary_names_counts(desk: Desk, clock: FixedClock) -> None:
    await trip(desk, date(2026, 3, 10))
    clock.set(PICK_UP - 20 * MINUTE)
    assert (await look(desk, await ask(desk, booking=facts.REFERENCE))).departs_at == PICK_UP


async def test_the_customers_bookings_count_also_when_they_are_entered_later(desk: Desk, clock: FixedClock) -> None:
    clock.set(PICK_UP - 20 * MINUTE)
    customer = await trip(desk, date(2026, 4, 10))
    chat = await ask(desk)
    await do(desk, "set_customer", chat, customer)
    assert (await look(desk, chat)).due_kind == FIRST_RESPONSE
    async with desk.open_services() as services:
        today = await services.products.publish_departure(Departure(0, facts.TOUR.id, date(2026, 3, 10), 10, 10))
        [known] = await services.bookings.of_customer(customer)
        booking = {"reference": "TD-XYZ234", "customer_id": customer, "departure_id": today.id}
        await services.bookings.enter(_again(known, **booking), by="test")
    assert (await look(desk, chat)).departs_at == PICK_UP


@pytest.mark.parametrize("state", [State.CANCELLED, State.REFUNDED, State.EXPIRED, State.COMPLETED])
async def test_a_trip_that_does_not_take_place_hurries_nobody(desk: Desk, clock: FixedClock, state: State) -> None:
    await trip(desk, date(2026, 3, 10), state=state)
    clock.set(PICK_UP - 20 * MINUTE)
    assert (await look(desk, await ask(desk, booking=facts.REFERENCE))).departs_at is None


async def test_who_asks_after_pick_up_where_the_driver_is_goes_first(desk: Desk, clock: FixedClock) -> None:
    await trip(desk, date(2026, 3, 10))
    clock.set(PICK_UP + 30 * MINUTE)
    after = await look(desk, await ask(desk, booking=facts.REFERENCE))
    assert (after.due_at, after.rank) == (clock.now(), AT_HAND)


async def test_the_queue_serves_emergencies_then_departures_then_by_deadline(desk: Desk, clock: FixedClock) -> None:
    await trip(desk, date(2026, 3, 10))
    clock.set(PICK_UP - 200 * MINUTE)
    late = await ask(desk, "late")
    clock.set(PICK_UP - 20 * MINUTE)
    senders = [("normal", NORMAL), ("high", HIGH), ("urgent", URGENT)]
    chats = {sender: await ask(desk, sender, priority) for sender, priority in senders}
    trip_chat = await ask(desk, "leaving", booking=facts.REFERENCE)
    async with desk.open_services(write=False) as services:
        listed = [one.conversation.id for one in await services.conversations.list("queue")]
        places = [await services.conversations.queue_position(chat) for chat in listed]
    assert listed[:2] == [chats["urgent"], trip_chat]
    assert set(listed[2:]) == {late, chats["normal"], chats["high"]}
    assert places == [1, 2, 3, 4, 5]


async def test_a_departure_that_comes_near_moves_a_waiting_chat_forward(desk: Desk, clock: FixedClock) -> None:
    await trip(desk, date(2026, 3, 10))
    clock.set(PICK_UP - 90 * MINUTE)
    chat = await ask(desk, booking=facts.REFERENCE)
    assert (await look(desk, chat)).rank == ORDINARY
    clock.set(PICK_UP - 60 * MINUTE)
    await watch(desk)
    assert (await look(desk, chat)).rank == AT_HAND


async def test_the_place_a_newcomer_would_have_is_the_place_it_gets(desk: Desk, clock: FixedClock) -> None:
    for sender, priority in (("a", NORMAL), ("b", URGENT), ("c", HIGH)):
        await ask(desk, sender, priority)
    clock.advance(timedelta(seconds=1))
    async with desk.open_services(write=False) as services:
        expected = await services.conversations.expected_wait(None)
    chat = await ask(desk, "d")
    async with desk.open_services(write=False) as services:
        assert expected.position == await services.conversations.queue_position(chat) == 4


async def watch(desk: Desk) -> list[tuple[str, str]]:
    """Let the clocks tell what they have to tell."""
    told = []
    async with desk.open_services(write=False) as services:
        waiting = await services.clocks.to_look_at()
    for chat in waiting:
        async with desk.open_services() as services:
            told += [(alarm.stage, alarm.clock) for alarm in await services.clocks.look(chat)]
    return told


async def test_a_clock_warns_once_and_is_breached_once(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk)
    clock.advance(44 * MINUTE)
    assert await watch(desk) == []
    clock.advance(MINUTE)
    assert await watch(desk) == [("warned", FIRST_RESPONSE)]
    assert await watch(desk) == []
    await say(desk, "anna", "2")  # what happens meanwhile does not make it tell again
    clock.advance(15 * MINUTE)
    assert await watch(desk) == [("breached", FIRST_RESPONSE)]
    assert await watch(desk) == []
    async with desk.open_services(write=False) as services:
        events = [one.kind for one in await services.conversations.events(chat)]
    assert events == ["handed_off", "clock_warned", "clock_breached"]


async def test_an_answer_in_time_warns_nobody(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk)
    await do(desk, "take", chat, ADA)
    await do(desk, "agent_reply", chat, ADA, "r1", "hi")
    clock.advance(timedelta(days=2))
    assert await watch(desk) == []


async def test_clocks_that_were_met_are_kept_once_and_judged(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk, priority=HIGH)
    await do(desk, "take", chat, ADA)
    clock.advance(40 * MINUTE)
    await do(desk, "agent_reply", chat, ADA, "r1", "hi")
    await do(desk, "agent_reply", chat, ADA, "r2", "and")
    clock.advance(10 * MINUTE)
    await say(desk, "anna", "2")
    clock.advance(5 * MINUTE)
    await do(desk, "agent_reply", chat, ADA, "r3", "so")
    await do(desk, "resolve", chat, ADA)
    async with desk.database.unit_of_work(write=False) as session:
        runs = (await session.scalars(select(ClockRunRecord).order_by(ClockRunRecord.id))).all()
    assert [(one.kind, one.business_seconds // 60, one.kept, one.priority, one.by) for one in runs] == [
        (FIRST_RESPONSE, 40, False, HIGH, "agent:ada"),
        (NEXT_RESPONSE, 5, True, HIGH, "agent:ada"),
        (RESOLUTION, 45, True, HIGH, "agent:ada"),
    ]


async def test_a_resolution_that_is_taken_back_is_not_counted(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk)
    await do(desk, "take", chat, ADA)
    clock.advance(MINUTE)
    await do(desk, "resolve", chat, ADA)
    await do(desk, "undo", chat, ADA)
    assert (await look(desk, chat)).due_kind == FIRST_RESPONSE
    async with desk.open_services(write=False) as services:
        assert (await services.clocks.standards(1)).whole.clocks[RESOLUTION].kept == 0
    clock.advance(MINUTE)
    await do(desk, "resolve", chat, ADA)
    async with desk.open_services(write=False) as services:
        assert (await services.clocks.standards(1)).whole.clocks[RESOLUTION].median == 120


async def test_the_standards_count_what_was_met_what_is_late_and_ratings(desk: Desk, clock: FixedClock) -> None:
    chat = await ask(desk, priority=HIGH)
    await do(desk, "take", chat, ADA)
    clock.advance(10 * MINUTE)
    await do(desk, "agent_reply", chat, ADA, "r1", "hi")
    async with desk.open_services() as services:
        await services.surveys.ask(chat, ADA)
        await services.surveys.rate(chat, 5)
    await ask(desk, "late")
    clock.advance(timedelta(hours=26))
    async with desk.open_services(write=False) as services:
        found = await services.clocks.standards(30)
        before = await services.clocks.standards(1)
    first = found.whole.clocks[FIRST_RESPONSE]
    assert (first.kept, first.breached, first.median) == (1, 1, 600)
    assert (found.whole.answered, found.whole.asked, found.whole.mean) == (1, 2, 5.0)
    assert found.by["by"]["agent:ada"].satisfied == 1 and found.by["by"]["queue"].asked == 1
    assert before.whole.ratings == 0


async def test_other_rules_hold_for_open_chats_too(desk: Desk) -> None:
    chat = await ask(desk)
    async with desk.open_services() as services:
        setting = await services.clocks.setting()
        normal = replace(setting.rules.policies["normal"], first_response=30)
        rules = replace(setting.rules, policies={**setting.rules.policies, "normal": normal})
        assert (await services.clocks.change(rules, setting.version)).version == 1
    await watch(desk)
    assert due(await look(desk, chat)) == (FIRST_RESPONSE, 30 * MINUTE)
    async with desk.open_services(write=False) as services:
        assert (await services.clocks.setting()).rules == rules


async def test_of_two_who_save_the_slower_is_told(desk: Desk) -> None:
    async with desk.open_services() as services:
        setting = await services.clocks.setting()
        await services.clocks.change(setting.rules, setting.version)
    with pytest.raises(RulesChanged):
        async with desk.open_services() as services:
            await services.clocks.change(setting.rules, setting.version)


@pytest.mark.parametrize("bad", [Calendar("Mars/Olympus", {}), Calendar("UTC", {"someday": ()})])
async def test_refuses_a_calendar_that_no_wall_has(desk: Desk, bad: Calendar) -> None:
    async with desk.open_services(write=False) as services:
        setting = await services.clocks.setting()
        with pytest.raises(BadRules):
            await services.clocks.change(replace(setting.rules, calendars={"booking": bad}), setting.version)


async def test_a_ticket_has_a_deadline_in_business_time_or_before_the_trip(desk: Desk) -> None:
    async with desk.open_services(write=False) as services:
        plain = await services.clocks.deadline(HIGH, "booking", NOW)
        hurried = await services.clocks.deadline(HIGH, "booking", NOW, NOW + timedelta(hours=2))
    # Twelve hours: the rest of Tuesday, then Friday night.
    assert plain == NOW + timedelta(days=3, hours=15) and hurried == NOW + timedelta(hours=1)


async def test_a_turn_of_the_assistant_asks_nothing_of_the_clocks_and_a_persons_little(desk: Desk) -> None:
    asked: list[str] = []
    event.listen(desk.database.engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def of_clocks() -> list[str]:
        return [one for one in asked if "clock_rules" in one or "UNION ALL" in one or "due_at=" in one]

    await say(desk, "bea", "1")
    assert of_clocks() == []
    chat = await ask(desk)
    await do(desk, "take", chat, ADA)
    await do(desk, "agent_reply", chat, ADA, "r1", "hi")
    asked.clear()
    await say(desk, "anna", "2")
    assert len(of_clocks()) == 3  # rules, history, deadline
    asked.clear()
    await say(desk, "anna", "3")
    assert len(of_clocks()) == 2  # the deadline stays


def _again(booking: Booking, **changes: Any) -> NewBooking:
    names = ("tour_id", "state", "party", "total", "deposit", "booked_at", "policy_id")
    return NewBooking(**{name: getattr(booking, name) for name in names}, **changes)
