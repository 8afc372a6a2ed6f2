"""Webhooks as the other parts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# What others may be told. An event that is not named here is nobody's business outside.
EVENTS = (
    "message.created",
    "conversation.handed_off",
    "conversation.taken",
    "conversation.transferred",
    "conversation.released",
    "conversation.handed_back",
    "conversation.snoozed",
    "conversation.woken",
    "conversation.undone",
    "conversation.resolved",
    "conversation.reopened",
    "conversation.clock_warned",
    "conversation.clock_breached",
    "ticket.opened",
    "ticket.assigned",
    "ticket.proposed",
    "ticket.accepted",
    "ticket.refused",
    "ticket.withdrawn",
    "ticket.moved",
    "ticket.paid",
    "ticket.resolved",
    "ticket.confirmed",
    "ticket.reopened",
    "ticket.closed",
    "webhook.tested",
)
TESTED = "webhook.tested"

PENDING, SENT, FAILED = "pending", "sent", "failed"

# The pause after each try that failed; after the last one the event is given up. A day and a half in all.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 2 * 3600, 6 * 3600, 12 * 3600, 16 * 3600))
# A webhook that has taken nothing for so long is switched off: it would only pile up.
SWITCHED_OFF_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Webhook:
    """Who is told. `reason` says why it is off (gone, failing, by_hand); the secret is shown once, when it is made."""

    id: str
    url: str
    events: tuple[str, ...]
    active: bool
    reason: str | None
    failing_since: datetime | None
    created_by: str
    created_at: datetime
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Call:
    """One event that one webhook is to be told: what, about which thing, and how often it has been tried."""

    id: int
    webhook_id: str
    event: str
    thing: str
    data: Mapping[str, object]
    at: datetime
    state: str
    attempts: int
    next_at: datetime
    status: int | None
    error: str | None


@dataclass(frozen=True)
class Due:
    """A call to be made now, and to whom."""

    call: Call
    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """How a call went: the HTTP status, or none where nobody answered."""

    status: int | None
    error: str | None = None

    @property
    def ok(self) -> bool:
        """Say whether the other side has taken it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Say whether the other side wants to hear nothing more."""
        return self.status == 410
