"""Everything personal about somebody taken out of the records."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.bookings.values import State
from bot.core.clock import FixedClock
from bot.customers.errors import Erased
from bot.dossiers.errors import StillOpen, StillTravelling
from bot.services import Desk
from tests.dossiers.people import ANNA, book, chat, complain
from tests.facts import publish


async def test_nothing_of_a_person_is_left_in_any_table(desk: Desk, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna = await services.customers.register(ANNA)
        booking = await book(services, departure, anna.id, "TD-ABC234")
        talk = await chat(services, anna, "42", "My name is Anna Schneider")
        ticket = await complain(services, anna.id, talk.id)
        await services.tickets.note(ticket.id, "agent:1", "Anna rang")
        await services.tickets.record(ticket.id, "resolved", "agent:1")
        await services.customers.note(anna.id, "agent:1", "Anna rings at night")
        await services.customers.correct_email(anna.id, "schneider@example.com")
    clock.advance(timedelta(days=60))  # the journey is over
    async with desk.open_services() as services:
        await services.erasing.erase(anna.id, "agent:1")
    async with desk.open_services() as services:
        with pytest.raises(Erased):
            await services.dossiers.of(anna.id)
        assert await services.customers.find(phone=ANNA.phone, email="schneider@example.com", name=ANNA.name) == ()
        kept = await services.bookings.get(booking.id)
        assert (kept.customer_name, kept.total) == ("", booking.total)
        assert {one.passport for one in await services.bookings.travellers(booking.id)} == {None}
        assert [one.text for one in await services.conversations.history(talk.id, staff=True)] == ["—"]
        assert (await services.tickets.get(ticket.id)).facts == {}
        events = await services.customers.events(anna.id)
        assert events[-1].kind == "erased"
        assert all(not one.told for one in events)
    async with desk.database.engine.connect() as connection:
        left = await connection.execute(text("SELECT count(*) FROM messages WHERE text LIKE '%Anna%'"))
        assert left.scalar() == 0


async def test_refuses_while_a_journey_is_still_owed(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna = await services.customers.register(ANNA)
        await book(services, departure, anna.id, "TD-ABC234")
        with pytest.raises(StillTravelling):
            await services.erasing.erase(anna.id, "agent:1")


async def test_refuses_while_money_is_still_owed(desk: Desk, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna = await services.customers.register(ANNA)
        await book(services, departure, anna.id, "TD-ABC234", state=State.REFUND_PENDING)
        clock.advance(timedelta(days=400))
        with pytest.raises(StillTravelling):
            await services.erasing.erase(anna.id, "agent:1")


async def test_refuses_while_a_ticket_is_open(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        await complain(services, anna.id)
        with pytest.raises(StillOpen):
            await services.erasing.erase(anna.id, "agent:1")
