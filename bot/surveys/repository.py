"""Ratings in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.surveys import SurveyRecord
from bot.surveys.values import Survey


class SurveysRepository:
    """Reads and writes ratings."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, survey: Survey) -> None:
        self._session.add(
            SurveyRecord(
                id=survey.id,
                conversation_id=survey.conversation_id,
                staff_id=survey.staff_id,
                asked_at=survey.asked_at,
            )
        )
        await self._session.flush()

    async def change(self, survey: Survey) -> None:
        """Write what may change: score, comment, end."""
        record = await self._session.get_one(SurveyRecord, survey.id)
        record.score, record.rated_at = survey.score, survey.rated_at
        record.comment, record.closed_at = survey.comment, survey.closed_at
        await self._session.flush()

    async def of_conversation(self, conversation_id: str) -> tuple[Survey, ...]:
        query = select(SurveyRecord).where(SurveyRecord.conversation_id == conversation_id)
        query = query.order_by(SurveyRecord.asked_at.desc(), SurveyRecord.id)
        return tuple(map(_survey, await self._session.scalars(query)))

    async def of_conversations(self, conversation_ids: Sequence[str]) -> tuple[Survey, ...]:
        query = select(SurveyRecord).where(SurveyRecord.conversation_id.in_(conversation_ids))
        query = query.order_by(SurveyRecord.asked_at.desc(), SurveyRecord.id)
        return tuple(map(_survey, await self._session.scalars(query)))

    async def forget_comments(self, conversation_ids: Sequence[str]) -> None:
        query = update(SurveyRecord).where(SurveyRecord.conversation_id.in_(conversation_ids))
        await self._session.execute(query.values(comment=None))

    async def latest(self, conversation_id: str) -> Survey | None:
        query = select(SurveyRecord).where(SurveyRecord.conversation_id == conversation_id)
        query = query.order_by(SurveyRecord.asked_at.desc(), SurveyRecord.id).limit(1)
        record = await self._session.scalar(query)
        return None if record is None else _survey(record)


def _survey(record: SurveyRecord) -> Survey:
    return Survey(
        id=record.id,
        conversation_id=record.conversation_id,
        staff_id=record.staff_id,
        asked_at=record.asked_at,
        score=record.score,
        rated_at=record.rated_at,
        comment=record.comment,
        closed_at=record.closed_at,
    )
