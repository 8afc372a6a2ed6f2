"""Customers, and the chat accounts they write from."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Document, Encrypted, Hash, Id, Moment, RowId


class CustomerRecord(Record):
    """A person we know. Names, phone and e-mail are sealed; phone and e-mail are found by keyed hash."""

    __tablename__ = "customers"

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
