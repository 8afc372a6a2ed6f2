"""Chat accounts in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.customers.mapping import identity_of
from bot.customers.values import Identity
from bot.records.customers import ChannelIdentityRecord
from bot.records.upsert import insert_new


class AccountRepository:
    """Reads and writes the accounts that travellers write from."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers

    async def identify(self, channel: str, sender: str, at: datetime) -> Identity:
        """Give a chat account, made known on first sight."""
        await insert_new(self._session, ChannelIdentityRecord, channel=channel, sender=sender, created_at=at)
        return identity_of(await self._record(channel, sender))

    async def describe(self, channel: str, sender: str, **facts: str | None) -> Identity:
        """Set what is now known of a chat account; None leaves a fact as it was."""
        record = await self._record(channel, sender)
        for name, value in facts.items():
            if value is not None:
                setattr(record, name, value)
        await self._session.flush()
        return identity_of(record)

    async def reach(self, channel: str, sender: str, unreachable_since: datetime | None) -> None:
        (await self._record(channel, sender)).unreachable_since = unreachable_since
        await self._session.flush()

    async def identity(self, channel: str, sender: str) -> Identity | None:
        record = await self._session.scalar(_of_account(channel, sender))
        return None if record is None else identity_of(record)

    async def identities(self, customer_id: str) -> tuple[Identity, ...]:
        query = select(ChannelIdentityRecord).where(ChannelIdentityRecord.customer_id == customer_id)
        return tuple(map(identity_of, await self._session.scalars(query.order_by(ChannelIdentityRecord.id))))

    async def reassign(self, holder: str, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give accounts (all of them, or only these) to somebody else; say which have moved."""
        query = update(ChannelIdentityRecord).where(ChannelIdentityRecord.customer_id == holder)
        if only is not None:
            query = query.where(ChannelIdentityRecord.id.in_([int(one) for one in only]))
        moved = await self._session.scalars(query.values(customer_id=to).returning(ChannelIdentityRecord.id))
        return tuple(sorted(str(one) for one in moved))

    async def forget(self, customer_id: str) -> None:
        """Keep that accounts write to us, and nothing of whose they are."""
        query = update(ChannelIdentityRecord).where(ChannelIdentityRecord.customer_id == customer_id)
        await self._session.execute(query.values(customer_id=None, display_name=None, address=None))

    def address_mark(self, channel: str, address: str) -> str:
        return self._ciphers.lookup(f"sender/{channel}", address)

    async def _record(self, channel: str, sender: str) -> ChannelIdentityRecord:
        return (await self._session.scalars(_of_account(channel, sender))).one()


def _of_account(channel: str, sender: str) -> Select[ChannelIdentityRecord]:
    return select(ChannelIdentityRecord).where(
        ChannelIdentityRecord.channel == channel, ChannelIdentityRecord.sender == sender
    )
