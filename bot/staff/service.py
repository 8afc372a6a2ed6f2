"""Who works here, and who is logged in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.attempts.service import AttemptsService
from bot.attempts.values import Guess
from bot.core.clock import Clock
from bot.core.contacts import normalise_email
from bot.core.crypto import hash_token
from bot.core.ids import new_token
from bot.staff.errors import LoginLocked, NotLoggedIn, StaffRefused, WrongLogin
from bot.staff.passwords import Passwords
from bot.staff.repository import StaffRepository
from bot.staff.values import ROLES, TEAMS, FirstLogin, NewStaff, Session, Staff, Token

SESSION_LASTS = timedelta(hours=12)
ADMINISTRATOR = "administrator"


class StaffService:
    """Logs colleagues in. Tokens are random and stored as hashes only."""

    def __init__(
        self, repository: StaffRepository, attempts: AttemptsService, passwords: Passwords, clock: Clock
    ) -> None:
        self._repository = repository
        self._attempts = attempts
        self._passwords = passwords
        self._clock = clock

    async def create(self, staff: NewStaff) -> Staff:
        """Enter a colleague. Raises StaffRefused (not an e-mail, no such role or team, already known)."""
        email = normalise_email(staff.email)
        if email is None:
            raise StaffRefused("email")
        if not {staff.role, *staff.also} <= set(ROLES):
            raise StaffRefused("role")
        if staff.team not in TEAMS:
            raise StaffRefused("team")
        if await self._repository.known(email):
            raise StaffRefused("known")
        hashed = await self._passwords.hash(staff.password) if staff.password else None
        return await self._repository.add(replace(staff, email=email), hashed, self._clock.now())

    async def first_administrator(self, email: str, name: str = "Administrator") -> FirstLogin | None:
        """Enter an administrator with a random password; None where one can log in already."""
        if await self._repository.count_able(ADMINISTRATOR):
            return None
        password = new_token()[:20]
        staff = await self.create(NewStaff(name=name, email=email, role=ADMINISTRATOR, password=password))
        return FirstLogin(staff, password)

    async def get(self, staff_id: str) -> Staff | None:
        """Give a colleague."""
        return await self._repository.get(staff_id)

    async def list_all(self) -> tuple[Staff, ...]:
        """Give everybody, those entered first coming first."""
        return await self._repository.list_all()

    async def set_password(self, staff_id: str, password: str) -> None:
        """Set a password; every session and token of the colleague ends."""
        await self._repository.set_password(staff_id, await self._passwords.hash(password))
        await self._repository.revoke_all(staff_id, self._clock.now())

    async def deactivate(self, staff_id: str) -> None:
        """Shut a colleague out at once."""
        await self._repository.set_active(staff_id, False)
        await self._repository.revoke_all(staff_id, self._clock.now())

    async def authenticate(self, email: str, password: str, ip: str = "") -> Session:
        """Log in. Five wrong tries for one e-mail from one address lock that pair for 15 minutes.

        Raises WrongLogin (with `tries_left`) and LoginLocked (with `until`).
        """
        now, address = self._clock.now(), normalise_email(email) or ""
        guesses = (Guess("login", f"{address}\0{ip}"),)
        standing = await self._attempts.standing(guesses, now)
        if standing.locked_until:
            raise LoginLocked(standing.locked_until)
        staff, hashed = await self._repository.by_email(address) or (None, None)
        if not await self._passwords.check(hashed, password) or staff is None:
            after = await self._attempts.wrong(guesses, now)
            raise LoginLocked(after.locked_until) if after.locked_until else WrongLogin(after.tries_left)
        if hashed and self._passwords.outdated(hashed):
            await self._repository.set_password(staff.id, await self._passwords.hash(password))
        return await self._begin(staff)

    async def session(self, token: str) -> Staff:
        """Give the colleague of a session token. Raises NotLoggedIn."""
        return _known(await self._repository.by_session(hash_token(token), self._clock.now()))

    async def log_out(self, token: str) -> None:
        """End a session."""
        await self._repository.revoke_session(hash_token(token), self._clock.now())

    async def create_token(self, staff_id: str, name: str) -> Token:
        """Make a token for programs that act as this colleague."""
        token = new_token()
        token_id = await self._repository.add_token(staff_id, name, hash_token(token), self._clock.now())
        return Token(token_id, name, token)

    async def token(self, token: str) -> Staff:
        """Give the colleague of a program's token. Raises NotLoggedIn."""
        return _known(await self._repository.by_token(hash_token(token)))

    async def revoke_token(self, token_id: str) -> None:
        """End a program's token."""
        await self._repository.revoke_token(token_id, self._clock.now())

    async def _begin(self, staff: Staff) -> Session:
        token, now = new_token(), self._clock.now()
        await self._repository.add_session(hash_token(token), staff.id, now, now + SESSION_LASTS)
        return Session(token, staff, now + SESSION_LASTS)


def _known(staff: Staff | None) -> Staff:
    if staff is None:
        raise NotLoggedIn
    return staff
