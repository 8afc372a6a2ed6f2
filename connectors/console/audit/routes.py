"""The audit log: a page of it, the check of its chain, and its export for an auditor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from bot.audit.values import Sought
from bot.auditing import Format
from bot.staff.names import name_for
from connectors.console.audit.models import Entries, Entry, Verdict
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute

PAGE = 100
_HIGHEST = 2**31 - 1

Auditor = Annotated[Caller, Depends(May("audit.read"))]
Text = Annotated[str | None, Query(max_length=80)]
Moment = Annotated[datetime | None, Query()]

router = APIRouter(route_class=ConsoleRoute, tags=["audit"])


def sought(
    by: Text = None,
    action: Text = None,
    thing: Text = None,
    since: Annotated[datetime | None, Query(alias="from")] = None,
    until: Annotated[datetime | None, Query(alias="to")] = None,
) -> Sought:
    """Read what is sought; a moment without a zone is UTC's."""
    return Sought(by or None, action or None, thing or None, _aware(since), _aware(until))


Seeking = Annotated[Sought, Depends(sought)]


@router.get("/audit")
async def entries(
    caller: Auditor,
    request: Request,
    seeking: Seeking,
    before: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> Entries:
    """Give a page of the log, the latest first."""
    async with request.app.state.desk.services(write=False) as services:
        found = await services.audit.page(seeking, before, PAGE)
        names = {one.owner: name_for(one, caller.language) for one in await services.staff.list_all()}
    items = [
        Entry(
            number=one.number,
            at=one.at,
            by=one.by,
            by_name=names.get(one.by),
            action=one.action,
            thing=one.thing,
            values=dict(one.values) if one.values else None,
            hash=one.hash,
            seal=one.seal,
        )
        for one in found
    ]
    return Entries(items=items, before=items[-1].number if len(items) == PAGE else None)


@router.get("/audit/verify")
async def verify(caller: Auditor, request: Request) -> Verdict:
    """Check the whole chain."""
    desk = request.app.state.desk
    verdict = await desk.auditing.verify()
    async with desk.services(write=False) as services:
        seal = services.audit.seal(verdict.verified)
    return Verdict(
        verified=verdict.verified.number,
        hash=verdict.verified.hash,
        seal=seal,
        broken=verdict.broken,
        fault=verdict.fault,
    )


@router.get("/audit/export", response_class=StreamingResponse)
async def export(
    caller: Auditor, request: Request, seeking: Seeking, form: Annotated[Format, Query(alias="format")] = "jsonl"
) -> StreamingResponse:
    """Give the log as JSON Lines or CSV, with the end of the chain and its seal; the export is on record itself."""
    auditing = request.app.state.desk.auditing
    head, seal = await auditing.begin_export(caller.staff.owner, seeking, form)
    headers = {
        "Content-Disposition": f'attachment; filename="tripdesk-audit-{head.number}.{form}"',
        "X-Tripdesk-Audit-Head": f"{head.number}:{head.hash}:{seal}",
    }
    media = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
    return StreamingResponse(auditing.export(seeking, head, seal, form), media_type=media, headers=headers)


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
