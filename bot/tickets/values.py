"""Tickets as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.core.money import Money

URGENT, HIGH, NORMAL, LOW = range(4)

KINDS = ("complaint", "request", "emergency", "callback")
# What a ticket waits for besides work: a yes from above, the traveller's answer, their word that it is settled.
APPROVAL, ANSWER, CONFIRMATION = "approval", "answer", "confirmation"


@dataclass(frozen=True)
class TicketEvent:
    """Something that happened; `by` is traveller, assistant, system or agent:<id>; audience all or staff.

    `number` counts up over all tickets: a colleague who names the last one they saw cannot overwrite a later one.
    """

    kind: str
    by: str
    at: datetime
    audience: str = "all"
    values: Mapping[str, object] | None = None
    number: int = field(default=0, compare=False)


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
class NewRemedy:
    """What is to be proposed; `note` is said to the traveller as it is written."""

    kind: str
    amount: Money | None = None
    note: str = ""


@dataclass(frozen=True)
class Remedy:
    """A proposal. state: approval, declined, open, accepted, refused, withdrawn (or replaced by a later one)."""

    number: int
    kind: str
    amount: Money | None
    note: str
    state: str
    by: str
    at: datetime
    approved_by: str | None = None
    decided_by: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewOrder:
    """Work asked of another team, or of one colleague there; `due` a moment, or as soon as it can be."""

    team: str
    what: str
    staff_id: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class WorkOrder:
    """Work that another team does for a ticket. state: open, accepted, done, confirmed, refused or cancelled."""

    number: int
    team: str
    staff_id: str | None
    what: str
    due: datetime | None
    state: str
    by: str
    opened_at: datetime
    last_at: datetime
    said: str = ""


@dataclass(frozen=True)
class Standing:
    """What the events of a ticket come to; a projection of it lies in the ticket's row so that lists are fast.

    `waits`: APPROVAL, ANSWER, CONFIRMATION or None. `reopened_soon` counts within 72 hours of being settled.
    """

    state: str
    team: str
    staff_id: str | None
    category: str | None
    severity: str
    cause: str | None
    deadline: datetime
    waits: str | None
    follow_up: date | None
    resolved_at: datetime | None
    reopened: int
    reopened_soon: int
    last_at: datetime
    last_kind: str
    last_by: str


@dataclass(frozen=True)
class Ticket:
    """A ticket and its history; what it comes to is derived from the events (`bot.tickets.history`)."""

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
    standing: Standing
    remedies: tuple[Remedy, ...] = ()
    orders: tuple[WorkOrder, ...] = ()

    @property
    def state(self) -> str:
        """Give open, in_progress, awaiting_answer, resolved or closed."""
        return self.standing.state

    @property
    def assigned_to(self) -> str | None:
        """Give the staff id of the owner."""
        return self.standing.staff_id

    @property
    def last(self) -> int:
        """Give the number of the last event."""
        return self.events[-1].number if self.events else 0

    @property
    def told(self) -> tuple[str, ...]:
        """Give what the traveller told, piece by piece."""
        told = self.facts.get("told")
        return tuple(str(one) for one in told) if isinstance(told, list | tuple) else ()


@dataclass(frozen=True)
class Line:
    """A ticket in a list, from its row alone."""

    id: str
    reference: str
    kind: str
    priority: int
    conversation_id: str | None
    booking_id: str | None
    customer_id: str | None
    opened_at: datetime
    told: str
    standing: Standing


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


@dataclass(frozen=True)
class Answered:
    """What came of an answer: accepted, refused, already_accepted, already_refused or outdated."""

    outcome: str
    ticket: Ticket
    remedy: Remedy | None
