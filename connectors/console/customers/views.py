"""A customer's file as the console shows it: covered, and in the colleague's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.bookings.values import Booking, Payment, Traveller
from bot.core.money import Money
from bot.customers.values import Customer, Identity
from bot.dossiers.values import Booked, Line
from bot.dossiers.veils import veil_all, veil_code, veil_email, veil_phone
from bot.localisation import formats
from bot.localisation.languages import known
from bot.tickets.values import Ticket
from connectors.console.conversations.gloss import name_in
from connectors.console.conversations.views import View
from connectors.console.customers.models import (
    Account,
    BookingCard,
    CustomerCard,
    CustomerRow,
    Hidden,
    Named,
    Person,
    TicketCard,
)

ENDED = frozenset({"resolved", "closed"})


def word(view: View, vocabulary: str, code: str) -> str:
    """Word a code of a vocabulary, or give the code where nobody wrote it."""
    key = f"{vocabulary}_{code}"
    return view.word(key) if view.renderer.catalogue.has(key) else code


def named(view: View, vocabulary: str, codes: Iterable[object]) -> list[Named]:
    """Name codes of a vocabulary."""
    return [Named(code=str(code), name=word(view, vocabulary, str(code))) for code in codes]


def language_of(view: View, code: str | None) -> Named | None:
    """Name a language; None for one that we do not write."""
    language = known(code) if code else None
    return Named(code=language, name=formats.language_name(language, view.language)) if language else None


def country_of(view: View, code: str | None) -> Named | None:
    """Name a country."""
    return Named(code=code, name=formats.country_name(code, view.language)) if code else None


def money(view: View, amount: Money) -> str:
    """Write an amount."""
    return formats.money(str(amount.amount), amount.currency, view.language)


def listed(customer: Customer, name: str) -> list[object]:
    """Give a list among somebody's preferences."""
    found = customer.preferences.get(name)
    return list(found) if isinstance(found, list) else []


def local_time(zone: str | None, now: datetime) -> str | None:
    """Give the time of day where somebody lives."""
    try:
        return f"{now.astimezone(ZoneInfo(zone)):%H:%M}" if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def hidden(field: str, shown: str | None) -> Hidden | None:
    """Show something covered, if it is there."""
    return Hidden(field=field, shown=shown) if shown else None


def phone_of(customer: Customer) -> str | None:
    """Cover a phone number."""
    return veil_phone(customer.phone) if customer.phone else None


def email_of(customer: Customer) -> str | None:
    """Cover an e-mail address."""
    return veil_email(customer.email) if customer.email else None


def row_of(view: View, line: Line) -> CustomerRow:
    """Show a customer as a line of the list."""
    customer, country = line.customer, country_of(view, line.customer.country)
    return CustomerRow(
        id=customer.id,
        name=customer.name,
        latin_name=customer.latin_name,
        language=language_of(view, customer.language),
        country=country.name if country else None,
        phone=phone_of(customer),
        email=email_of(customer),
        segments=named(view, "console_segment", line.segments),
        trips=line.facts.trips,
        next_departure=line.facts.next_departure,
        since=customer.created_at,
    )


def account_of(view: View, account: Identity) -> Account:
    """Show a chat account."""
    address = account.address
    covered = None if address is None else veil_email(address) if "@" in address else veil_phone(address)
    return Account(
        id=account.id,
        channel=word(view, "console_channel", account.channel),
        name=account.display_name,
        reachable=account.unreachable_since is None,
        address=hidden(f"account:{account.id}", covered),
    )


def booking_of(view: View, booked: Booked, today: date) -> BookingCard:
    """Show a booking with its travellers."""
    booking = booked.booking
    count = len(booking.payments)
    covered = view.word("console_customer_payments", n=str(count)) if count else None
    return BookingCard(
        reference=booking.reference,
        tour=name_in(booking.tour_names, view.language),
        state=word(view, "word_state", booking.state),
        departure=booking.departure,
        ends=booking.ends,
        ahead=booking.ends >= today,
        people=booking.travellers,
        total=money(view, booking.total),
        paid=money(view, booking.paid),
        balance=money(view, booking.balance) if booking.balance else None,
        travellers=[_person(view, booking, n, one) for n, one in enumerate(booked.travellers)],
        payments=hidden(f"payments:{booking.reference}", covered),
    )


def card_of(view: View, line: Line, bookings: Sequence[Booking], open_tickets: int) -> CustomerCard:
    """Show the file in a few lines."""
    customer = line.customer
    coming = next((one for one in bookings if one.departure == line.facts.next_departure), None)
    return CustomerCard(
        id=customer.id,
        name=customer.name,
        latin_name=customer.latin_name,
        segments=named(view, "console_segment", line.segments),
        phone=phone_of(customer),
        email=email_of(customer),
        needs=named(view, "word_need", listed(customer, "needs")),
        trips=line.facts.trips,
        next_booking=_in_short(view, coming) if coming else None,
        open_tickets=open_tickets,
    )


def payment_of(view: View, payment: Payment) -> str:
    """Write a payment in one line."""
    told = (
        formats.short_day(payment.at.date().isoformat(), view.language),
        word(view, "console_payment", payment.kind),
        money(view, payment.amount),
        word(view, "word_payment", payment.method) if payment.method else "",
        "" if payment.counts else word(view, "console_payment_state", payment.state),
    )
    return " · ".join(filter(None, told))


def ticket_of(view: View, ticket: Ticket) -> TicketCard:
    """Show a ticket."""
    return TicketCard(
        reference=ticket.reference,
        kind=word(view, "word_ticket_kind", ticket.kind),
        state=word(view, "console_ticket_state", ticket.state),
        open=ticket.state not in ENDED,
        opened_at=ticket.opened_at,
    )


def _in_short(view: View, booking: Booking) -> str:
    day = formats.short_day(booking.departure.isoformat(), view.language)
    return f"{booking.reference} · {name_in(booking.tour_names, view.language)} · {day}"


def _person(view: View, booking: Booking, number: int, one: Traveller) -> Person:
    nationality = country_of(view, one.nationality)
    return Person(
        name=one.name,
        kind=word(view, "console_traveller", one.kind),
        nationality=nationality.name if nationality else None,
        needs=[item.name for item in named(view, "word_need", one.needs)],
        passport=hidden(f"passport:{booking.reference}:{number}", veil_code(one.passport) if one.passport else None),
        born=hidden(f"born:{booking.reference}:{number}", veil_all() if one.birth_year else None),
    )
