"""What is known of who was called, and of who has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Mention:
    """A colleague called into a conversation by the note `seq`; `by`: agent:<staff id>."""

    conversation_id: str
    seq: int
    staff_id: str
    by: str
    at: datetime
    seen_at: datetime | None
