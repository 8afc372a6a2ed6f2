"""Conversations: messages in sequence, changes of owner, deliveries still owed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Id, Listing, Moment, RowId, owned_by


class ConversationRecord(Record):
    """One chat account's conversation with us; reopened rather than begun again.

    `team` serves it; `offered_to` a colleague until `offered_until`; `due_at` is when the clock that began `due_since`
    runs out, of `due_kind`, and `warn_at` when that is near; `departs_at` the departure that its question is about.
    `rank` is its part of the queue: 0 emergencies, 1 a departure at hand, 2 the rest. `look_at`: when clocks have
    something to tell.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("channel", "sender"),
        Index(None, "owner", "status", "rank", "due_at", "waiting_since", "id"),
        Index(None, "team", "updated_at"),
        Index(None, "status", "updated_at"),
    )

    id: Mapped[Id]
    channel: Mapped[Code]
    sender: Mapped[str] = mapped_column(String(80))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    language: Mapped[Code | None]
    language_choice: Mapped[Code | None]
    owner: Mapped[str] = mapped_column(String(48))
    owner_version: Mapped[int]
    status: Mapped[Code]
    priority: Mapped[int]
    last_seq: Mapped[int]
    summary: Mapped[Document | None]
    waiting_since: Mapped[Moment | None]
    team: Mapped[Code]
    snoozed_until: Mapped[Moment | None]
    offered_to: Mapped[str | None] = mapped_column(String(36))
    offered_until: Mapped[Moment | None]
    due_at: Mapped[Moment | None]
    due_kind: Mapped[Code | None]
    departs_at: Mapped[Moment | None]
    rank: Mapped[int]
    due_since: Mapped[Moment | None]
    warn_at: Mapped[Moment | None]
    look_at: Mapped[Moment | None] = mapped_column(index=True)
    turn_holder: Mapped[str | None] = mapped_column(String(120))
    turn_until: Mapped[Moment | None]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment] = mapped_column(index=True)


class MessageRecord(Record):
    """One message, numbered without gaps within its conversation.

    `attached`: the kinds of what it carries; `edits`: its earlier texts; `edit_of`: this row only asks the assistant
    to answer that message again (its audience is `record`: nobody is shown it).
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_messages_handled_conversation_id", "handled", "conversation_id"),
        Index(None, "staff_id", "conversation_id"),
    )

    id: Mapped[RowId]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"))
    seq: Mapped[int]
    author: Mapped[Code]
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    audience: Mapped[Code]
    client_id: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    truncated: Mapped[bool]
    key: Mapped[str | None] = mapped_column(String(120))
    values: Mapped[Document | None]
    buttons: Mapped[Listing | None]
    language: Mapped[Code | None]
    reading: Mapped[Document | None]
    handled: Mapped[bool]
    turn_of: Mapped[int | None]
    attached: Mapped[Listing | None]
    edits: Mapped[Listing | None]
    edit_of: Mapped[int | None]
    at: Mapped[Moment]


class ConversationEventRecord(Record):
    """What happened to a conversation besides messages: above all, who owned it when."""

    __tablename__ = "conversation_events"
    __table_args__ = (Index(None, "by", "conversation_id"),)

    id: Mapped[RowId]
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"), index=True)
    seq: Mapped[int | None]
    kind: Mapped[Code]
    by: Mapped[str] = mapped_column(String(48))
    from_owner: Mapped[str | None] = mapped_column(String(48))
    to_owner: Mapped[str | None] = mapped_column(String(48))
    note: Mapped[Document | None]
    at: Mapped[Moment]


class OutboxRecord(Record):
    """A message that a channel still owes the traveller, or has delivered, or could not; `parts` of it have arrived."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "channel", "state", "next_at"),)

    id: Mapped[RowId]
    message_id: Mapped[int] = mapped_column(owned_by("messages.id"), unique=True)
    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"), index=True)
    channel: Mapped[Code]
    state: Mapped[Code]
    attempts: Mapped[int]
    parts: Mapped[int]
    next_at: Mapped[Moment]
    error: Mapped[str | None] = mapped_column(Text)


class UndoRecord(Record):
    """What a colleague did last to a conversation and may still take back, until `until`.

    `version`: of the owner after it; `before`: what it put aside. A row of `kind` resolved also holds back the words
    that end the talk: they are said when it goes.
    """

    __tablename__ = "undos"

    conversation_id: Mapped[str] = mapped_column(String(36), owned_by("conversations.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"))
    kind: Mapped[Code]
    version: Mapped[int]
    before: Mapped[Document]
    until: Mapped[Moment] = mapped_column(index=True)
