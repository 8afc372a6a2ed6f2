"""Tickets in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.core.ids import TICKET_PREFIX, new_id, new_reference
from bot.core.telling import Tell, tell_nobody
from bot.records.tickets import TicketEventRecord, TicketRecord, WorkOrderRecord
from bot.records.upsert import insert_new
from bot.tickets.history import WRITTEN
from bot.tickets.mapping import begun, columns, projected, ticket_of
from bot.tickets.states import ENDED, RESOLVED
from bot.tickets.values import NewTicket, Standing, Ticket, TicketEvent


class TicketsRepository:
    """Reads and writes tickets with their events; every event brings the row's projection up to date."""

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
        return await self._many(TicketRecord.conversation_id == conversation_id)

    async def of_customer(self, customer_id: str) -> tuple[Ticket, ...]:
        return await self._many(TicketRecord.customer_id == customer_id)

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
        events = select(TicketEventRecord).where(TicketEventRecord.ticket_id.in_(ticket_ids))
        for event in await self._session.scalars(events):
            event.values = {name: value for name, value in (event.values or {}).items() if name not in WRITTEN} or None
        await self._session.flush()

    async def lock(self, ticket_id: str) -> Ticket | None:
        """Give a ticket, and keep other writers out until the end of the transaction."""
        await self._session.execute(select(TicketRecord.id).where(TicketRecord.id == ticket_id).with_for_update())
        return await self.get(ticket_id)

    async def settled_since(
        self, kind: str, category: str | None, conversation_id: str | None, booking_id: str | None, since: datetime
    ) -> tuple[Ticket, ...]:
        """Give the tickets about the same thing that were settled since, the latest first."""
        same = [
            column == value
            for column, value in (
                (TicketRecord.conversation_id, conversation_id),
                (TicketRecord.booking_id, booking_id),
            )
            if value is not None
        ]
        found: list[Ticket] = []
        for condition in same:
            found += await self._many(
                condition,
                TicketRecord.kind == kind,
                TicketRecord.category == category,
                TicketRecord.state.in_(ENDED),
                TicketRecord.resolved_at >= since,
            )
        return tuple(sorted(found, key=lambda one: one.standing.last_at, reverse=True))

    async def add(self, ticket: NewTicket, team: str, deadline: datetime, at: datetime) -> str | None:
        """Insert a ticket under a fresh reference; None where its `once` or the reference is taken."""
        ticket_id = new_id()
        added = await insert_new(
            self._session,
            TicketRecord,
            id=ticket_id,
            reference=new_reference(TICKET_PREFIX),
            once=ticket.once,
            kind=ticket.kind,
            priority=ticket.priority,
            conversation_id=ticket.conversation_id,
            booking_id=ticket.booking_id,
            customer_id=ticket.customer_id,
            facts=dict(ticket.facts),
            wish=ticket.wish,
            opened_at=at,
            **columns(begun(team, ticket, deadline, at)),
        )
        return ticket_id if added else None

    async def record(self, ticket_id: str, event: TicketEvent) -> Ticket:
        """Add an event, and write what the ticket comes to with it."""
        written = TicketEventRecord(
            ticket_id=ticket_id,
            kind=event.kind,
            by=event.by,
            audience=event.audience,
            values=None if event.values is None else dict(event.values),
            at=event.at,
        )
        self._session.add(written)
        await self._session.flush()
        ticket = await self.project(ticket_id)
        told = {"ticket": ticket.reference, "kind": ticket.kind, "by": event.by}
        await self._tell(f"ticket.{event.kind}", f"ticket:{ticket.reference}", told)
        return ticket

    async def project(self, ticket_id: str) -> Ticket:
        """Write what the events come to into the row and the work orders' rows; give the ticket."""
        ticket = await self.get(ticket_id)
        assert ticket is not None  # its event has just been written
        row = update(TicketRecord).where(TicketRecord.id == ticket_id)
        await self._session.execute(row.values(**columns(ticket.standing)))
        known = select(WorkOrderRecord).where(WorkOrderRecord.ticket_id == ticket_id)
        orders = {one.number: one for one in await self._session.scalars(known)}
        for order in ticket.orders:
            record = orders.get(order.number)
            if record is None:
                record = WorkOrderRecord(ticket_id=ticket_id, number=order.number, team=order.team, due=order.due)
                self._session.add(record)
            record.state, record.staff_id, record.last_at = order.state, order.staff_id, order.last_at
        await self._session.flush()
        return ticket

    async def projection(self, ticket_id: str) -> Standing | None:
        """Give what the row says, for comparison with what the events say."""
        query = select(TicketRecord).where(TicketRecord.id == ticket_id)
        record = await self._session.scalar(query.execution_options(populate_existing=True))
        return None if record is None else projected(record)

    async def ids(self) -> tuple[str, ...]:
        """Give every ticket's id."""
        return tuple(await self._session.scalars(select(TicketRecord.id)))

    async def to_remind(self, until: date, limit: int) -> tuple[str, ...]:
        """Give the tickets whose follow-up is due on that day or was before."""
        due = select(TicketRecord.id).where(TicketRecord.follow_up <= until).order_by(TicketRecord.follow_up)
        return tuple(await self._session.scalars(due.limit(limit)))

    async def to_close(self, before: datetime, limit: int) -> tuple[str, ...]:
        """Give the settled tickets to which nothing has happened since."""
        query = select(TicketRecord.id).where(
            TicketRecord.state == RESOLVED, TicketRecord.last_at < before, TicketRecord.follow_up.is_(None)
        )
        return tuple(await self._session.scalars(query.limit(limit)))

    async def _one(self, condition: ColumnElement[bool]) -> Ticket | None:
        found = await self._many(condition)
        return found[0] if found else None

    async def _many(self, *conditions: ColumnElement[bool]) -> tuple[Ticket, ...]:
        query: Any = select(TicketRecord).where(*conditions)
        query = query.order_by(TicketRecord.opened_at.desc(), TicketRecord.id)
        query = query.options(selectinload(TicketRecord.events)).execution_options(populate_existing=True)
        return tuple(map(ticket_of, await self._session.scalars(query)))
