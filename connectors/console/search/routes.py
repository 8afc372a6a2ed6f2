"""One search over messages, people, bookings, tickets and chats."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from bot.conversations.sight import Sight
from bot.search.values import Place, Viewer
from bot.search.values import Results as Hits
from connectors.console.acting import acting
from connectors.console.customers.access import sight_of
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute
from connectors.console.search.models import Kind, Results
from connectors.console.search.views import results_of
from connectors.console.tickets.access import scope_of

router = APIRouter(route_class=ConsoleRoute, tags=["search"])

Searching = Annotated[Caller, Depends(May("search"))]
Cursor = Annotated[str | None, Query(pattern=r"^[0-9]{1,10}-[0-9]{1,4}$", description="Of the page before.")]


@router.get("/search")
async def search(
    caller: Searching,
    request: Request,
    q: Annotated[str, Query(description="Words, the beginning of a name, a reference, a number: 200 characters.")],
    kind: Annotated[Kind | None, Query(description="Only this kind, all of it; else a few of each.")] = None,
    cursor: Cursor = None,
) -> Results:
    """Find what the caller may see: what is named exactly first, then people, then messages by likeness and age."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        hits = await services.search.find(q, viewer_of(caller), kind, _place(cursor))
        results = await results_of(services, request.app.state.desk.renderer, caller, hits)
    # On record is that somebody searched, not what for. Apart from the search: nobody waits to write meanwhile.
    async with acting(request, caller, "search.used", kind or "all", _told(hits, cursor)):
        return results


def viewer_of(caller: Caller) -> Viewer:
    """Say what the caller may find."""
    staff = caller.staff
    return Viewer(
        Sight(staff.id, staff.team, caller.may("conversations.all")),
        notes=caller.may("conversations.note"),
        people=sight_of(caller) if caller.may("customers.read") else None,
        tickets=scope_of(caller) if caller.may("tickets.read") else None,
    )


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    before, skip = cursor.split("-")
    return Place(int(before), int(skip))


def _told(hits: Hits, cursor: str | None) -> dict[str, object]:
    return {"shown": len(hits.hits), **hits.counts, **({"page": cursor} if cursor else {})}
