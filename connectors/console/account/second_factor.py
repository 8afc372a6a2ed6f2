"""One's own second factor: begin, confirm with a code, new recovery codes, off."""

from __future__ import annotations

import segno
from fastapi import APIRouter, Request, Response

from bot.factors.errors import WrongCode
from bot.staff.errors import LoginLocked
from connectors.console.account.models import Enrolment, Factor, FirstCode, Picture, Proof, RecoveryCodes
from connectors.console.account.proof import prove
from connectors.console.account.routes import Myself
from connectors.console.acting import acting
from connectors.console.problems import ConsoleRoute
from connectors.console.sessions.cookies import device_of, hand_out

_QUIET = 4  # modules of white around a QR code

router = APIRouter(route_class=ConsoleRoute, tags=["account"])


@router.get("/account/second-factor")
async def second_factor(caller: Myself, request: Request) -> Factor:
    """Say where my second factor stands."""
    async with request.app.state.desk.services(write=False) as services:
        factor = await services.factors.of(caller.staff.id)
        required = services.logins.wants_factor(caller.staff)
    return Factor(on=factor.on, since=factor.since, codes_left=factor.codes_left, required=required)


@router.post("/account/second-factor")
async def begin(body: Proof, caller: Myself, request: Request) -> Enrolment:
    """Make a secret for my authenticator; it asks for nothing until it is confirmed."""
    await prove(request, caller, body.password)
    async with acting(request, caller, "factor.begun", caller.staff.id) as services:
        enrolment = await services.factors.begin(caller.staff.id, caller.staff.email)
    return Enrolment(secret=enrolment.secret, address=enrolment.address, picture=picture(enrolment.address))


@router.post("/account/second-factor/confirm")
async def confirm(body: FirstCode, caller: Myself, request: Request, response: Response) -> RecoveryCodes:
    """Turn my second factor on with a first code; every other session ends, and this one gets a new token."""
    async with request.app.state.desk.services() as services:
        try:
            codes = await services.factors.confirm(caller.staff.id, body.code)
        except (WrongCode, LoginLocked) as refused:
            values = {"why": refused.key}
            await services.audit.record(caller.staff.owner, "factor.refused", caller.staff.id, values)
            raise
        await services.audit.record(caller.staff.owner, "factor.on", caller.staff.id)
        await services.logins.revoke_all(caller.staff.id)
        session = await services.logins.renew(caller.staff, caller.session or "", device_of(request))
    hand_out(request, response, session)
    return RecoveryCodes(codes=list(codes))


@router.post("/account/second-factor/codes")
async def new_codes(body: Proof, caller: Myself, request: Request) -> RecoveryCodes:
    """Give me new recovery codes; the old ones end."""
    await prove(request, caller, body.password)
    async with acting(request, caller, "factor.codes_made", caller.staff.id) as services:
        return RecoveryCodes(codes=list(await services.factors.new_codes(caller.staff.id)))


@router.post("/account/second-factor/off", status_code=204)
async def turn_off(body: Proof, caller: Myself, request: Request) -> None:
    """Turn my second factor off."""
    await prove(request, caller, body.password)
    async with acting(request, caller, "factor.off", caller.staff.id) as services:
        await services.factors.drop(caller.staff.id)


def picture(text: str) -> Picture:
    """Draw a QR code as a path: for each row, the runs of dark modules."""
    rows = [bytes(row) for row in segno.make(text, micro=False, error="m").matrix]
    steps = [f"M{x + _QUIET} {y + _QUIET}.5h1" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Picture(size=len(rows) + 2 * _QUIET, path="".join(steps))
