"""What the events of a ticket come to: its standing, its remedies, its work orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.core.money import Money
from bot.tickets.states import ENDED, ORDER_MOVES, ORDERED, after
from bot.tickets.values import ANSWER, APPROVAL, CONFIRMATION, Remedy, Standing, TicketEvent, WorkOrder

Values = Mapping[str, Any]
# What people have written into events: forgotten with the customer, and nothing is derived from it.
WRITTEN = frozenset({"text", "note", "told", "reason", "what", "reference"})


def standing_of(begun: Standing, events: Iterable[TicketEvent]) -> Standing:
    """Fold the events into what they come to; `begun` is how the ticket was opened."""
    now = begun
    for event in events:
        values: Values = event.values or {}
        change = _CHANGES.get(event.kind)
        state = after(now.state, event.kind) or now.state
        now = replace(
            now,
            **(change(now, event, values) if change else {}),
            state=state,
            last_at=event.at,
            last_kind=event.kind,
            last_by=event.by,
        )
    return now


def remedies_of(events: Iterable[TicketEvent]) -> tuple[Remedy, ...]:
    """Give every proposal in order; one that a later one replaced is withdrawn."""
    found: dict[int, Remedy] = {}
    for event in events:
        values: Values = event.values or {}
        number = int(values.get("remedy") or 0)
        if event.kind in ("approval_asked", "proposed") and number not in found:
            _withdraw_open(found)
            found[number] = _remedy(number, event, values)
        elif event.kind == "approved" and number in found:
            found[number] = replace(found[number], approved_by=event.by)
        elif event.kind in _DECIDED and number in found:
            decided = None if event.kind == "proposed" else event.by
            state, reason = _DECIDED[event.kind], str(values.get("reason") or "")
            found[number] = replace(found[number], state=state, decided_by=decided, reason=reason)
    return tuple(found.values())


def orders_of(events: Iterable[TicketEvent]) -> tuple[WorkOrder, ...]:
    """Give every work order in order."""
    found: dict[int, WorkOrder] = {}
    for event in events:
        values: Values = event.values or {}
        number = int(values.get("order") or 0)
        if event.kind == "ordered":
            found[number] = _order(number, event, values)
        elif event.kind in ORDER_MOVES and number in found:
            order = found[number]
            state = ORDER_MOVES[event.kind].get(order.state, order.state)
            staff = event.by.removeprefix("agent:") if event.kind == "order_accepted" else order.staff_id
            said = str(values.get("text") or "")
            found[number] = replace(order, state=state, staff_id=staff, last_at=event.at, said=said)
    return tuple(found.values())


def money_of(value: object) -> Money | None:
    """Read an amount out of an event."""
    return Money.from_json(value) if isinstance(value, dict) else None


def _withdraw_open(found: dict[int, Remedy]) -> None:
    for number, one in found.items():
        if one.state in ("open", "approval"):
            found[number] = replace(one, state="withdrawn")


def _remedy(number: int, event: TicketEvent, values: Values) -> Remedy:
    state = "open" if event.kind == "proposed" else "approval"
    amount, note = money_of(values.get("amount")), str(values.get("note") or "")
    return Remedy(number, str(values.get("kind") or "apology"), amount, note, state, event.by, event.at)


def _order(number: int, event: TicketEvent, values: Values) -> WorkOrder:
    return WorkOrder(
        number=number,
        team=str(values["team"]),
        staff_id=values.get("staff_id"),
        what=str(values.get("what") or ""),
        due=_moment(values.get("due")),
        state=ORDERED,
        by=event.by,
        opened_at=event.at,
        last_at=event.at,
    )


def _moment(iso: object) -> datetime | None:
    return datetime.fromisoformat(str(iso)) if iso else None


def _opened(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    return {**_sorted(now, event, values), "team": values.get("team") or now.team}


def _sorted(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    changed = {name: values[name] for name in ("category", "severity", "cause") if values.get(name)}
    return {**changed, "deadline": _moment(values.get("deadline")) or now.deadline}


def _assigned(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    return {"staff_id": values.get("staff_id"), "team": values.get("team") or now.team}


def _moved(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    return {"staff_id": None, "team": values.get("team") or now.team}


def _resolved(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    return {"waits": None, "resolved_at": event.at, "cause": values.get("cause") or now.cause}


def _reopened(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    soon = now.reopened_soon + (1 if values.get("soon") else 0)
    deadline = _moment(values.get("deadline")) or now.deadline
    return {
        "waits": None,
        "resolved_at": None,
        "reopened": now.reopened + 1,
        "reopened_soon": soon,
        "deadline": deadline,
    }


def _follow_up(now: Standing, event: TicketEvent, values: Values) -> dict[str, Any]:
    return {"follow_up": date.fromisoformat(str(values["on"])) if values.get("on") else None}


def _waits(for_what: str | None) -> Callable[[Standing, TicketEvent, Values], dict[str, Any]]:
    return lambda now, event, values: {"waits": for_what}


_DECIDED = {
    "proposed": "open",
    "declined": "declined",
    "accepted": "accepted",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
_CHANGES: Mapping[str, Callable[[Standing, TicketEvent, Values], dict[str, Any]]] = {
    "opened": _opened,
    "sorted": _sorted,
    "assigned": _assigned,
    "moved": _moved,
    "approval_asked": _waits(APPROVAL),
    "declined": _waits(None),
    "proposed": _waits(ANSWER),
    "accepted": _waits(None),
    "refused": _waits(None),
    "withdrawn": _waits(None),
    "resolved": _resolved,
    "asked": _waits(CONFIRMATION),
    "confirmed": _waits(None),
    "reopened": _reopened,
    "closed": _waits(None),
    "follow_up": _follow_up,
    "reminded": lambda now, event, values: {"waits": None if now.state in ENDED else now.waits, "follow_up": None},
}
