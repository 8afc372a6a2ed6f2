"""Which other sites' pages may use the widget: those that the settings name, and nobody's by default."""

from __future__ import annotations

from fastapi import Request, Response

_A_DAY = 86_400
_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "Authorization, Content-Type, Last-Event-ID",
    "access-control-max-age": str(_A_DAY),
}


def allow(request: Request, response: Response) -> Response:
    """Let the page that asked read the answer, if its site is one of ours."""
    origin = request.headers.get("origin")
    response.headers.append("vary", "Origin")
    if origin and origin in request.app.state.desk.settings.public_origins:
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-expose-headers"] = "Retry-After"
    return response


def preflight() -> Response:
    """Say what a page may ask; whether this one may, `allow` says."""
    return Response(status_code=204, headers=_PREFLIGHT)
