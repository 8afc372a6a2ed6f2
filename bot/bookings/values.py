"""Bookings as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.money import Money
from bot.core.shapes import Texts
from bot.products.values import Meeting, Party


class State(StrEnum):
    """How far a booking is."""

    HELD = "held"
    CONFIRMED = "confirmed"
    PAID = "paid"
    CHANGED = "changed"
    TRAVELLING = "travelling"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REFUND_PENDING = "refund_pending"
    REFUNDED = "refunded"
    EXPIRED = "expired"
    NO_SHOW = "no_show"


# States in which the party's seats are nobody else's, and in which a traveller may still cancel.
SEATED = frozenset({State.HELD, State.CONFIRMED, State.PAID, State.CHANGED, State.TRAVELLING, State.COMPLETED})
CANCELLABLE = frozenset({State.HELD, State.CONFIRMED, State.PAID, State.CHANGED})
OWING = CANCELLABLE | {State.TRAVELLING}


@dataclass(frozen=True)
class Payment:
    """Money that came (deposit, balance, full, fee) or went back (refund); state: received, sent, pending, failed.

    A `fee` is for a change: it does not pay for the tour.
    """

    kind: str
    amount: Money
    at: datetime
    state: str
    method: str | None = None

    @property
    def counts(self) -> bool:
        """Say whether the money has really moved."""
        return self.state in ("received", "sent")


@dataclass(frozen=True)
class Traveller:
    """One person of the party; kind: adult, child or infant."""

    kind: str
    name: str
    latin_name: str | None = None
    passport: str | None = None
    nationality: str | None = None
    birth_year: int | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookingEvent:
    """What happened: entered, changed (`from`, `fee`, `clause`), cancelled (`fee`, `refund`, `fee_percent`, `clause`) …

    `values` are JSON; amounts as Money.to_json writes them, days as ISO text.
    """

    kind: str
    by: str
    at: datetime
    values: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Booking:
    """A party's place on a departure.

    `paid` is what came in less what went back; `balance` is what is still owed, nothing once it is cancelled.
    `departure` and `ends` are local days at the destination, `balance_due` a day, moments are UTC.
    """

    id: str
    reference: str
    state: State
    tour_id: str
    tour_names: Texts
    destination: str
    departure_id: int
    departure: date
    ends: date
    meeting: Meeting | None
    party: Party
    payments: tuple[Payment, ...]
    needs: tuple[str, ...]
    events: tuple[BookingEvent, ...]
    total: Money
    deposit: Money
    paid: Money
    balance: Money
    balance_due: date | None
    policy_id: str
    customer_id: str
    customer_name: str
    booked_at: datetime
    held_until: datetime | None

    @property
    def travellers(self) -> int:
        """Give the number of people."""
        return self.party.people

    @property
    def refund(self) -> Money | None:
        """Give the refund promised when the booking was cancelled; None where it was not."""
        cancelled = next((event for event in reversed(self.events) if event.kind == "cancelled"), None)
        promised = cancelled.values.get("refund") if cancelled and cancelled.values else None
        return Money.from_json(promised) if isinstance(promised, dict) else None


@dataclass(frozen=True)
class NewBooking:
    """A booking to be entered as it stands (from another system, or the demo company)."""

    reference: str
    customer_id: str
    tour_id: str
    departure_id: int
    state: State
    party: Party
    total: Money
    deposit: Money
    booked_at: datetime
    policy_id: str
    held_until: datetime | None = None
    balance_due: date | None = None
    travellers: tuple[Traveller, ...] = ()
    payments: tuple[Payment, ...] = ()
    needs: tuple[str, ...] = ()
    events: tuple[BookingEvent, ...] = ()


def money_in(payments: tuple[Payment, ...], currency: str) -> Money:
    """Give what came in for the tour less what went back."""
    moved = (payment for payment in payments if payment.counts and payment.kind != "fee")
    return Money.total((-one.amount if one.kind == "refund" else one.amount for one in moved), currency)
