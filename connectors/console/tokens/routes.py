"""Tokens of programs: made and ended by their owners, seen and ended by administrators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.services import Services
from bot.staff.names import name_for
from bot.tokens import values
from connectors.console.acting import acting
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.tokens.models import Issued, NewToken, Token, Tokens

ALL = "tokens.all"
Owner = Annotated[Caller, Depends(May("tokens.own", in_person=True))]

router = APIRouter(route_class=ConsoleRoute, tags=["tokens"])


@router.get("/tokens")
async def tokens(caller: Owner, request: Request, everybody: Annotated[bool, Query(alias="all")] = False) -> Tokens:
    """Give my tokens that work, or everybody's."""
    if everybody and not caller.may(ALL):
        raise Problem(403, "role")
    async with request.app.state.desk.services(write=False) as services:
        found = await services.tokens.list(None if everybody else caller.staff.id)
        return Tokens(items=await _shown(services, caller, found))


@router.post("/tokens", status_code=201)
async def issue(body: NewToken, caller: Owner, request: Request) -> Issued:
    """Make a token for a program of mine, with rights that I have."""
    rights = None if body.rights is None else frozenset(body.rights)
    new = values.NewToken(body.name, rights, timedelta(days=body.days) if body.days else None)
    told: dict[str, object] = {"rights": sorted(rights) if rights is not None else None, "days": body.days}
    async with request.app.state.desk.services() as services:
        issued = await services.tokens.issue(caller.staff, new)
        await services.audit.record(caller.staff.owner, "token.issued", issued.id, told)
        [shown] = await _shown(services, caller, [issued.token])
    return Issued(token=shown, secret=issued.secret)


@router.delete("/tokens/{token_id}", status_code=204)
async def revoke(token_id: Annotated[str, Path(max_length=64)], caller: Owner, request: Request) -> None:
    """End a token of mine; administrators end anybody's."""
    async with acting(request, caller, "token.revoked", token_id) as services:
        await services.tokens.revoke(token_id, None if caller.may(ALL) else caller.staff.id)


async def _shown(services: Services, caller: Caller, found: Iterable[values.Token]) -> list[Token]:
    names = {one.id: name_for(one, caller.language) for one in await services.staff.list_all()}
    return [
        Token(
            id=one.id,
            name=one.name,
            owner=one.staff_id,
            owner_name=names.get(one.staff_id, one.staff_id),
            rights=None if one.rights is None else sorted(one.rights),
            created=one.created_at,
            used=one.used_at,
            until=one.expires_at,
        )
        for one in found
    ]
