"""Why a chat is at the desk, from the records: what an agent reads before the first word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.bookings.values import Booking
from bot.conversations.values import Conversation, Event
from bot.conversations.values import Message as Stored
from bot.core.contacts import readable_phone
from bot.localisation import formats
from bot.localisation.languages import spoken
from bot.localisation.render import Renderer
from bot.surveys.values import Survey
from bot.tickets.values import Ticket
from connectors.console.conversations.gloss import intent_words, name_in
from connectors.console.conversations.models import Fact
from connectors.console.conversations.views import PRIORITIES, View, message_of

# Told in lines of their own, from the records themselves.
_TOLD = frozenset({"reason", "booking", "ticket"})


def summary_of(
    view: View,
    conversation: Conversation,
    messages: Sequence[Stored],
    events: Sequence[Event],
    bookings: Sequence[Booking],
    tickets: Sequence[Ticket],
    surveys: Sequence[Survey] = (),
    address: str = "",
) -> list[Fact]:
    """Give label and value of every line that has something to say."""
    details = conversation.summary or {}
    lines = [
        ("reason", reason_of(view, conversation, events)),
        ("priority", view.word(f"console_priority_{PRIORITIES[conversation.priority]}")),
        ("team", view.word(f"console_team_{conversation.team}")),
        ("owner", view.owner(conversation.owner)),
        ("language", formats.language_name(spoken(conversation.language), view.language)),
        ("channel", _channel(view, conversation.channel)),
        ("contact", readable_phone(address)),
        ("last", _asked_last(view, messages)),
        *_details(view, details),
        ("booking", "\n".join(_booking(view, one) for one in bookings) or str(details.get("booking") or "")),
        ("tickets", "\n".join(_ticket(view, one) for one in tickets)),
        ("ratings", "\n".join(_rating(view, one) for one in surveys)),
    ]
    return [Fact(label=view.word(f"console_sum_{name}"), value=value) for name, value in lines if value]


def reason_of(view: View, conversation: Conversation, events: Sequence[Event]) -> str:
    """Word why a chat came to people; nothing where it never did."""
    reason = str((conversation.summary or {}).get("reason") or _last_reason(events))
    key = f"console_reason_{reason}"
    return view.word(key) if view.renderer.catalogue.has(key) else _intent(view.renderer, reason, view.language)


def _intent(renderer: Renderer, intent: str, language: str) -> str:
    return intent_words(renderer, intent, language) if intent else ""


def _last_reason(events: Sequence[Event]) -> str:
    notes = [event.note for event in events if event.kind == "handed_off" and event.note]
    return str(notes[-1].get("reason") or "") if notes else ""


def _channel(view: View, channel: str) -> str:
    key = f"console_channel_{channel}"
    return view.word(key) if view.renderer.catalogue.has(key) else channel.capitalize()


def _asked_last(view: View, messages: Sequence[Stored]) -> str:
    asked = [one for one in messages if one.author == "traveller"]
    if not asked:
        return ""
    shown = message_of(view, asked[-1])
    return f"{shown.gloss.words}\n{shown.text[:200]}" if shown.gloss else shown.text[:200]


def _details(view: View, details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Word what the assistant noted at the hand-over, as far as the console has a label for it."""
    for name, value in details.items():
        if name in _TOLD or not value or not view.renderer.catalogue.has(f"console_sum_{name}"):
            continue
        if name == "topic":
            yield name, _intent(view.renderer, str(value), view.language)
        elif isinstance(value, dict) and isinstance(value.get("texts"), dict):
            yield name, name_in(value["texts"], view.language)
        elif ("tour", str(value)) in view.names.things:
            yield name, name_in(view.names.things["tour", str(value)], view.language)
        else:
            yield name, view.word("line_bullet", item=value)


def _booking(view: View, booking: Booking) -> str:
    state = f"word_booking_state_{booking.state}"
    return " · ".join(
        (
            booking.reference,
            booking.customer_name,
            name_in(booking.tour_names, view.language),
            formats.short_day(booking.departure.isoformat(), view.language),
            view.word(state) if view.renderer.catalogue.has(state) else str(booking.state),
        )
    )


def _rating(view: View, survey: Survey) -> str:
    if survey.score is None:
        return view.word("console_rating_open")
    return " · ".join(filter(None, (view.word("console_rating_score", score=survey.score), survey.comment)))


def _ticket(view: View, ticket: Ticket) -> str:
    words = (f"word_ticket_kind_{ticket.kind}", f"word_ticket_state_{ticket.state}")
    plain = (ticket.kind, ticket.state)
    known = [
        view.word(key) if view.renderer.catalogue.has(key) else name for key, name in zip(words, plain, strict=True)
    ]
    return f"{ticket.reference} · {' · '.join(known)}"
