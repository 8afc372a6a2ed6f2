"""Work orders: what another team does for a case, and the check of whoever asked for it."""

from __future__ import annotations

from collections.abc import Collection

from bot.tickets.casework import Casework, words
from bot.tickets.errors import NotAChoice, NotNow
from bot.tickets.states import ORDER_MOVES, ORDERS_OPEN
from bot.tickets.values import NewOrder, Ticket, WorkOrder


class Ordering(Casework):
    """A work order has a state of its own; its ticket cannot end while it is open."""

    async def order(self, ticket_id: str, by: str, new: NewOrder, expect: int | None = None) -> Ticket:
        """Ask another team for work. Raises NotAChoice for work that nobody described."""
        ticket = await self._held(ticket_id, expect)
        what = words(new.what)
        if not what:
            raise NotAChoice("what")
        values: dict[str, object] = {"order": len(ticket.orders) + 1, "team": new.team, "what": what}
        if new.staff_id:
            values["staff_id"] = new.staff_id
        if new.due:
            values["due"] = new.due.isoformat()
        return await self._record(ticket, "ordered", by, values, "staff")

    async def change_order(
        self, ticket_id: str, number: int, verb: str, by: str, text: str = "", expect: int | None = None
    ) -> Ticket:
        """Take it, refuse it, say that it is done; confirm or reopen what is done; cancel it.

        `verb` is accepted, refused, done, confirmed, reopened or cancelled. Raises NotNow.
        """
        ticket = await self._held(ticket_id, expect)
        order, kind = order_of(ticket, number), f"order_{verb}"
        if order.state not in ORDER_MOVES[kind]:
            raise NotNow("order")
        values: dict[str, object] = {"order": number}
        if said := words(text):
            values["text"] = said
        return await self._record(ticket, kind, by, values, "staff")


def order_of(ticket: Ticket, number: int) -> WorkOrder:
    """Give a work order by number. Raises NotNow where there is none."""
    order = next((one for one in ticket.orders if one.number == number), None)
    if order is None:
        raise NotNow("order")
    return order


def open_orders(ticket: Ticket) -> Collection[WorkOrder]:
    """Give the work orders that somebody still has to do something about."""
    return [one for one in ticket.orders if one.state in ORDERS_OPEN]
