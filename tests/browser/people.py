"""Customers with something on record, for whoever looks at the pages of customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.app import Desk
from bot.bookings.values import State
from bot.customers.values import NewCustomer
from bot.products.values import Departure
from bot.staff.values import NewStaff
from tests.connectors.console.fakes import PASSWORD
from tests.dossiers.people import ANNA, WANG, book, complain, paid
from tests.facts import TOUR, publish


async def enter_people(desk: Desk, chat: str) -> dict[str, str]:
    """Enter a colleague who may do everything, Anna twice, Wang with a journey to come; the chat is Anna's."""
    async with desk.services() as services:
        await services.staff.create(
            NewStaff("Sam Dekker", "sam@example.com", "administrator", languages=("en",), password=PASSWORD)
        )
        today = services.clock.now().date()
        old = await publish(services)
        soon = await services.products.publish_departure(
            Departure(0, TOUR.id, today + timedelta(days=12), seats=10, seats_left=10)
        )
        anna = await services.customers.register(
            replace(
                ANNA, zone="Europe/Berlin", preferences={"needs": ["vegetarian"], "interests": ["food"]}, marketing=True
            )
        )
        second = await services.customers.register(
            NewCustomer("Anna Maria Schneider", phone=ANNA.phone, country="AT", zone="Europe/Vienna")
        )
        wang = await services.customers.register(replace(WANG, zone="Asia/Shanghai"))
        await book(services, soon, anna.id, "TD-ABC234")
        await book(services, old, anna.id, "TD-XYZ789", state=State.COMPLETED, payments=(paid("2700"),))
        await book(services, soon, second.id, "TD-QRS567")
        await book(services, soon, wang.id, "TD-HJK234", payments=(paid("60000"),), state=State.PAID)
        conversation = await services.conversations.get(chat)
        await services.customers.link(conversation.channel, conversation.sender, anna.id)
        await services.conversations.set_customer(chat, anna.id)
        await complain(services, anna.id, chat)
        await services.surveys.ask(chat)
        await services.surveys.rate(chat, 4)
        await services.surveys.comment(chat, "Gerne wieder, aber der Bus kam spät.")
        await services.customers.note(anna.id, "system", "Rings in the evening, after eight.")
        await services.customers.correct_email(anna.id, "anna.schneider@example.com")
    return {"anna": anna.id, "second": second.id, "wang": wang.id}
