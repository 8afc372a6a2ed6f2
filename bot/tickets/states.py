"""What events make of a ticket and of a work order. A move that is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping

OPEN, IN_PROGRESS, AWAITING, RESOLVED, CLOSED = "open", "in_progress", "awaiting_answer", "resolved", "closed"
STATES = (OPEN, IN_PROGRESS, AWAITING, RESOLVED, CLOSED)
ENDED = (RESOLVED, CLOSED)

_ALIVE = (OPEN, IN_PROGRESS, AWAITING)
_AT_WORK = (OPEN, IN_PROGRESS)


def _same(*states: str) -> Mapping[str, str]:
    return {state: state for state in states}


def _all(states: tuple[str, ...], after: str) -> Mapping[str, str]:
    return dict.fromkeys(states, after)


# Event → state before → state after. What is not named here at all (noted, linked, attached …) changes nothing, ever.
MOVES: Mapping[str, Mapping[str, str]] = {
    "assigned": {OPEN: IN_PROGRESS, IN_PROGRESS: IN_PROGRESS, AWAITING: AWAITING},
    "moved": {OPEN: OPEN, IN_PROGRESS: OPEN, AWAITING: AWAITING},
    "approval_asked": _all(_ALIVE, IN_PROGRESS),
    "approved": _same(*_AT_WORK),
    "declined": _same(*_AT_WORK),
    "proposed": _all(_ALIVE, AWAITING),
    "withdrawn": {OPEN: OPEN, IN_PROGRESS: IN_PROGRESS, AWAITING: IN_PROGRESS},
    "accepted": {AWAITING: IN_PROGRESS},
    "refused": {AWAITING: IN_PROGRESS},
    "ordered": _same(*_ALIVE),
    "resolved": _all(_AT_WORK, RESOLVED),
    "asked": _same(RESOLVED),
    "confirmed": _same(RESOLVED),
    "reopened": _all(ENDED, OPEN),
    "reminded": {OPEN: OPEN, IN_PROGRESS: IN_PROGRESS, AWAITING: AWAITING, RESOLVED: IN_PROGRESS, CLOSED: IN_PROGRESS},
    "closed": _all((*_AT_WORK, RESOLVED), CLOSED),
}

# A work order, the same way.
ORDERED, TAKEN, DONE, CONFIRMED, REFUSED, CANCELLED = "open", "accepted", "done", "confirmed", "refused", "cancelled"
ORDER_MOVES: Mapping[str, Mapping[str, str]] = {
    "order_accepted": {ORDERED: TAKEN},
    "order_refused": {ORDERED: REFUSED, TAKEN: REFUSED},
    "order_done": {TAKEN: DONE},
    "order_confirmed": {DONE: CONFIRMED},
    "order_reopened": {DONE: ORDERED, REFUSED: ORDERED},
    "order_cancelled": {ORDERED: CANCELLED, TAKEN: CANCELLED, REFUSED: CANCELLED},
}
# A refused order still wants a decision of whoever asked: to ask again, or to do without.
ORDERS_OPEN = (ORDERED, TAKEN, DONE, REFUSED)


def after(state: str, kind: str) -> str | None:
    """Give the state after an event; None where it is not allowed in this state."""
    return MOVES[kind].get(state) if kind in MOVES else state
