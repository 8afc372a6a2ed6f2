"""Bookings in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from bot.bookings.mapping import booking_of, new_record, travellers_of
from bot.bookings.values import SEATED, Booking, NewBooking, State, Traveller
from bot.records.bookings import BookingRecord, TravellerRecord, VerificationRecord
from bot.records.customers import CustomerRecord
from bot.records.upsert import insert_new

_WHOLE = (
    joinedload(BookingRecord.customer),
    joinedload(BookingRecord.departure),
    joinedload(BookingRecord.tour),
    selectinload(BookingRecord.payments),
    selectinload(BookingRecord.events),
)

_NOBODY: Mapping[str, object] = {
    "name": "",
    "latin_name": None,
    "passport": None,
    "nationality": None,
    "birth_year": None,
    "needs": [],
}


@dataclass(frozen=True)
class OnFile:
    """What a guess is compared with: hashes of the contacts on file, and where that person dials from."""

    booking_id: str
    customer_id: str
    hashes: tuple[str, ...]
    country: str | None


class BookingsRepository:
    """Reads and writes bookings."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, booking_id: str) -> Booking | None:
        record = await self._session.scalar(
            select(BookingRecord).where(BookingRecord.id == booking_id).options(*_WHOLE)
        )
        return None if record is None else booking_of(record)

    async def by_reference(self, reference: str) -> Booking | None:
        record = await self._session.scalar(
            select(BookingRecord).where(BookingRecord.reference == reference).options(*_WHOLE)
        )
        return None if record is None else booking_of(record)

    async def of_customer(self, customer_id: str) -> tuple[Booking, ...]:
        query = select(BookingRecord).where(BookingRecord.customer_id == customer_id).options(*_WHOLE)
        return tuple(map(booking_of, await self._session.scalars(query.order_by(BookingRecord.booked_at.desc()))))

    async def reassign(self, holder: str, to: str, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give bookings (all of them, or only these) to another customer; say which have moved."""
        query = update(BookingRecord).where(BookingRecord.customer_id == holder)
        if only is not None:
            query = query.where(BookingRecord.id.in_(only))
        moved = await self._session.scalars(query.values(customer_id=to).returning(BookingRecord.id))
        return tuple(sorted(moved))

    async def forget_people(self, booking_ids: Sequence[str]) -> None:
        """Keep that so many travelled, and nothing of who they were."""
        people = update(TravellerRecord).where(TravellerRecord.booking_id.in_(booking_ids))
        await self._session.execute(people.values(**_NOBODY))
        proofs = delete(VerificationRecord).where(VerificationRecord.booking_id.in_(booking_ids))
        await self._session.execute(proofs)

    async def on_file(self, reference: str) -> OnFile | None:
        """Give what a second factor is compared with: one query, whether there is such a reference or not."""
        query = (
            select(BookingRecord.id, CustomerRecord.id, CustomerRecord.phone_hash, CustomerRecord.email_hash)
            .add_columns(CustomerRecord.country)
            .join(CustomerRecord, CustomerRecord.id == BookingRecord.customer_id)
            .where(BookingRecord.reference == reference)
        )
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            return None
        booking_id, customer_id, phone, email, country = row
        return OnFile(booking_id, customer_id, tuple(hashed for hashed in (phone, email) if hashed), country)

    async def verify(self, conversation_id: str, booking_id: str, at: datetime) -> None:
        await insert_new(
            self._session, VerificationRecord, conversation_id=conversation_id, booking_id=booking_id, at=at
        )

    async def verified(self, conversation_id: str) -> tuple[Booking, ...]:
        query = (
            select(BookingRecord)
            .join(VerificationRecord, VerificationRecord.booking_id == BookingRecord.id)
            .where(VerificationRecord.conversation_id == conversation_id)
            .order_by(VerificationRecord.id.desc())
            .options(*_WHOLE)
        )
        return tuple(map(booking_of, await self._session.scalars(query)))

    async def forget(self, conversation_id: str) -> None:
        query = select(VerificationRecord).where(VerificationRecord.conversation_id == conversation_id)
        for record in await self._session.scalars(query):
            await self._session.delete(record)

    async def travellers(self, booking_id: str) -> tuple[Traveller, ...]:
        query = select(TravellerRecord).where(TravellerRecord.booking_id == booking_id)
        return travellers_of((await self._session.scalars(query.order_by(TravellerRecord.position))).all())

    async def seats_taken(self, departure_ids: Sequence[int], at: datetime) -> Mapping[int, int]:
        """Add up adults and children of bookings that hold seats; a hold counts until it expires."""
        query = (
            select(BookingRecord.departure_id, func.sum(BookingRecord.adults + BookingRecord.children))
            .where(BookingRecord.departure_id.in_(departure_ids), BookingRecord.state.in_(SEATED))
            .where(or_(BookingRecord.state != State.HELD, BookingRecord.held_until > at))
            .group_by(BookingRecord.departure_id)
        )
        return {departure: int(seats) for departure, seats in await self._session.execute(query)}

    async def add(self, booking: NewBooking) -> str:
        record = new_record(booking)
        self._session.add(record)
        await self._session.flush()
        return record.id
