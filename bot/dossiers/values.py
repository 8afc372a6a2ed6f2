"""Everything that the desk knows of one person, as the doors see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.bookings.values import Booking, Traveller
from bot.conversations.sight import Sight
from bot.conversations.values import Conversation
from bot.customers.values import Customer, CustomerEvent, Identity, Merge
from bot.surveys.values import Survey
from bot.tickets.values import Ticket


@dataclass(frozen=True)
class Facts:
    """What the rules of segments ask: see `data/segments.yml`. `next_departure` is a local day at the destination."""

    known_days: int = 0
    trips: int = 0
    days_since_trip: int | None = None
    days_to_departure: int | None = None
    underway: int = 0
    paid: Decimal = Decimal(0)
    children: int = 0
    oldest: int | None = None
    complaints: int = 0
    needs: frozenset[str] = frozenset()
    next_departure: date | None = None


@dataclass(frozen=True)
class Wanted:
    """What a list of customers is to hold: everything that is named.

    `query` is a phone number, an e-mail address, a reference or a whole name; `found` are others that it means, too.
    `sight` is whose eyes they are; None: they see everybody.
    """

    segment: str | None = None
    language: str | None = None
    query: str | None = None
    found: tuple[str, ...] = ()
    sight: Sight | None = None


@dataclass(frozen=True)
class Place:
    """Where a page of the list ends: the customer after whom the next one begins."""

    created_at: datetime
    id: str


@dataclass(frozen=True)
class Line:
    """A customer in a list."""

    customer: Customer
    facts: Facts
    segments: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A stretch of the list, shorter than asked where much was passed over; `following` is None at its end."""

    lines: tuple[Line, ...]
    following: Place | None


@dataclass(frozen=True)
class Booked:
    """A booking and who travels."""

    booking: Booking
    travellers: tuple[Traveller, ...]


@dataclass(frozen=True)
class Dossier:
    """One person: who they are, and everything that was ever between us."""

    customer: Customer
    facts: Facts
    segments: tuple[str, ...]
    accounts: tuple[Identity, ...]
    bookings: tuple[Booked, ...]
    conversations: tuple[Conversation, ...]
    tickets: tuple[Ticket, ...]
    surveys: tuple[Survey, ...]
    events: tuple[CustomerEvent, ...]
    merges: tuple[Merge, ...]
    alike: tuple[Customer, ...]


@dataclass(frozen=True)
class Preview:
    """What a merge would bring: both records, how much of each kind moves, and what the fields would hold."""

    survivor: Customer
    other: Customer
    moving: Mapping[str, int]
    fields: Mapping[str, object]
