"""Looking at tickets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from connectors.console.conversations.access import seen
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute
from connectors.console.tickets.models import TicketRow, Tickets

router = APIRouter(route_class=ConsoleRoute, tags=["tickets"])

Reading = Annotated[Caller, Depends(May("tickets.read"))]


@router.get("/tickets")
async def tickets(
    caller: Reading,
    request: Request,
    conversation: Annotated[str, Query(max_length=64)],
) -> Tickets:
    """Give the tickets of a chat, the latest first."""
    async with request.app.state.desk.services(write=False) as services:
        await seen(services, caller, conversation)
        found = await services.tickets.of_conversation(conversation)
    return Tickets(
        items=[
            TicketRow(
                reference=one.reference,
                kind=one.kind,
                category=one.category,
                state=one.state,
                severity=one.severity,
                opened_at=one.opened_at,
                deadline=one.deadline,
            )
            for one in found
        ]
    )
