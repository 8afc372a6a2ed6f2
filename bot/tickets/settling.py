"""The end of a case: resolved with its cause, checked with the traveller, followed up, closed, and opened again."""

from __future__ import annotations

from datetime import date, timedelta

from bot.tickets.casework import Casework, ended, words
from bot.tickets.errors import NotAChoice, NotNow
from bot.tickets.ordering import open_orders
from bot.tickets.values import CONFIRMATION, Ticket

BATCH = 100


class Settling(Casework):
    """Ends cases, and takes them up again."""

    async def resolve(self, ticket_id: str, by: str, cause: str | None, text: str, expect: int | None = None) -> Ticket:
        """Say that it is settled, why it happened and what was done. Raises NotAChoice, NotNow (open work orders)."""
        ticket = await self._held(ticket_id, expect)
        cause = cause or ticket.standing.cause
        if cause is not None and cause not in self._choices.causes:
            raise NotAChoice("cause")
        if cause is None and ticket.kind == "complaint":
            raise NotAChoice("cause")
        if not (said := words(text)):
            raise NotAChoice("text")
        if open_orders(ticket):
            raise NotNow("orders")
        values: dict[str, object] = {"text": said}
        return await self._record(ticket, "resolved", by, {**values, "cause": cause} if cause else values)

    async def ask(self, ticket_id: str, by: str) -> tuple[Ticket, int]:
        """Ask the traveller whether it is settled; give the number of the question too. Raises NotNow."""
        ticket = await self._held(ticket_id)
        number = asked(ticket) + 1
        return await self._record(ticket, "asked", by, {"question": number}), number

    async def confirm(
        self, ticket_id: str, by: str, via: str, question: int | None = None, expect: int | None = None
    ) -> Ticket | None:
        """Record that the traveller is satisfied; None where that question is no longer the one that is open."""
        ticket = await self._held(ticket_id, expect)
        if question is not None and not _awaits(ticket, question):
            return None
        return await self._record(ticket, "confirmed", by, {"via": via})

    async def reopen(
        self, ticket_id: str, by: str, why: str = "", question: int | None = None, expect: int | None = None
    ) -> Ticket | None:
        """Take a settled case up again, with a new deadline; None where that question is no longer open.

        Within 72 hours it counts as one that had not been settled well.
        """
        ticket = await self._held(ticket_id, expect)
        if question is not None and not _awaits(ticket, question):
            return None
        return await self._reopen(ticket, by, {"text": words(why)} if why.strip() else {})

    async def close(self, ticket_id: str, by: str, text: str = "", expect: int | None = None) -> Ticket:
        """End it for good. Raises NotNow while a work order is open."""
        ticket = await self._held(ticket_id, expect)
        if open_orders(ticket):
            raise NotNow("orders")
        return await self._record(ticket, "closed", by, {"text": words(text)} if text.strip() else None)

    async def follow_up(self, ticket_id: str, by: str, on: date | None, expect: int | None = None) -> Ticket:
        """Set the day on which the case comes back to its owner, or none. Raises NotAChoice for a day gone by."""
        ticket = await self._held(ticket_id, expect)
        if on is not None and on < self._clock.now().date():
            raise NotAChoice("on")
        return await self._record(ticket, "follow_up", by, {"on": on.isoformat() if on else None}, "staff")

    async def remind(self, today: date) -> tuple[Ticket, ...]:
        """Give back to their owners the cases whose follow-up is due; to be called again and again."""
        due = await self._repository.to_remind(today, BATCH)
        return tuple([await self._remind(await self._held(one)) for one in due])

    async def close_forgotten(self) -> tuple[Ticket, ...]:
        """Close what has been settled for a week and nobody came back to."""
        before = self._clock.now() - timedelta(days=self._choices.close_days)
        left = await self._repository.to_close(before, BATCH)
        return tuple([await self._record(await self._held(one), "closed", "system") for one in left])

    async def _remind(self, ticket: Ticket) -> Ticket:
        return await self._record(ticket, "reminded", "system", None, "staff")

    async def _reopen(self, ticket: Ticket, by: str, values: dict[str, object]) -> Ticket:
        since = ticket.standing.resolved_at
        soon = since is not None and self._clock.now() - since <= timedelta(hours=self._choices.reopen_hours)
        deadline = (await self._deadline(ticket.priority, ticket.standing.team)).isoformat()
        return await self._record(ticket, "reopened", by, {**values, "soon": soon, "deadline": deadline})


def asked(ticket: Ticket) -> int:
    """Give how often the traveller was asked whether it is settled."""
    return sum(event.kind == "asked" for event in ticket.events)


def _awaits(ticket: Ticket, question: int) -> bool:
    return ended(ticket) and ticket.standing.waits == CONFIRMATION and asked(ticket) == question
