"""Policies in the database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.core.money import Money
from bot.policies.values import ChangeTerms, Policy, PolicyVersion, Tier
from bot.records.policies import PolicyRecord, PolicyTierRecord, PolicyVersionRecord

_WHOLE = selectinload(PolicyRecord.versions).selectinload(PolicyVersionRecord.tiers)


class PoliciesRepository:
    """Reads and writes policies with all their versions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, policy_id: str) -> Policy | None:
        record = await self._session.scalar(select(PolicyRecord).where(PolicyRecord.id == policy_id).options(_WHOLE))
        return None if record is None else _policy(record)

    async def list_all(self) -> tuple[Policy, ...]:
        records = await self._session.scalars(select(PolicyRecord).order_by(PolicyRecord.id).options(_WHOLE))
        return tuple(map(_policy, records))

    async def save(self, policy: Policy) -> None:
        """Add a policy, or replace its versions; tours and bookings name the policy, never a version."""
        query = select(PolicyRecord).where(PolicyRecord.id == policy.id).options(_WHOLE)
        record = await self._session.scalar(query)
        if record is None:
            record = PolicyRecord(id=policy.id, versions=[])
            self._session.add(record)
        record.names = dict(policy.names)
        record.versions.clear()
        await self._session.flush()
        record.versions.extend(map(_record, policy.versions))
        await self._session.flush()


def _record(version: PolicyVersion) -> PolicyVersionRecord:
    tiers = [
        PolicyTierRecord(days_before=tier.days_before, fee_percent=tier.fee_percent, clause=tier.clause)
        for tier in version.tiers
    ]
    return PolicyVersionRecord(
        number=version.number,
        valid_from=version.valid_from,
        no_show_percent=version.no_show_percent,
        change_free_until_days=version.change.free_until_days,
        change_deadline_days=version.change.deadline_days,
        change_fee=version.change.fee.amount,
        change_currency=version.change.fee.currency,
        refund_days=version.refund_days,
        force_majeure=dict(version.force_majeure),
        clauses=dict(version.clauses),
        tiers=tiers,
    )


def _policy(record: PolicyRecord) -> Policy:
    versions = tuple(_version(record, version) for version in record.versions)
    return Policy(id=record.id, names=record.names, versions=versions)


def _version(policy: PolicyRecord, record: PolicyVersionRecord) -> PolicyVersion:
    return PolicyVersion(
        policy_id=policy.id,
        names=policy.names,
        number=record.number,
        valid_from=record.valid_from,
        tiers=tuple(Tier(tier.days_before, tier.fee_percent, tier.clause) for tier in record.tiers),
        no_show_percent=record.no_show_percent,
        change=ChangeTerms(
            free_until_days=record.change_free_until_days,
            deadline_days=record.change_deadline_days,
            fee=Money(record.change_fee, record.change_currency),
        ),
        refund_days=record.refund_days,
        force_majeure=record.force_majeure,
        clauses=record.clauses,
    )
