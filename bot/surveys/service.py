"""Ratings: asked rarely, given with one tap, changed until they are commented on or closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.clock import Clock
from bot.core.ids import new_id
from bot.core.texts import clean_text
from bot.surveys.errors import NothingToRate
from bot.surveys.repository import SurveysRepository
from bot.surveys.values import COMMENT_WITHIN, HIGHEST, LOWEST, ONCE_IN, Survey


class SurveysService:
    """Keeps the ratings of conversations. The callers hold the conversation's turn or its row."""

    def __init__(self, repository: SurveysRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def ask(self, conversation_id: str, staff_id: str | None = None) -> Survey | None:
        """Begin a rating; None where the conversation was asked within a day: nobody likes to be asked twice."""
        now, before = self._clock.now(), await self._repository.latest(conversation_id)
        if before is not None and now - before.asked_at < ONCE_IN:
            return None
        survey = Survey(new_id(), conversation_id, staff_id, now)
        await self._repository.add(survey)
        return survey

    async def rate(self, conversation_id: str, score: int) -> Survey:
        """Give the score, or another one instead. Raises NothingToRate."""
        if not LOWEST <= score <= HIGHEST:
            raise NothingToRate
        survey = await self._open(conversation_id)
        rated = replace(survey, score=score, rated_at=self._clock.now())
        await self._repository.change(rated)
        return rated

    async def awaits_comment(self, conversation_id: str) -> bool:
        """Say whether the next text is the comment."""
        survey = await self._repository.latest(conversation_id)
        if survey is None or not survey.open or survey.rated_at is None:
            return False
        return self._clock.now() - survey.rated_at <= COMMENT_WITHIN

    async def comment(self, conversation_id: str, text: str) -> Survey:
        """Add the comment, and close the rating. Raises NothingToRate."""
        survey = await self._open(conversation_id)
        commented = replace(survey, comment=clean_text(text).text, closed_at=self._clock.now())
        await self._repository.change(commented)
        return commented

    async def close(self, conversation_id: str) -> None:
        """End the rating as it stands: the traveller has nothing to add, or speaks of something else."""
        survey = await self._repository.latest(conversation_id)
        if survey is not None and survey.open:
            await self._repository.change(replace(survey, closed_at=self._clock.now()))

    async def of_conversation(self, conversation_id: str) -> tuple[Survey, ...]:
        """Give the ratings of a conversation, the latest first, the unanswered too."""
        return await self._repository.of_conversation(conversation_id)

    async def of_conversations(self, conversation_ids: Sequence[str]) -> tuple[Survey, ...]:
        """Give the ratings of conversations, the latest first."""
        return await self._repository.of_conversations(conversation_ids) if conversation_ids else ()

    async def forget_comments(self, conversation_ids: Sequence[str]) -> None:
        """Forget what travellers wrote beside their scores."""
        if conversation_ids:
            await self._repository.forget_comments(conversation_ids)

    async def _open(self, conversation_id: str) -> Survey:
        survey = await self._repository.latest(conversation_id)
        if survey is None or not survey.open:
            raise NothingToRate
        return survey
