"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class UnknownCustomer(Refusal):
    """Nobody has that id."""

    def __init__(self, customer_id: str) -> None:
        super().__init__("utter_customer_unknown", customer=customer_id)


class NotAPhone(Refusal):
    """That cannot be a phone number."""

    def __init__(self) -> None:
        super().__init__("utter_phone_invalid")


class NotAnEmail(Refusal):
    """That cannot be an e-mail address."""

    def __init__(self) -> None:
        super().__init__("utter_email_invalid")
