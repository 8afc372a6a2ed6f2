"""Who writes to us, and whom we know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.core.clock import Clock
from bot.core.contacts import normalise_email, normalise_phone
from bot.core.errors import Unavailable
from bot.core.texts import clean_text
from bot.customers.account_repository import AccountRepository
from bot.customers.accounts import Accounts
from bot.customers.errors import (
    Erased,
    LinkedElsewhere,
    NoName,
    NotAnEmail,
    NotAPhone,
    Stale,
    UnknownCustomer,
)
from bot.customers.repository import CustomersRepository
from bot.customers.values import FIELDS, Customer, CustomerEvent, Identity, NewCustomer

LONGEST_NAME = 120
TRAVELLER = "traveller"


class CustomersService(Accounts):
    """Keeps phone numbers as E.164 and e-mails in lower case, so that both are found again."""

    def __init__(self, repository: CustomersRepository, accounts: AccountRepository, clock: Clock) -> None:
        super().__init__(accounts, clock)
        self._repository = repository

    async def get(self, customer_id: str) -> Customer:
        """Give a customer's own record, merged or erased though it be. Raises UnknownCustomer."""
        customer = await self._repository.get(customer_id)
        if customer is None:
            raise UnknownCustomer(customer_id)
        return customer

    async def standing(self, customer_id: str) -> Customer:
        """Give the record that counts for this id: the survivor of a merged one. Raises UnknownCustomer, Erased."""
        customer = await self.get(customer_id)
        while customer.merged_into is not None:
            customer = await self.get(customer.merged_into)
        if customer.erased_at is not None:
            raise Erased(customer.id)
        return customer

    async def hold(self, customer_id: str, version: int | None = None) -> Customer:
        """Lock a record that stands, and give it as it is now. Raises UnknownCustomer, Erased, Stale."""
        customer = await self._repository.lock(customer_id)
        if customer is None:
            raise UnknownCustomer(customer_id)
        if customer.erased_at is not None:
            raise Erased(customer_id)
        if customer.merged_into is not None or version not in (None, customer.version):
            raise Stale(await self._changed_last(customer_id))
        return customer

    async def of_ids(self, ids: Sequence[str]) -> Mapping[str, Customer]:
        """Give these customers by id."""
        return await self._repository.of_ids(ids) if ids else {}

    async def find(
        self, phone: str | None = None, email: str | None = None, name: str | None = None
    ) -> tuple[Customer, ...]:
        """Give the customers with this phone (written with +), e-mail or whole name, in any order of its parts."""
        return await self._repository.find(
            normalise_phone(phone) if phone else None, normalise_email(email) if email else None, name
        )

    async def alike(self, customer: Customer) -> tuple[Customer, ...]:
        """Give others who may be the same person: the same phone, e-mail or name."""
        found = await self._repository.find(customer.phone, customer.email, customer.name)
        latin = await self._repository.find(None, None, customer.latin_name)
        others = {one.id: one for one in (*found, *latin) if one.id != customer.id}
        return tuple(others.values())

    async def register(self, customer: NewCustomer, by: str = "system", once: str | None = None) -> Customer:
        """Add a customer; the same `once` gives the same one. Raises NoName, NotAPhone, NotAnEmail."""
        given = {name: getattr(customer, name) for name in FIELDS}
        checked = replace(customer, **_checked(given, customer.country))
        known = await self._repository.by_once(once) if once else None
        if known is not None:
            return known
        added = await self._repository.add(checked, self._clock.now(), once)
        if added is None:
            known = await self._repository.by_once(once or "")
            if known is None:
                raise Unavailable("customer ids")
            return known
        await self._happened(added.id, "created", by)
        return added

    async def change(
        self, customer_id: str, changes: Mapping[str, object], by: str, version: int | None = None
    ) -> Customer:
        """Set fields, and keep what they held. Raises UnknownCustomer, Erased, Stale, NoName, NotAPhone, NotAnEmail."""
        before = await self.hold(customer_id, version)
        country = str(changes.get("country") or before.country or "") or None
        wanted = _checked(changes, country)
        told = {name: getattr(before, name) for name, value in wanted.items() if getattr(before, name) != value}
        if not told:
            return before
        after = await self._repository.update(customer_id, self._clock.now(), **{name: wanted[name] for name in told})
        await self._happened(customer_id, "changed", by, tuple(told), told)
        return after

    async def correct_phone(self, customer_id: str, phone: str, by: str = TRAVELLER) -> Customer:
        """Change the phone number. Raises UnknownCustomer, NotAPhone."""
        return await self.change(customer_id, {"phone": phone}, by)

    async def correct_email(self, customer_id: str, email: str, by: str = TRAVELLER) -> Customer:
        """Change the e-mail address. Raises UnknownCustomer, NotAnEmail."""
        return await self.change(customer_id, {"email": email}, by)

    async def allow_marketing(self, customer_id: str, allowed: bool, by: str = TRAVELLER) -> Customer:
        """Say whether we may send offers. Raises UnknownCustomer."""
        return await self.change(customer_id, {"marketing": allowed}, by)

    async def note(self, customer_id: str, by: str, text: str, once: str | None = None) -> Customer:
        """Add a note for colleagues, sealed at rest; the same `once` is one. Raises UnknownCustomer, Erased."""
        customer = await self.hold(customer_id)
        cleaned = clean_text(text).text
        if cleaned:
            event = CustomerEvent("noted", by, self._clock.now(), told={"text": cleaned})
            await self._repository.record(customer_id, event, once)
        return customer

    async def link(self, channel: str, sender: str, customer_id: str, by: str = "system") -> Identity:
        """Say that this chat account is that customer's. Raises UnknownCustomer, Erased, LinkedElsewhere."""
        await self.hold(customer_id)
        identity = await self._accounts.identify(channel, sender, self._clock.now())
        if identity.customer_id == customer_id:
            return identity
        if identity.customer_id is not None:
            raise LinkedElsewhere
        await self._happened(customer_id, "linked", by, (channel,))
        return await self._accounts.describe(channel, sender, customer_id=customer_id)

    async def unlink(self, customer_id: str, account_id: int, by: str) -> Identity | None:
        """Say that this account is not that customer's after all; None where it was not. Raises UnknownCustomer."""
        await self.hold(customer_id)
        theirs = {one.id: one for one in await self._accounts.identities(customer_id)}
        account = theirs.get(account_id)
        if account is not None:
            await self._accounts.reassign(customer_id, None, [str(account_id)])
            await self._happened(customer_id, "unlinked", by, (account.channel,))
        return account

    async def events(self, customer_id: str) -> tuple[CustomerEvent, ...]:
        """Give what happened to a customer's record, in order."""
        return await self._repository.events(customer_id)

    async def hash_names(self) -> int:
        """Let those be found by name who were entered before names were hashed; say how many those were."""
        return await self._repository.hash_names()

    async def _happened(
        self,
        customer_id: str,
        kind: str,
        by: str,
        fields: tuple[str, ...] = (),
        told: Mapping[str, object] | None = None,
    ) -> None:
        event = CustomerEvent(kind, by, self._clock.now(), fields, told or {})
        await self._repository.record(customer_id, event)

    async def _changed_last(self, customer_id: str) -> str:
        events = await self._repository.events(customer_id)
        return events[-1].by if events else "system"


def _checked(given: Mapping[str, object], country: str | None) -> dict[str, Any]:
    """Write fields the way they are kept. Raises NoName, NotAPhone, NotAnEmail."""
    kept: dict[str, Any] = dict(given)
    for name in ("name", "latin_name"):
        if name in kept:
            kept[name] = " ".join(clean_text(str(kept[name] or ""), LONGEST_NAME).text.split()) or None
    if "name" in kept and not kept["name"]:
        raise NoName
    if "phone" in kept:
        kept["phone"] = _phone(clean_text(str(kept["phone"])).text, country) if kept["phone"] else None
    if "email" in kept:
        kept["email"] = _email(clean_text(str(kept["email"])).text) if kept["email"] else None
    return kept


def _phone(text: str, country: str | None) -> str:
    number = normalise_phone(text, country)
    if number is None:
        raise NotAPhone
    return number


def _email(text: str) -> str:
    address = normalise_email(text)
    if address is None:
        raise NotAnEmail
    return address
