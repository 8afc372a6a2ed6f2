"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import DataError, Refusal


class NotCancellable(Refusal):
    """The booking is past cancelling: `state` says how far it is (a booking state, or `departed`)."""

    def __init__(self, reference: str, state: str) -> None:
        super().__init__("utter_refund_not_cancellable", reference=reference, state=state)


class NoPolicy(DataError):
    """A tour or booking names conditions that are not on record."""

    def __init__(self, policy_id: str) -> None:
        super().__init__(f"policy {policy_id}", "not on record, or without a version")
