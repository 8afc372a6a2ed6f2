"""Work orders: `POST /tickets/{reference}/work-orders` and what becomes of one."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Request

from bot.services import Services
from bot.staff.values import TEAMS
from bot.tickets.errors import NotAChoice
from bot.tickets.ordering import order_of
from bot.tickets.values import NewOrder, Ticket
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.tickets import models
from connectors.console.tickets.access import Writing, asked_for, does
from connectors.console.tickets.changes import active
from connectors.console.tickets.models import Detail
from connectors.console.tickets.routes import Reference
from connectors.console.tickets.showing import change

router = APIRouter(route_class=ConsoleRoute, tags=["tickets"])

Number = Annotated[int, Path(ge=1, le=10_000)]


class Verb(StrEnum):
    """What is done with a work order."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    DONE = "done"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    CANCEL = "cancel"


_EVENTS = {
    Verb.ACCEPT: "accepted",
    Verb.REFUSE: "refused",
    Verb.DONE: "done",
    Verb.CONFIRM: "confirmed",
    Verb.REOPEN: "reopened",
    Verb.CANCEL: "cancelled",
}
_DOING = (Verb.ACCEPT, Verb.REFUSE, Verb.DONE)


@router.post("/tickets/{reference}/work-orders")
async def order(reference: Reference, body: models.NewOrder, caller: Writing, request: Request) -> Detail:
    """Ask a team, or one colleague in it, for work."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        if body.team not in TEAMS:
            raise NotAChoice("team")
        if body.due is not None and body.due.tzinfo is None:
            raise NotAChoice("due")
        if body.staff is not None and (await active(services, body.staff)).team != body.team:
            raise NotAChoice("staff")
        new = NewOrder(body.team, body.what, body.staff, body.due)
        return await services.tickets.order(ticket.id, caller.staff.owner, new, body.expect)

    return await change(request, caller, reference, "ordered", do, {"team": body.team})


@router.post("/tickets/{reference}/work-orders/{number}/{verb}")
async def change_order(
    reference: Reference, number: Number, verb: Verb, body: models.Why, caller: Writing, request: Request
) -> Detail:
    """Those who do the work accept, refuse or finish it; whoever asked for it confirms, reopens or cancels."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        asked = order_of(ticket, number)
        if not (does(caller, asked) if verb in _DOING else asked_for(caller, ticket, asked)):
            raise Problem(403, "role")
        if verb in (Verb.REFUSE, Verb.REOPEN) and not body.text.strip():
            raise NotAChoice("text")
        by = caller.staff.owner
        return await services.tickets.change_order(ticket.id, number, _EVENTS[verb], by, body.text, body.expect)

    return await change(request, caller, reference, f"order_{_EVENTS[verb]}", do, {"order": number})
