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
from connectors.console.limits import take
from connectors.console.problems import Problem
from connectors.console.texts import LANGUAGE_COOKIE, pick_language, requested_language

SESSION_COOKIE = "tripdesk_session"
# A foreign page cannot send this header without being allowed to, and nobody is.
PROOF_HEADER = "x-tripdesk-console"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Cookie = Annotated[str | None, Depends(APIKeyCookie(name=SESSION_COOKIE, auto_error=False))]
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


@dataclass(frozen=True)
class Caller:
    """A colleague and the language to answer in; `session` is the token of a log-in, None for a program."""

    staff: Staff
    language: str
    session: str | None

    def may(self, right: str) -> bool:
        """Say whether the colleague has a right of `data/rights.yml`."""
        return may(self.staff, right)


async def identify(request: Request, cookie: Cookie, bearer: Bearer) -> Caller:
    """Find out who is asking. Raises NotLoggedIn, or Problem for a request from another page or too many."""
    desk = request.app.state.desk
    if bearer is None and cookie is not None and request.method not in _SAFE:
        prove_origin(request)
    async with desk.services(write=False) as services:
        if bearer is not None:
            staff = await services.staff.token(bearer.credentials)
        elif cookie:
            staff = await services.staff.session(cookie)
        else:
            raise NotLoggedIn
    take(request, "requests", staff.id)
    return Caller(staff, language_of(request, staff), cookie if bearer is None else None)


@dataclass(frozen=True)
class May:
    """A door for those who have a right: `Annotated[Caller, Depends(May("tickets.write"))]`."""

    right: str

    async def __call__(self, caller: Annotated[Caller, Depends(identify)]) -> Caller:
        """Let the caller pass. Raises Problem 403."""
        if not caller.may(self.right):
            raise Problem(403, "role")
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


Asking = Annotated[Caller, Depends(identify)]
Reading = Annotated[Caller, Depends(May("conversations.read"))]
Noting = Annotated[Caller, Depends(May("conversations.note"))]
Talking = Annotated[Caller, Depends(May("conversations.talk"))]
