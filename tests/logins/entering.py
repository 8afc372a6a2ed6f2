"""A log-in as the door does it: look up, check, enter."""

from __future__ import annotations

from bot.logins.devices import device
from bot.logins.values import Login, Session
from bot.services import Desk

PASSWORD = "correct horse"


async def log_in(
    desk: Desk, password: str = PASSWORD, email: str = "lin@example.com", ip: str = "198.51.100.7", agent: str = ""
) -> Session:
    """Log in, or raise what the service raises."""
    async with desk.open_services(write=False) as services:
        asked = await services.logins.look_up(email)
    right = await desk.passwords.check(asked.password_hash, password)
    async with desk.open_services() as services:
        return await services.logins.enter(asked, right, device(agent, ip))


async def who(desk: Desk, token: str) -> Login:
    """Say who a session's token belongs to, or raise NotLoggedIn."""
    async with desk.open_services(write=False) as services:
        return await services.logins.session(token)
