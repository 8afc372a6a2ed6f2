"""What colleagues do with a ticket: the base that every change stands on, sorting, giving out, notes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.core.clock import Clock
from bot.core.texts import clean_text
from bot.tickets.choices import Choices
from bot.tickets.errors import NotAChoice, NotNow, TicketChanged, TicketNotFound
from bot.tickets.repository import TicketsRepository
from bot.tickets.states import ENDED, after
from bot.tickets.values import URGENT, Ticket, TicketEvent

# By when something of a priority, begun by a team at a time, has to be done; None: there is no such rule.
Due = Callable[[int, str, datetime], Awaitable[datetime | None]]

LONGEST_WORDS = 2000
_LARGEST_SEVERITY = -1


class Casework:
    """Changes tickets. `expect` is the number of the last event that the colleague saw: after a later one they are told

    who was faster (TicketChanged) instead of overwriting it. Raises TicketNotFound, and NotNow where the state forbids.
    """

    def __init__(self, repository: TicketsRepository, due: Due, clock: Clock, choices: Choices) -> None:
        self._repository = repository
        self._due = due
        self._clock = clock
        self._choices = choices

    async def get(self, ticket_id: str) -> Ticket:
        """Give a ticket by id, for staff and other services. Raises TicketNotFound."""
        return found(await self._repository.get(ticket_id))

    async def note(self, ticket_id: str, by: str, text: str, audience: str = "staff") -> Ticket:
        """Add a note."""
        return await self.record(ticket_id, "noted", by, {"text": words(text)}, audience)

    async def assign(
        self, ticket_id: str, by: str, staff_id: str, team: str | None = None, expect: int | None = None
    ) -> Ticket:
        """Give the ticket to a colleague, and with them to their team."""
        ticket = await self._held(ticket_id, expect)
        values = {"staff_id": staff_id, "team": team or ticket.standing.team}
        return await self._record(ticket, "assigned", by, values)

    async def move(self, ticket_id: str, by: str, team: str, note: str = "", expect: int | None = None) -> Ticket:
        """Give the ticket to a team; one of them takes it from there."""
        ticket = await self._held(ticket_id, expect)
        ticket = await self._record(ticket, "moved", by, {"team": team})
        return await self._record(ticket, "noted", by, {"text": words(note)}, "staff") if note.strip() else ticket

    async def sort(
        self, ticket_id: str, by: str, changes: Mapping[str, str | None], expect: int | None = None
    ) -> Ticket:
        """Say what it is about, how grave it is and what caused it; what is None stays. Raises NotAChoice.

        A case that turns out to be critical is answered as an urgent one from now on.
        """
        ticket = await self._held(ticket_id, expect)
        values: dict[str, object] = {name: value for name, value in changes.items() if value}
        for name, allowed in self._allowed(ticket.kind).items():
            if values.get(name) and values[name] not in allowed:
                raise NotAChoice(name)
        gravest = self._choices.severities[_LARGEST_SEVERITY]
        if values.get("severity") == gravest and ticket.severity != gravest:
            urgent = await self._deadline(URGENT, ticket.standing.team)
            values["deadline"] = min(ticket.deadline, urgent).isoformat()
        return await self._record(ticket, "sorted", by, values, "staff") if values else ticket

    async def link(self, ticket_id: str, by: str, other: Ticket, expect: int | None = None) -> Ticket:
        """Say that another case is like this one."""
        ticket = await self._held(ticket_id, expect)
        return await self._record(ticket, "linked", by, {"ticket": other.reference}, "staff")

    async def record(
        self,
        ticket_id: str,
        kind: str,
        by: str,
        values: Mapping[str, object] | None = None,
        audience: str = "all",
    ) -> Ticket:
        """Add any event; those of `bot.tickets.states` change the state, or are refused in it."""
        return await self._record(await self._held(ticket_id), kind, by, values, audience)

    async def rebuild(self, ticket_id: str) -> Ticket:
        """Write the projection anew from the events."""
        found(await self._repository.lock(ticket_id))
        return await self._repository.project(ticket_id)

    async def _held(self, ticket_id: str, expect: int | None = None) -> Ticket:
        """Give the ticket with everybody else kept out. Raises TicketNotFound, TicketChanged."""
        ticket = found(await self._repository.lock(ticket_id))
        if expect is not None and expect != ticket.last:
            raise TicketChanged(ticket.standing.last_by, ticket.last)
        return ticket

    async def _record(
        self,
        ticket: Ticket,
        kind: str,
        by: str,
        values: Mapping[str, object] | None = None,
        audience: str = "all",
    ) -> Ticket:
        """Write an event of a ticket that is held. Raises NotNow."""
        if after(ticket.state, kind) is None:
            raise NotNow(ticket.state)
        return await self._repository.record(ticket.id, TicketEvent(kind, by, self._clock.now(), audience, values))

    async def _deadline(self, priority: int, team: str) -> datetime:
        """Give what the traveller was promised, or what the company's clocks say where that is earlier."""
        now = self._clock.now()
        promised, due = now + self._choices.answer_within(priority == URGENT), await self._due(priority, team, now)
        return min(promised, due) if due else promised

    def _allowed(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        return {
            "category": self._choices.categories[kind],
            "severity": self._choices.severities,
            "cause": self._choices.causes,
        }


def found(ticket: Ticket | None) -> Ticket:
    """Give the ticket. Raises TicketNotFound."""
    if ticket is None:
        raise TicketNotFound
    return ticket


def words(text: str) -> str:
    """Clean what a colleague wrote."""
    return clean_text(text, LONGEST_WORDS).text


def ended(ticket: Ticket) -> bool:
    """Say whether the ticket is resolved or closed."""
    return ticket.state in ENDED
