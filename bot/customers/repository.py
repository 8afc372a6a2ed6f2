"""Customers in the database: sealed, and found by keyed hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.core.ids import new_id
from bot.customers.values import Customer, Identity, NewCustomer
from bot.records.customers import ChannelIdentityRecord, CustomerRecord
from bot.records.upsert import insert_new


class CustomersRepository:
    """Reads and writes customers and their chat accounts."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers

    async def get(self, customer_id: str) -> Customer | None:
        record = await self._session.get(CustomerRecord, customer_id)
        return None if record is None else _customer(record)

    async def find(self, phone: str | None, email: str | None) -> tuple[Customer, ...]:
        """Give those who have this E.164 phone or this normalised e-mail."""
        hashes = [
            CustomerRecord.phone_hash == self.phone_hash(phone) if phone else None,
            CustomerRecord.email_hash == self.email_hash(email) if email else None,
        ]
        wanted = [condition for condition in hashes if condition is not None]
        if not wanted:
            return ()
        records = await self._session.scalars(select(CustomerRecord).where(or_(*wanted)).order_by(CustomerRecord.id))
        return tuple(map(_customer, records))

    async def add(self, customer: NewCustomer, at: datetime) -> Customer:
        record = CustomerRecord(id=new_id(), created_at=at)
        self._fill(record, customer, at)
        self._session.add(record)
        await self._session.flush()
        return _customer(record)

    async def update(self, customer_id: str, at: datetime, **changes: Any) -> Customer:
        record = await self._session.get_one(CustomerRecord, customer_id)
        for name, value in changes.items():
            setattr(record, name, value)
        self._hash(record)
        record.updated_at = at
        await self._session.flush()
        return _customer(record)

    async def identify(self, channel: str, sender: str, at: datetime) -> Identity:
        """Give a chat account, made known on first sight."""
        await insert_new(self._session, ChannelIdentityRecord, channel=channel, sender=sender, created_at=at)
        return _identity(await self._identity_record(channel, sender))

    async def describe(self, channel: str, sender: str, **facts: str | None) -> Identity:
        """Set what is now known of a chat account; None leaves a fact as it was."""
        record = await self._identity_record(channel, sender)
        for name, value in facts.items():
            if value is not None:
                setattr(record, name, value)
        await self._session.flush()
        return _identity(record)

    async def reach(self, channel: str, sender: str, unreachable_since: datetime | None) -> None:
        (await self._identity_record(channel, sender)).unreachable_since = unreachable_since
        await self._session.flush()

    async def identity(self, channel: str, sender: str) -> Identity | None:
        record = await self._session.scalar(_of_account(channel, sender))
        return None if record is None else _identity(record)

    async def identities(self, customer_id: str) -> tuple[Identity, ...]:
        query = select(ChannelIdentityRecord).where(ChannelIdentityRecord.customer_id == customer_id)
        return tuple(map(_identity, await self._session.scalars(query.order_by(ChannelIdentityRecord.id))))

    def phone_hash(self, phone: str) -> str:
        return self._ciphers.lookup("phone", phone)

    def email_hash(self, email: str) -> str:
        return self._ciphers.lookup("email", email)

    def address_mark(self, channel: str, address: str) -> str:
        return self._ciphers.lookup(f"sender/{channel}", address)

    async def _identity_record(self, channel: str, sender: str) -> ChannelIdentityRecord:
        return (await self._session.scalars(_of_account(channel, sender))).one()

    def _fill(self, record: CustomerRecord, customer: NewCustomer, at: datetime) -> None:
        record.name, record.latin_name = customer.name, customer.latin_name
        record.phone, record.email = customer.phone, customer.email
        record.language, record.country, record.zone = customer.language, customer.country, customer.zone
        record.preferences, record.marketing = dict(customer.preferences), customer.marketing
        record.updated_at = at
        self._hash(record)

    def _hash(self, record: CustomerRecord) -> None:
        record.phone_hash = self.phone_hash(record.phone) if record.phone else None
        record.email_hash = self.email_hash(record.email) if record.email else None


def _of_account(channel: str, sender: str) -> Select[ChannelIdentityRecord]:
    return select(ChannelIdentityRecord).where(
        ChannelIdentityRecord.channel == channel, ChannelIdentityRecord.sender == sender
    )


def _customer(record: CustomerRecord) -> Customer:
    return Customer(
        id=record.id,
        name=record.name,
        latin_name=record.latin_name,
        phone=record.phone,
        email=record.email,
        language=record.language,
        country=record.country,
        zone=record.zone,
        preferences=record.preferences,
        marketing=record.marketing,
        created_at=record.created_at,
    )


def _identity(record: ChannelIdentityRecord) -> Identity:
    return Identity(
        record.channel,
        record.sender,
        record.customer_id,
        record.display_name,
        record.language,
        record.unreachable_since,
        record.address,
    )
