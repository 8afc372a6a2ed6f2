"""Conversation records to values."""

from __future__ import annotations

from bot.conversations.values import Conversation, Event, Message
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord


def conversation_of(record: ConversationRecord) -> Conversation:
    """Give the value of a conversation."""
    return Conversation(
        id=record.id,
        channel=record.channel,
        sender=record.sender,
        customer_id=record.customer_id,
        language=record.language,
        language_choice=record.language_choice,
        owner=record.owner,
        owner_version=record.owner_version,
        status=record.status,
        priority=record.priority,
        last_seq=record.last_seq,
        summary=record.summary,
        waiting_since=record.waiting_since,
        created_at=record.created_at,
        updated_at=record.updated_at,
        team=record.team,
        snoozed_until=record.snoozed_until,
        offered_to=record.offered_to,
        offered_until=record.offered_until,
        due_at=record.due_at,
        due_kind=record.due_kind,
        departs_at=record.departs_at,
        rank=record.rank,
        due_since=record.due_since,
        warn_at=record.warn_at,
    )


def message_of(record: MessageRecord) -> Message:
    """Give the value of a message."""
    return Message(
        id=record.id,
        conversation_id=record.conversation_id,
        seq=record.seq,
        author=record.author,
        staff_id=record.staff_id,
        audience=record.audience,
        client_id=record.client_id,
        text=record.text,
        payload=record.payload,
        truncated=record.truncated,
        key=record.key,
        values=record.values,
        buttons=tuple(record.buttons or ()),
        language=record.language,
        reading=record.reading,
        handled=record.handled,
        turn_of=record.turn_of,
        at=record.at,
        attached=tuple(record.attached or ()),
        edits=tuple(record.edits or ()),
        edit_of=record.edit_of,
    )


def event_of(record: ConversationEventRecord) -> Event:
    """Give the value of an event."""
    return Event(
        record.id, record.kind, record.by, record.from_owner, record.to_owner, record.note, record.seq, record.at
    )
