"""Where the single values of phrases come from, by placeholder: {reference}, {departure}, {agent} …"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.bookings.values import Booking
from bot.company.values import Company
from bot.core.contacts import readable_phone
from bot.phrases.reader import Reader
from bot.replies.bookings import state_words
from bot.replies.values import listing, moment, name
from bot.tickets.choices import choices

Source = Callable[[Reader], Awaitable[object]]


def _of_booking(give: Callable[[Booking], object]) -> Source:
    async def read(reader: Reader) -> object:
        booking = await reader.booking()
        return give(booking) if booking else None

    return read


def _of_company(give: Callable[[Company], object]) -> Source:
    async def read(reader: Reader) -> object:
        company = await reader.company()
        return give(company) if company else None

    return read


async def _name(reader: Reader) -> object:
    return await reader.customer_name()


async def _agent(reader: Reader) -> object:
    return reader.about.agent


async def _tour(reader: Reader) -> object:
    tour = await reader.tour()
    return name(tour.names) if tour else None


async def _destination(reader: Reader) -> object:
    there = await reader.destination()
    return name(there.names) if there else None


async def _ticket(reader: Reader) -> object:
    ticket = await reader.ticket()
    return ticket.reference if ticket else None


async def _deadline(reader: Reader) -> object:
    ticket = await reader.ticket()
    return moment(ticket.deadline, await reader.zone()) if ticket else None


async def _opens(reader: Reader) -> object:
    company = await reader.company()
    opening = await reader.records.company.next_opening() if company else None
    return moment(opening.opens, company.zone) if company and opening else None


async def _meeting(reader: Reader) -> object:
    booking = await reader.booking()
    place = booking.meeting.place if booking and booking.meeting else None
    found = await reader.records.destinations.places([place]) if place else {}
    return name(found[place].names) if place and place in found else None


async def _hours(reader: Reader) -> object:
    return choices().answer_hours


SOURCES: Mapping[str, Source] = {
    "name": _name,
    "agent": _agent,
    "tour": _tour,
    "destination": _destination,
    "ticket": _ticket,
    "deadline": _deadline,
    "opens": _opens,
    "meeting": _meeting,
    "place": _meeting,
    "hours": _hours,
    "reference": _of_booking(lambda booking: booking.reference),
    "departure": _of_booking(lambda booking: booking.departure),
    "return": _of_booking(lambda booking: booking.ends),
    "total": _of_booking(lambda booking: booking.total),
    "paid": _of_booking(lambda booking: booking.paid),
    "balance": _of_booking(lambda booking: booking.balance),
    "due": _of_booking(lambda booking: booking.balance_due if booking.balance else None),
    "people": _of_booking(lambda booking: booking.travellers),
    "state": _of_booking(state_words),
    "time": _of_booking(lambda booking: booking.meeting.time if booking.meeting else None),
    "company": _of_company(lambda company: name(company.names)),
    "email": _of_company(lambda company: company.email),
    "line": _of_company(lambda company: readable_phone(company.emergency_line)),
    "phones": _of_company(lambda company: listing(map(readable_phone, company.phones.values()))),
}
# Whose values change with the booking, or the ticket, that is chosen.
_BOOKED = ("reference", "departure", "return", "total", "paid", "balance", "due", "people", "state", "time", "meeting")
OF_BOOKING = frozenset((*_BOOKED, "place"))
OF_TICKET = frozenset({"ticket", "deadline"})
