"""The records that a chat's phrases are filled from, each read once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from bot.bookings.service import BookingsService
from bot.bookings.values import Booking
from bot.company.service import CompanyService
from bot.company.values import Company
from bot.customers.service import CustomersService
from bot.destinations.service import DestinationsService
from bot.destinations.values import Destination
from bot.phrases.values import About, Field, Option
from bot.policies.service import PoliciesService
from bot.products.service import ProductsService
from bot.products.values import Tour
from bot.replies.values import name
from bot.tickets.service import TicketsService
from bot.tickets.values import Ticket

T = TypeVar("T")


@dataclass(frozen=True)
class Records:
    """The services that phrases are filled by."""

    bookings: BookingsService
    products: ProductsService
    policies: PoliciesService
    destinations: DestinationsService
    company: CompanyService
    tickets: TicketsService
    customers: CustomersService


class Reader:
    """Reads for one chat. What a colleague chose (`given`) goes before what the chat is about.

    Only bookings that the traveller has proved, and only this chat's tickets: no choice reaches another's.
    """

    def __init__(self, records: Records, about: About, given: Mapping[str, object]) -> None:
        self.records = records
        self.about = about
        self.given = given
        self._read: dict[str, Any] = {}

    async def company(self) -> Company | None:
        """Give the company; None before anybody has entered it."""
        company = self.records.company
        return await self._once("company", lambda: _or_none(company))

    async def zone(self) -> str:
        """Give the company's time zone."""
        company = await self.company()
        return company.zone if company else "UTC"

    async def bookings(self) -> tuple[Booking, ...]:
        """Give the bookings proved in this chat, the latest proof first."""
        return await self._once("bookings", lambda: self.records.bookings.verified(self.about.conversation_id))

    async def tickets(self) -> tuple[Ticket, ...]:
        """Give the chat's tickets, the latest first."""
        return await self._once("tickets", lambda: self.records.tickets.of_conversation(self.about.conversation_id))

    async def tours(self) -> tuple[Tour, ...]:
        """Give the tours on sale."""
        return await self._once("tours", self.records.products.list_tours)

    async def destinations(self) -> tuple[Destination, ...]:
        """Give the destinations."""
        return await self._once("destinations", self.records.destinations.list_all)

    async def customer_name(self) -> str | None:
        """Give the customer's name, or the one the booking is in."""
        if self.about.customer_id:
            return (await self.records.customers.get(self.about.customer_id)).display_name
        booking = await self.booking()
        return booking.customer_name if booking else None

    async def booking(self) -> Booking | None:
        """Give the booking that is chosen, mentioned, or proved last."""
        found = await self.bookings()
        meant = self.given.get("booking") or self.about.mentioned.get("booking_reference")
        return next((one for one in found if one.reference == meant), found[0] if found else None)

    async def ticket(self) -> Ticket | None:
        """Give the ticket that is chosen or mentioned, else the latest."""
        found = await self.tickets()
        meant = self.given.get("ticket") or self.about.mentioned.get("ticket_reference")
        return next((one for one in found if one.reference == meant), found[0] if found else None)

    async def tour(self) -> Tour | None:
        """Give the tour that is chosen, mentioned, or booked; one that is sold no longer counts where it is booked."""
        booking = await self.booking()
        meant = self.given.get("tour") or self.about.mentioned.get("tour") or (booking.tour_id if booking else None)
        found = next((one for one in await self.tours() if one.id == meant), None)
        if found is None and booking and booking.tour_id == meant:
            return await self.records.products.get_tour(booking.tour_id)
        return found

    async def destination(self) -> Destination | None:
        """Give the destination that is chosen, mentioned, or that of the tour."""
        meant = self.given.get("destination") or self.about.mentioned.get("destination")
        if not meant:
            tour = await self.tour()
            meant = tour.destination if tour else None
        return next((one for one in await self.destinations() if one.id == meant), None)

    async def subject(self, kind: str) -> tuple[Any, Field | None]:
        """Give what a phrase is about, and the choice to offer: where it is not known, or could be another."""
        thing: Any = None
        offered: list[Option] = []
        if kind == "booking":
            thing = await self.booking()
            offered = [Option(one.reference, one.reference) for one in await self.bookings()]
        elif kind == "ticket":
            thing = await self.ticket()
            offered = [Option(one.reference, one.reference) for one in await self.tickets()]
        elif kind == "tour":
            thing = await self.tour()
            offered = [Option(one.id, name(one.names)) for one in await self.tours()]
        elif kind == "destination":
            thing = await self.destination()
            offered = [Option(one.id, name(one.names)) for one in await self.destinations()]
        else:
            return await self.company(), None
        chosen = getattr(thing, "reference", None) or getattr(thing, "id", None)
        return thing, _choice(kind, chosen, offered)

    async def _once(self, what: str, read: Callable[[], Awaitable[T]]) -> T:
        if what not in self._read:
            self._read[what] = await read()
        return cast("T", self._read[what])


async def _or_none(company: CompanyService) -> Company | None:
    return await company.get() if await company.exists() else None


def _choice(kind: str, chosen: str | None, offered: list[Option]) -> Field | None:
    """Offer a choice, unless there is exactly one and it is taken."""
    if chosen is not None and len(offered) <= 1:
        return None
    return Field(kind, kind, chosen, tuple(offered))
