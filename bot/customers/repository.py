"""Customers in the database: sealed, and found by keyed hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypto import Ciphers
from bot.core.ids import new_id
from bot.customers.mapping import customer_of, event_of
from bot.customers.names import folded
from bot.customers.values import Customer, CustomerEvent, NewCustomer
from bot.records.customers import CustomerEventRecord, CustomerRecord
from bot.records.upsert import insert_new


class CustomersRepository:
    """Reads and writes people and their history."""

    def __init__(self, session: AsyncSession, ciphers: Ciphers) -> None:
        self._session = session
        self._ciphers = ciphers

    async def get(self, customer_id: str) -> Customer | None:
        record = await self._session.get(CustomerRecord, customer_id)
        return None if record is None else customer_of(record)

    async def lock(self, customer_id: str) -> Customer | None:
        """Hold the row until the unit of work ends, against new bookings and tickets too; give it as it is now."""
        record = await self._session.get(CustomerRecord, customer_id, with_for_update=True, populate_existing=True)
        return None if record is None else customer_of(record)

    async def of_ids(self, ids: Sequence[str]) -> Mapping[str, Customer]:
        found = await self._session.scalars(select(CustomerRecord).where(CustomerRecord.id.in_(ids)))
        return {record.id: customer_of(record) for record in found}

    async def find(self, phone: str | None, email: str | None, name: str | None = None) -> tuple[Customer, ...]:
        """Give those who have this E.164 phone, this normalised e-mail or this name; merged ones count no more."""
        wanted = self._alike(phone, email, name)
        if not wanted:
            return ()
        query = select(CustomerRecord).where(or_(*wanted), CustomerRecord.merged_into.is_(None))
        records = await self._session.scalars(query.order_by(CustomerRecord.id))
        return tuple(map(customer_of, records))

    async def add(self, customer: NewCustomer, at: datetime, once: str | None = None) -> Customer | None:
        """Insert a person; None where their `once` is taken."""
        customer_id = new_id()
        values = {**_columns(customer), **self._hashes(customer)}
        added = await insert_new(
            self._session, CustomerRecord, id=customer_id, once=once, version=1, created_at=at, updated_at=at, **values
        )
        return await self.get(customer_id) if added else None

    async def by_once(self, once: str) -> Customer | None:
        record = await self._session.scalar(select(CustomerRecord).where(CustomerRecord.once == once))
        return None if record is None else customer_of(record)

    async def update(self, customer_id: str, at: datetime, **changes: Any) -> Customer:
        """Set columns of a locked customer, one version further."""
        record = await self._session.get_one(CustomerRecord, customer_id)
        for name, value in changes.items():
            setattr(record, name, value)
        for name, value in self._hashes(record).items():
            setattr(record, name, value)
        record.updated_at, record.version = at, record.version + 1
        await self._session.flush()
        return customer_of(record)

    async def record(self, customer_id: str, event: CustomerEvent, once: str | None = None) -> None:
        """Add an event, unless its `once` is there already."""
        told = json.dumps(dict(event.told), ensure_ascii=False) if event.told else None
        await insert_new(
            self._session,
            CustomerEventRecord,
            customer_id=customer_id,
            kind=event.kind,
            by=event.by,
            fields=list(event.fields),
            told=told,
            once=once,
            at=event.at,
        )

    async def events(self, customer_id: str) -> tuple[CustomerEvent, ...]:
        query = select(CustomerEventRecord).where(CustomerEventRecord.customer_id == customer_id)
        return tuple(map(event_of, await self._session.scalars(query.order_by(CustomerEventRecord.id))))

    async def forget_events(self, customer_id: str) -> None:
        """Keep that something happened, and nothing of what was written down."""
        await self._session.execute(
            update(CustomerEventRecord).where(CustomerEventRecord.customer_id == customer_id).values(told=None)
        )

    async def hash_names(self) -> int:
        """Give those entered before names were hashed their hashes; say how many."""
        query = select(CustomerRecord).where(CustomerRecord.name_hash.is_(None), CustomerRecord.erased_at.is_(None))
        found = [record for record in await self._session.scalars(query) if record.name]
        for record in found:
            for name, value in self._hashes(record).items():
                setattr(record, name, value)
        await self._session.flush()
        return len(found)

    def phone_hash(self, phone: str) -> str:
        return self._ciphers.lookup("phone", phone)

    def email_hash(self, email: str) -> str:
        return self._ciphers.lookup("email", email)

    def _alike(self, phone: str | None, email: str | None, name: str | None) -> list[ColumnElement[bool]]:
        alike: list[ColumnElement[bool]] = []
        if phone:
            alike.append(CustomerRecord.phone_hash == self.phone_hash(phone))
        if email:
            alike.append(CustomerRecord.email_hash == self.email_hash(email))
        if name and folded(name):
            hashed = self._ciphers.lookup("name", folded(name))
            alike += [CustomerRecord.name_hash == hashed, CustomerRecord.latin_hash == hashed]
        return alike

    def _hashes(self, person: CustomerRecord | NewCustomer) -> dict[str, str | None]:
        names = {"name_hash": folded(person.name), "latin_hash": folded(person.latin_name or "")}
        return {
            "phone_hash": self.phone_hash(person.phone) if person.phone else None,
            "email_hash": self.email_hash(person.email) if person.email else None,
            **{column: self._ciphers.lookup("name", name) if name else None for column, name in names.items()},
        }


def _columns(customer: NewCustomer) -> dict[str, Any]:
    return {
        "name": customer.name,
        "latin_name": customer.latin_name,
        "phone": customer.phone,
        "email": customer.email,
        "language": customer.language,
        "country": customer.country,
        "zone": customer.zone,
        "preferences": dict(customer.preferences),
        "marketing": customer.marketing,
    }
