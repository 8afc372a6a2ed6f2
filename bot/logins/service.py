"""Who is logged in, where, and how they got there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.attempts.service import AttemptsService
from bot.attempts.values import TRIES, Guess
from bot.core.clock import Clock
from bot.core.contacts import normalise_email
from bot.core.crypto import hash_token
from bot.core.ids import new_token
from bot.factors.service import FactorsService
from bot.logins.errors import UnknownSession, WeakPassword, WrongPassword
from bot.logins.repository import LoginsRepository
from bot.logins.strength import SHORTEST, weakness
from bot.logins.values import (
    SESSION_LASTS,
    STEP_LASTS,
    TOUCHED,
    Asked,
    Device,
    Login,
    Place,
    Policy,
    Session,
)
from bot.staff.errors import LoginLocked, NotLoggedIn, StillLocked, WrongLogin
from bot.staff.passwords import Passwords
from bot.staff.repository import StaffRepository
from bot.staff.values import Staff

# Wrong tries for one account from anywhere at all, after which addresses that are new to it get one try instead of
# five. It slows down whoever has many addresses, and locks nobody out: each new address still has its one.
MANY = 20
_REMEMBERED = timedelta(days=30)


class LoginsService:
    """Sessions. Tokens are random and stored as hashes only."""

    def __init__(
        self,
        repository: LoginsRepository,
        staff: StaffRepository,
        attempts: AttemptsService,
        factors: FactorsService,
        clock: Clock,
        policy: Policy,
    ) -> None:
        self._repository = repository
        self._staff = staff
        self._attempts = attempts
        self._factors = factors
        self._clock = clock
        self._policy = policy

    async def look_up(self, email: str) -> Asked:
        """Look up who wants to log in, so that the password can be checked with no unit of work open."""
        address = normalise_email(email) or ""
        staff, hashed = await self._staff.by_email(address) or (None, None)
        return Asked(address, staff, hashed)

    async def enter(self, asked: Asked, right: bool, device: Device) -> Session:
        """Begin a session, or the second step of one, where the password was right.

        Five wrong tries for one e-mail from one address lock that pair for 15 minutes; whether a try that came in
        meanwhile was right is not told. Raises WrongLogin (with `tries_left`) and LoginLocked (with `until`).
        """
        now = self._clock.now()
        account = Guess("account", asked.email, MANY)
        wary = (await self._attempts.standing((account,), now)).locked_until and not await self._at_home(asked, device)
        pair = Guess("login", f"{asked.email}\0{device.address}", 1 if wary else TRIES)
        standing = await self._attempts.standing((pair,), now)
        if standing.locked_until:
            raise StillLocked(standing.locked_until)
        if not right or asked.staff is None:
            await self._attempts.wrong((account,), now)
            after = await self._attempts.wrong((pair,), now)
            raise LoginLocked(after.locked_until) if after.locked_until else WrongLogin(after.tries_left)
        factor = await self._factors.of(asked.staff.id)
        return await self._begin(asked.staff, device, pending=factor.on)

    async def second_step(self, step: str, code: str, device: Device) -> tuple[Session, bool]:
        """Finish a log-in with a code; say whether it was a recovery code.

        Raises NotLoggedIn, WrongCode, LoginLocked.
        """
        staff = await self.halfway(step)
        recovered = await self._factors.check(staff.id, code)
        await self.log_out(step)
        return await self._begin(staff, device), recovered

    async def halfway(self, step: str) -> Staff:
        """Give whose second step it is. Raises NotLoggedIn."""
        found = await self._repository.by_token(hash_token(step), self._clock.now(), pending=True)
        return await self._known(found[0] if found else None)

    async def session(self, token: str) -> Login:
        """Give who is logged in with a token. Raises NotLoggedIn."""
        now = self._clock.now()
        found = await self._repository.by_token(hash_token(token), now)
        if found is None:
            raise NotLoggedIn
        staff = await self._known(found[0])
        limited = self._policy.wants_factor(staff) and not (await self._factors.of(staff.id)).on
        return Login(staff, found[1].id, now - found[1].used_at >= TOUCHED, limited)

    def wants_factor(self, staff: Staff) -> bool:
        """Say whether a colleague has to have a second factor here."""
        return self._policy.wants_factor(staff)

    async def touch(self, session_id: str) -> None:
        """Write down that a session was used now."""
        await self._repository.touch(session_id, self._clock.now())

    async def log_out(self, token: str) -> None:
        """End a session."""
        await self._repository.end(hash_token(token), self._clock.now())

    async def renew(self, staff: Staff, token: str, device: Device) -> Session:
        """Give a session a new token: whoever had the old one has nothing now."""
        await self.log_out(token)
        return await self._begin(staff, device)

    async def places(self, staff_id: str) -> Sequence[Place]:
        """Give where a colleague is logged in."""
        return await self._repository.living(staff_id, self._clock.now())

    async def revoke(self, staff_id: str, session_id: str) -> None:
        """End a session of a colleague. Raises UnknownSession."""
        if not await self._repository.revoke(staff_id, session_id, self._clock.now()):
            raise UnknownSession

    async def revoke_all(self, staff_id: str, keep: str | None = None) -> int:
        """End every session of a colleague but one; give how many."""
        return await self._repository.revoke_all(staff_id, self._clock.now(), keep)

    async def judge(self, staff: Staff, right: bool) -> None:
        """Count a colleague's own password, asked for again. Raises WrongPassword, LoginLocked."""
        now, guesses = self._clock.now(), (Guess("password", staff.id),)
        standing = await self._attempts.standing(guesses, now)
        if standing.locked_until:
            raise LoginLocked(standing.locked_until)
        if not right:
            after = await self._attempts.wrong(guesses, now)
            raise LoginLocked(after.locked_until) if after.locked_until else WrongPassword(after.tries_left)

    async def change_password(self, staff: Staff, hashed: str) -> int:
        """Write a new password's hash; every session ends. Give how many did."""
        await self._staff.set_password(staff.id, hashed)
        return await self.revoke_all(staff.id)

    async def _at_home(self, asked: Asked, device: Device) -> bool:
        since = self._clock.now() - _REMEMBERED
        return asked.staff is not None and await self._repository.known_network(asked.staff.id, device.network, since)

    async def _begin(self, staff: Staff, device: Device, pending: bool = False) -> Session:
        token, now = new_token(), self._clock.now()
        until: datetime = now + (STEP_LASTS if pending else SESSION_LASTS)
        session_id = await self._repository.add(hash_token(token), staff.id, device, now, until, pending)
        return Session(session_id, token, staff, until, pending)

    async def _known(self, staff_id: str | None) -> Staff:
        staff = await self._staff.get(staff_id) if staff_id else None
        if staff is None or not staff.active:
            raise NotLoggedIn
        return staff


async def fit(passwords: Passwords, password: str, about: Collection[str]) -> str:
    """Hash a new password. Raises WeakPassword."""
    if reason := await weakness(password, tuple(about)):
        raise WeakPassword(reason, SHORTEST)
    return await passwords.hash(password)
