"""Refusals of this area, worded for colleagues."""

from __future__ import annotations

from bot.core.errors import Refusal


class NotAnAddress(Refusal):
    """That is no phone number, or no e-mail address."""

    def __init__(self, channel: str) -> None:
        super().__init__(f"console_contact_not_{channel}")


class NoSuchBooking(Refusal):
    """No booking has that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__("console_contact_no_booking", reference=reference)
