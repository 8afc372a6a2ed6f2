"""Who writes to us, and whom we know."""

from __future__ import annotations

from dataclasses import replace

from bot.core.clock import Clock
from bot.core.contacts import normalise_email, normalise_phone
from bot.customers.errors import NotAnEmail, NotAPhone, UnknownCustomer
from bot.customers.repository import CustomersRepository
from bot.customers.values import Customer, Identity, NewCustomer


class CustomersService:
    """Keeps phone numbers as E.164 and e-mails in lower case, so that both are found again."""

    def __init__(self, repository: CustomersRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def identify(
        self, channel: str, sender: str, display_name: str | None = None, language: str | None = None
    ) -> Identity:
        """Give the chat account, known from now on."""
        identity = await self._repository.identify(channel, sender, self._clock.now())
        if (display_name or identity.display_name) == identity.display_name and (language in (None, identity.language)):
            return identity
        return await self._repository.describe(channel, sender, display_name=display_name, language=language)

    async def reachable(self, channel: str, sender: str, can_be: bool) -> bool:
        """Note whether a chat account can be written to; say whether that is news."""
        now = self._clock.now()
        identity = await self._repository.identify(channel, sender, now)
        if (identity.unreachable_since is None) == can_be:
            return False
        await self._repository.reach(channel, sender, None if can_be else now)
        return True

    async def link(self, channel: str, sender: str, customer_id: str) -> Identity:
        """Say that this chat account is that customer's. Raises UnknownCustomer."""
        await self.get(customer_id)
        await self._repository.identify(channel, sender, self._clock.now())
        return await self._repository.describe(channel, sender, customer_id=customer_id)

    async def identity(self, channel: str, sender: str) -> Identity | None:
        """Give the chat account, if it is known."""
        return await self._repository.identity(channel, sender)

    def address_mark(self, channel: str, address: str) -> str:
        """Give the sender's id of a phone number or e-mail address: the same for the same one, and unreadable."""
        return self._repository.address_mark(channel, address)

    async def keep_address(self, channel: str, sender: str, address: str) -> Identity:
        """Keep, sealed, where a known account calls or writes from."""
        return await self._repository.describe(channel, sender, address=address)

    async def identities(self, customer_id: str) -> tuple[Identity, ...]:
        """Give the chat accounts of a customer."""
        return await self._repository.identities(customer_id)

    async def get(self, customer_id: str) -> Customer:
        """Give a customer. Raises UnknownCustomer."""
        customer = await self._repository.get(customer_id)
        if customer is None:
            raise UnknownCustomer(customer_id)
        return customer

    async def find(self, phone: str | None = None, email: str | None = None) -> tuple[Customer, ...]:
        """Give the customers with this phone (written with +) or e-mail."""
        return await self._repository.find(
            normalise_phone(phone) if phone else None, normalise_email(email) if email else None
        )

    async def register(self, customer: NewCustomer) -> Customer:
        """Add a customer. Raises NotAPhone, NotAnEmail."""
        checked = replace(
            customer,
            phone=_phone(customer.phone, customer.country) if customer.phone else None,
            email=_email(customer.email) if customer.email else None,
        )
        return await self._repository.add(checked, self._clock.now())

    async def correct_phone(self, customer_id: str, phone: str) -> Customer:
        """Change the phone number. Raises UnknownCustomer, NotAPhone."""
        customer = await self.get(customer_id)
        return await self._repository.update(customer_id, self._clock.now(), phone=_phone(phone, customer.country))

    async def correct_email(self, customer_id: str, email: str) -> Customer:
        """Change the e-mail address. Raises UnknownCustomer, NotAnEmail."""
        await self.get(customer_id)
        return await self._repository.update(customer_id, self._clock.now(), email=_email(email))

    async def allow_marketing(self, customer_id: str, allowed: bool) -> Customer:
        """Say whether we may send offers. Raises UnknownCustomer."""
        await self.get(customer_id)
        return await self._repository.update(customer_id, self._clock.now(), marketing=allowed)


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
