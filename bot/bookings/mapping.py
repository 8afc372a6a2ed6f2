"""Booking records to values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.bookings.values import OWING, Booking, Payment, State, Traveller, money_in
from bot.core.money import Money
from bot.products.values import Meeting, Party
from bot.records.bookings import BookingRecord, PaymentRecord, TravellerRecord


def booking_of(record: BookingRecord) -> Booking:
    """Give the value of a booking whose customer, tour, departure and payments are loaded."""
    tour, leaves = record.tour, record.departure.day
    payments = tuple(map(_payment, record.payments))
    total, paid, state = (
        Money(record.total, record.currency),
        money_in(payments, record.currency),
        State(record.state),
    )
    owed = total - paid if state in OWING and total > paid else Money.zero(record.currency)
    return Booking(
        id=record.id,
        reference=record.reference,
        state=state,
        tour_id=record.tour_id,
        tour_names=tour.names,
        destination=tour.destination_id,
        departure_id=record.departure_id,
        departure=leaves,
        ends=leaves + timedelta(days=tour.days - 1),
        meeting=Meeting(tour.meeting_place, tour.meeting_time)
        if tour.meeting_place or tour.meeting_time
        else None,
        party=Party(record.adults, record.children, record.infants, record.single_rooms),
        payments=payments,
        total=total,
        paid=paid,
        balance=owed,
        balance_due=record.balance_due if owed else None,
        policy_id=record.policy_id,
        customer_id=record.customer_id,
        customer_name=record.customer.name,
        booked_at=record.booked_at,
        held_until=record.held_until,
    )


def travellers_of(records: Sequence[TravellerRecord]) -> tuple[Traveller, ...]:
    """Give the values of travellers."""
    return tuple(
        Traveller(
            kind=record.kind,
            name=record.name,
            latin_name=record.latin_name,
            passport=record.passport,
            nationality=record.nationality,
            birth_year=record.birth_year,
            needs=tuple(record.needs),
        )
        for record in records
    )


def _payment(record: PaymentRecord) -> Payment:
    return Payment(record.kind, Money(record.amount, record.currency), record.at, record.state, record.method)
