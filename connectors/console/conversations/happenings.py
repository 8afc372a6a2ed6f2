"""What happened to a chat besides messages, in words: the kernel's events, and those of its tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.conversations.values import UNTIL_WRITTEN
from bot.conversations.values import Event as Happened
from bot.staff.values import TEAMS
from bot.tickets.values import Ticket, TicketEvent
from connectors.console.conversations.models import Event
from connectors.console.conversations.views import PRIORITIES, View

MOST = 500


def happenings(view: View, events: Sequence[Happened], tickets: Sequence[Ticket]) -> list[Event]:
    """Give the latest of what happened, in order; not what only the machinery cares about."""
    of_chat = [shown for event in events if (shown := event_of(view, event))]
    of_tickets = [
        shown
        for ticket in tickets
        for number, event in enumerate(ticket.events)
        if (shown := _of_ticket(view, ticket, number, event))
    ]
    return sorted([*of_chat, *of_tickets], key=lambda one: one.at)[-MOST:]


def event_of(view: View, event: Happened) -> Event | None:
    """Show an event that the console has words for: `console_event_<kind>`, filled from the event and its note."""
    key = f"console_event_{event.kind}"
    if not view.renderer.catalogue.has(key):
        return None
    note = event.note or {}
    until = datetime.fromisoformat(str(note["until"])) if note.get("until") else None
    return Event(
        id=f"c{event.id}",
        kind=event.kind,
        words=view.word(_variant(view, key, event), **_values(view, event)),
        at=event.at,
        text=str(note["text"]) if note.get("text") else None,
        until=None if until == UNTIL_WRITTEN else until,
    )


def _variant(view: View, key: str, event: Happened) -> str:
    """Some events read otherwise by who did them: `console_event_woken_traveller`."""
    variant = f"{key}_{event.by}"
    return variant if ":" not in event.by and view.renderer.catalogue.has(variant) else key


def _values(view: View, event: Happened) -> dict[str, Any]:
    note = event.note or {}
    plain = {name: value for name, value in note.items() if isinstance(value, str | int | float)}
    told: dict[str, Any] = {**plain, "name": _who(view, event.by)}
    if note.get("team") in TEAMS:
        told["team"] = view.word(f"console_team_{note['team']}")
    told["to"] = view.colleague(str(note["to"])) if note.get("to") else told.get("team", "")
    if isinstance(note.get("priority"), int):
        told["priority"] = view.word(f"console_priority_{PRIORITIES[int(str(note['priority']))]}")
    return told


def _who(view: View, by: str) -> str:
    if by.startswith("agent:"):
        return view.colleague(by.removeprefix("agent:"))
    key = f"console_author_{by}"
    return view.word(key) if view.renderer.catalogue.has(key) else by


def _of_ticket(view: View, ticket: Ticket, number: int, event: TicketEvent) -> Event | None:
    key = f"console_event_ticket_{event.kind}"
    if not view.renderer.catalogue.has(key):
        return None
    words = view.word(key, ticket=ticket.reference, name=_who(view, event.by))
    return Event(id=f"t{ticket.reference}.{number}", kind=f"ticket_{event.kind}", words=words, at=event.at)
