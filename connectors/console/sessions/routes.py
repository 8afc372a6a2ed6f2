"""Logging in and out, who I am, and the console's words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.localisation.languages import languages
from bot.staff.rights import may, rights_of
from bot.staff.values import Staff
from connectors.console.identity import SESSION_COOKIE, Asking, address_of, language_of, prove_origin
from connectors.console.limits import take
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.sessions.models import LanguageChoice, LanguageName, Login, Me, Texts
from connectors.console.texts import (
    LANGUAGE_COOKIE,
    console_languages,
    console_texts,
    pick_language,
    requested_language,
)

YEAR_SECONDS = 365 * 24 * 3600

router = APIRouter(route_class=ConsoleRoute, tags=["session"])


@router.post("/login")
async def log_in(body: Login, request: Request, response: Response) -> Me:
    """Log in with e-mail and password; the session is a cookie that scripts cannot read."""
    prove_origin(request)
    address = address_of(request)
    take(request, "login", address)
    desk = request.app.state.desk
    async with desk.services() as services:
        session = await services.staff.authenticate(body.email, body.password, address)
    response.set_cookie(
        SESSION_COOKIE,
        session.token,
        max_age=int((session.expires_at - desk.clock.now()).total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return _me(request, session.staff, language_of(request, session.staff))


@router.post("/logout", status_code=204)
async def log_out(caller: Asking, request: Request, response: Response) -> None:
    """End the session."""
    if caller.session is not None:
        async with request.app.state.desk.services() as services:
            await services.staff.log_out(caller.session)
    response.delete_cookie(SESSION_COOKIE, path="/")


@router.get("/me")
async def me(caller: Asking, request: Request) -> Me:
    """Say who is logged in."""
    return _me(request, caller.staff, caller.language)


@router.patch("/me")
async def choose_language(body: LanguageChoice, caller: Asking, request: Request, response: Response) -> Me:
    """Choose the console's language; this browser remembers it."""
    if body.language not in console_languages(request.app.state.desk.renderer):
        raise Problem(422, "input", field="language")
    response.set_cookie(
        LANGUAGE_COOKIE,
        body.language,
        max_age=YEAR_SECONDS,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return _me(request, caller.staff, body.language)


@router.get("/texts")
async def texts(request: Request, language: Annotated[str, Query(max_length=20)] = "") -> Texts:
    """Give the words of the page; the log-in form needs them before anybody is logged in."""
    renderer = request.app.state.desk.renderer
    code = pick_language(renderer, [language]) if language else requested_language(request)
    direction = "rtl" if languages()[code].direction == "rtl" else "ltr"
    return Texts(language=code, direction=direction, texts=console_texts(renderer, code))


def _me(request: Request, staff: Staff, language: str) -> Me:
    offered = console_languages(request.app.state.desk.renderer)
    return Me(
        id=staff.id,
        name=staff.name,
        role=staff.role,
        roles=sorted(staff.roles),
        team=staff.team,
        language=language,
        languages=[LanguageName(code=code, name=languages()[code].name) for code in offered],
        talks=may(staff, "conversations.talk"),
        rights=list(rights_of(staff)),
    )
