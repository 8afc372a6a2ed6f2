"""What a booking says, and what is still to be paid on it."""

from __future__ import annotations

from bot.bookings.values import Booking, State
from bot.company.values import Company
from bot.destinations.values import Place
from bot.products.values import Tour
from bot.replies.prices import party_words
from bot.replies.values import Value, count, moment, name, percent, word, words

Values = dict[str, object]


def booking_values(booking: Booking, meeting: Place | None) -> Values:
    """The values of `utter_booking`."""
    return {
        "reference": booking.reference,
        "tour": name(booking.tour_names),
        "departure": booking.departure,
        "state": state_words(booking),
        "party": party_words(booking.party),
        "total": booking.total,
        "paid": booking.paid,
        "balance": booking.balance,
        "place": name(meeting.names) if meeting else "",
        "time": (booking.meeting.time if booking.meeting else None) or "",
    }


def state_words(booking: Booking) -> Value:
    """How far a booking is."""
    return word(f"word_state_{booking.state}")


def owed(booking: Booking, company: Company) -> Values:
    """The values of `utter_payment_booking` and `utter_payment_booking_paid`."""
    due: object = booking.balance_due or booking.departure
    if booking.state == State.HELD and booking.held_until:
        due = moment(booking.held_until, company.zone)
    return {
        "reference": booking.reference,
        "total": booking.total,
        "paid": booking.paid,
        "balance": booking.balance,
        "due": due,
        "methods": methods(company),
    }


def terms_of_payment(tour: Tour, company: Company) -> Values:
    """The values of `utter_payment` and `utter_payment_full`."""
    return {
        "tour": name(tour.names),
        "methods": methods(company),
        "deposit": percent(tour.deposit_percent),
        "balance_days": count("count_days", tour.balance_days_before),
    }


def methods(company: Company) -> Value:
    """The ways to pay."""
    return words("payment", (one.method for one in company.payment_methods))
