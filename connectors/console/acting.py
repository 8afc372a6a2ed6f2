"""A unit of work that a colleague is answerable for: the change and its line in the audit log, or neither."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request

from bot.services import Services
from connectors.console.identity import Caller


@asynccontextmanager
async def acting(
    request: Request, caller: Caller, action: str, thing: str, values: dict[str, object] | None = None
) -> AsyncIterator[Services]:
    """Give the services of one transaction; `values` may be filled until its end and hold no personal data."""
    async with request.app.state.desk.services() as services:
        yield services
        await services.audit.record(caller.staff.owner, action, thing, values)
