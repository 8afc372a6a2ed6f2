"""What administrators may do about others' log-ins: see, end, and help who lost their authenticator."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from bot.services import Services
from connectors.console.account.models import Ended, Place, Places, Protection, Protections
from connectors.console.acting import acting
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute, Problem

StaffId = Annotated[str, Path(max_length=64)]
SessionId = Annotated[str, Path(max_length=64)]
Guarding = Annotated[Caller, Depends(May("staff.protect"))]

router = APIRouter(route_class=ConsoleRoute, tags=["account"])


@router.get("/protection")
async def protection(caller: Guarding, request: Request) -> Protections:
    """Say how well every colleague's log-in is protected."""
    async with request.app.state.desk.services(write=False) as services:
        with_factor = await services.factors.with_factor()
        tokens = Counter(one.staff_id for one in await services.tokens.list())
        return Protections(
            items=[
                Protection(
                    id=one.id,
                    second_factor=one.id in with_factor,
                    required=services.logins.wants_factor(one),
                    sessions=len(await services.logins.places(one.id)),
                    tokens=tokens[one.id],
                )
                for one in await services.staff.list_all()
                if one.active
            ]
        )


@router.get("/staff/{staff_id}/sessions")
async def sessions(staff_id: StaffId, caller: Guarding, request: Request) -> Places:
    """Give where a colleague is logged in; the look is on record."""
    async with acting(request, caller, "sessions.seen", staff_id) as services:
        await _there(services, staff_id)
        places = await services.logins.places(staff_id)
    return Places(
        items=[
            Place(
                id=one.id,
                agent=one.agent,
                network=one.network,
                since=one.created_at,
                used=one.used_at,
                until=one.expires_at,
                current=one.id == caller.session_id,
            )
            for one in places
        ]
    )


@router.delete("/staff/{staff_id}/sessions")
async def end_all(staff_id: StaffId, caller: Guarding, request: Request) -> Ended:
    """End every session of a colleague."""
    values: dict[str, object] = {}
    async with acting(request, caller, "sessions.ended", staff_id, values) as services:
        await _there(services, staff_id)
        values["count"] = await services.logins.revoke_all(staff_id)
    return Ended(ended=int(str(values["count"])))


@router.delete("/staff/{staff_id}/sessions/{session_id}", status_code=204)
async def end_one(staff_id: StaffId, session_id: SessionId, caller: Guarding, request: Request) -> None:
    """End a session of a colleague."""
    async with acting(request, caller, "session.ended", session_id, {"owner": staff_id}) as services:
        await services.logins.revoke(staff_id, session_id)


@router.delete("/staff/{staff_id}/second-factor", status_code=204)
async def reset_factor(staff_id: StaffId, caller: Guarding, request: Request) -> None:
    """Turn off the second factor of a colleague who lost it; all of their sessions end."""
    async with acting(request, caller, "factor.reset", staff_id) as services:
        await _there(services, staff_id)
        await services.factors.drop(staff_id)
        await services.logins.revoke_all(staff_id)


async def _there(services: Services, staff_id: str) -> None:
    if await services.staff.get(staff_id) is None:
        raise Problem(404, "colleague")
