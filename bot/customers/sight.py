"""Which customers a colleague may see, as a condition of a query."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, true

from bot.conversations.sight import Sight, seen_by
from bot.conversations.values import CUSTOMER_SERVICE
from bot.records.conversations import ConversationRecord
from bot.records.customers import CustomerRecord


def customers_seen_by(sight: Sight) -> ColumnElement[bool]:
    """Give the condition: everybody for those who serve customers; for others, the people behind chats they may see."""
    if sight.everything or sight.team == CUSTOMER_SERVICE:
        return true()
    known = ConversationRecord.customer_id.is_not(None)
    return CustomerRecord.id.in_(select(ConversationRecord.customer_id).where(known, seen_by(sight)))
