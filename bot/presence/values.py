"""Who is at the desk, as the other areas see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

AVAILABLE, BUSY, AWAY = "available", "busy", "away"
STATES = (AVAILABLE, BUSY, AWAY)
# A page that has not been heard of for so long is gone, and its colleague away.
GONE = timedelta(seconds=60)
# A page says that it is there much more often than that is written down.
SEEN_EVERY = timedelta(seconds=20)


@dataclass(frozen=True)
class Presence:
    """What a colleague chose, since when; when their page was last heard of, and when they were last given a chat."""

    staff_id: str
    chosen: str
    since: datetime
    last_seen: datetime | None
    given_at: datetime | None

    def state(self, now: datetime) -> str:
        """Give available, busy or away: who is gone is away, whatever they chose."""
        return self.chosen if self.here(now) else AWAY

    def here(self, now: datetime) -> bool:
        """Say whether the colleague's page is open."""
        return self.last_seen is not None and now - self.last_seen <= GONE

    @property
    def idle_since(self) -> datetime:
        """Give since when they have waited for work."""
        return max(self.since, self.given_at or self.since)
