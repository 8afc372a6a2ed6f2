"""Everything the console serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from connectors.console import attachments, changes, chats, contacts, page, sessions, stream, understanding
from connectors.console.models import Failure

if TYPE_CHECKING:
    from bot.app import Desk

API = "/api/v1"
_FAILURES = (401, 403, 404, 409, 413, 415, 422, 429, 503)


def routers(desk: Desk) -> tuple[APIRouter, ...]:
    """Give the routers of the API and the page; they find `desk` on `app.state`."""
    api = APIRouter(prefix=API, responses={code: {"model": Failure} for code in _FAILURES})
    for part in (sessions, chats, changes, contacts, attachments, stream, understanding):
        api.include_router(part.router)
    return (api, page.router)
