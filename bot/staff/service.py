"""Who works here."""

from __future__ import annotations

from dataclasses import replace

from bot.core.clock import Clock
from bot.core.contacts import normalise_email
from bot.core.ids import new_token
from bot.staff.checks import check
from bot.staff.errors import StaffRefused
from bot.staff.passwords import Passwords
from bot.staff.repository import StaffRepository
from bot.staff.values import FirstLogin, NewStaff, Staff, StaffChange

ADMINISTRATOR = "administrator"


class StaffService:
    """Enters colleagues and shuts them out; `bot.logins` lets them in."""

    def __init__(self, repository: StaffRepository, passwords: Passwords, clock: Clock) -> None:
        self._repository = repository
        self._passwords = passwords
        self._clock = clock

    async def create(self, staff: NewStaff) -> Staff:
        """Enter a colleague. Raises StaffRefused (not an e-mail, no such role or team, already known)."""
        email = normalise_email(staff.email)
        if email is None:
            raise StaffRefused("email")
        check(staff)
        if await self._repository.known(email):
            raise StaffRefused("known")
        hashed = await self._passwords.hash(staff.password) if staff.password else None
        return await self._repository.add(replace(staff, email=email), hashed, self._clock.now())

    async def change(self, staff_id: str, change: StaffChange) -> Staff | None:
        """Change what is on record of a colleague; None for nobody. Raises StaffRefused.

        Whoever is shut out loses every session and token at once. One administrator always remains.
        """
        before = await self._repository.get(staff_id)
        if before is None:
            return None
        values = {name: value for name, value in vars(change).items() if value is not None}
        after = replace(before, **values)
        check(after)
        await self._repository.change(staff_id, values)
        if not await self._repository.count_active(ADMINISTRATOR):
            raise StaffRefused("last")
        if not after.active:
            await self._repository.revoke_all(staff_id, self._clock.now())
        return after

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

    async def keep_hash(self, staff_id: str, hashed: str) -> None:
        """Write the same password's hash anew, made with today's settings."""
        await self._repository.set_password(staff_id, hashed)

    async def deactivate(self, staff_id: str) -> None:
        """Shut a colleague out at once."""
        await self._repository.set_active(staff_id, False)
        await self._repository.revoke_all(staff_id, self._clock.now())
