"""Lists of tickets: the board, a page of a list, and candidates for similar cases. From the rows' projection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.records.bookings import BookingRecord
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord
from bot.records.tickets import TicketRecord, WorkOrderRecord
from bot.tickets.mapping import line_of, ticket_of
from bot.tickets.states import IN_PROGRESS, OPEN, ORDERS_OPEN
from bot.tickets.values import Line, Ticket

Sort = Literal["recent", "due"]
Cursor = tuple[datetime, str]


@dataclass(frozen=True)
class Scope:
    """Whose eyes: a colleague sees their own tickets, their team's, and those of chats and work orders of theirs."""

    staff_id: str
    team: str
    all: bool = False


@dataclass(frozen=True)
class Filters:
    """What to look for; None: anything. `owner` "" is nobody; `late`: overdue at that moment."""

    states: tuple[str, ...] = ()
    team: str | None = None
    owner: str | None = None
    kind: str | None = None
    category: str | None = None
    severity: str | None = None
    cause: str | None = None
    waits: str | None = None
    reference: str | None = None
    customer_id: str | None = None
    late: datetime | None = None
    orders_of: str | None = None


@dataclass(frozen=True)
class Page:
    """Lines in order, and where the next page begins."""

    lines: tuple[Line, ...]
    after: Cursor | None


@dataclass(frozen=True)
class Board:
    """The first tickets of each state, and how many there are."""

    columns: Mapping[str, tuple[Line, ...]]
    counts: Mapping[str, int] = field(default_factory=dict)


class TicketLists:
    """Reads lists."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, scope: Scope, filters: Filters, sort: Sort, after: Cursor | None, limit: int) -> Page:
        """Give a page, the latest change or the earliest deadline first."""
        query = select(TicketRecord).where(*_conditions(scope, filters))
        if sort == "due":
            key, beyond = TicketRecord.deadline, TicketRecord.deadline.__gt__
            query = query.order_by(key, TicketRecord.id)
        else:
            key, beyond = TicketRecord.last_at, TicketRecord.last_at.__lt__
            query = query.order_by(key.desc(), TicketRecord.id)
        if after is not None:
            moment, ticket_id = after
            query = query.where(or_(beyond(moment), and_(key == moment, TicketRecord.id > ticket_id)))
        lines = await self._lines(query.limit(limit + 1))
        more = len(lines) > limit
        return Page(lines[:limit], _cursor(lines[limit - 1], sort) if more else None)

    async def board(self, scope: Scope, filters: Filters, states: Sequence[str], limit: int) -> Board:
        """Give the first of each state: the most urgent, then the earliest deadline; of what has ended the latest."""
        conditions = _conditions(scope, filters)
        counted = select(TicketRecord.state, func.count()).where(*conditions, TicketRecord.state.in_(states))
        found = await self._session.execute(counted.group_by(TicketRecord.state))
        counts = {row[0]: row[1] for row in found}
        columns = {}
        for state in states:
            query = select(TicketRecord).where(*conditions, TicketRecord.state == state)
            alive = (TicketRecord.priority, TicketRecord.deadline, TicketRecord.id)
            ended = (TicketRecord.last_at.desc(), TicketRecord.id)
            query = query.order_by(*(ended if state == "resolved" else alive)).limit(limit)
            columns[state] = await self._lines(query) if counts.get(state) else ()
        return Board(columns, {state: counts.get(state, 0) for state in states})

    async def sees(self, scope: Scope, ticket_id: str) -> bool:
        """Say whether the colleague may see a ticket."""
        query = select(TicketRecord.id).where(TicketRecord.id == ticket_id, *_conditions(scope, Filters()))
        return await self._session.scalar(query) is not None

    async def alike(self, ticket: Ticket, limit: int) -> tuple[Ticket, ...]:
        """Give the latest tickets that share category, cause, booking or tour with this one."""
        shared = [and_(TicketRecord.kind == ticket.kind, TicketRecord.category == ticket.category)]
        if ticket.standing.cause:
            shared.append(TicketRecord.cause == ticket.standing.cause)
        if ticket.booking_id:
            tour = select(BookingRecord.tour_id).where(BookingRecord.id == ticket.booking_id).scalar_subquery()
            shared.append(TicketRecord.booking_id.in_(select(BookingRecord.id).where(BookingRecord.tour_id == tour)))
        # One query for each, that every one of them can use its index.
        found: dict[str, TicketRecord] = {}
        for condition in shared:
            query = select(TicketRecord).where(condition, TicketRecord.id != ticket.id)
            query = query.order_by(TicketRecord.last_at.desc()).limit(limit).options(selectinload(TicketRecord.events))
            query = query.execution_options(populate_existing=True)
            found |= {one.id: one for one in await self._session.scalars(query)}
        return tuple(map(ticket_of, found.values()))

    async def tours(self, booking_ids: Sequence[str]) -> Mapping[str, str]:
        """Give the tours of bookings."""
        query = select(BookingRecord.id, BookingRecord.tour_id).where(BookingRecord.id.in_(booking_ids))
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def _lines(self, query: Select[TicketRecord]) -> tuple[Line, ...]:
        found = await self._session.scalars(query.execution_options(populate_existing=True))
        return tuple(map(line_of, found))


def _cursor(line: Line, sort: Sort) -> Cursor:
    return (line.standing.deadline if sort == "due" else line.standing.last_at, line.id)


def _conditions(scope: Scope, filters: Filters) -> list[ColumnElement[bool]]:
    wanted = [
        (TicketRecord.team, filters.team),
        (TicketRecord.kind, filters.kind),
        (TicketRecord.category, filters.category),
        (TicketRecord.severity, filters.severity),
        (TicketRecord.cause, filters.cause),
        (TicketRecord.waits, filters.waits),
        (TicketRecord.reference, filters.reference),
        (TicketRecord.customer_id, filters.customer_id),
    ]
    found: list[ColumnElement[bool]] = [column == value for column, value in wanted if value is not None]
    if filters.states:
        found.append(TicketRecord.state.in_(filters.states))
    if filters.owner is not None:
        found.append(TicketRecord.staff_id == filters.owner if filters.owner else TicketRecord.staff_id.is_(None))
    if filters.late is not None:
        # A case that waits for the traveller is not late.
        found += [TicketRecord.deadline < filters.late, TicketRecord.state.in_((OPEN, IN_PROGRESS))]
    if filters.orders_of is not None:
        orders = select(WorkOrderRecord.ticket_id).where(WorkOrderRecord.team == filters.orders_of)
        found.append(TicketRecord.id.in_(orders.where(WorkOrderRecord.state.in_(ORDERS_OPEN))))
    return found if scope.all else [*found, seen_in(scope)]


def seen_in(scope: Scope) -> ColumnElement[bool]:
    """Give the condition of a ticket being one that they may see."""
    me = f"agent:{scope.staff_id}"
    orders = select(WorkOrderRecord.ticket_id).where(
        or_(WorkOrderRecord.team == scope.team, WorkOrderRecord.staff_id == scope.staff_id)
    )
    chat = TicketRecord.conversation_id
    mine = select(ConversationRecord.id).where(
        ConversationRecord.id == chat, or_(ConversationRecord.team == scope.team, ConversationRecord.owner == me)
    )
    wrote = select(MessageRecord.id).where(
        MessageRecord.conversation_id == chat, MessageRecord.staff_id == scope.staff_id
    )
    held = select(ConversationEventRecord.id).where(
        ConversationEventRecord.conversation_id == chat, ConversationEventRecord.by == me
    )
    return or_(
        TicketRecord.team == scope.team,
        TicketRecord.staff_id == scope.staff_id,
        TicketRecord.id.in_(orders),
        mine.exists(),
        wrote.exists(),
        held.exists(),
    )
