"""Tokens with which programs act as a colleague, with some of their rights or all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.core.clock import Clock
from bot.core.crypto import hash_token
from bot.core.ids import new_token
from bot.staff.errors import NotLoggedIn
from bot.staff.repository import StaffRepository
from bot.staff.rights import may, rights
from bot.staff.values import Staff
from bot.tokens.errors import TooMany, TooMuch, UnknownToken
from bot.tokens.repository import TokensRepository
from bot.tokens.values import TOUCHED, Bearer, Issued, NewToken, Token

MOST = 50
LONGEST_NAME = 40


class TokensService:
    """Issues tokens and knows them again; they are random and stored as hashes only."""

    def __init__(self, repository: TokensRepository, staff: StaffRepository, clock: Clock) -> None:
        self._repository = repository
        self._staff = staff
        self._clock = clock

    async def issue(self, staff: Staff, new: NewToken) -> Issued:
        """Make a token. Raises TooMuch for a right that the colleague does not have, TooMany."""
        for right in sorted(new.rights or ()):
            if right not in rights() or not may(staff, right):
                raise TooMuch(right)
        if len(await self._repository.living(self._clock.now(), staff.id)) >= MOST:
            raise TooMany(MOST)
        secret = new_token()
        named = replace(new, name=new.name.strip()[:LONGEST_NAME])
        return Issued(await self._repository.add(staff.id, named, hash_token(secret), self._clock.now()), secret)

    async def bearer(self, secret: str) -> Bearer:
        """Say who a token speaks for. Raises NotLoggedIn."""
        now = self._clock.now()
        token = await self._repository.by_hash(hash_token(secret), now)
        staff = await self._staff.get(token.staff_id) if token else None
        if token is None or staff is None or not staff.active:
            raise NotLoggedIn
        return Bearer(staff, token, token.used_at is None or now - token.used_at >= TOUCHED)

    async def alive(self, token_id: str) -> bool:
        """Say whether a token still works."""
        return await self._repository.get(token_id, self._clock.now()) is not None

    async def touch(self, token_id: str) -> None:
        """Write down that a token was used now."""
        await self._repository.touch(token_id, self._clock.now())

    async def list(self, staff_id: str | None = None) -> Collection[Token]:
        """Give the tokens that work: a colleague's, or everybody's."""
        return await self._repository.living(self._clock.now(), staff_id)

    async def revoke(self, token_id: str, staff_id: str | None = None) -> Token:
        """End a token: one of this colleague, where one is named. Raises UnknownToken."""
        now = self._clock.now()
        token = await self._repository.get(token_id, now)
        if token is None or staff_id not in (None, token.staff_id):
            raise UnknownToken
        await self._repository.revoke(token_id, now)
        return token
