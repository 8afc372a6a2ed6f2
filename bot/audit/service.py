"""Who changed or looked at what, when."""

from __future__ import annotations

from collections.abc import Mapping

from bot.audit.repository import AuditRepository
from bot.audit.values import Entry
from bot.core.clock import Clock


class AuditService:
    """Writes the log in the transaction of the change itself: neither is ever without the other."""

    def __init__(self, repository: AuditRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def record(self, by: str, action: str, thing: str, values: Mapping[str, object] | None = None) -> Entry:
        """Add an entry; `values` are JSON and hold no personal data."""
        return await self._repository.add(self._clock.now(), by, action, thing, values)
