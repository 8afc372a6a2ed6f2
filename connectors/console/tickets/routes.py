"""Looking at tickets: a chat's, a list, the board, one with everything about it; what forms offer; opening one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import StreamingResponse

from bot.attachments.errors import AttachmentNotFound
from bot.attachments.serving import headers_of
from bot.contacts.errors import NoSuchBooking
from bot.conversations.values import Conversation
from bot.core.ids import BOOKING_PREFIX, TICKET_PREFIX, normalise_reference
from bot.services import Services
from bot.tickets.casework import words
from bot.tickets.errors import NotAChoice
from bot.tickets.listing import Cursor, Filters, Sort
from bot.tickets.values import NORMAL, URGENT, NewTicket
from connectors.console.conversations.access import seen as seen_chat
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.identity import Caller
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.tickets.access import Reading, Writing, scope_of, seen
from connectors.console.tickets.models import Board, Column, Detail, NewCase, State, Tickets, Waits
from connectors.console.tickets.showing import show, tell
from connectors.console.tickets.views import row_of

PAGE, ON_BOARD = 50, 30

router = APIRouter(route_class=ConsoleRoute, tags=["tickets"])

Reference = Annotated[str, Path(max_length=20)]
Code = Annotated[str | None, Query(max_length=64)]


def filters(
    caller: Reading,
    request: Request,
    team: Code = None,
    owner: Annotated[str | None, Query(max_length=64, description="A colleague's id, `me`, or `none`.")] = None,
    kind: Code = None,
    category: Code = None,
    severity: Code = None,
    cause: Code = None,
    waits: Waits | None = None,
    customer: Code = None,
    overdue: bool = False,
    orders: Annotated[bool, Query(description="With open work orders for my team.")] = False,
    q: Annotated[str | None, Query(max_length=20, description="A reference.")] = None,
) -> Filters:
    """Read what is looked for."""
    owners = {"me": caller.staff.id, "none": ""}
    return Filters(
        team=team,
        owner=owners.get(owner, owner) if owner is not None else None,
        kind=kind,
        category=category,
        severity=severity,
        cause=cause,
        waits=waits,
        customer_id=customer,
        late=request.app.state.desk.clock.now() if overdue else None,
        orders_of=caller.staff.team if orders else None,
        reference=normalise_reference(q, TICKET_PREFIX) if q and q.strip() else None,
    )


Wanted = Annotated[Filters, Depends(filters)]


@router.get("/tickets")
async def tickets(
    caller: Reading,
    request: Request,
    wanted: Wanted,
    conversation: Annotated[str | None, Query(max_length=64)] = None,
    state: Annotated[list[State] | None, Query()] = None,
    sort: Sort = "recent",
    after: Annotated[str | None, Query(max_length=100)] = None,
) -> Tickets:
    """Give the tickets of a chat, or a page of those that the caller may see and that are looked for."""
    async with request.app.state.desk.services(write=False) as services:
        view, now = view_of(request, caller, await read_names(services, caller.language, ())), services.clock.now()
        if conversation is not None:
            await seen_chat(services, caller, conversation)
            found = await services.tickets.of_conversation(conversation)
            return Tickets(items=[row_of(view, one, now) for one in found])
        asked = replace(wanted, states=tuple(state or ()))
        page = await services.tickets.page(scope_of(caller), asked, sort, _cursor(after), PAGE)
    beyond = f"{page.after[0].isoformat()}~{page.after[1]}" if page.after else None
    return Tickets(items=[row_of(view, one, now) for one in page.lines], after=beyond)


@router.get("/tickets/board")
async def board(caller: Reading, request: Request, wanted: Wanted) -> Board:
    """Give the first tickets of each state that is not closed, and how many there are of each."""
    async with request.app.state.desk.services(write=False) as services:
        view, now = view_of(request, caller, await read_names(services, caller.language, ())), services.clock.now()
        found = await services.tickets.board(scope_of(caller), wanted, ON_BOARD)
    columns = found.columns.items()
    return Board(
        columns=[
            Column(state=state, count=found.counts[state], items=[row_of(view, one, now) for one in lines])
            for state, lines in columns
        ]
    )


@router.get("/tickets/{reference}")
async def detail(reference: Reference, caller: Reading, request: Request) -> Detail:
    """Give a ticket with its history, remedies, work orders, evidence and the cases most like it."""
    async with request.app.state.desk.services(write=False) as services:
        return await show(services, request, caller, await seen(services, caller, reference))


@router.get("/tickets/{reference}/files/{file_id}", response_class=StreamingResponse)
async def evidence(
    reference: Reference, file_id: Annotated[str, Path(max_length=64)], caller: Reading, request: Request
) -> StreamingResponse:
    """Give the bytes of a ticket's evidence, also to those who work on the ticket and do not see its chat."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        ticket = await seen(services, caller, reference)
        files = await services.attachments.of_ticket(ticket.id)
    found = next((one for one in files if one.id == file_id), None)
    if found is None or found.key is None or not desk.files.has(found):
        raise AttachmentNotFound
    return StreamingResponse(desk.files.read(found), media_type=found.media, headers=dict(headers_of(found)))


@router.post("/tickets")
async def open_case(body: NewCase, caller: Writing, request: Request) -> Detail:
    """Open a ticket from a chat or a call; the same `client_id` twice is one.

    A complaint about what was settled less than 72 hours ago opens that ticket again.
    """
    told: dict[str, object] = {"kind": body.kind, "category": body.category}
    async with request.app.state.desk.services() as services:
        chat = await seen_chat(services, caller, body.conversation) if body.conversation else None
        new = await _new(services, caller, body, chat)
        ticket = await services.tickets.open(new, caller.staff.owner)
        await services.audit.record(caller.staff.owner, "ticket.opened", ticket.reference, told)
        shown = await show(services, request, caller, ticket)
    await tell(request, ticket)
    return shown


async def _new(services: Services, caller: Caller, body: NewCase, chat: Conversation | None) -> NewTicket:
    choices = services.tickets.choices
    if body.category not in choices.categories[body.kind]:
        raise NotAChoice("category")
    if body.severity not in choices.severities:
        raise NotAChoice("severity")
    written = normalise_reference(body.booking, BOOKING_PREFIX) if body.booking.strip() else None
    booking = await services.bookings.by_reference(written) if written else None
    if written and booking is None:
        raise NoSuchBooking(written)
    customer = chat.customer_id if chat else None
    return NewTicket(
        kind=body.kind,
        category=body.category,
        severity=body.severity,
        priority=URGENT if body.urgent else NORMAL,
        conversation_id=chat.id if chat else None,
        booking_id=booking.id if booking else None,
        customer_id=customer or (booking.customer_id if booking else None),
        facts={"told": [words(body.text)]},
        wish=words(body.wish) or None,
        once=f"desk:{caller.staff.id}:{body.client_id}",
    )


def _cursor(after: str | None) -> Cursor | None:
    if after is None:
        return None
    moment, _, ticket_id = after.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise Problem(422, "input", field="after") from None
    if at.tzinfo is None or not ticket_id:
        raise Problem(422, "input", field="after")
    return at, ticket_id
