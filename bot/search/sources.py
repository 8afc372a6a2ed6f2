"""What people, bookings and tickets are found by, read from their records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.bookings import BookingRecord, TravellerRecord
from bot.records.customers import ChannelIdentityRecord, CustomerRecord
from bot.records.tickets import TicketRecord
from bot.search.names import Marks
from bot.search.tokens import tokens

CUSTOMER, ACCOUNT, BOOKING, TICKET = "customer", "account", "booking", "ticket"
KINDS: Mapping[str, Any] = {
    CUSTOMER: CustomerRecord.id,
    ACCOUNT: ChannelIdentityRecord.id,
    BOOKING: BookingRecord.id,
    TICKET: TicketRecord.id,
}
Entry = dict[str, Any]


async def entries(session: AsyncSession, marks: Marks, kind: str, ids: Sequence[Any]) -> list[Entry]:
    """Give the entries of some things of a kind, those that are still there."""
    found = await _READERS[kind](session, marks, ids)
    empty = dict.fromkeys(f"{one}_id" for one in KINDS)
    return [{**empty, "kind": kind, f"{kind}_id": one, "tokens": words} for one, words in found.items()]


async def _customers(session: AsyncSession, marks: Marks, ids: Sequence[str]) -> dict[Any, set[str]]:
    person = CustomerRecord
    rows = await session.execute(
        select(person.id, person.name, person.latin_name, person.phone, person.email).where(person.id.in_(ids))
    )
    return {
        one: marks.of_names([name, latin]) | marks.of_contact(phone) | marks.of_contact(email)
        for one, name, latin, phone, email in rows
    }


async def _accounts(session: AsyncSession, marks: Marks, ids: Sequence[int]) -> dict[Any, set[str]]:
    account = ChannelIdentityRecord
    rows = await session.execute(select(account.id, account.display_name, account.address).where(account.id.in_(ids)))
    return {one: marks.of_names([name]) | marks.of_contact(address) for one, name, address in rows}


async def _bookings(session: AsyncSession, marks: Marks, ids: Sequence[str]) -> dict[Any, set[str]]:
    """A booking is found by its reference and by everyone who travels on it."""
    references = await session.execute(
        select(BookingRecord.id, BookingRecord.reference).where(BookingRecord.id.in_(ids))
    )
    found = {one: set(tokens(reference)) for one, reference in references}
    traveller = TravellerRecord
    named = select(traveller.booking_id, traveller.name, traveller.latin_name).where(traveller.booking_id.in_(ids))
    for one, name, latin in await session.execute(named):
        found[one] |= marks.of_names([name, latin])
    return found


async def _tickets(session: AsyncSession, _marks: Marks, ids: Sequence[str]) -> dict[Any, set[str]]:
    ticket = TicketRecord
    rows = await session.execute(
        select(ticket.id, ticket.reference, ticket.wish, ticket.facts).where(ticket.id.in_(ids))
    )
    return {one: set(tokens(" ".join([reference, ticket_text(wish, facts)]))) for one, reference, wish, facts in rows}


def ticket_text(wish: str | None, facts: Mapping[str, Any]) -> str:
    """Give what a traveller told of a matter, in one text."""
    return " · ".join(filter(None, [wish, *_told(facts.values())]))


def _told(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _told(value.values())
        elif isinstance(value, list):
            yield from _told(value)


_Reader = Callable[[AsyncSession, Marks, Sequence[Any]], Awaitable[dict[Any, set[str]]]]
_READERS: Mapping[str, _Reader] = {CUSTOMER: _customers, ACCOUNT: _accounts, BOOKING: _bookings, TICKET: _tickets}
