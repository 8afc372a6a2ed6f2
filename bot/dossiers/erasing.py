"""Everything personal about somebody taken out of the records, at their wish."""

from __future__ import annotations

from datetime import date

from bot.attachments.service import AttachmentsService
from bot.bookings.values import OWING, Booking, State
from bot.core.clock import Clock
from bot.dossiers.errors import StillOpen, StillTravelling
from bot.dossiers.service import Areas

_ENDED = frozenset({"resolved", "closed"})


class ErasingService:
    """Forgets a person. What was sold and paid, and that there were talks and tickets, stays without a name."""

    def __init__(self, areas: Areas, attachments: AttachmentsService, clock: Clock) -> None:
        self._areas = areas
        self._attachments = attachments
        self._clock = clock

    async def erase(self, customer_id: str, by: str, version: int | None = None) -> tuple[str, ...]:
        """Forget a person; give the ids of their files, which the caller deletes after the commit.

        Raises UnknownCustomer, Erased, Stale; StillTravelling and StillOpen while something is owed to them.
        """
        areas, customer = self._areas, await self._areas.customers.hold(customer_id, version)
        bookings = await areas.bookings.of_customer(customer.id)
        tickets = await areas.tickets.of_customer(customer.id)
        for booking in bookings:
            if _owed(booking, self._clock.now().date()):
                raise StillTravelling(booking.reference)
        for ticket in tickets:
            if ticket.state not in _ENDED:
                raise StillOpen(ticket.reference)
        chats = [one.id for one in await areas.chats.of_customer(customer.id)]
        await areas.merges.erase(customer.id, by)
        await areas.bookings.forget_people([one.id for one in bookings])
        await areas.tickets.forget_words([one.id for one in tickets])
        await areas.surveys.forget_comments(chats)
        await areas.chats.blank(chats)
        return await self._attachments.forget_all(chats)


def _owed(booking: Booking, today: date) -> bool:
    return booking.state == State.REFUND_PENDING or (booking.state in OWING and booking.ends >= today)
