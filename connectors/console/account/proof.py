"""The password once more, before what only its owner should do: a screen left open is not enough."""

from __future__ import annotations

from fastapi import Request

from bot.logins.errors import WrongPassword
from bot.staff.errors import LoginLocked
from connectors.console.identity import Caller


async def prove(request: Request, caller: Caller, password: str) -> None:
    """Check the caller's own password. Raises WrongPassword, LoginLocked; both are on record."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        asked = await services.logins.look_up(caller.staff.email)
    right = await desk.records.passwords.check(asked.password_hash, password)
    async with desk.services() as services:
        try:
            await services.logins.judge(caller.staff, right)
        except (WrongPassword, LoginLocked) as refused:
            values = {"why": refused.key}
            await services.audit.record(caller.staff.owner, "password.refused", caller.staff.id, values)
            raise
