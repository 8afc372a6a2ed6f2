"""Searches and what they find, as the other parts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversations.sight import Sight
from bot.search.marking import Part
from bot.tickets.listing import Scope

MESSAGES, PEOPLE, BOOKINGS, TICKETS, CHATS = "messages", "people", "bookings", "tickets", "chats"
KINDS = (MESSAGES, PEOPLE, BOOKINGS, TICKETS, CHATS)
# No facet counts further.
MOST = 100


@dataclass(frozen=True)
class Viewer:
    """Whose eyes they are: on chats, on people, on tickets; None where they have no right to a kind."""

    chats: Sight
    notes: bool
    people: Sight | None = None
    tickets: Scope | None = None


@dataclass(frozen=True)
class FoundMessage:
    """A message; `parts` show where the words stand."""

    id: int
    conversation_id: str
    seq: int
    author: str
    audience: str
    staff_id: str | None
    language: str | None
    at: datetime
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class FoundPerson:
    """A customer, or somebody behind a chat account whom we do not know yet; `exact`: by their whole number or name."""

    customer_id: str | None
    conversation_id: str | None
    name: str
    latin_name: str | None
    contact: str | None
    country: str | None
    language: str | None
    exact: bool = False


@dataclass(frozen=True)
class FoundBooking:
    """A booking; `exact`: by its whole reference."""

    reference: str
    customer_id: str
    tour_id: str
    state: str
    day: str
    exact: bool = False


@dataclass(frozen=True)
class FoundTicket:
    """A ticket; `exact`: by its whole reference."""

    reference: str
    kind: str
    category: str | None
    conversation_id: str | None
    opened_at: datetime
    parts: tuple[Part, ...]
    exact: bool = False


@dataclass(frozen=True)
class FoundChat:
    """A chat, by the beginning of its id."""

    conversation_id: str
    updated_at: datetime


Hit = FoundMessage | FoundPerson | FoundBooking | FoundTicket | FoundChat


@dataclass(frozen=True)
class Place:
    """Where a page of messages begins: in the window of those before an id, after so many."""

    before: int | None = None
    skip: int = 0


@dataclass(frozen=True)
class Results:
    """A page of hits, the best first; how many there are of each kind, up to MOST; where the next page begins."""

    hits: tuple[Hit, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    next: Place | None = None
