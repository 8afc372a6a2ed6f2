"""Tickets in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.core.ids import TICKET_PREFIX, new_id, new_reference
from bot.core.telling import Tell, tell_nobody
from bot.records.tickets import TicketEventRecord, TicketRecord
from bot.records.upsert import insert_new
from bot.tickets.values import NewTicket, Ticket, TicketEvent


class TicketsRepository:
    """Reads and writes tickets with their events."""

    def __init__(self, session: AsyncSession, tell: Tell = tell_nobody) -> None:
        self._session = session
        self._tell = tell

    async def get(self, ticket_id: str) -> Ticket | None:
        return await self._one(TicketRecord.id == ticket_id)

    async def by_reference(self, reference: str) -> Ticket | None:
        return await self._one(TicketRecord.reference == reference)

    async def by_once(self, once: str) -> Ticket | None:
        return await self._one(TicketRecord.once == once)

    async def of_conversation(self, conversation_id: str) -> tuple[Ticket, ...]:
        query = select(TicketRecord).where(TicketRecord.conversation_id == conversation_id)
        query = query.order_by(TicketRecord.opened_at.desc(), TicketRecord.id).options(
            selectinload(TicketRecord.events)
        )
        return tuple(map(_ticket, await self._session.scalars(query)))

    async def of_customer(self, customer_id: str) -> tuple[Ticket, ...]:
        query = select(TicketRecord).where(TicketRecord.customer_id == customer_id)
        query = query.order_by(TicketRecord.opened_at.desc(), TicketRecord.id).options(
            selectinload(TicketRecord.events)
        )
        return tuple(map(_ticket, await self._session.scalars(query)))

    async def reassign(self, holder: str | None, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give tickets (all of them, or only these) to another customer; say which have moved."""
        query = update(TicketRecord).where(TicketRecord.customer_id.is_not_distinct_from(holder))
        if only is not None:
            query = query.where(TicketRecord.id.in_(only))
        moved = await self._session.scalars(query.values(customer_id=to).returning(TicketRecord.id))
        return tuple(sorted(moved))

    async def forget_words(self, ticket_ids: Sequence[str]) -> None:
        """Keep that there was a ticket and its course, and nothing of what was told."""
        tickets = update(TicketRecord).where(TicketRecord.id.in_(ticket_ids))
        await self._session.execute(tickets.values(facts={}, wish=None))
        notes = update(TicketEventRecord).where(
            TicketEventRecord.ticket_id.in_(ticket_ids), TicketEventRecord.kind == "noted"
        )
        await self._session.execute(notes.values(values=None))

    async def add(self, ticket: NewTicket, deadline: datetime, at: datetime) -> str | None:
        """Insert a ticket under a fresh reference; None where its `once` or the reference is taken."""
        ticket_id = new_id()
        added = await insert_new(
            self._session,
            TicketRecord,
            id=ticket_id,
            reference=new_reference(TICKET_PREFIX),
            once=ticket.once,
            kind=ticket.kind,
            category=ticket.category,
            severity=ticket.severity,
            priority=ticket.priority,
            conversation_id=ticket.conversation_id,
            booking_id=ticket.booking_id,
            customer_id=ticket.customer_id,
            facts=dict(ticket.facts),
            wish=ticket.wish,
            deadline=deadline,
            opened_at=at,
        )
        return ticket_id if added else None

    async def record(self, ticket_id: str, event: TicketEvent) -> None:
        self._session.add(
            TicketEventRecord(
                ticket_id=ticket_id,
                kind=event.kind,
                by=event.by,
                audience=event.audience,
                values=None if event.values is None else dict(event.values),
                at=event.at,
            )
        )
        await self._session.flush()
        ticket = await self._session.get_one(TicketRecord, ticket_id)
        told = {"ticket": ticket.reference, "kind": ticket.kind, "by": event.by}
        await self._tell(f"ticket.{event.kind}", f"ticket:{ticket.reference}", told)

    async def _one(self, condition: ColumnElement[bool]) -> Ticket | None:
        query = select(TicketRecord).where(condition).options(selectinload(TicketRecord.events))
        record = await self._session.scalar(query.execution_options(populate_existing=True))
        return None if record is None else _ticket(record)


def _ticket(record: TicketRecord) -> Ticket:
    return Ticket(
        id=record.id,
        reference=record.reference,
        kind=record.kind,
        category=record.category,
        severity=record.severity,
        priority=record.priority,
        conversation_id=record.conversation_id,
        booking_id=record.booking_id,
        customer_id=record.customer_id,
        facts=record.facts,
        wish=record.wish,
        opened_at=record.opened_at,
        deadline=record.deadline,
        events=tuple(
            TicketEvent(event.kind, event.by, event.at, event.audience, event.values) for event in record.events
        ),
    )
