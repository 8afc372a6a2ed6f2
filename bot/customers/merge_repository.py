"""The journal of merges in the database."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.customers.mapping import merge_of
from bot.customers.values import Merge
from bot.records.customers import CustomerMergeRecord


class MergeRepository:
    """Reads and writes the journal; the survivor's row is locked by whoever writes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, merge: Merge) -> None:
        told = json.dumps({"before": merge.before, "after": merge.after}, ensure_ascii=False)
        self._session.add(
            CustomerMergeRecord(
                id=merge.id,
                number=merge.number,
                survivor_id=merge.survivor_id,
                merged_id=merge.merged_id,
                moved={kind: list(ids) for kind, ids in merge.moved.items()},
                told=told,
                by=merge.by,
                at=merge.at,
            )
        )
        await self._session.flush()

    async def get(self, merge_id: str) -> Merge | None:
        record = await self._session.get(CustomerMergeRecord, merge_id, populate_existing=True)
        return None if record is None else merge_of(record)

    async def next_number(self, survivor_id: str) -> int:
        query = select(func.max(CustomerMergeRecord.number)).where(CustomerMergeRecord.survivor_id == survivor_id)
        return (await self._session.scalar(query) or 0) + 1

    async def standing(self, survivor_id: str) -> tuple[Merge, ...]:
        """Give the merges into a person that were not undone, the latest first."""
        query = select(CustomerMergeRecord).where(
            CustomerMergeRecord.survivor_id == survivor_id, CustomerMergeRecord.undone_at.is_(None)
        )
        return tuple(map(merge_of, await self._session.scalars(query.order_by(CustomerMergeRecord.number.desc()))))

    async def undone(self, merge_id: str, by: str, at: datetime) -> None:
        record = await self._session.get_one(CustomerMergeRecord, merge_id)
        record.undone_by, record.undone_at = by, at
        await self._session.flush()

    async def forget(self, customer_id: str) -> None:
        """Keep that merges happened, and nothing of what the fields held."""
        of_customer = or_(CustomerMergeRecord.survivor_id == customer_id, CustomerMergeRecord.merged_id == customer_id)
        await self._session.execute(update(CustomerMergeRecord).where(of_customer).values(told=None))
