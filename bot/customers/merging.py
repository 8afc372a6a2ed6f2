"""Two records of one person made one, and made two again: the records themselves, and the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from bot.core.clock import Clock
from bot.core.ids import new_id
from bot.customers.errors import Erased, MergedSince, MergeUndone, SamePerson, UnknownMerge
from bot.customers.merge_repository import MergeRepository
from bot.customers.repository import CustomersRepository
from bot.customers.service import CustomersService
from bot.customers.values import FIELDS, Customer, CustomerEvent, Merge

SURVIVOR, OTHER = "survivor", "other"
Choices = Mapping[str, str]


class MergesService:
    """Keeps the merged record as it was, out of sight, so that it can come back unchanged."""

    def __init__(
        self, customers: CustomersService, repository: CustomersRepository, merges: MergeRepository, clock: Clock
    ) -> None:
        self._customers = customers
        self._repository = repository
        self._merges = merges
        self._clock = clock

    async def hold_both(
        self, survivor_id: str, other_id: str, versions: tuple[int | None, int | None]
    ) -> tuple[Customer, Customer]:
        """Lock both records, always in the same order. Raises SamePerson, UnknownCustomer, Erased, Stale."""
        if survivor_id == other_id:
            raise SamePerson
        wanted = dict(zip((survivor_id, other_id), versions, strict=True))
        held = {one: await self._customers.hold(one, wanted[one]) for one in sorted(wanted)}
        return held[survivor_id], held[other_id]

    async def join(
        self, survivor: Customer, other: Customer, choices: Choices, moved: Mapping[str, tuple[str, ...]], by: str
    ) -> Merge:
        """Let the other record count no more, and keep a journal; both are held."""
        now, after = self._clock.now(), joined(survivor, other, choices)
        before = {name: getattr(survivor, name) for name in after if getattr(survivor, name) != after[name]}
        changed = {name: after[name] for name in before}
        number = await self._merges.next_number(survivor.id)
        merge = Merge(new_id(), number, survivor.id, other.id, moved, before, changed, by, now)
        await self._merges.add(merge)
        await self._repository.update(survivor.id, now, **changed)
        await self._repository.update(other.id, now, merged_into=survivor.id)
        await self._repository.record(survivor.id, CustomerEvent("merged", by, now, tuple(changed)))
        await self._repository.record(other.id, CustomerEvent("moved", by, now))
        return merge

    async def hold_merge(self, merge_id: str) -> Merge:
        """Lock what a merge joined, the last one into that person. Raises UnknownMerge, MergeUndone, MergedSince."""
        found = await self._merges.get(merge_id)
        if found is None:
            raise UnknownMerge
        locked = [await self._repository.lock(one) for one in sorted((found.survivor_id, found.merged_id))]
        merge, held = await self._merges.get(merge_id), {one.id: one for one in locked if one is not None}
        if merge is None:
            raise UnknownMerge
        if merge.undone_at is not None:
            raise MergeUndone(merge.undone_by or "system")
        survivor = held[merge.survivor_id]
        if survivor.erased_at is not None:
            raise Erased(survivor.id)
        latest, *_ = await self._merges.standing(merge.survivor_id)
        if survivor.merged_into is not None or latest.id != merge.id:
            raise MergedSince
        return merge

    async def part(self, merge: Merge, by: str) -> None:
        """Give the survivor's fields what they held, unless they were changed since; let the other count again."""
        now, survivor = self._clock.now(), await self._customers.get(merge.survivor_id)
        untouched = {name: value for name, value in merge.before.items() if _same(survivor, name, merge.after)}
        await self._repository.update(merge.survivor_id, now, **untouched)
        await self._repository.update(merge.merged_id, now, merged_into=None)
        await self._merges.undone(merge.id, by, now)
        for one in (merge.survivor_id, merge.merged_id):
            await self._repository.record(one, CustomerEvent("unmerged", by, now))

    async def get(self, merge_id: str) -> Merge:
        """Give a merge's journal. Raises UnknownMerge."""
        merge = await self._merges.get(merge_id)
        if merge is None:
            raise UnknownMerge
        return merge

    async def standing(self, survivor_id: str) -> tuple[Merge, ...]:
        """Give the merges into a person that were not undone, the latest first."""
        return await self._merges.standing(survivor_id)

    async def erase(self, customer_id: str, by: str) -> tuple[str, ...]:
        """Forget everything about a person, in every record of theirs; give those records' ids. The row is held."""
        await self._customers.hold(customer_id)
        ids, now = await self._all_records(customer_id), self._clock.now()
        for one in ids:
            await self._repository.update(one, now, **NOTHING, erased_at=now)
            await self._repository.forget_events(one)
            await self._repository.record(one, CustomerEvent("erased", by, now))
            await self._merges.forget(one)
            await self._customers.forget_accounts(one)
        return ids

    async def _all_records(self, customer_id: str) -> tuple[str, ...]:
        ids = [customer_id]
        for one in ids:  # grows while it is walked: what was merged into what was merged
            ids += [merge.merged_id for merge in await self._merges.standing(one)]
        return tuple(ids)


NOTHING: Mapping[str, object] = {
    **dict.fromkeys(FIELDS),
    "name": "",
    "preferences": {},
    "marketing": False,
    "once": None,
}


def joined(survivor: Customer, other: Customer, choices: Choices) -> dict[str, object]:
    """Give the fields of both together: as chosen, else the survivor's, else what only the other has.

    Lists of preferences are put together. Offers are sent only where both records agree: a no is never overruled.
    """
    mine, theirs = asdict(survivor), asdict(other)
    fields = {name: _pick(mine[name], theirs[name], choices.get(name)) for name in FIELDS}
    if choices.get("preferences") is None:
        fields["preferences"] = _together(survivor.preferences, other.preferences)
    return {**fields, "marketing": survivor.marketing and other.marketing}


def _pick(mine: object, theirs: object, choice: str | None) -> object:
    if choice is not None:
        return theirs if choice == OTHER else mine
    return mine or theirs


def _together(mine: Mapping[str, object], theirs: Mapping[str, object]) -> dict[str, object]:
    both = {**theirs, **{name: value for name, value in mine.items() if value}}
    for name, value in both.items():
        others = theirs.get(name)
        if isinstance(value, list) and isinstance(others, list):
            both[name] = [*value, *(one for one in others if one not in value)]
    return both


def _same(survivor: Customer, name: str, after: Mapping[str, object]) -> bool:
    return bool(getattr(survivor, name) == after.get(name))
