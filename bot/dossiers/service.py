"""The customer's file: one view of a person, put together from every area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.bookings.service import BookingsService
from bot.bookings.values import Booking, Payment
from bot.company.service import CompanyService
from bot.conversations.belonging import BelongingService
from bot.conversations.sight import Sight
from bot.core.clock import Clock
from bot.core.contacts import normalise_email, normalise_phone
from bot.core.ids import BOOKING_PREFIX, normalise_reference
from bot.customers.merging import MergesService
from bot.customers.service import CustomersService
from bot.customers.values import Customer
from bot.dossiers.errors import NothingHidden
from bot.dossiers.facts import facts_of
from bot.dossiers.repository import DossiersRepository
from bot.dossiers.segments import segments, segments_of
from bot.dossiers.values import Booked, Dossier, Facts, Line, Page, Place, Wanted
from bot.surveys.service import SurveysService
from bot.tickets.service import TicketsService

PAGE = 40
# Where a segment is rare, a page looks through so many customers, and no further, before it gives what it has.
_BLOCK, _BLOCKS = 400, 25
_ANY_CURRENCY = "XXX"


@dataclass(frozen=True)
class Areas:
    """The services that a file is put together from."""

    customers: CustomersService
    merges: MergesService
    bookings: BookingsService
    tickets: TicketsService
    surveys: SurveysService
    chats: BelongingService
    company: CompanyService


class DossiersService:
    """Reads everything that belongs to a person; merged and erased records are resolved on the way."""

    def __init__(self, areas: Areas, repository: DossiersRepository, clock: Clock) -> None:
        self._areas = areas
        self._repository = repository
        self._clock = clock

    async def of(self, customer_id: str) -> Dossier:
        """Give a person's file; of a merged record the survivor's. Raises UnknownCustomer, Erased."""
        areas, customer = self._areas, await self._areas.customers.standing(customer_id)
        line = await self.line(customer)
        bookings = await areas.bookings.of_customer(customer.id)
        conversations = await areas.chats.of_customer(customer.id)
        return Dossier(
            customer=customer,
            facts=line.facts,
            segments=line.segments,
            accounts=await areas.customers.identities(customer.id),
            bookings=tuple([Booked(one, await areas.bookings.travellers(one.id)) for one in bookings]),
            conversations=conversations,
            tickets=await areas.tickets.of_customer(customer.id),
            surveys=await areas.surveys.of_conversations([one.id for one in conversations]),
            events=await areas.customers.events(customer.id),
            merges=await areas.merges.standing(customer.id),
            alike=await areas.customers.alike(customer),
        )

    async def line(self, customer: Customer) -> Line:
        """Give a person with what the rules say of them."""
        (line,) = await self._lines([customer])
        return line

    async def knows(self, sight: Sight, customer_id: str) -> bool:
        """Say whether a colleague may see this customer."""
        return await self._repository.knows(sight, customer_id)

    async def page(self, wanted: Wanted, after: Place | None = None, limit: int = PAGE) -> Page:
        """Give a stretch of the list, the latest entered first."""
        only = [*await self._named(wanted.query), *wanted.found] if wanted.query else None
        found: list[Line] = []
        block = _BLOCK if wanted.segment else limit
        for _ in range(_BLOCKS):
            places = await self._repository.stretch(wanted, only, after, block)
            lines = {one.customer.id: one for one in await self._wanted(wanted, places)}
            for place in places:
                after = place
                if place.id in lines:
                    found.append(lines[place.id])
                if len(found) == limit:
                    return Page(tuple(found), await self._more(wanted, only, after))
            if len(places) < block:
                return Page(tuple(found), None)
        return Page(tuple(found), after)

    async def reveal(self, customer_id: str, field: str) -> str | tuple[Payment, ...]:
        """Give what is hidden in a file: `phone`, `email`, `account:<id>`, `passport:<reference>:<number>`,
        `born:<reference>:<number>` or `payments:<reference>`. Raises UnknownCustomer, Erased, NothingHidden.
        """
        customer = await self._areas.customers.standing(customer_id)
        kind, *rest = field.split(":")
        if kind == "account":
            accounts = await self._areas.customers.identities(customer.id)
            return _there(next((one.address for one in accounts if [str(one.id)] == rest), None))
        if kind in ("phone", "email") and not rest:
            return _there(customer.phone if kind == "phone" else customer.email)
        return await self._of_booking(customer, kind, rest)

    async def _of_booking(self, customer: Customer, kind: str, rest: Sequence[str]) -> str | tuple[Payment, ...]:
        booking = await self._theirs(customer, rest[0]) if rest else None
        if booking is None:
            raise NothingHidden
        if kind == "payments" and booking.payments and len(rest) == 1:
            return booking.payments
        travellers = await self._areas.bookings.travellers(booking.id)
        if kind not in ("passport", "born") or len(rest) != 2 or rest[1] not in map(str, range(len(travellers))):
            raise NothingHidden
        traveller = travellers[int(rest[1])]
        return _there(traveller.passport if kind == "passport" else str(traveller.birth_year or ""))

    async def _theirs(self, customer: Customer, reference: str) -> Booking | None:
        booking = await self._areas.bookings.by_reference(reference)
        return booking if booking is not None and booking.customer_id == customer.id else None

    async def _more(self, wanted: Wanted, only: Sequence[str] | None, after: Place) -> Place | None:
        return after if await self._repository.stretch(wanted, only, after, 1) else None

    async def _wanted(self, wanted: Wanted, places: Sequence[Place]) -> Sequence[Line]:
        """Give those of the segment; only they are opened."""
        ids = [one.id for one in places]
        facts = await self._facts(ids)
        kept = [one for one in ids if wanted.segment is None or wanted.segment in segments_of(facts[one], segments())]
        people = await self._areas.customers.of_ids(kept)
        return [Line(people[one], facts[one], segments_of(facts[one], segments())) for one in kept if one in people]

    async def _lines(self, customers: Sequence[Customer]) -> Sequence[Line]:
        facts = await self._facts([one.id for one in customers])
        return [Line(one, facts[one.id], segments_of(facts[one.id], segments())) for one in customers]

    async def _facts(self, ids: Sequence[str]) -> dict[str, Facts]:
        if not ids:
            return {}
        now, (today, currency) = self._clock.now(), await self._today()
        read = await self._repository.materials(ids, now)
        return {one: facts_of(material, now, today, currency) for one, material in read.items()}

    async def _today(self) -> tuple[date, str]:
        now = self._clock.now()
        if not await self._areas.company.exists():
            return now.date(), _ANY_CURRENCY
        company = await self._areas.company.get()
        return now.astimezone(ZoneInfo(company.zone)).date(), company.currency

    async def _named(self, query: str) -> list[str]:
        """Give whom a phone number, an e-mail address, a reference or a whole name belongs to."""
        customers = self._areas.customers
        phone, email = normalise_phone(query), normalise_email(query)
        found = [one.id for one in await customers.find(phone, email, query)]
        booking = await self._areas.bookings.by_reference(normalise_reference(query, BOOKING_PREFIX))
        holders = [booking.customer_id if booking else None, await self._areas.tickets.holder_of(query)]
        return [*found, *filter(None, holders)]


def _there(value: str | None) -> str:
    if not value:
        raise NothingHidden
    return value
