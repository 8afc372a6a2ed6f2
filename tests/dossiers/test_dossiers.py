"""The customer's file: one view of a person, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bookings.values import State
from bot.conversations.sight import Sight
from bot.core.clock import FixedClock
from bot.customers.errors import Stale, UnknownCustomer
from bot.customers.values import NewCustomer
from bot.dossiers.errors import NothingHidden
from bot.dossiers.values import Wanted
from bot.services import Desk
from bot.staff.values import NewStaff
from tests.dossiers.people import ANNA, WANG, book, chat, complain, paid
from tests.facts import publish


async def test_a_file_holds_everything_of_a_person(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna, wang = [await services.customers.register(one) for one in (ANNA, WANG)]
        booking = await book(services, departure, anna.id, "TD-ABC234")
        await book(services, departure, wang.id, "TD-XYZ789")
        talk = await chat(services, anna, "42")
        ticket = await complain(services, anna.id, talk.id)
        await services.surveys.ask(talk.id)
        await services.surveys.rate(talk.id, 4)
        await services.customers.note(anna.id, "agent:1", "Calls in the evening")
        file = await services.dossiers.of(anna.id)
    assert [one.booking.reference for one in file.bookings] == [booking.reference]
    assert [one.name for one in file.bookings[0].travellers] == ["Anna Schneider", "Mia Schneider"]
    assert [one.id for one in file.conversations] == [talk.id]
    assert [one.reference for one in file.tickets] == [ticket.reference]
    assert [one.score for one in file.surveys] == [4]
    assert [one.channel for one in file.accounts] == ["telegram"]
    assert [one.kind for one in file.events] == ["created", "linked", "noted"]
    assert file.segments == ("complained", "new", "family")


async def test_what_is_hidden_is_given_one_field_at_a_time(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna, wang = [await services.customers.register(one) for one in (ANNA, WANG)]
        await book(services, departure, anna.id, "TD-ABC234")
        reveal = services.dossiers.reveal
        assert await reveal(anna.id, "phone") == "+4915112345678"
        assert await reveal(anna.id, "passport:TD-ABC234:0") == "C9R42TT50"
        assert await reveal(anna.id, "born:TD-ABC234:1") == "2018"
        (payment,) = await reveal(anna.id, "payments:TD-ABC234")
        assert payment.method == "card"  # type: ignore[union-attr]
        wrong = ("passport:TD-ABC234:1", "passport:TD-ABC234:9", "passport:TD-ABC234", "name", "phone:1", "account:x")
        for field in wrong:
            with pytest.raises(NothingHidden):
                await reveal(anna.id, field)
        with pytest.raises(NothingHidden):
            await reveal(wang.id, "passport:TD-ABC234:0")  # another person's booking


async def test_a_list_goes_on_where_the_page_ended(desk: Desk, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        for number in range(7):
            await services.customers.register(NewCustomer(f"Guest {number}"))
            clock.advance(timedelta(seconds=number % 2))  # some at the same moment
        names: list[str] = []
        after = None
        for _ in range(4):
            page = await services.dossiers.page(Wanted(), after, 2)
            names += [one.customer.name for one in page.lines]
            after = page.following
    assert after is None
    assert sorted(names) == [f"Guest {number}" for number in range(7)]


async def test_a_list_is_narrowed_without_opening_everybody(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        anna, wang = [await services.customers.register(one) for one in (ANNA, WANG)]
        await book(services, departure, wang.id, "TD-XYZ789", payments=(paid("60000"),), state=State.PAID)
        ticket = await complain(services, anna.id)

        async def found(**wanted: str) -> list[str]:
            return [one.customer.id for one in (await services.dossiers.page(Wanted(**wanted))).lines]  # type: ignore[arg-type]

        assert await found(segment="vip") == [wang.id]
        assert await found(segment="complained") == [anna.id]
        assert await found(segment="returning") == []
        assert await found(language="zh") == [wang.id]
        assert await found(query="+49 151 12345678") == [anna.id]
        assert await found(query="ANNA@example.com") == [anna.id]
        assert await found(query="schneider, anna") == [anna.id]
        assert await found(query="xiaoming wang") == [wang.id]
        assert await found(query="td xyz789") == [wang.id]
        assert await found(query=ticket.reference) == [anna.id]
        assert await found(query="nobody") == []


async def test_a_colleague_knows_whom_their_team_talks_with(desk: Desk) -> None:
    async with desk.open_services() as services:
        kaito = await services.staff.create(NewStaff("Kaito", "kaito@example.com", team="booking"))
        anna, wang = [await services.customers.register(one) for one in (ANNA, WANG)]
        talk = await chat(services, anna, "42")
        sight = Sight(kaito.id, kaito.team)
        assert not await services.dossiers.knows(sight, anna.id)
        assert (await services.dossiers.page(Wanted(sight=sight))).lines == ()
        await services.conversations.take(talk.id, kaito.id)
        assert await services.dossiers.knows(sight, anna.id)
        assert not await services.dossiers.knows(sight, wang.id)
        (line,) = (await services.dossiers.page(Wanted(sight=sight))).lines
    assert line.customer.id == anna.id


async def test_the_slower_of_two_is_told_who_was_faster(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
    async with desk.open_services() as services:
        changed = await services.customers.change(anna.id, {"email": "Neu@Example.com"}, "agent:1", anna.version)
    with pytest.raises(Stale) as told:
        async with desk.open_services() as services:
            await services.customers.change(anna.id, {"email": "other@example.com"}, "agent:2", anna.version)
    async with desk.open_services(write=False) as services:
        events = await services.customers.events(anna.id)
    assert (changed.email, changed.version, told.value.by) == ("neu@example.com", anna.version + 1, "agent:1")
    assert (events[-1].fields, events[-1].told) == (("email",), {"email": "anna@example.com"})


async def test_a_change_that_changes_nothing_is_none(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        again = await services.customers.change(anna.id, {"phone": "0151 12345678"}, "agent:1")
    assert again == anna


async def test_a_person_entered_twice_by_a_retry_is_one(desk: Desk) -> None:
    async with desk.open_services() as services:
        first = await services.customers.register(ANNA, "agent:1", "agent:1/abc")
        again = await services.customers.register(ANNA, "agent:1", "agent:1/abc")
        with pytest.raises(UnknownCustomer):
            await services.dossiers.of("nobody")
    assert first == again


async def test_those_who_may_be_the_same_person_are_suggested(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        by_name = await services.customers.register(NewCustomer("SCHNEIDER, Ánna"))
        by_mail = await services.customers.register(NewCustomer("A. S.", email="anna@example.com"))
        await services.customers.register(WANG)
        alike = await services.customers.alike(anna)
    assert {one.id for one in alike} == {by_name.id, by_mail.id}
