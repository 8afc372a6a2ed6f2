"""How far a ticket is."""

from __future__ import annotations

from bot.replies.values import line, lines, moment, word
from bot.tickets.values import Ticket

Values = dict[str, object]


def progress(ticket: Ticket, zone: str) -> Values:
    """The values of `utter_check_ticket`; steps that only colleagues see are left out."""
    shown = (event for event in ticket.events if event.audience == "all")
    steps = (line("line_ticket_event", at=moment(one.at, zone), event=word(f"word_event_{one.kind}")) for one in shown)
    return {
        "ticket": ticket.reference,
        "kind": word(f"word_ticket_kind_{ticket.kind}"),
        "state": word(f"word_ticket_state_{ticket.state}"),
        "opened": moment(ticket.opened_at, zone),
        "deadline": moment(ticket.deadline, zone),
        "lines": lines(steps),
    }
