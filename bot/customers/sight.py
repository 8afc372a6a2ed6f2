"""Which customers a colleague may see, as a condition of a query."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select, true

from bot.conversations.sight import Sight, seen_by
from bot.conversations.values import CUSTOMER_SERVICE
from bot.records.conversations import ConversationRecord
from bot.records.customers import CustomerRecord
from bot.records.tickets import TicketRecord, WorkOrderRecord


def customers_seen_by(sight: Sight) -> ColumnElement[bool]:
    """Give the condition: everybody for those who serve customers; for others, the people behind their work.

    That is: behind the chats they may see, and the tickets and work orders of theirs or their team's.
    """
    if sight.everything or sight.team == CUSTOMER_SERVICE:
        return true()
    known = ConversationRecord.customer_id.is_not(None)
    chats = select(ConversationRecord.customer_id).where(known, seen_by(sight))
    return or_(CustomerRecord.id.in_(chats), CustomerRecord.id.in_(_of_tickets(sight)))


def _of_tickets(sight: Sight) -> Select[str | None]:
    orders = select(WorkOrderRecord.ticket_id).where(
        or_(WorkOrderRecord.team == sight.team, WorkOrderRecord.staff_id == sight.staff_id)
    )
    theirs = or_(TicketRecord.team == sight.team, TicketRecord.staff_id == sight.staff_id, TicketRecord.id.in_(orders))
    return select(TicketRecord.customer_id).where(TicketRecord.customer_id.is_not(None), theirs)
