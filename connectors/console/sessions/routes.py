"""Logging in and out, who I am, and the console's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.app import Desk
from bot.factors.errors import WrongCode
from bot.localisation.languages import languages
from bot.logins.values import Asked, Device, Session
from bot.services import Services
from bot.staff.errors import LoginLocked, StillLocked, WrongLogin
from bot.staff.rights import rights_of
from connectors.console.acting import acting
from connectors.console.identity import SESSION_COOKIE, Anybody, Caller, address_of, language_of, prove_origin
from connectors.console.limits import take
from connectors.console.presence.signs import tell_presence
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.sessions.cookies import device_of, hand_out
from connectors.console.sessions.models import Code, LanguageChoice, LanguageName, Login, Me, SecondStep, Texts
from connectors.console.texts import (
    LANGUAGE_COOKIE,
    console_languages,
    console_texts,
    pick_language,
    requested_language,
)

YEAR_SECONDS = 365 * 24 * 3600

router = APIRouter(route_class=ConsoleRoute, tags=["session"])


@router.post("/login", responses={202: {"model": SecondStep}})
async def log_in(body: Login, request: Request, response: Response) -> Me | SecondStep:
    """Log in with e-mail and password; the session is a cookie that scripts cannot read. 202: a code is asked for."""
    _knock(request)
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        asked = await services.logins.look_up(body.email)
    right = await desk.records.passwords.check(asked.password_hash, body.password)
    async with desk.services() as services:
        session = await _enter(services, asked, right, device_of(request))
    if right and asked.password_hash and desk.records.passwords.outdated(asked.password_hash):
        await _hash_anew(desk, session.staff.id, body.password)
    if session.pending:
        response.status_code = 202
        return SecondStep(step=session.token)
    hand_out(request, response, session)
    return await _fresh_me(request, session)


@router.post("/login/code")
async def second_step(body: Code, request: Request, response: Response) -> Me:
    """Finish a log-in with the authenticator's code, or with a recovery code."""
    _knock(request)
    async with request.app.state.desk.services() as services:
        staff = await services.logins.halfway(body.step)
        try:
            session, recovered = await services.logins.second_step(body.step, body.code, device_of(request))
        except (WrongCode, LoginLocked) as refused:
            await services.audit.record(staff.owner, "session.refused", staff.id, {"why": refused.key})
            raise
        await services.presence.arrive(staff.id)
        used = {"second": "recovery code" if recovered else "authenticator"}
        await services.audit.record(staff.owner, "session.begun", session.id, used)
    hand_out(request, response, session)
    return await _fresh_me(request, session)


@router.post("/logout", status_code=204)
async def log_out(caller: Anybody, request: Request, response: Response) -> None:
    """End the session."""
    if caller.session is not None:
        async with acting(request, caller, "session.ended", caller.session_id or "") as services:
            await services.logins.log_out(caller.session)
            await services.presence.leave(caller.staff.id)
        await tell_presence(request.app.state.desk.bus, caller.staff.id)
    response.delete_cookie(SESSION_COOKIE, path="/")


@router.get("/me")
async def me(caller: Anybody, request: Request) -> Me:
    """Say who is logged in."""
    return me_of(request, caller)


@router.patch("/me")
async def choose_language(body: LanguageChoice, caller: Anybody, request: Request, response: Response) -> Me:
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
    return me_of(request, replace(caller, language=body.language))


@router.get("/texts")
async def texts(request: Request, language: Annotated[str, Query(max_length=20)] = "") -> Texts:
    """Give the words of the page; the log-in form needs them before anybody is logged in."""
    renderer = request.app.state.desk.renderer
    code = pick_language(renderer, [language]) if language else requested_language(request)
    direction = "rtl" if languages()[code].direction == "rtl" else "ltr"
    return Texts(language=code, direction=direction, texts=console_texts(renderer, code))


def me_of(request: Request, caller: Caller) -> Me:
    """Show a colleague themselves."""
    staff, offered = caller.staff, console_languages(request.app.state.desk.renderer)
    return Me(
        id=staff.id,
        name=staff.name,
        role=staff.role,
        roles=sorted(staff.roles),
        team=staff.team,
        language=caller.language,
        languages=[LanguageName(code=code, name=languages()[code].name) for code in offered],
        talks=caller.may("conversations.talk"),
        rights=[right for right in rights_of(staff) if caller.may(right)],
        factor_needed=caller.limited,
    )


def _knock(request: Request) -> None:
    prove_origin(request)
    take(request, "login", address_of(request))


async def _enter(services: Services, asked: Asked, right: bool, device: Device) -> Session:
    """Let in or refuse; either is on record, but for tries at a door that is locked already."""
    try:
        session = await services.logins.enter(asked, right, device)
    except StillLocked:
        raise
    except (WrongLogin, LoginLocked) as refused:
        who = asked.staff.id if asked.staff else "unknown"
        await services.audit.record("visitor", "session.refused", who, {"why": refused.key, "network": device.network})
        raise
    if not session.pending:
        await services.presence.arrive(session.staff.id)
        await services.audit.record(session.staff.owner, "session.begun", session.id, {"network": device.network})
    return session


async def _hash_anew(desk: Desk, staff_id: str, password: str) -> None:
    hashed = await desk.records.passwords.hash(password)
    async with desk.services() as services:
        await services.staff.keep_hash(staff_id, hashed)


async def _fresh_me(request: Request, session: Session) -> Me:
    async with request.app.state.desk.services(write=False) as services:
        login = await services.logins.session(session.token)
    await tell_presence(request.app.state.desk.bus, login.staff.id)
    language = language_of(request, login.staff)
    return me_of(request, Caller(login.staff, language, session.token, session.id, limited=login.limited))
