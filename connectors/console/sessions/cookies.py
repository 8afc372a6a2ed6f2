"""The cookie of a session, and where it is handed out to."""

from __future__ import annotations

from fastapi import Request, Response

from bot.logins.devices import device
from bot.logins.values import Device, Session
from connectors.console.identity import SESSION_COOKIE, address_of


def hand_out(request: Request, response: Response, session: Session) -> None:
    """Give the browser its session: out of reach for scripts, and for requests from other sites."""
    response.set_cookie(
        SESSION_COOKIE,
        session.token,
        max_age=int((session.expires_at - request.app.state.desk.clock.now()).total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def device_of(request: Request) -> Device:
    """Sum up where a request comes from."""
    return device(request.headers.get("user-agent", ""), address_of(request))
