"""One's own password, and where one is logged in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from bot.logins.service import fit
from connectors.console.account.models import Ended, NewPassword, Places
from connectors.console.account.models import Place as Shown
from connectors.console.account.proof import prove
from connectors.console.acting import acting
from connectors.console.identity import OWN_ACCOUNT, Caller, May
from connectors.console.problems import ConsoleRoute
from connectors.console.sessions.cookies import device_of, hand_out

SessionId = Annotated[str, Path(max_length=64)]
Myself = Annotated[Caller, Depends(May(OWN_ACCOUNT, in_person=True))]

router = APIRouter(route_class=ConsoleRoute, tags=["account"])


@router.post("/account/password")
async def change_password(body: NewPassword, caller: Myself, request: Request, response: Response) -> Ended:
    """Change my password: every other session ends, and this one gets a new token."""
    await prove(request, caller, body.old)
    staff = caller.staff
    about = [staff.name, staff.latin_name or "", staff.email]
    hashed = await fit(request.app.state.desk.records.passwords, body.new, about)
    async with acting(request, caller, "password.changed", staff.id) as services:
        ended = await services.logins.change_password(staff, hashed)
        session = await services.logins.renew(staff, caller.session or "", device_of(request))
    hand_out(request, response, session)
    return Ended(ended=ended - 1)


@router.get("/account/sessions")
async def sessions(caller: Myself, request: Request) -> Places:
    """Give where I am logged in."""
    async with request.app.state.desk.services(write=False) as services:
        places = await services.logins.places(caller.staff.id)
    return Places(
        items=[
            Shown(
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


@router.delete("/account/sessions")
async def end_others(caller: Myself, request: Request) -> Ended:
    """End all of my sessions but this one."""
    values: dict[str, object] = {}
    async with acting(request, caller, "sessions.ended", caller.staff.id, values) as services:
        values["count"] = await services.logins.revoke_all(caller.staff.id, keep=caller.session_id)
    return Ended(ended=int(str(values["count"])))


@router.delete("/account/sessions/{session_id}", status_code=204)
async def end_one(session_id: SessionId, caller: Myself, request: Request) -> None:
    """End one of my sessions."""
    async with acting(request, caller, "session.ended", session_id) as services:
        await services.logins.revoke(caller.staff.id, session_id)
