"""How far a ticket is, and what is proposed to settle it."""

from __future__ import annotations

from bot.replies.values import Value, line, lines, moment, word
from bot.tickets.values import Remedy, Ticket

Values = dict[str, object]


def progress(ticket: Ticket, zone: str) -> Values:
    """The values of `utter_check_ticket`; steps that only colleagues see are left out."""
    shown = (event for event in ticket.events if event.audience == "all")
    steps = [line("line_ticket_event", at=moment(one.at, zone), event=word(f"word_event_{one.kind}")) for one in shown]
    if remedy := offered(ticket):
        steps.append(line("line_ticket_remedy", remedy=remedy_words(remedy)))
    return {
        "ticket": ticket.reference,
        "kind": word(f"word_ticket_kind_{ticket.kind}"),
        "state": word(f"word_ticket_state_{ticket.state}"),
        "opened": moment(ticket.opened_at, zone),
        "deadline": moment(ticket.deadline, zone),
        "lines": lines(steps),
    }


def offered(ticket: Ticket) -> Remedy | None:
    """Give the proposal that the traveller has still to answer."""
    return next((one for one in ticket.remedies if one.state == "open"), None)


def remedy_words(remedy: Remedy) -> Value:
    """Say what is proposed, with its amount."""
    amount = {"amount": remedy.amount} if remedy.amount else {}
    return word(f"word_remedy_{remedy.kind}", **amount)
