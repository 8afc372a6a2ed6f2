"""Refusals of this area.

TicketNotFound     there is no such ticket, or it is somebody else's: the same words for both
TicketChanged      a colleague was faster; `by` says who
NotNow             the ticket's state does not allow it; the key says what stands in the way
NotAChoice         a value that is not in `data/tickets.yml`
"""

from __future__ import annotations

from bot.core.errors import Conflict, Refusal


class TicketNotFound(Refusal):
    """There is no such ticket, or it is somebody else's: the same words for both."""

    def __init__(self) -> None:
        super().__init__("utter_ticket_not_found")


class TicketChanged(Conflict):
    """Something happened to the ticket since the colleague last looked at it."""

    def __init__(self, by: str, last: int) -> None:
        super().__init__("ticket", by=by, last=last)
        self.by = by


class NotNow(Refusal):
    """It cannot be done as things stand; `why` is a state, or one of orders, approval, own, order, proposal."""

    def __init__(self, why: str) -> None:
        super().__init__(f"console_ticket_not_{why}")


class NotAChoice(Refusal):
    """A field holds what the list of choices does not have."""

    def __init__(self, field: str) -> None:
        super().__init__("console_ticket_choice", field=field)
