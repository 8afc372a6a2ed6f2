"""Bookings: whose they are, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.bookings.errors import UnknownBooking
from bot.bookings.repository import BookingsRepository
from bot.bookings.values import Booking, BookingEvent, NewBooking, Traveller
from bot.bookings.verification import Verification
from bot.conversations.touched import TRIP, Touched
from bot.core.clock import Clock


class SeatsService:
    """Knows the seats taken; apart from BookingsService because products need it first."""

    def __init__(self, repository: BookingsRepository) -> None:
        self._repository = repository

    async def taken(self, departure_ids: Sequence[int], at: datetime) -> Mapping[int, int]:
        """Give the seats taken, by departure; a departure nobody booked is left out."""
        return await self._repository.seats_taken(departure_ids, at)


class BookingsService:
    """Shows a booking only to a conversation that proved it is theirs; `get` is for the other services and staff."""

    def __init__(
        self, repository: BookingsRepository, verification: Verification, touched: Touched, clock: Clock
    ) -> None:
        self._repository = repository
        self._verification = verification
        self._touched = touched
        self._clock = clock

    async def verify(self, conversation_id: str, reference: str, factor: str, at: datetime | None = None) -> Booking:
        """Prove a booking by its reference and the phone or e-mail on file; it stays proved for the conversation.

        Raises BookingNotMatched (with `tries_left`) and BookingLocked (with `until`), the same for a reference that
        exists and one that does not. Five wrong tries, of one conversation or at one reference, lock for 15 minutes.
        """
        moment = at or self._clock.now()
        on_file = await self._verification.judge(conversation_id, reference, factor, moment)
        await self._repository.verify(conversation_id, on_file.booking_id, moment)
        self._touched.add(conversation_id, TRIP)
        return await self.get(on_file.booking_id)

    async def verified(self, conversation_id: str) -> tuple[Booking, ...]:
        """Give the bookings proved in this conversation, the latest proof first."""
        return await self._repository.verified(conversation_id)

    async def forget(self, conversation_id: str) -> None:
        """Undo every proof of a conversation (the device was handed on, the account was reported)."""
        await self._repository.forget(conversation_id)
        self._touched.add(conversation_id, TRIP)

    async def get(self, booking_id: str) -> Booking:
        """Give a booking. Raises UnknownBooking."""
        booking = await self._repository.get(booking_id)
        if booking is None:
            raise UnknownBooking(booking_id)
        return booking

    async def by_reference(self, reference: str) -> Booking | None:
        """Give the booking of a normalised reference, for staff: it proves nothing to a traveller."""
        return await self._repository.by_reference(reference)

    async def of_customer(self, customer_id: str) -> tuple[Booking, ...]:
        """Give a customer's bookings, the latest first."""
        return await self._repository.of_customer(customer_id)

    async def travellers(self, booking_id: str) -> tuple[Traveller, ...]:
        """Give the people of a booking, in the order they were entered."""
        return await self._repository.travellers(booking_id)

    async def reassign(self, holder: str, to: str, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give a customer's bookings, or only these, to another customer; say which have moved."""
        return await self._repository.reassign(holder, to, only)

    async def forget_people(self, booking_ids: Sequence[str]) -> None:
        """Forget who travelled; what was sold and paid stays for the books."""
        if booking_ids:
            await self._repository.forget_people(booking_ids)

    async def enter(self, booking: NewBooking, by: str) -> Booking:
        """Enter a booking as it stands, with its history; `by` is `agent:<id>`, `import` or `demo`."""
        entered = BookingEvent("entered", by, booking.booked_at)
        self._touched.customer(booking.customer_id)
        return await self.get(await self._repository.add(replace(booking, events=(entered, *booking.events))))
