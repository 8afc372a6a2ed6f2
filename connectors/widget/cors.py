"""Which other sites' pages may use the widget: those that the settings name, and nobody's by default."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = "/widget/v1/"
_HEADERS = ("Authorization", "Content-Type", "Last-Event-ID")
_A_DAY = 86_400


class WidgetOrigins:
    """Answers cross-origin questions for the widget's own paths and leaves every other path alone."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._guarded = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=_HEADERS,
            expose_headers=("Retry-After",),
            max_age=_A_DAY,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith(PATHS)
        await (self._guarded if ours else self._app)(scope, receive, send)
