"""Which conversations a colleague may see, as a condition of a query."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true, union_all

from bot.conversations.values import agent
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord
from bot.records.mentions import MentionRecord


@dataclass(frozen=True)
class Sight:
    """Who looks: a staff id and a team; `everything`: every team's work is theirs to see."""

    staff_id: str
    team: str
    everything: bool = False


def seen_by(sight: Sight) -> ColumnElement[bool]:
    """Give the condition: of their team, held by them or offered to them, one they took part in or were called into."""
    if sight.everything:
        return true()
    said = select(MessageRecord.conversation_id).where(MessageRecord.staff_id == sight.staff_id)
    did = select(ConversationEventRecord.conversation_id).where(ConversationEventRecord.by == agent(sight.staff_id))
    called = select(MentionRecord.conversation_id).where(MentionRecord.staff_id == sight.staff_id)
    return or_(
        ConversationRecord.team == sight.team,
        ConversationRecord.owner == agent(sight.staff_id),
        ConversationRecord.offered_to == sight.staff_id,
        ConversationRecord.id.in_(union_all(said, did, called)),
    )
