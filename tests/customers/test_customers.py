"""Who writes to us, and whom we know."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from bot.customers.errors import LinkedElsewhere, NotAnEmail, NotAPhone, UnknownCustomer
from bot.customers.values import Identity, NewCustomer
from bot.records.customers import CustomerRecord
from bot.services import Desk

ANNA = NewCustomer("Anna Schneider", phone="0151 12345678", email="Anna@Example.com", country="DE")


async def test_a_chat_account_is_known_from_its_first_message(desk: Desk) -> None:
    async def identify() -> Identity:
        async with desk.open_services() as services:
            return await services.customers.identify("telegram", "42", "Anna", "de")

    assert len(set(await asyncio.gather(*(identify() for _ in range(8))))) == 1
    async with desk.open_services() as services:
        renamed = await services.customers.identify("telegram", "42", "Anna S.")
    assert (renamed.display_name, renamed.language, renamed.customer_id) == ("Anna S.", "de", None)


async def test_an_account_is_linked_to_its_customer(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        linked = await services.customers.link("telegram", "42", anna.id)
        assert await services.customers.identities(anna.id) == (linked,)
        with pytest.raises(UnknownCustomer):
            await services.customers.link("telegram", "42", "none")


async def test_contacts_are_kept_in_one_form_and_can_be_corrected(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        assert (anna.phone, anna.email) == ("+4915112345678", "anna@example.com")
        await services.customers.correct_phone(anna.id, "0151 99999999")
        await services.customers.correct_email(anna.id, "new@example.com")
        assert await services.customers.find(phone="+4915112345678") == ()
        (found,) = await services.customers.find(phone="+4915199999999")
    assert found.email == "new@example.com"


async def test_an_account_is_one_persons_until_it_is_unlinked(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna, other = [await services.customers.register(one) for one in (ANNA, NewCustomer("Omar"))]
        account = await services.customers.link("telegram", "42", anna.id)
        with pytest.raises(LinkedElsewhere):
            await services.customers.link("telegram", "42", other.id)
        assert await services.customers.unlink(other.id, account.id, "agent:1") is None
        await services.customers.unlink(anna.id, account.id, "agent:1")
        assert (await services.customers.link("telegram", "42", other.id)).customer_id == other.id


async def test_those_entered_before_names_were_hashed_are_found_by_name(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
    async with desk.database.unit_of_work() as session:
        await session.execute(update(CustomerRecord).values(name_hash=None))
    async with desk.open_services() as services:
        assert await services.customers.find(name="Schneider Anna") == ()
        assert await services.customers.hash_names() == 1
        assert [one.id for one in await services.customers.find(name="Schneider Anna")] == [anna.id]
        assert await services.customers.hash_names() == 0


async def test_marketing_is_off_until_allowed(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(ANNA)
        assert not anna.marketing
        assert (await services.customers.allow_marketing(anna.id, True)).marketing


@pytest.mark.parametrize(
    ("customer", "error"),
    [(NewCustomer("x", phone="12"), NotAPhone), (NewCustomer("x", email="x at y"), NotAnEmail)],
)
async def test_refuses_contacts_that_are_none(desk: Desk, customer: NewCustomer, error: type[Exception]) -> None:
    async with desk.open_services() as services:
        with pytest.raises(error):
            await services.customers.register(customer)
