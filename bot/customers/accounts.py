"""The accounts that travellers write from, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.clock import Clock
from bot.customers.account_repository import AccountRepository
from bot.customers.values import Identity


class Accounts:
    """Keeps chat accounts, known from their first message."""

    def __init__(self, accounts: AccountRepository, clock: Clock) -> None:
        self._accounts = accounts
        self._clock = clock

    async def identify(
        self, channel: str, sender: str, display_name: str | None = None, language: str | None = None
    ) -> Identity:
        """Give the chat account, known from now on."""
        identity = await self._accounts.identify(channel, sender, self._clock.now())
        if (display_name or identity.display_name) == identity.display_name and (language in (None, identity.language)):
            return identity
        return await self._accounts.describe(channel, sender, display_name=display_name, language=language)

    async def reachable(self, channel: str, sender: str, can_be: bool) -> bool:
        """Note whether a chat account can be written to; say whether that is news."""
        now = self._clock.now()
        identity = await self._accounts.identify(channel, sender, now)
        if (identity.unreachable_since is None) == can_be:
            return False
        await self._accounts.reach(channel, sender, None if can_be else now)
        return True

    async def identity(self, channel: str, sender: str) -> Identity | None:
        """Give the chat account, if it is known."""
        return await self._accounts.identity(channel, sender)

    def address_mark(self, channel: str, address: str) -> str:
        """Give the sender's id of a phone number or e-mail address: the same for the same one, and unreadable."""
        return self._accounts.address_mark(channel, address)

    async def keep_address(self, channel: str, sender: str, address: str) -> Identity:
        """Keep, sealed, where a known account calls or writes from."""
        return await self._accounts.describe(channel, sender, address=address)

    async def identities(self, customer_id: str) -> tuple[Identity, ...]:
        """Give the chat accounts of a customer."""
        return await self._accounts.identities(customer_id)

    async def reassign(self, holder: str, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give a customer's accounts, or only these, to another one or to nobody; say which have moved."""
        return await self._accounts.reassign(holder, to, only)

    async def forget_accounts(self, customer_id: str) -> None:
        """Keep that a customer's accounts write to us, and nothing of whose they are."""
        await self._accounts.forget(customer_id)
