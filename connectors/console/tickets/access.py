"""Which tickets a colleague may see: their own, their team's, those of chats they see and of work orders for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from bot.services import Services
from bot.tickets.errors import TicketNotFound
from bot.tickets.listing import Scope
from bot.tickets.values import Ticket, WorkOrder
from connectors.console.identity import Caller, May
from connectors.console.problems import Problem

Reading = Annotated[Caller, Depends(May("tickets.read"))]
Writing = Annotated[Caller, Depends(May("tickets.write"))]
Approving = Annotated[Caller, Depends(May("tickets.approve"))]


def scope_of(caller: Caller) -> Scope:
    """Give whose eyes they are."""
    return Scope(caller.staff.id, caller.staff.team, caller.may("tickets.all"))


async def seen(services: Services, caller: Caller, reference: str) -> Ticket:
    """Give a ticket; one that the caller may not see does not exist. Raises Problem 404."""
    try:
        return await services.tickets.seen(scope_of(caller), reference)
    except TicketNotFound:
        raise Problem(404, "console_ticket_unknown") from None


def does(caller: Caller, order: WorkOrder) -> bool:
    """Say whether a work order is for the caller to do."""
    staff = caller.staff
    return caller.may("tickets.all") or order.team == staff.team or order.staff_id == staff.id


def asked_for(caller: Caller, ticket: Ticket, order: WorkOrder) -> bool:
    """Say whether a work order is the caller's to check: they asked for it, or the ticket is theirs or their team's."""
    staff, standing = caller.staff, ticket.standing
    mine = order.by == staff.owner or standing.staff_id == staff.id or standing.team == staff.team
    return mine or caller.may("tickets.all")
