"""The board of colleagues, and who is available, busy or away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from bot.presence.values import AWAY
from bot.staff.values import TEAMS
from connectors.console.acting import acting
from connectors.console.identity import Caller, May
from connectors.console.presence.models import Board, Choice, Colleague
from connectors.console.presence.signs import tell_presence
from connectors.console.presence.views import colleague_of
from connectors.console.problems import ConsoleRoute, Problem

router = APIRouter(route_class=ConsoleRoute, tags=["people"])

StaffId = Annotated[str, Path(max_length=64)]


@router.get("/presence")
async def board(caller: Annotated[Caller, Depends(May("staff.read"))], request: Request) -> Board:
    """Give everybody with what they are, hold and can, team by team, those who are here first."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        people = await services.assignment.board()
    shown = [colleague_of(desk.renderer, desk.clock, caller, one) for one in people]
    order = {team: place for place, team in enumerate(TEAMS)}
    return Board(items=sorted(shown, key=lambda one: (order[one.team], one.state == AWAY, one.name.casefold())))


@router.put("/presence")
async def choose(body: Choice, caller: Annotated[Caller, Depends(May("presence.own"))], request: Request) -> Colleague:
    """Say that I am available, busy or away."""
    return await _choose(request, caller, caller.staff.id, body.state)


@router.put("/presence/{staff_id}")
async def choose_for(
    staff_id: StaffId, body: Choice, caller: Annotated[Caller, Depends(May("presence.others"))], request: Request
) -> Colleague:
    """Say what a colleague is: somebody has left without logging out."""
    return await _choose(request, caller, staff_id, body.state)


async def _choose(request: Request, caller: Caller, staff_id: str, state: str) -> Colleague:
    desk = request.app.state.desk
    async with acting(request, caller, "presence.chosen", staff_id, {"state": state}) as services:
        staff = await services.staff.get(staff_id)
        if staff is None or not staff.active:
            raise Problem(404, "staff_unknown")
        if staff_id == caller.staff.id:
            await services.presence.seen(staff_id)
        await services.presence.choose(staff_id, state)
        [person] = [one for one in await services.assignment.board() if one.staff.id == staff_id]
    await tell_presence(desk.bus, staff_id)
    return colleague_of(desk.renderer, desk.clock, caller, person)
