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
    """A log-in; only the hash of its token is kept. `pending`: the second factor is still to come."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), index=True)
    pending: Mapped[bool]
    agent: Mapped[str] = mapped_column(String(80))
    network: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[Moment]
    used_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]


class StaffTokenRecord(Record):
    """A token for programs, valid until revoked or expired; without `rights` it may whatever its owner may."""

    __tablename__ = "staff_tokens"

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), index=True)
    name: Mapped[Code]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    rights: Mapped[Listing | None]
    created_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    expires_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]


class FactorRecord(Record):
    """A colleague's authenticator; `step` is the last time step whose code was taken."""

    __tablename__ = "staff_factors"

    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Encrypted("staff_factors.secret"))
    step: Mapped[int]
    begun_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]


class RecoveryCodeRecord(Record):
    """A code that stands in once for a lost authenticator; a keyed hash."""

    __tablename__ = "staff_recovery_codes"

    staff_id: Mapped[str] = mapped_column(String(36), owned_by("staff.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[Moment | None]
