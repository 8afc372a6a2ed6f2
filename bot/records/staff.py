"""The people at the desk, their sessions and their API tokens."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Encrypted, Hash, Id, Listing, Moment, owned_by


class StaffRecord(Record):
    """One colleague."""

    __tablename__ = "staff"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(Encrypted("staff.name"))
    latin_name: Mapped[str | None] = mapped_column(Encrypted("staff.latin_name"))
    email: Mapped[str] = mapped_column(Encrypted("staff.email"))
    email_hash: Mapped[Hash] = mapped_column(unique=True)
    role: Mapped[Code]
    team: Mapped[Code]
    also: Mapped[Listing]
    languages: Mapped[Listing]
    skills: Mapped[Listing]
    capacity: Mapped[int]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool]
    created_at: Mapped[Moment]


class StaffSessionRecord(Record):
    """A log-in; only the hash of its token is kept."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), index=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]


class StaffTokenRecord(Record):
    """A token for programs, valid until revoked."""

    __tablename__ = "staff_tokens"

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), index=True)
    name: Mapped[Code]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
