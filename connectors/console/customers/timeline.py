"""Everything between a customer and us in the order of time, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from bot.bookings.values import Booking
from bot.conversations.values import Conversation
from bot.customers.values import CustomerEvent
from bot.dossiers.veils import veil_email, veil_phone
from bot.surveys.values import Survey
from bot.tickets.values import Ticket
from connectors.console.conversations.gloss import name_in
from connectors.console.conversations.views import View
from connectors.console.customers.models import Moment
from connectors.console.customers.views import word

_MOST = 200
_STAFF = "agent:"


def timeline_of(
    view: View,
    bookings: Sequence[Booking],
    chats: Sequence[Conversation],
    tickets: Sequence[Ticket],
    surveys: Sequence[Survey],
    events: Sequence[CustomerEvent],
) -> list[Moment]:
    """Give what happened, the latest first; a journey stands on the day it begins."""
    told = [
        *(moment for one in bookings for moment in _booking(view, one)),
        *(_chat(view, one) for one in chats),
        *(moment for one in tickets for moment in _ticket(view, one)),
        *(_survey(view, one) for one in surveys if one.score is not None),
        *(_event(view, one) for one in events if one.kind != "noted"),
    ]
    return sorted(told, key=lambda one: one.at, reverse=True)[:_MOST]


def by_of(view: View, by: str) -> str:
    """Name who did something: a colleague, or the traveller, the assistant, the desk itself."""
    if by.startswith(_STAFF):
        return view.colleague(by.removeprefix(_STAFF))
    return word(view, "console_person_by", by)


def _booking(view: View, booking: Booking) -> Iterator[Moment]:
    values = {"reference": booking.reference, "tour": name_in(booking.tour_names, view.language)}
    yield Moment(at=booking.booked_at, kind="booking", words=view.word("console_moment_booked", **values))
    for event in booking.events:
        key = f"console_moment_booking_{event.kind}"
        if view.renderer.catalogue.has(key):
            yield Moment(at=event.at, kind="booking", words=view.word(key, **values))
    if booking.state not in ("cancelled", "expired", "refunded", "refund_pending", "held"):
        begins = datetime.combine(booking.departure, time(), UTC)
        yield Moment(at=begins, kind="journey", words=view.word("console_moment_departs", **values))


def _chat(view: View, chat: Conversation) -> Moment:
    words = view.word("console_moment_chat", channel=word(view, "console_channel", chat.channel))
    return Moment(at=chat.created_at, kind="chat", words=words, link=f"chats/{chat.id}")


def _ticket(view: View, ticket: Ticket) -> Iterator[Moment]:
    values = {"reference": ticket.reference, "kind": word(view, "word_ticket_kind", ticket.kind)}
    link = f"tickets/{ticket.reference}"
    yield Moment(
        at=ticket.opened_at, kind="ticket", words=view.word("console_moment_ticket_opened", **values), link=link
    )
    ended = next((one for one in reversed(ticket.events) if one.kind in ("resolved", "closed")), None)
    if ended is not None:
        words = view.word("console_moment_ticket_ended", **values)
        yield Moment(at=ended.at, kind="ticket", words=words, link=link)


def _survey(view: View, survey: Survey) -> Moment:
    words = view.word("console_moment_rated", score=str(survey.score))
    return Moment(at=survey.rated_at or survey.asked_at, kind="survey", words=words)


def _event(view: View, event: CustomerEvent) -> Moment:
    fields = ", ".join(_field(view, event, name) for name in event.fields)
    values = {"by": by_of(view, event.by), "fields": fields}
    key = f"console_moment_customer_{event.kind}"
    return Moment(at=event.at, kind="record", words=view.word(key, **values))


def _field(view: View, event: CustomerEvent, name: str) -> str:
    """Name a field, and what a contact was before, covered."""
    if event.kind in ("linked", "unlinked"):
        return word(view, "console_channel", name)
    label, before = word(view, "console_customer", name), event.told.get(name)
    if not before or name not in ("phone", "email"):
        return label
    covered = veil_phone(str(before)) if name == "phone" else veil_email(str(before))
    return view.word("console_moment_before", field=label, before=covered)
