"""What holds for a chat, by its records: each condition gives the record that says so, or None."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bookings.values import CANCELLABLE, OWING, Booking
from bot.conversations.values import Message
from bot.phrases.reader import Reader
from bot.replies.values import tagged
from bot.suggestions.values import Chat, Source

# How long before it is due a balance is worth a word, before the departure its meeting point, and after how long
# without an answer a call is kinder than another line.
DUE_SOON = timedelta(days=7)
DEPARTS_SOON = timedelta(days=2)
UNANSWERED_LONG = timedelta(minutes=15)
_ENDED = ("resolved", "closed")
_NOTHING = Source("")


@dataclass(frozen=True)
class Facts:
    """A chat, its records, and now."""

    chat: Chat
    reader: Reader
    now: datetime


Condition = Callable[[Facts], Awaitable[Source | None]]


def unanswered(recent: tuple[Message, ...]) -> list[Message]:
    """Give the traveller's messages since a colleague's last word, in order."""
    asked: list[Message] = []
    for message in recent:
        if message.author == "agent" and message.audience == "all":
            asked = []
        elif message.author == "traveller":
            asked.append(message)
    return asked


async def _booking_proved(facts: Facts) -> Source | None:
    booking = await facts.reader.booking()
    return _of(booking) if booking else None


async def _no_booking(facts: Facts) -> Source | None:
    return None if await facts.reader.bookings() else _NOTHING


async def _booking_cancellable(facts: Facts) -> Source | None:
    booking = await facts.reader.booking()
    return _of(booking) if booking and booking.state in CANCELLABLE else None


async def _balance_open(facts: Facts) -> Source | None:
    booking = await facts.reader.booking()
    return _of(booking) if booking and booking.state in OWING and booking.balance else None


async def _balance_due_soon(facts: Facts) -> Source | None:
    booking = await facts.reader.booking()
    if booking is None or booking.state not in OWING or not booking.balance or booking.balance_due is None:
        return None
    if booking.balance_due > (facts.now + DUE_SOON).date():
        return None
    told = {"amount": tagged(booking.balance), "date": _day(booking.balance_due.isoformat())}
    return Source("due", {"reference": booking.reference, **told})


async def _departs_soon(facts: Facts) -> Source | None:
    booking = await facts.reader.booking()
    if booking is None or booking.state not in CANCELLABLE:
        return None
    if not facts.now.date() <= booking.departure <= (facts.now + DEPARTS_SOON).date():
        return None
    return Source("departs", {"reference": booking.reference, "date": _day(booking.departure.isoformat())})


async def _tour_known(facts: Facts) -> Source | None:
    return _NOTHING if await facts.reader.tour() else None


async def _destination_known(facts: Facts) -> Source | None:
    return _NOTHING if await facts.reader.destination() else None


async def _ticket_known(facts: Facts) -> Source | None:
    ticket = await facts.reader.ticket()
    return Source("ticket", {"reference": ticket.reference}) if ticket else None


async def _no_open_complaint(facts: Facts) -> Source | None:
    found = await facts.reader.tickets()
    return None if any(one.kind == "complaint" and one.state not in _ENDED for one in found) else _NOTHING


async def _in_writing(facts: Facts) -> Source | None:
    return None if facts.chat.conversation.channel == "phone" else _NOTHING


async def _unanswered_long(facts: Facts) -> Source | None:
    asked = unanswered(facts.chat.recent)
    waited = facts.now - asked[0].at if asked and facts.chat.conversation.owner != "bot" else timedelta(0)
    minutes = int(waited.total_seconds() // 60)
    return Source("waiting", {"minutes": minutes}) if waited >= UNANSWERED_LONG else None


async def _outside_hours(facts: Facts) -> Source | None:
    if await facts.reader.company() is None or await facts.reader.records.company.open_now(facts.now):
        return None
    return Source("closed")


async def _phone_on_file(facts: Facts) -> Source | None:
    customer_id = facts.chat.conversation.customer_id
    booking = await facts.reader.booking()
    customer_id = customer_id or (booking.customer_id if booking else None)
    if customer_id is None:
        return None
    return _NOTHING if (await facts.reader.records.customers.get(customer_id)).phone else None


def _of(booking: Booking) -> Source:
    return Source("booking", {"reference": booking.reference})


def _day(iso: str) -> dict[str, object]:
    return {"t": "short_date", "iso": iso}


CONDITIONS: Mapping[str, Condition] = {
    "booking_proved": _booking_proved,
    "no_booking": _no_booking,
    "booking_cancellable": _booking_cancellable,
    "balance_open": _balance_open,
    "balance_due_soon": _balance_due_soon,
    "departs_soon": _departs_soon,
    "tour_known": _tour_known,
    "destination_known": _destination_known,
    "ticket_known": _ticket_known,
    "no_open_complaint": _no_open_complaint,
    "in_writing": _in_writing,
    "unanswered_long": _unanswered_long,
    "outside_hours": _outside_hours,
    "phone_on_file": _phone_on_file,
}
