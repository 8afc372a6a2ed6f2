"""Cancellation policies: dated versions, each with its tiers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.base import Record
from bot.records.types import Amount, Code, Currency, Document, Percent, RowId, Slug, owned_by


class PolicyRecord(Record):
    """A kind of conditions: flexible, standard, strict."""

    __tablename__ = "policies"

    id: Mapped[Slug]
    names: Mapped[Document]
    versions: Mapped[list[PolicyVersionRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PolicyVersionRecord.number"
    )


class PolicyVersionRecord(Record):
    """What a policy said from `valid_from` on, until the next version."""

    __tablename__ = "policy_versions"
    __table_args__ = (UniqueConstraint("policy_id", "number"),)

    id: Mapped[RowId]
    policy_id: Mapped[Code] = mapped_column(owned_by("policies.id"))
    number: Mapped[int]
    valid_from: Mapped[date]
    no_show_percent: Mapped[Percent]
    change_free_until_days: Mapped[int]
    change_deadline_days: Mapped[int]
    change_fee: Mapped[Amount]
    change_currency: Mapped[Currency]
    refund_days: Mapped[int]
    force_majeure: Mapped[Document]
    clauses: Mapped[Document]
    tiers: Mapped[list[PolicyTierRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PolicyTierRecord.days_before.desc()"
    )


class PolicyTierRecord(Record):
    """The fee while at least `days_before` whole days are left."""

    __tablename__ = "policy_tiers"

    version_id: Mapped[int] = mapped_column(owned_by("policy_versions.id"), primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True)
    fee_percent: Mapped[Percent]
    clause: Mapped[Code]
