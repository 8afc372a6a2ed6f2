"""One ticket read with everything that its page shows, and what follows a change of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from fastapi import Request

from bot.bookings.errors import UnknownBooking
from bot.bookings.values import Booking
from bot.services import Services
from bot.tickets.errors import TicketChanged
from bot.tickets.values import Ticket
from connectors.console.acting import acting
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.conversations.wakes import wake
from connectors.console.identity import Caller
from connectors.console.problems import Problem
from connectors.console.tickets.access import scope_of, seen
from connectors.console.tickets.models import Detail
from connectors.console.tickets.views import detail_of
from connectors.console.tickets.wording import by_words

Doing = Callable[[Services, Ticket], Awaitable[Ticket]]


async def change(
    request: Request,
    caller: Caller,
    reference: str,
    action: str,
    do: Doing,
    values: Mapping[str, object] | None = None,
) -> Detail:
    """Do something with a ticket in one transaction with its line in the log, wake who looks at it, and show it.

    Raises Problem 404 for one that the caller may not see, 409 with the name of a colleague who was faster.
    """
    told = dict(values or {})
    try:
        async with acting(request, caller, f"ticket.{action}", reference, told) as services:
            ticket = await seen(services, caller, reference)
            after = await do(services, ticket)
            shown = await show(services, request, caller, after)
    except TicketChanged as error:
        raise Problem(409, "ticket_changed", name=await _name(request, caller, error.by)) from error
    await tell(request, after)
    return shown


async def show(services: Services, request: Request, caller: Caller, ticket: Ticket) -> Detail:
    """Read everything about a ticket."""
    chat = await services.conversations.get(ticket.conversation_id) if ticket.conversation_id else None
    names = await read_names(services, caller.language, [chat] if chat else [])
    similar, outcomes = await services.tickets.similar(ticket)
    near = [(one, await services.tickets.sees(scope_of(caller), one.ticket.id)) for one in similar]
    files = await services.attachments.of_ticket(ticket.id)
    booking = await _booking(services, ticket)
    view, now = view_of(request, caller, names), services.clock.now()
    return detail_of(view, caller, ticket, chat, booking, files, near, outcomes, now)


async def tell(request: Request, ticket: Ticket) -> None:
    """Wake the lists, the ticket's page, and the chat that it belongs to."""
    await request.app.state.desk.bus.publish("desk", "changed", {"ticket": ticket.reference})
    if ticket.conversation_id:
        await wake(request, ticket.conversation_id, "message", {})


async def _booking(services: Services, ticket: Ticket) -> Booking | None:
    if ticket.booking_id is None:
        return None
    try:
        return await services.bookings.get(ticket.booking_id)
    except UnknownBooking:
        return None


async def _name(request: Request, caller: Caller, by: str) -> str:
    async with request.app.state.desk.services(write=False) as services:
        return by_words(view_of(request, caller, await read_names(services, caller.language, ())), by)
