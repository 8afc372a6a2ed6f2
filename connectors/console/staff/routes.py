"""Colleagues' records: who works here, in which team and role, and what they are good at."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bot.conversations.teams import team_table
from bot.localisation import formats
from bot.localisation.languages import languages
from bot.staff.values import ROLES, TEAMS, NewStaff, Staff, StaffChange
from connectors.console.acting import acting
from connectors.console.conversations.gloss import intent_words
from connectors.console.conversations.wakes import wake
from connectors.console.identity import Caller, May
from connectors.console.presence.models import Skill, Spoken
from connectors.console.presence.routes import StaffId
from connectors.console.presence.signs import tell_presence
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.staff.models import ChangedRecord, NewRecord, Record, Records

router = APIRouter(route_class=ConsoleRoute, tags=["people"])

Changing = Annotated[Caller, Depends(May("staff.write"))]


@router.get("/staff")
async def everybody(caller: Annotated[Caller, Depends(May("staff.read"))], request: Request) -> Records:
    """Give every colleague, also those who have left, and what their records may say."""
    async with request.app.state.desk.services(write=False) as services:
        staff = await services.staff.list_all()
    items = [_record(one, caller) for one in staff]
    renderer, language = request.app.state.desk.renderer, caller.language
    return Records(
        items=items,
        roles=list(ROLES),
        teams=list(TEAMS),
        topics=[Skill(topic=one, words=intent_words(renderer, one, language)) for one in team_table().topics],
        languages=[Spoken(code=one, name=formats.language_name(one, language)) for one in languages()],
    )


@router.post("/staff", status_code=201)
async def enter(body: NewRecord, caller: Changing, request: Request) -> Record:
    """Enter a colleague; they can log in once they have a password."""
    values: dict[str, object] = {"roles": body.roles, "team": body.team}
    async with request.app.state.desk.services() as services:
        staff = await services.staff.create(_new(body))
        await services.audit.record(caller.staff.owner, "staff.entered", staff.id, values)
    await tell_presence(request.app.state.desk.bus, staff.id)
    return _record(staff, caller)


@router.patch("/staff/{staff_id}")
async def change(staff_id: StaffId, body: ChangedRecord, caller: Changing, request: Request) -> Record:
    """Change a record. Who is shut out is logged out at once, and what they hold goes back into their team's queue."""
    kept = body.model_dump(exclude_unset=True, exclude={"name", "latin_name"})
    async with acting(request, caller, "staff.changed", staff_id, kept) as services:
        staff = await services.staff.change(staff_id, _change(body))
        if staff is None:
            raise Problem(404, "staff_unknown")
        released = () if staff.active else await services.assignment.clear(staff, caller.staff.id)
    for conversation_id in released:
        await wake(request, conversation_id, "owner", {})
    await tell_presence(request.app.state.desk.bus, staff_id)
    return _record(staff, caller)


def _new(body: NewRecord) -> NewStaff:
    first, *also = body.roles
    return NewStaff(
        name=body.name,
        email=body.email,
        role=first,
        also=tuple(also),
        team=body.team,
        latin_name=body.latin_name or None,
        languages=tuple(body.languages),
        skills=tuple(body.skills),
        capacity=body.capacity,
    )


def _change(body: ChangedRecord) -> StaffChange:
    roles = body.roles or []
    return StaffChange(
        name=body.name,
        latin_name=body.latin_name,
        role=roles[0] if roles else None,
        also=tuple(roles[1:]) if roles else None,
        team=body.team,
        languages=None if body.languages is None else tuple(body.languages),
        skills=None if body.skills is None else tuple(body.skills),
        capacity=body.capacity,
        active=body.active,
    )


def _record(staff: Staff, caller: Caller) -> Record:
    return Record(
        id=staff.id,
        name=staff.name,
        latin_name=staff.latin_name,
        email=staff.email if caller.may("staff.write") else None,
        roles=[staff.role, *staff.also],
        team=staff.team,
        languages=list(staff.languages),
        skills=list(staff.skills),
        capacity=staff.capacity,
        active=staff.active,
    )
