"""Calls and e-mails as conversations: the same owner, queue, notes, tickets and clocks as any chat."""

from __future__ import annotations

from bot.bookings.service import BookingsService
from bot.bookings.values import Booking
from bot.contacts.errors import NoSuchBooking, NotAnAddress
from bot.contacts.values import Logged, NewContact
from bot.conversations.channels import PHONE
from bot.conversations.errors import EmptyMessage
from bot.conversations.service import ConversationsService
from bot.conversations.values import Accepted, Conversation, agent
from bot.core.contacts import normalise_email, normalise_phone
from bot.core.ids import BOOKING_PREFIX, normalise_reference
from bot.core.splitting import pieces
from bot.core.texts import LONGEST, clean_text
from bot.customers.service import CustomersService
from bot.tickets.service import TicketsService
from bot.tickets.values import NewTicket

LONGEST_CONTACT = 20_000
LONGEST_NAME = 120


class ContactsService:
    """One address has one conversation, which opens again with the next call: like a chat account."""

    def __init__(
        self,
        conversations: ConversationsService,
        customers: CustomersService,
        bookings: BookingsService,
        tickets: TicketsService,
    ) -> None:
        self._conversations = conversations
        self._customers = customers
        self._bookings = bookings
        self._tickets = tickets

    async def log(self, contact: NewContact, staff_id: str) -> Logged:
        """Store what the traveller said, make the conversation this colleague's, and open the ticket asked for.

        A conversation that another colleague holds stays theirs, with the words in it. Raises NotAnAddress,
        NoSuchBooking, EmptyMessage.
        """
        address, mark = _address(contact), f"logged/{staff_id}/{contact.client_id}"
        booking = await self._booking(contact.booking)
        sender = self._customers.address_mark(contact.channel, address or mark)
        accepted = await self._receive(contact, sender, mark)
        if not accepted.duplicate:
            customer_id = await self._identify(contact, sender, address)
            if customer_id is not None:
                await self._conversations.set_customer(accepted.conversation_id, customer_id)
            if await self._own(accepted.conversation_id, staff_id):
                await self._describe(contact, accepted.conversation_id, booking)
        conversation = await self._conversations.get(accepted.conversation_id)
        ticket = None
        if contact.complaint:
            new = _complaint(contact, conversation, booking, mark)
            ticket = await self._tickets.open(new, agent(staff_id))
        return Logged(conversation, accepted.seq, accepted.duplicate, ticket)

    async def _booking(self, reference: str) -> Booking | None:
        if not reference.strip():
            return None
        written = normalise_reference(reference, BOOKING_PREFIX)
        booking = await self._bookings.by_reference(written)
        if booking is None:
            raise NoSuchBooking(written)
        return booking

    async def _receive(self, contact: NewContact, sender: str, mark: str) -> Accepted:
        parts = in_messages(contact.text)
        if not parts:
            raise EmptyMessage
        stored = [
            await self._conversations.receive(
                contact.channel, sender, f"{mark}/{number}", part, language=contact.language
            )
            for number, part in enumerate(parts)
        ]
        return stored[0]

    async def _identify(self, contact: NewContact, sender: str, address: str | None) -> str | None:
        """Keep who it was; give the customer if exactly one has this address."""
        name = " ".join(clean_text(contact.name, LONGEST_NAME).text.split())
        account = await self._customers.identify(contact.channel, sender, name or None, contact.language)
        if address is None:
            return None
        await self._customers.keep_address(contact.channel, sender, address)
        if account.customer_id is not None:
            return account.customer_id
        of_phone = contact.channel == PHONE
        found = await self._customers.find(address if of_phone else None, None if of_phone else address)
        if len(found) != 1:
            return None
        await self._customers.link(contact.channel, sender, found[0].id)
        return found[0].id

    async def _describe(self, contact: NewContact, conversation_id: str, booking: Booking | None) -> None:
        await self._conversations.set_language_choice(conversation_id, contact.language)
        told = {"reason": "logged", **({"booking": booking.reference} if booking else {})}
        await self._conversations.set_summary(conversation_id, told)

    async def _own(self, conversation_id: str, staff_id: str) -> bool:
        """Take what no colleague holds; say whether it is this colleague's now."""
        conversation = await self._conversations.get(conversation_id)
        if conversation.staff_id is None:
            conversation = await self._conversations.take(conversation_id, staff_id)
        return conversation.staff_id == staff_id


def in_messages(text: str) -> list[str]:
    """Cut a long text into messages; none of nothing."""
    whole = clean_text(text, LONGEST_CONTACT).text
    return pieces(whole, LONGEST) if whole else []


def _complaint(contact: NewContact, conversation: Conversation, booking: Booking | None, once: str) -> NewTicket:
    return NewTicket(
        kind="complaint",
        category="other",
        conversation_id=conversation.id,
        booking_id=booking.id if booking else None,
        customer_id=conversation.customer_id,
        facts={"told": in_messages(contact.text)},
        once=once,
    )


def _address(contact: NewContact) -> str | None:
    """Write the address one way; None for a caller who withheld the number."""
    typed = clean_text(contact.address).text
    written = normalise_phone(typed) if contact.channel == PHONE else normalise_email(typed)
    if written is None and (typed or contact.channel != PHONE):
        raise NotAnAddress(contact.channel)
    return written
