"""Tickets: opened once, followed by their events.

The parts: `casework` (the base of every change), `remedying`, `ordering` and `settling` on it, and here what opens and
shows tickets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.clock import Clock
from bot.core.errors import Unavailable
from bot.core.ids import TICKET_PREFIX, normalise_reference
from bot.tickets.casework import Due, ended
from bot.tickets.choices import Choices
from bot.tickets.errors import TicketNotFound
from bot.tickets.likeness import Outcome, Similar, outcomes, rank
from bot.tickets.listing import Board, Cursor, Filters, Page, Scope, Sort, TicketLists
from bot.tickets.ordering import Ordering
from bot.tickets.remedying import Remedying
from bot.tickets.repository import TicketsRepository
from bot.tickets.settling import Settling
from bot.tickets.states import AWAITING, ENDED, IN_PROGRESS, OPEN, RESOLVED
from bot.tickets.values import NewTicket, Progress, Ticket, TicketEvent

BOARD = (OPEN, IN_PROGRESS, AWAITING, RESOLVED)
_DRAWS = 5  # references drawn before giving up; one clash in a billion is expected
_COMPARED, _SHOWN = 150, 8


class TicketsService(Remedying, Ordering, Settling):
    """Keeps tickets. A ticket is shown only to the conversation or customer that it belongs to."""

    def __init__(
        self, repository: TicketsRepository, lists: TicketLists, due: Due, clock: Clock, choices: Choices
    ) -> None:
        super().__init__(repository, due, clock, choices)
        self._lists = lists

    @property
    def choices(self) -> Choices:
        """Give what tickets are sorted by."""
        return self._choices

    async def open(self, ticket: NewTicket, by: str = "assistant") -> Ticket:
        """Open a ticket, to be answered in 24 hours, an urgent one in 1; the same `once` gives the same ticket.

        A complaint about what was settled less than 72 hours ago opens that case again: it was not settled.
        """
        if ticket.kind == "complaint" and (again := await self._again(ticket, by)):
            return again
        now, team = self._clock.now(), self._choices.team(ticket.kind, ticket.category)
        deadline = await self._deadline(ticket.priority, team)
        for _ in range(_DRAWS):
            ticket_id = await self._repository.add(ticket, team, deadline, now)
            if ticket_id is not None:
                begun = {
                    "team": team,
                    "category": ticket.category,
                    "severity": ticket.severity,
                    "deadline": deadline.isoformat(),
                }
                return await self._repository.record(ticket_id, TicketEvent("opened", by, now, values=begun))
            known = await self._repository.by_once(ticket.once) if ticket.once else None
            if known is not None:
                return known
        raise Unavailable("ticket references")

    async def find(self, reference: str, conversation_id: str | None = None, customer_id: str | None = None) -> Ticket:
        """Give the ticket of a reference, however typed, if it belongs to one of the two. Raises TicketNotFound."""
        ticket = await self._repository.by_reference(normalise_reference(reference, TICKET_PREFIX))
        if ticket is None:
            raise TicketNotFound
        in_conversation = conversation_id is not None and ticket.conversation_id == conversation_id
        of_customer = customer_id is not None and ticket.customer_id == customer_id
        if not (in_conversation or of_customer):
            raise TicketNotFound
        return ticket

    async def seen(self, scope: Scope, reference: str) -> Ticket:
        """Give a ticket that a colleague may see; one that they may not does not exist. Raises TicketNotFound."""
        ticket = await self._repository.by_reference(normalise_reference(reference, TICKET_PREFIX))
        if ticket is None or not await self._lists.sees(scope, ticket.id):
            raise TicketNotFound
        return ticket

    async def sees(self, scope: Scope, ticket_id: str) -> bool:
        """Say whether a colleague may see a ticket."""
        return await self._lists.sees(scope, ticket_id)

    async def of_conversation(self, conversation_id: str) -> tuple[Ticket, ...]:
        """Give the tickets of a conversation, the latest first."""
        return await self._repository.of_conversation(conversation_id)

    async def of_customer(self, customer_id: str) -> tuple[Ticket, ...]:
        """Give the tickets of a customer, the latest first."""
        return await self._repository.of_customer(customer_id)

    async def holder_of(self, reference: str) -> str | None:
        """Give the customer whose ticket a reference, however typed, is; for staff."""
        ticket = await self._repository.by_reference(normalise_reference(reference, TICKET_PREFIX))
        return None if ticket is None else ticket.customer_id

    async def reassign(self, holder: str | None, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give a customer's tickets (None: nobody's), or only these, to another or to nobody; say which have moved."""
        return await self._repository.reassign(holder, to, only)

    async def forget_words(self, ticket_ids: Sequence[str]) -> None:
        """Forget what was told in tickets; their course stays."""
        if ticket_ids:
            await self._repository.forget_words(ticket_ids)

    async def page(self, scope: Scope, filters: Filters, sort: Sort, after: Cursor | None, limit: int) -> Page:
        """Give a page of the tickets that a colleague may see."""
        return await self._lists.page(scope, filters, sort, after, limit)

    async def board(self, scope: Scope, filters: Filters, limit: int) -> Board:
        """Give the first tickets of each state that is not closed, and how many there are."""
        return await self._lists.board(scope, filters, BOARD, limit)

    async def similar(self, ticket: Ticket) -> tuple[tuple[Similar, ...], tuple[Outcome, ...]]:
        """Give the cases most like this one, and which remedies settled them."""
        others = await self._lists.alike(ticket, _COMPARED)
        booked = [one.booking_id for one in (ticket, *others) if one.booking_id]
        near = rank(ticket, others, await self._lists.tours(booked) if booked else {}, _SHOWN)
        return near, outcomes(near)

    async def progress(self, ticket_id: str) -> Progress:
        """Give what a traveller may know of a ticket. Raises TicketNotFound."""
        ticket = await self.get(ticket_id)
        shown = tuple(event for event in ticket.events if event.audience == "all")
        return Progress(
            reference=ticket.reference,
            kind=ticket.kind,
            category=ticket.category,
            state=ticket.state,
            opened_at=ticket.opened_at,
            last_at=shown[-1].at if shown else ticket.opened_at,
            deadline=ticket.deadline,
            overdue=ticket.state not in (*ENDED, AWAITING) and self._clock.now() > ticket.deadline,
            steps=shown,
        )

    async def _again(self, new: NewTicket, by: str) -> Ticket | None:
        """Reopen the case that a new complaint is about, with what was told now."""
        since = self._clock.now() - timedelta(hours=self._choices.reopen_hours)
        of_chat = await self.of_conversation(new.conversation_id) if new.conversation_id and new.once else ()
        if known := next((one for one in of_chat if _reopened_by(one, new.once)), None):
            return known
        settled = await self._repository.settled_since(
            new.kind, new.category, new.conversation_id, new.booking_id, since
        )
        about = next((one for one in settled if _same_trip(one, new)), None)
        if about is None:
            return None
        held = await self._held(about.id)
        if not ended(held):
            return None
        told: dict[str, object] = {"told": new.facts.get("told") or [], "once": new.once}
        return await self._reopen(held, by, told)


def _same_trip(ticket: Ticket, new: NewTicket) -> bool:
    """A complaint about another booking is another case, though it be in the same chat."""
    return new.booking_id is None or ticket.booking_id is None or ticket.booking_id == new.booking_id


def _reopened_by(ticket: Ticket, once: str | None) -> bool:
    return any(event.kind == "reopened" and (event.values or {}).get("once") == once for event in ticket.events)
