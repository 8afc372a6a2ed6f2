"""Booking records to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.bookings.values import OWING, Booking, BookingEvent, NewBooking, Payment, State, Traveller, money_in
from bot.core.ids import new_id
from bot.core.money import Money
from bot.products.values import Meeting, Party
from bot.records.bookings import BookingEventRecord, BookingRecord, PaymentRecord, TravellerRecord


def booking_of(record: BookingRecord) -> Booking:
    """Give the value of a booking whose parts are loaded."""
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
        meeting=Meeting(tour.meeting_place, tour.meeting_time) if tour.meeting_place or tour.meeting_time else None,
        party=Party(record.adults, record.children, record.infants, record.single_rooms),
        payments=payments,
        needs=tuple(record.needs),
        events=tuple(BookingEvent(event.kind, event.by, event.at, event.values) for event in record.events),
        total=total,
        deposit=Money(record.deposit, record.currency),
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


def new_record(booking: NewBooking) -> BookingRecord:
    """Give the record of a new booking with all its parts."""
    party = booking.party
    return BookingRecord(
        id=new_id(),
        reference=booking.reference,
        customer_id=booking.customer_id,
        tour_id=booking.tour_id,
        departure_id=booking.departure_id,
        policy_id=booking.policy_id,
        state=booking.state,
        adults=party.adults,
        children=party.children,
        infants=party.infants,
        single_rooms=party.single_rooms,
        needs=list(booking.needs),
        currency=booking.total.currency,
        total=booking.total.amount,
        deposit=booking.deposit.amount,
        booked_at=booking.booked_at,
        held_until=booking.held_until,
        balance_due=booking.balance_due,
        payments=list(map(_payment_record, booking.payments)),
        travellers=[_traveller_record(position, one) for position, one in enumerate(booking.travellers)],
        events=list(map(_event_record, booking.events)),
    )


def _payment_record(payment: Payment) -> PaymentRecord:
    return PaymentRecord(
        kind=payment.kind,
        state=payment.state,
        method=payment.method,
        amount=payment.amount.amount,
        currency=payment.amount.currency,
        at=payment.at,
    )


def _traveller_record(position: int, traveller: Traveller) -> TravellerRecord:
    return TravellerRecord(
        position=position,
        kind=traveller.kind,
        name=traveller.name,
        latin_name=traveller.latin_name,
        passport=traveller.passport,
        nationality=traveller.nationality,
        birth_year=traveller.birth_year,
        needs=list(traveller.needs),
    )


def _event_record(event: BookingEvent) -> BookingEventRecord:
    values = None if event.values is None else dict(event.values)
    return BookingEventRecord(kind=event.kind, by=event.by, values=values, at=event.at)
