"""Ticket records to values, and a standing to columns."""

from __future__ import annotations

from typing import Any

from bot.records.tickets import TicketEventRecord, TicketRecord
from bot.tickets.history import orders_of, remedies_of, standing_of
from bot.tickets.values import Line, Standing, Ticket, TicketEvent

_LONGEST_TITLE = 160


def ticket_of(record: TicketRecord) -> Ticket:
    """Give the value of a ticket whose events are loaded."""
    events = tuple(map(event_of, record.events))
    standing = standing_of(_begun(record), events)
    return Ticket(
        id=record.id,
        reference=record.reference,
        kind=record.kind,
        category=standing.category,
        severity=standing.severity,
        priority=record.priority,
        conversation_id=record.conversation_id,
        booking_id=record.booking_id,
        customer_id=record.customer_id,
        facts=record.facts,
        wish=record.wish,
        opened_at=record.opened_at,
        deadline=standing.deadline,
        events=events,
        standing=standing,
        remedies=remedies_of(events),
        orders=orders_of(events),
    )


def line_of(record: TicketRecord) -> Line:
    """Give a ticket's line of a list, from the projection."""
    told = record.facts.get("told")
    first = str(told[0]) if isinstance(told, list) and told else ""
    return Line(
        id=record.id,
        reference=record.reference,
        kind=record.kind,
        priority=record.priority,
        conversation_id=record.conversation_id,
        booking_id=record.booking_id,
        customer_id=record.customer_id,
        opened_at=record.opened_at,
        told=first[:_LONGEST_TITLE],
        standing=projected(record),
    )


def event_of(record: TicketEventRecord) -> TicketEvent:
    """Give the value of an event."""
    return TicketEvent(record.kind, record.by, record.at, record.audience, record.values, record.id)


def projected(record: TicketRecord) -> Standing:
    """Give the standing that lies in a row."""
    return Standing(**{name: getattr(record, name) for name in Standing.__dataclass_fields__})


def columns(standing: Standing) -> dict[str, Any]:
    """Give the columns of a standing."""
    return {name: getattr(standing, name) for name in Standing.__dataclass_fields__}


def begun(team: str, ticket: Any, deadline: Any, at: Any) -> Standing:
    """Give how a ticket stands when it is opened."""
    return Standing(
        "open", team, None, ticket.category, ticket.severity, None, deadline, None, None, None, 0, 0, at, "opened", ""
    )


def _begun(record: TicketRecord) -> Standing:
    """Give how it stood at first; old `opened` events do not say, and the row has not changed since then."""
    return begun(record.team, record, record.deadline, record.opened_at)
