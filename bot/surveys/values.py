"""Ratings as the other parts see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LOWEST, HIGHEST = 1, 5
# A conversation is asked at most once in this time.
ONCE_IN = timedelta(hours=24)
# How long after the score the next text is taken as its comment.
COMMENT_WITHIN = timedelta(minutes=15)
# So many messages of the traveller make a talk worth asking about.
REAL_TALK = 3


@dataclass(frozen=True)
class Survey:
    """One question for a rating; `staff_id` is whose talk it was, None: the assistant's."""

    id: str
    conversation_id: str
    staff_id: str | None
    asked_at: datetime
    score: int | None = None
    rated_at: datetime | None = None
    comment: str | None = None
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Say whether the score may still be changed, and a comment may follow."""
        return self.closed_at is None
