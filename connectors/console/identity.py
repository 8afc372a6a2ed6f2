"""Who is asking: a colleague by session cookie, or a program by bearer token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from bot.staff.errors import NotLoggedIn
from bot.staff.rights import may
from bot.staff.values import Staff
from bot.tokens.values import Token
from connectors.console.limits import take
from connectors.console.problems import Problem
from connectors.console.texts import LANGUAGE_COOKIE, pick_language, requested_language

SESSION_COOKIE = "tripdesk_session"
# A foreign page cannot send this header without being allowed to, and nobody is.
PROOF_HEADER = "x-tripdesk-console"
# The page sends it with what it asks for by itself while nobody touches it.
IDLE_HEADER = "x-tripdesk-idle"
# The right that a colleague keeps who still has to set up a second factor.
OWN_ACCOUNT = "account.own"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Cookie = Annotated[str | None, Depends(APIKeyCookie(name=SESSION_COOKIE, auto_error=False))]
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


@dataclass(frozen=True)
class Caller:
    """A colleague and the language to answer in; `session` is the token of a log-in, `token` that of a program.

    `limited`: logged in, but without the second factor that this colleague needs here, so all they may do is get one.
    """

    staff: Staff
    language: str
    session: str | None
    session_id: str | None = None
    token: Token | None = None
    limited: bool = False

    def may(self, right: str) -> bool:
        """Say whether this caller has a right of `data/rights.yml`: the colleague, and the program's token too."""
        if self.limited and right != OWN_ACCOUNT:
            return False
        granted = self.token is None or self.token.rights is None or right in self.token.rights
        return granted and may(self.staff, right)


async def identify(request: Request, cookie: Cookie, bearer: Bearer) -> Caller:
    """Find out who is asking. Raises NotLoggedIn, or Problem for a request from another page or too many."""
    if bearer is None and cookie is not None and request.method not in _SAFE:
        prove_origin(request)
    caller, stale = await _known(request, cookie, bearer)
    take(request, "requests", caller.staff.id)
    if stale and IDLE_HEADER not in request.headers:
        async with request.app.state.desk.services() as services:
            await (services.tokens.touch(caller.token.id) if caller.token else services.logins.touch(caller.session_id))
    return caller


async def _known(request: Request, cookie: Cookie, bearer: Bearer) -> tuple[Caller, bool]:
    async with request.app.state.desk.services(write=False) as services:
        if bearer is not None:
            program = await services.tokens.bearer(bearer.credentials)
            language = language_of(request, program.staff)
            return Caller(program.staff, language, None, token=program.token), program.stale
        if not cookie:
            raise NotLoggedIn
        login = await services.logins.session(cookie)
    language = language_of(request, login.staff)
    return Caller(login.staff, language, cookie, login.session_id, limited=login.limited), login.stale


async def still_in(request: Request, caller: Caller) -> bool:
    """Say whether the caller's session or token still works: streams outlive the question who asks."""
    async with request.app.state.desk.services(write=False) as services:
        if caller.token is not None:
            return bool(await services.tokens.alive(caller.token.id))
        try:
            await services.logins.session(caller.session or "")
        except NotLoggedIn:
            return False
    return True


async def settled(caller: Annotated[Caller, Depends(identify)]) -> Caller:
    """Let anybody pass who may work at all. Raises Problem 403 where a second factor is missing."""
    if caller.limited:
        raise Problem(403, "factor_needed")
    return caller


@dataclass(frozen=True)
class May:
    """A door for those who have a right: `Annotated[Caller, Depends(May("tickets.write"))]`.

    `in_person`: for people who have logged in only, not for their programs.
    """

    right: str
    in_person: bool = False

    async def __call__(self, caller: Annotated[Caller, Depends(identify)]) -> Caller:
        """Let the caller pass. Raises Problem 403."""
        if caller.limited and self.right != OWN_ACCOUNT:
            raise Problem(403, "factor_needed")
        if not caller.may(self.right):
            raise Problem(403, "role")
        if self.in_person and caller.session is None:
            raise Problem(403, "in_person")
        return caller


def prove_origin(request: Request) -> None:
    """Refuse a request that a page of somebody else made the browser send. Raises Problem 403."""
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not same or PROOF_HEADER not in request.headers:
        raise Problem(403, "origin")


def address_of(request: Request) -> str:
    """Give the caller's network address."""
    return request.client.host if request.client else ""


def language_of(request: Request, staff: Staff) -> str:
    """Give the language chosen in this browser, else the first one the colleague speaks."""
    if LANGUAGE_COOKIE in request.cookies or not staff.languages:
        return requested_language(request)
    return pick_language(request.app.state.desk.renderer, list(staff.languages))


Anybody = Annotated[Caller, Depends(identify)]
Asking = Annotated[Caller, Depends(settled)]
Reading = Annotated[Caller, Depends(May("conversations.read"))]
Noting = Annotated[Caller, Depends(May("conversations.note"))]
Talking = Annotated[Caller, Depends(May("conversations.talk"))]
