"""Tickets: opened once, followed by their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.core.clock import Clock
from bot.core.errors import Unavailable
from bot.core.ids import TICKET_PREFIX, normalise_reference
from bot.tickets.errors import TicketNotFound
from bot.tickets.repository import TicketsRepository
from bot.tickets.values import URGENT, NewTicket, Progress, Ticket, TicketEvent

ANSWER_WITHIN = timedelta(hours=24)
URGENT_WITHIN = timedelta(hours=1)
_ENDED = ("resolved", "closed")
_DRAWS = 5  # references drawn before giving up; one clash in a billion is expected


class TicketsService:
    """Keeps tickets. A ticket is shown only to the conversation or customer that it belongs to."""

    def __init__(self, repository: TicketsRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def open(self, ticket: NewTicket, by: str = "assistant") -> Ticket:
        """Open a ticket, to be answered in 24 hours, an urgent one in 1; the same `once` gives the same ticket."""
        now = self._clock.now()
        deadline = now + (URGENT_WITHIN if ticket.priority == URGENT else ANSWER_WITHIN)
        for _ in range(_DRAWS):
            ticket_id = await self._repository.add(ticket, deadline, now)
            if ticket_id is not None:
                await self._repository.record(ticket_id, TicketEvent("opened", by, now))
                return await self.get(ticket_id)
            known = await self._repository.by_once(ticket.once) if ticket.once else None
            if known is not None:
                return known
        raise Unavailable("ticket references")

    async def get(self, ticket_id: str) -> Ticket:
        """Give a ticket by id, for staff and other services. Raises TicketNotFound."""
        return _found(await self._repository.get(ticket_id))

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
            overdue=ticket.state not in _ENDED and self._clock.now() > ticket.deadline,
            steps=shown,
        )

    async def note(self, ticket_id: str, by: str, text: str, audience: str = "staff") -> Ticket:
        """Add a note. Raises TicketNotFound."""
        return await self.record(ticket_id, "noted", by, {"text": text}, audience)

    async def assign(self, ticket_id: str, by: str, staff_id: str) -> Ticket:
        """Give the ticket to a colleague. Raises TicketNotFound."""
        return await self.record(ticket_id, "assigned", by, {"staff_id": staff_id})

    async def record(
        self,
        ticket_id: str,
        kind: str,
        by: str,
        values: Mapping[str, object] | None = None,
        audience: str = "all",
    ) -> Ticket:
        """Add any event (see STATES for those that change the state). Raises TicketNotFound."""
        await self.get(ticket_id)
        await self._repository.record(ticket_id, TicketEvent(kind, by, self._clock.now(), audience, values))
        return await self.get(ticket_id)


def _found(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise TicketNotFound
    return ticket
