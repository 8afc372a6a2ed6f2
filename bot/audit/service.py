"""Who changed or looked at what, when."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import cast

from bot.audit.chain import BEGINNING, hashed, head_of, plain
from bot.audit.repository import AuditRepository
from bot.audit.values import Entry, Fault, Head, NewEntry, Sought, Verdict
from bot.core.clock import Clock
from bot.core.crypto import same

# How long a name may be in the log; longer ones are not ours, and are cut instead of failing the change.
_BY, _ACTION, _THING = 48, 40, 80


class AuditService:
    """Writes the log in the transaction of the change itself: neither is ever without the other."""

    def __init__(self, repository: AuditRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def record(self, by: str, action: str, thing: str, values: Mapping[str, object] | None = None) -> None:
        """Add an entry when the unit of work ends; `values` are JSON and hold no personal data."""
        told = cast(Mapping[str, object], plain(values)) if values else None
        names = str(plain(by))[:_BY], str(plain(action))[:_ACTION], str(plain(thing))[:_THING]
        self._repository.add(NewEntry(self._clock.now(), *names, told))

    async def of_thing(self, thing: str, actions: Sequence[str], limit: int = 30) -> tuple[Entry, ...]:
        """Give who did what to one thing, the latest first."""
        return await self._repository.of_thing(thing, actions, limit)

    async def head(self) -> Head:
        """Give the end of the chain."""
        return await self._repository.head()

    async def page(self, sought: Sought, before: int | None = None, limit: int = 100) -> Sequence[Entry]:
        """Give entries below a number, the latest first."""
        return await self._repository.page(sought, before, limit)

    async def batch(self, sought: Sought, after: int, last: int) -> Sequence[Entry]:
        """Give the next entries after a number, up to a last one, in order; none when that is all."""
        return await self._repository.batch(sought, after, last)

    async def before(self, entry: Entry) -> str:
        """Give the hash that an entry's own covers."""
        return await self._repository.hash_of(entry.number - 1) or ""

    def seal(self, head: Head) -> str:
        """Give what only this installation can say about an end of the chain."""
        return self._repository.seal(head.hash)

    async def holds(self, head: Head) -> bool:
        """Say whether the chain still holds an end known from before."""
        return head == BEGINNING or await self._repository.hash_of(head.number) == head.hash

    def walk(self) -> AsyncIterator[Entry]:
        """Give every entry in order."""
        return self._repository.walk()

    async def verify(self, known: Head = BEGINNING) -> Verdict:
        """Walk the whole chain, and look that it still holds an end `known` from before: a shortened chain is sound."""
        head = BEGINNING
        async for entry in self._repository.walk():
            fault = self._fault(head, entry)
            if fault is None and entry.number == known.number and entry.hash != known.hash:
                fault = "changed"
            if fault:
                return Verdict(head, fault)
            head = head_of(entry)
        return Verdict(head, "missing" if head.number < known.number else None)

    def _fault(self, before: Head, entry: Entry) -> Fault | None:
        if entry.number != before.number + 1:
            return "missing"
        if not same(entry.hash, hashed(entry, entry.number, before.hash)):
            return "changed"
        return None if same(entry.seal, self._repository.seal(entry.hash)) else "unsealed"
