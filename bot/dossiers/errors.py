"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class StillTravelling(Refusal):
    """A booking still has to be carried out or paid back."""

    def __init__(self, reference: str) -> None:
        super().__init__("console_customer_erase_booking", reference=reference)


class StillOpen(Refusal):
    """A ticket still waits for its end."""

    def __init__(self, reference: str) -> None:
        super().__init__("console_customer_erase_ticket", reference=reference)


class NothingHidden(Refusal):
    """There is no such field, or nothing is in it."""

    def __init__(self) -> None:
        super().__init__("console_customer_nothing_hidden")
