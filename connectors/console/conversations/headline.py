"""Why a chat is here, in two sentences from the records: what an agent reads before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.bookings.values import Booking
from bot.conversations.values import Conversation, Event
from bot.conversations.values import Message as Stored
from bot.localisation import formats
from bot.localisation.languages import spoken
from bot.tickets.values import Ticket
from connectors.console.conversations.gloss import name_in
from connectors.console.conversations.summary import reason_of
from connectors.console.conversations.views import View, message_of

_OVER = ("resolved", "closed")


def headline_of(
    view: View,
    conversation: Conversation,
    messages: Sequence[Stored],
    events: Sequence[Event],
    bookings: Sequence[Booking],
    tickets: Sequence[Ticket],
) -> list[str]:
    """Give what the traveller wants, and what we have of them; each only where there is something to say."""
    lines = (_wants(view, conversation, messages, events), _has(view, bookings, tickets))
    return [line for line in lines if line]


def _wants(view: View, conversation: Conversation, messages: Sequence[Stored], events: Sequence[Event]) -> str:
    asked = [one for one in messages if one.author == "traveller"]
    gloss = message_of(view, asked[-1]).gloss if asked else None
    told = {
        "name": view.traveller(conversation),
        "language": formats.language_name(spoken(conversation.language), view.language),
        "asks": gloss.words if gloss else "",
        "reason": reason_of(view, conversation, events),
    }
    known = [part for part in ("asks", "reason") if told[part]]
    if told["asks"].casefold() == told["reason"].casefold():
        known = known[:1]
    return view.word("_".join(("console_headline", *known)), **told)


def _has(view: View, bookings: Sequence[Booking], tickets: Sequence[Ticket]) -> str:
    parts = []
    if bookings:
        one = bookings[0]
        tour, day = name_in(one.tour_names, view.language), formats.short_day(one.departure.isoformat(), view.language)
        parts.append(view.word("console_headline_booking", booking=one.reference, tour=tour, date=day))
    pending = [one.reference for one in tickets if one.state not in _OVER]
    if pending:
        parts.append(view.word("console_headline_tickets", tickets=formats.listing(pending, view.language)))
    return " ".join(parts)
