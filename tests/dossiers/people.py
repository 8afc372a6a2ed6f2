"""People with something on record: what the tests of files, merges and erasure stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.bookings.values import Booking, NewBooking, Payment, State, Traveller
from bot.conversations.values import Conversation
from bot.core.money import Money
from bot.customers.values import Customer, NewCustomer
from bot.products.values import Departure, Party
from bot.services import Services
from bot.tickets.values import NewTicket, Ticket
from tests.facts import BOOKED, TOUR, cny

ANNA = NewCustomer("Anna Schneider", phone="+4915112345678", email="anna@example.com", language="de", country="DE")
WANG = NewCustomer("王小明", latin_name="Wang Xiaoming", phone="+8613800138000", language="zh", country="CN")
TRAVELLERS = (
    Traveller("adult", "Anna Schneider", "Anna Schneider", "C9R42TT50", "DE", 1985),
    Traveller("child", "Mia Schneider", "Mia Schneider", None, "DE", 2018, ("vegetarian",)),
)


async def book(
    services: Services, departure: Departure, customer_id: str, reference: str, **changes: object
) -> Booking:
    """Enter a booking of a grown-up and a child."""
    booking = NewBooking(
        reference=reference,
        customer_id=customer_id,
        tour_id=TOUR.id,
        departure_id=departure.id,
        state=State.CONFIRMED,
        party=Party(adults=1, children=1),
        total=cny("2700"),
        deposit=cny("810"),
        booked_at=BOOKED,
        policy_id="standard",
        balance_due=date(2026, 3, 27),
        payments=(Payment("deposit", cny("1000"), BOOKED, "received", "card"),),
        travellers=TRAVELLERS,
    )
    return await services.bookings.enter(replace(booking, **changes), by="test")  # type: ignore[arg-type]


async def chat(services: Services, customer: Customer, sender: str, text: str = "Hello") -> Conversation:
    """Let a person write from an account of theirs."""
    await services.conversations.receive("telegram", sender, f"{sender}-1", text)
    await services.customers.identify("telegram", sender, "Somebody")
    await services.customers.link("telegram", sender, customer.id)
    found = await services.conversations.find("telegram", sender)
    assert found is not None
    return await services.conversations.set_customer(found.id, customer.id)


async def complain(services: Services, customer_id: str, conversation_id: str | None = None) -> Ticket:
    """Open a complaint."""
    new = NewTicket("complaint", conversation_id=conversation_id, customer_id=customer_id, facts={"told": ["Late"]})
    return await services.tickets.open(new)


def paid(amount: str, currency: str = "CNY") -> Payment:
    """Give money that came in."""
    return Payment("full", Money.of(amount, currency), BOOKED, "received", "card")
