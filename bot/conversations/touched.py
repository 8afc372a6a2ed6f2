"""What a unit of work has done to conversations: their clocks are set again once, at its end."""

from __future__ import annotations

from collections.abc import Iterable

# What may have changed: the traveller or a colleague spoke, the owner, the trip that it is about, anything else.
HEARD, ANSWERED, OWNER, TRIP, OTHER = "heard", "answered", "owner", "trip", "other"
_BY_COLUMN = {
    "owner": OWNER,
    "customer_id": TRIP,
    "summary": TRIP,
    "status": OTHER,
    "priority": OTHER,
    "team": OTHER,
    "snoozed_until": OTHER,
    "waiting_since": OTHER,
}
_BY_AUTHOR = {"traveller": HEARD, "agent": ANSWERED}


class Touched:
    """The conversations of one unit of work whose clocks may have changed, and why."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}
        self._customers: set[str] = set()
        self._priorities: dict[str, int] = {}

    def changed(self, conversation_id: str, priority: int, columns: Iterable[str]) -> None:
        """Say that columns were set; `priority` is the one before."""
        self._priorities.setdefault(conversation_id, priority)
        for column in columns:
            if column in _BY_COLUMN:
                self.add(conversation_id, _BY_COLUMN[column])

    def said(self, conversation_id: str, author: str, audience: str) -> None:
        """Say that a message was added."""
        if audience == "all" and author in _BY_AUTHOR:
            self.add(conversation_id, _BY_AUTHOR[author])

    def add(self, conversation_id: str, why: str) -> None:
        """Say that clocks may have changed."""
        self._ids.setdefault(conversation_id, set()).add(why)

    def customer(self, customer_id: str) -> None:
        """Say that a customer's trips may have changed."""
        self._customers.add(customer_id)

    def priority(self, conversation_id: str) -> int | None:
        """Give the priority that a conversation had before this unit of work, if it has changed anything."""
        return self._priorities.get(conversation_id)

    def drain_customers(self) -> list[str]:
        """Give the customers whose trips may have changed, and forget them."""
        customers, self._customers = self._customers, set()
        return sorted(customers)

    def drain(self) -> list[tuple[str, frozenset[str]]]:
        """Give what was touched, in one order for every process, and forget it."""
        ids, self._ids = self._ids, {}
        return [(conversation_id, frozenset(why)) for conversation_id, why in sorted(ids.items())]
