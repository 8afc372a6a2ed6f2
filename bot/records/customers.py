"""Customers, and the chat accounts they write from."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Encrypted, Hash, Id, Listing, Moment, RowId, owned_by


class CustomerRecord(Record):
    """A person we know. Names, phone and e-mail are sealed, and found by keyed hash.

    `version` counts changes; `once` makes a retry give the same person; `merged_into`: another record of the same
    person, which counts instead of this one; `erased_at`: nothing is known of them any more.
    """

    __tablename__ = "customers"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(Encrypted("customers.name"))
    latin_name: Mapped[str | None] = mapped_column(Encrypted("customers.latin_name"))
    phone: Mapped[str | None] = mapped_column(Encrypted("customers.phone"))
    phone_hash: Mapped[Hash | None] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(Encrypted("customers.email"))
    email_hash: Mapped[Hash | None] = mapped_column(index=True)
    language: Mapped[Code | None]
    country: Mapped[str | None] = mapped_column(String(2))
    zone: Mapped[Code | None]
    preferences: Mapped[Document]
    marketing: Mapped[bool]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    version: Mapped[int]
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    name_hash: Mapped[Hash | None] = mapped_column(index=True)
    latin_hash: Mapped[Hash | None] = mapped_column(index=True)
    merged_into: Mapped[str | None] = mapped_column(String(36), index=True)
    erased_at: Mapped[Moment | None]


class ChannelIdentityRecord(Record):
    """A chat account: the sender's id in a channel, and the customer behind it once that is known.

    `address` is where calls and e-mails come from; the sender's id is its keyed hash then.
    """

    __tablename__ = "channel_identities"
    __table_args__ = (UniqueConstraint("channel", "sender"),)

    id: Mapped[RowId]
    channel: Mapped[Code]
    sender: Mapped[str] = mapped_column(String(80))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    display_name: Mapped[str | None] = mapped_column(Encrypted("channel_identities.display_name"))
    address: Mapped[str | None] = mapped_column(Encrypted("channel_identities.address"))
    language: Mapped[Code | None]
    unreachable_since: Mapped[Moment | None]
    created_at: Mapped[Moment]


class CustomerEventRecord(Record):
    """created | changed | noted | linked | unlinked | merged | moved | unmerged | erased, by whom and when.

    `fields` names what changed; `told` is JSON: what those fields held before, or a note's text; `once` makes a
    retried note one.
    """

    __tablename__ = "customer_events"

    id: Mapped[RowId]
    customer_id: Mapped[str] = mapped_column(String(36), owned_by("customers.id"), index=True)
    kind: Mapped[Code]
    by: Mapped[str] = mapped_column(String(80))
    fields: Mapped[Listing]
    told: Mapped[str | None] = mapped_column(Encrypted("customer_events.told"))
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    at: Mapped[Moment]


class CustomerMergeRecord(Record):
    """The journal of one merge: what moved (ids by kind), and the survivor's fields before and after, as JSON."""

    __tablename__ = "customer_merges"

    id: Mapped[Id]
    number: Mapped[int]
    survivor_id: Mapped[str] = mapped_column(String(36), owned_by("customers.id"), index=True)
    merged_id: Mapped[str] = mapped_column(String(36), owned_by("customers.id"), index=True)
    moved: Mapped[Document]
    told: Mapped[str | None] = mapped_column(Encrypted("customer_merges.told"))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[Moment]
    undone_by: Mapped[str | None] = mapped_column(String(80))
    undone_at: Mapped[Moment | None]
