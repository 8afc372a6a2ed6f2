"""Tickets as the console shows them, in the agent's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.attachments.values import Attachment
from bot.bookings.values import Booking as Booked
from bot.conversations.values import Conversation
from bot.switchboard.cases import hears
from bot.tickets.history import money_of
from bot.tickets.likeness import Outcome
from bot.tickets.likeness import Similar as Near
from bot.tickets.states import AWAITING, CLOSED, ENDED, ORDER_MOVES
from bot.tickets.values import ANSWER, APPROVAL, Line, Standing, Ticket, WorkOrder
from bot.tickets.values import Remedy as Proposed
from connectors.console.conversations.gloss import name_in
from connectors.console.conversations.views import View, attached_of
from connectors.console.identity import Caller
from connectors.console.tickets.access import asked_for, does
from connectors.console.tickets.models import (
    Booking,
    Detail,
    Happened,
    Money,
    Order,
    Person,
    Remedy,
    Similar,
    TicketRow,
)
from connectors.console.tickets.wording import (
    by_words,
    event_words,
    kind_words,
    lesson,
    money_words,
    text_of,
    words_of_remedy,
)

_DOING = ("accepted", "done", "refused")


def row_of(view: View, one: Line | Ticket, now: datetime) -> TicketRow:
    """Show a ticket as a line of a list."""
    at = one.standing
    told = one.told if isinstance(one, Line) else (one.told[0][:160] if one.told else "")
    return TicketRow.model_validate(
        {
            "reference": one.reference,
            "kind": one.kind,
            "category": at.category,
            "state": at.state,
            "severity": at.severity,
            "opened_at": one.opened_at,
            "deadline": at.deadline,
            "priority": one.priority,
            "overdue": late(at, now),
            "team": at.team,
            "owner": _person(view, at.staff_id),
            "mine": at.staff_id == view.staff_id,
            "cause": at.cause,
            "waits": at.waits,
            "follow_up": at.follow_up,
            "reopened": at.reopened,
            "reopened_within_72h": at.reopened_soon,
            "last_at": at.last_at,
            "last": kind_words(view, at.last_kind, at.last_by),
            "by_traveller": at.last_by == "traveller" and at.last_kind != "opened",
            "told": told,
            "conversation": one.conversation_id,
        }
    )


def detail_of(
    view: View,
    caller: Caller,
    ticket: Ticket,
    conversation: Conversation | None,
    booking: Booked | None,
    files: tuple[Attachment, ...],
    near: Sequence[tuple[Near, bool]],
    outcomes: tuple[Outcome, ...],
    now: datetime,
) -> Detail:
    """Show a ticket with everything about it; `near`: similar cases, and whether the caller may see each."""
    remedies = {one.number: one for one in ticket.remedies}
    return Detail(
        ticket=row_of(view, ticket, now),
        told=list(ticket.told),
        wish=_wish(view, ticket),
        traveller=view.traveller(conversation) if conversation else "",
        booking=_booking(view, booking) if booking else None,
        live=hears(conversation),
        files=[attached_of(view, one) for one in files],
        events=[
            Happened(
                number=one.number,
                kind=one.kind,
                words=event_words(view, one, remedies),
                by=by_words(view, one.by),
                text=text_of(one),
                audience="staff" if one.audience == "staff" else "all",
                at=one.at,
            )
            for one in ticket.events
        ],
        remedies=[_remedy(view, one) for one in ticket.remedies],
        orders=[_order(view, caller, ticket, one, now) for one in ticket.orders],
        paid=_paid(view, ticket),
        similar=[_similar(view, one, open_to) for one, open_to in near],
        lessons=[lesson(view, one) for one in outcomes],
        can=can_of(caller, ticket),
        last=ticket.last,
    )


def late(at: Standing, now: datetime) -> bool:
    """Say whether it should have been answered; a case that waits for the traveller is not late."""
    return at.state not in (*ENDED, AWAITING) and now > at.deadline


def can_of(caller: Caller, ticket: Ticket) -> list[str]:
    """Say what the caller may do with a ticket now."""
    if not caller.may("tickets.write"):
        return []
    waits, ended = ticket.standing.waits, ticket.state in ENDED
    found = ["note", "follow_up", "link", "pay"]
    if not ended:
        found += ["assign", "sort", "propose", "order"]
    if waits == ANSWER:
        found += ["answer", "withdraw"]
    if waits == APPROVAL:
        found.append("withdraw")
        if caller.may("tickets.approve") and ticket.remedies[-1].by != caller.staff.owner:
            found.append("approve")
    if not ended and ticket.state != AWAITING:
        found.append("resolve")
    if ticket.state == "resolved" and not _confirmed(ticket):
        found.append("confirm")
    if ended:
        found.append("reopen")
    if ticket.state not in (AWAITING, CLOSED):
        found.append("close")
    return found


def _confirmed(ticket: Ticket) -> bool:
    kinds = [event.kind for event in ticket.events if event.kind in ("resolved", "confirmed")]
    return bool(kinds) and kinds[-1] == "confirmed"


def _person(view: View, staff_id: str | None) -> Person | None:
    return Person(id=staff_id, name=view.colleague(staff_id)) if staff_id else None


def _wish(view: View, ticket: Ticket) -> str:
    key = f"button_wish_{ticket.wish}"
    return view.word(key) if view.renderer.catalogue.has(key) else ticket.wish or ""


def _booking(view: View, booking: Booked) -> Booking:
    tour = name_in(booking.tour_names, view.language)
    return Booking(reference=booking.reference, tour=tour, departure=booking.departure, currency=booking.total.currency)


def _remedy(view: View, one: Proposed) -> Remedy:
    return Remedy(
        number=one.number,
        kind=one.kind,
        words=words_of_remedy(view, one),
        amount=Money(amount=f"{one.amount.amount:f}", currency=one.amount.currency) if one.amount else None,
        note=one.note,
        state=one.state,
        by=by_words(view, one.by),
        approved_by=by_words(view, one.approved_by) if one.approved_by else None,
        reason=one.reason,
        at=one.at,
    )


def _order(view: View, caller: Caller, ticket: Ticket, one: WorkOrder, now: datetime) -> Order:
    return Order(
        number=one.number,
        team=view.word(f"console_team_{one.team}"),
        person=_person(view, one.staff_id),
        what=one.what,
        due=one.due,
        overdue=one.due is not None and one.state in ("open", "accepted") and now > one.due,
        state=one.state,
        by=by_words(view, one.by),
        said=one.said,
        last_at=one.last_at,
        can=order_verbs(caller, ticket, one),
    )


def order_verbs(caller: Caller, ticket: Ticket, order: WorkOrder) -> list[str]:
    """Give what the caller may do with a work order now."""
    if not caller.may("tickets.write") or ticket.state in ENDED:
        return []
    allowed = [kind.removeprefix("order_") for kind, moves in ORDER_MOVES.items() if order.state in moves]
    return [verb for verb in allowed if (does(caller, order) if verb in _DOING else asked_for(caller, ticket, order))]


def _paid(view: View, ticket: Ticket) -> list[str]:
    paid = [money_of((event.values or {}).get("amount")) for event in ticket.events if event.kind == "paid"]
    return [money_words(view, money) for money in paid if money]


def _similar(view: View, one: Near, open_to: bool) -> Similar:
    ticket = one.ticket
    accepted = next((remedy for remedy in reversed(ticket.remedies) if remedy.state == "accepted"), None)
    resolved = next((event for event in reversed(ticket.events) if event.kind == "resolved"), None)
    settled = [words_of_remedy(view, accepted)] if accepted else []
    settled += [text_of(resolved)] if resolved and open_to else []
    return Similar(
        reference=ticket.reference if open_to else "",
        likeness=one.likeness,
        state=ticket.state,
        told=ticket.told[0][:160] if open_to and ticket.told else "",
        settled=" · ".join(filter(None, settled)),
    )
