"""A second factor: a time-based code of an authenticator (RFC 6238), or a recovery code where that is lost."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from datetime import datetime

import pyotp

from bot.attempts.service import AttemptsService
from bot.attempts.values import Guess
from bot.core.clock import Clock
from bot.core.crypto import same
from bot.factors.errors import FactorOff, FactorOn, NotBegun, WrongCode
from bot.factors.repository import FactorsRepository
from bot.factors.values import RECOVERY_CODES, STEP, Enrolment, Factor, Held
from bot.staff.errors import LoginLocked

_ISSUER = "Tripdesk"
# No letter or digit that is taken for another one.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE = re.compile(r"\d{6}")


class FactorsService:
    """Enrols authenticators and judges codes."""

    def __init__(self, repository: FactorsRepository, attempts: AttemptsService, clock: Clock) -> None:
        self._repository = repository
        self._attempts = attempts
        self._clock = clock

    async def of(self, staff_id: str) -> Factor:
        """Say where a colleague's second factor stands."""
        return await self._repository.factor(staff_id)

    async def with_factor(self) -> Collection[str]:
        """Give the ids of everybody whose second factor is on."""
        return await self._repository.with_factor()

    async def begin(self, staff_id: str, account: str) -> Enrolment:
        """Make a secret for an authenticator, which asks for nothing until it is confirmed. Raises FactorOn."""
        if (await self._repository.factor(staff_id)).on:
            raise FactorOn
        secret = pyotp.random_base32()
        await self._repository.begin(staff_id, secret, self._clock.now())
        return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER))

    async def confirm(self, staff_id: str, code: str) -> tuple[str, ...]:
        """Turn the factor on with a first code; give its recovery codes. Raises NotBegun, FactorOn, WrongCode."""
        held = await self._repository.held(staff_id)
        if held is None:
            raise NotBegun
        if held.confirmed_at:
            raise FactorOn
        await self._judge(staff_id, held, code, recovery=False)
        await self._repository.confirm(staff_id, self._clock.now())
        return await self._codes(staff_id)

    async def check(self, staff_id: str, code: str) -> bool:
        """Take a code; say whether it was a recovery code. Raises FactorOff, WrongCode, LoginLocked.

        Five wrong codes lock for 15 minutes: it is a colleague's password that brings one here.
        """
        held = await self._repository.held(staff_id)
        if held is None or not held.confirmed_at:
            raise FactorOff
        return await self._judge(staff_id, held, code, recovery=True)

    async def new_codes(self, staff_id: str) -> tuple[str, ...]:
        """Give new recovery codes; the old ones end. Raises FactorOff."""
        if not (await self._repository.factor(staff_id)).on:
            raise FactorOff
        return await self._codes(staff_id)

    async def drop(self, staff_id: str) -> None:
        """Turn the second factor off."""
        await self._repository.drop(staff_id)

    async def _judge(self, staff_id: str, held: Held, code: str, recovery: bool) -> bool:
        now, guesses = self._clock.now(), (Guess("factor", staff_id),)
        standing = await self._attempts.standing(guesses, now)
        if standing.locked_until:
            raise LoginLocked(standing.locked_until)
        bare = re.sub(r"[\s-]", "", code).lower()
        step = _step_of(held, bare, now)
        if step is not None:
            await self._repository.take_step(staff_id, step)
            return False
        if recovery and await self._repository.use_code(staff_id, bare, now):
            return True
        after = await self._attempts.wrong(guesses, now)
        raise LoginLocked(after.locked_until) if after.locked_until else WrongCode(after.tries_left)

    async def _codes(self, staff_id: str) -> tuple[str, ...]:
        codes = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
        await self._repository.set_codes(staff_id, codes)
        return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _step_of(held: Held, code: str, now: datetime) -> int | None:
    """Give the time step whose code this is: now's, or a neighbour's for clocks that differ; never one taken before."""
    if not _CODE.fullmatch(code) or not code.isascii():
        return None
    totp, current = pyotp.TOTP(held.secret), int(now.timestamp() // STEP.total_seconds())
    steps = [step for step in (current - 1, current, current + 1) if same(totp.generate_otp(step), code)]
    return next((step for step in steps if step > held.step), None)
