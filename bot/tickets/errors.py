"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class TicketNotFound(Refusal):
    """There is no such ticket, or it is somebody else's: the same words for both."""

    def __init__(self) -> None:
        super().__init__("utter_ticket_not_found")
