"""A ticket is opened once, belongs to somebody, and its state is its history."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.tickets.errors import TicketNotFound
from bot.tickets.values import URGENT, NewTicket, Ticket
from tests.conftest import NOW


@pytest.fixture
async def conversation(desk: Desk) -> str:
    async with desk.open_services() as services:
        return (await services.conversations.open("widget", "anna")).id


async def opened(desk: Desk, conversation: str, once: str | None = None, priority: int = 2) -> Ticket:
    ticket = NewTicket(
        "complaint", "hotel", conversation_id=conversation, facts={"what": "dirty"}, once=once, priority=priority
    )
    async with desk.open_services() as services:
        return await services.tickets.open(ticket)


async def test_a_ticket_has_a_reference_and_a_day_to_be_answered(desk: Desk, conversation: str) -> None:
    ticket = await opened(desk, conversation)
    assert ticket.reference.startswith("TK-") and len(ticket.reference) == 9
    assert (ticket.state, ticket.deadline) == ("open", NOW + timedelta(hours=24))
    assert (await opened(desk, conversation, priority=URGENT)).deadline == NOW + timedelta(hours=1)


async def test_ten_retries_at_once_open_one_ticket(desk: Desk, conversation: str) -> None:
    tickets = await asyncio.gather(*(opened(desk, conversation, once="message-7") for _ in range(10)))
    assert len({ticket.reference for ticket in tickets}) == 1
    async with desk.open_services(write=False) as services:
        (only,) = await services.tickets.of_conversation(conversation)
    assert [event.kind for event in only.events] == ["opened"]


async def test_without_a_key_each_is_its_own(desk: Desk, conversation: str) -> None:
    assert (await opened(desk, conversation)).id != (await opened(desk, conversation)).id


async def test_found_by_its_own_conversation_only(desk: Desk, conversation: str) -> None:
    ticket = await opened(desk, conversation)
    async with desk.open_services() as services:
        other = await services.conversations.open("widget", "eve")
        typed = ticket.reference.lower().replace("-", " ")
        assert await services.tickets.find(typed, conversation) == ticket
        for reference, asker in ((ticket.reference, other.id), ("TK-ZZZ999", conversation), (ticket.reference, None)):
            with pytest.raises(TicketNotFound):
                await services.tickets.find(reference, asker)


async def test_the_state_follows_the_events(desk: Desk, conversation: str, clock: FixedClock) -> None:
    ticket = await opened(desk, conversation)
    states = []
    steps = ("noted", "proposed", "refused", "proposed", "accepted", "resolved", "reopened", "closed")
    async with desk.open_services() as services:
        await services.tickets.assign(ticket.id, "agent:lin", "lin")
        for kind in steps:
            clock.advance(timedelta(minutes=1))
            states.append((await services.tickets.record(ticket.id, kind, "agent:lin")).state)
        assert (await services.tickets.get(ticket.id)).assigned_to == "lin"
    assert states == [
        "in_progress", "awaiting_answer", "in_progress", "awaiting_answer", "in_progress", "resolved", "open", "closed",
    ]  # fmt: skip


async def test_progress_shows_what_is_for_all_and_whether_it_is_late(
    desk: Desk, conversation: str, clock: FixedClock
) -> None:
    ticket = await opened(desk, conversation)
    async with desk.open_services() as services:
        await services.tickets.note(ticket.id, "agent:lin", "difficult guest")
        clock.advance(timedelta(hours=24, seconds=1))
        late = await services.tickets.progress(ticket.id)
        await services.tickets.record(ticket.id, "resolved", "agent:lin")
        done = await services.tickets.progress(ticket.id)
    assert [event.kind for event in late.steps] == ["opened"]
    assert (late.overdue, late.last_at, done.overdue, done.state) == (True, NOW, False, "resolved")
