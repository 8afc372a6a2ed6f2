"""Refusals of this area."""

from __future__ import annotations

from datetime import datetime

from bot.core.errors import Refusal


class UnknownBooking(Refusal):
    """No booking has that id (an id is never typed by a traveller)."""

    def __init__(self, booking_id: str) -> None:
        super().__init__("utter_booking_unknown", booking=booking_id)


class BookingNotMatched(Refusal):
    """Reference and second factor do not belong together. The same whether the reference exists or not."""

    remembered = True

    def __init__(self, tries_left: int) -> None:
        super().__init__("utter_booking_not_matched", tries_left=tries_left)
        self.tries_left = tries_left


class BookingLocked(Refusal):
    """Too many wrong tries; `until` is a moment in UTC."""

    remembered = True

    def __init__(self, until: datetime) -> None:
        super().__init__("utter_booking_locked", until=until)
        self.until = until
