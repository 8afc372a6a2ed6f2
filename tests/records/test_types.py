"""What goes into a column comes out of it, on both databases."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from bot.core.crypto import Ciphers
from bot.core.database import Database, build_database
from bot.core.errors import DataError
from bot.core.settings import Settings
from bot.customers.values import NewCustomer
from bot.records.company import MarkRecord
from bot.records.customers import CustomerRecord
from bot.records.products import PriceComponentRecord
from bot.records.rotation import encrypted_columns, reseal
from bot.records.types import Encrypted
from bot.services import Desk
from tests.conftest import NOW
from tests.facts import EMAIL, PHONE, publish


@pytest.mark.parametrize("amount", ["0.1", "30", "1234567890.1234", "-0.0001", "1E+3"])
async def test_amounts_are_exact_and_written_alike(desk: Desk, amount: str) -> None:
    async with desk.open_services() as services:
        await publish(services)
    async with desk.database.unit_of_work() as session:
        session.add(PriceComponentRecord(tour_id="kyoto-gardens", component="x", position=9, amount=Decimal(amount)))
    async with desk.database.unit_of_work(write=False) as session:
        query = select(PriceComponentRecord.amount).where(PriceComponentRecord.component == "x")
        read = await session.scalar(query)
    assert str(read) == f"{Decimal(amount):f}"


async def test_moments_come_back_in_utc(database: Database) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-7)))
    async with database.unit_of_work() as session:
        session.add(MarkRecord(name="x", at=there))
    async with database.unit_of_work(write=False) as session:
        read = await session.scalar(select(MarkRecord.at))
    assert read == NOW
    assert read.tzinfo is not None and read.utcoffset() == timedelta(0)


async def test_a_moment_without_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="time zone"):
        async with database.unit_of_work() as session:
            session.add(MarkRecord(name="x", at=datetime(2026, 1, 1)))  # noqa: DTZ001


async def test_names_phones_and_emails_cannot_be_read_in_the_database(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("王小明", phone=PHONE, email=EMAIL))
    async with desk.database.unit_of_work(write=False) as session:
        row = (await session.execute(text("SELECT * FROM customers"))).one()
    assert not [value for value in row if isinstance(value, str) and ("王" in value or "4915" in value or "@" in value)]


async def test_found_by_phone_or_email_through_their_hashes(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(NewCustomer("Anna", phone="0151 12345678", email=EMAIL, country="DE"))
        await services.customers.register(NewCustomer("Ben", phone="+4915112345679"))
        assert await services.customers.find(phone=" +49 151 12345678 ") == (anna,)
        assert await services.customers.find(email="ANNA@example.com") == (anna,)
        assert await services.customers.find(email="nobody@example.com") == ()


async def test_keys_rotate_and_everything_is_still_found(desk: Desk, database_url: str, settings: Settings) -> None:
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("Anna", phone=PHONE, email=EMAIL))
    new = f"new:{base64.b64encode(bytes([7] * 32)).decode()}"
    both = Ciphers.from_text(
        f"{new},{settings.encryption_keys.get_secret_value()}", settings.lookup_key.get_secret_value()
    )
    only_new = Ciphers.from_text(new, settings.lookup_key.get_secret_value())
    async with desk.database.unit_of_work() as session:
        assert await reseal(session, both) == 3
        assert await reseal(session, both) == 0
    rotated = build_database(database_url, only_new)
    async with rotated.unit_of_work(write=False) as session:
        record = (await session.scalars(select(CustomerRecord))).one()
        assert (record.name, record.phone, record.email) == ("Anna", PHONE, EMAIL)
        assert record.phone_hash == only_new.lookup("phone", PHONE)
    await rotated.close()


async def test_without_its_key_a_name_is_a_data_error(desk: Desk, database_url: str) -> None:
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("Anna"))
    key = base64.b64encode(bytes([9] * 32)).decode()
    other = build_database(database_url, Ciphers.from_text(f"other:{key}", key))
    with pytest.raises(DataError, match="ENCRYPTION_KEYS"):
        async with other.unit_of_work(write=False) as session:
            await session.scalars(select(CustomerRecord))
    await other.close()


def test_every_name_phone_email_and_passport_is_sealed() -> None:
    sealed = {f"{column.table.name}.{column.name}" for column in encrypted_columns()}
    assert sealed >= {"customers.name", "customers.phone", "customers.email", "travellers.name", "travellers.passport"}
    for column in encrypted_columns():
        assert isinstance(column.type, Encrypted)
        assert column.type.context == f"{column.table.name}.{column.name}"
