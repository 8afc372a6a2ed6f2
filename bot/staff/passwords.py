"""Passwords: hashed slowly, off the event loop."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Hashes and checks with Argon2id."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        """Hash a password."""
        return await asyncio.to_thread(self._hasher.hash, password)

    async def check(self, hashed: str | None, password: str) -> bool:
        """Say whether the password is right; for nobody it takes as long and is wrong."""
        # Made in either case: otherwise the first unknown e-mail of a process would take twice as long as a known one.
        self._nobody = self._nobody or await self.hash("nobody")
        right = await asyncio.to_thread(self._matches, hashed or self._nobody, password)
        return right and hashed is not None

    def outdated(self, hashed: str) -> bool:
        """Say whether the hash was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
