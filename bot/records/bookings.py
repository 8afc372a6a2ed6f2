"""Bookings with their travellers, payments and history; who has proved that a booking is theirs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.base import Record
from bot.records.customers import CustomerRecord
from bot.records.products import DepartureRecord, TourRecord
from bot.records.types import (
    Amount,
    Code,
    Currency,
    Document,
    Encrypted,
    Id,
    Listing,
    Moment,
    RowId,
    owned_by,
)


class BookingRecord(Record):
    """A party's place on a departure."""

    __tablename__ = "bookings"
    __table_args__ = (Index(None, "departure_id", "state"),)

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    departure_id: Mapped[int] = mapped_column(ForeignKey("departures.id"))
    policy_id: Mapped[str] = mapped_column(ForeignKey("policies.id"))
    state: Mapped[Code]
    adults: Mapped[int]
    children: Mapped[int]
    infants: Mapped[int]
    single_rooms: Mapped[int]
    needs: Mapped[Listing]
    currency: Mapped[Currency]
    total: Mapped[Amount]
    deposit: Mapped[Amount]
    booked_at: Mapped[Moment]
    held_until: Mapped[Moment | None]
    balance_due: Mapped[date | None]
    customer: Mapped[CustomerRecord] = relationship(lazy="raise")
    departure: Mapped[DepartureRecord] = relationship(lazy="raise")
    tour: Mapped[TourRecord] = relationship(lazy="raise")
    payments: Mapped[list[PaymentRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PaymentRecord.at"
    )
    events: Mapped[list[BookingEventRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="BookingEventRecord.id"
    )
    travellers: Mapped[list[TravellerRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TravellerRecord.position"
    )


class TravellerRecord(Record):
    """One person of the party."""

    __tablename__ = "travellers"

    booking_id: Mapped[str] = mapped_column(String(36), owned_by("bookings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    name: Mapped[str] = mapped_column(Encrypted("travellers.name"))
    latin_name: Mapped[str | None] = mapped_column(Encrypted("travellers.latin_name"))
    passport: Mapped[str | None] = mapped_column(Encrypted("travellers.passport"))
    nationality: Mapped[str | None] = mapped_column(String(2))
    birth_year: Mapped[int | None]
    needs: Mapped[Listing]


class PaymentRecord(Record):
    """Money that came (deposit, balance) or went back (refund; its amount is positive too)."""

    __tablename__ = "payments"

    id: Mapped[RowId]
    booking_id: Mapped[str] = mapped_column(String(36), owned_by("bookings.id"), index=True)
    kind: Mapped[Code]
    state: Mapped[Code]
    method: Mapped[Code | None]
    amount: Mapped[Amount]
    currency: Mapped[Currency]
    at: Mapped[Moment]


class BookingEventRecord(Record):
    """What happened to a booking, by whom."""

    __tablename__ = "booking_events"

    id: Mapped[RowId]
    booking_id: Mapped[str] = mapped_column(String(36), owned_by("bookings.id"), index=True)
    kind: Mapped[Code]
    by: Mapped[str] = mapped_column(String(80))
    values: Mapped[Document | None]
    at: Mapped[Moment]


class VerificationRecord(Record):
    """A conversation whose traveller has proved that the booking is theirs."""

    __tablename__ = "verifications"
    __table_args__ = (UniqueConstraint("conversation_id", "booking_id"),)

    id: Mapped[RowId]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"))
    booking_id: Mapped[str] = mapped_column(String(36), owned_by("bookings.id"), index=True)
    at: Mapped[Moment]
