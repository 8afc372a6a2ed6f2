"""Tickets as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

URGENT, HIGH, NORMAL, LOW = range(4)

KINDS = ("complaint", "request", "emergency", "callback")

# What an event makes of a ticket; an event that is not named here (noted, linked) changes nothing.
STATES: Mapping[str, str] = {
    "opened": "open",
    "assigned": "in_progress",
    "proposed": "awaiting_answer",
    "accepted": "in_progress",
    "refused": "in_progress",
    "resolved": "resolved",
    "reopened": "open",
    "closed": "closed",
}


@dataclass(frozen=True)
class TicketEvent:
    """Something that happened; `by` is traveller, assistant, system or agent:<id>; audience all or staff."""

    kind: str
    by: str
    at: datetime
    audience: str = "all"
    values: Mapping[str, object] | None = None


@dataclass(frozen=True)
class NewTicket:
    """What is asked. `once` (such as a message id) makes a retry give the same ticket. priority: 0 urgent … 3 low."""

    kind: str
    category: str | None = None
    severity: str = "normal"
    priority: int = NORMAL
    conversation_id: str | None = None
    booking_id: str | None = None
    customer_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    wish: str | None = None
    once: str | None = None


@dataclass(frozen=True)
class Ticket:
    """A ticket and its history; the state is derived from the events."""

    id: str
    reference: str
    kind: str
    category: str | None
    severity: str
    priority: int
    conversation_id: str | None
    booking_id: str | None
    customer_id: str | None
    facts: Mapping[str, object]
    wish: str | None
    opened_at: datetime
    deadline: datetime
    events: tuple[TicketEvent, ...]

    @property
    def state(self) -> str:
        """Give open, in_progress, awaiting_answer, resolved or closed."""
        return next((STATES[event.kind] for event in reversed(self.events) if event.kind in STATES), "open")

    @property
    def assigned_to(self) -> str | None:
        """Give the staff id that the ticket was last assigned to."""
        assigned = (event for event in reversed(self.events) if event.kind == "assigned" and event.values)
        event = next(assigned, None)
        return None if event is None or event.values is None else str(event.values["staff_id"])


@dataclass(frozen=True)
class Progress:
    """What a traveller may know of a ticket: its state, since when, the deadline, and the steps shown to all."""

    reference: str
    kind: str
    category: str | None
    state: str
    opened_at: datetime
    last_at: datetime
    deadline: datetime
    overdue: bool
    steps: tuple[TicketEvent, ...]
