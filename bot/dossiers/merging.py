"""Two records of one person made one, with everything that belongs to them; and undone."""

from __future__ import annotations

from collections.abc import Mapping

from bot.customers.errors import UnknownMerge
from bot.customers.merging import Choices, joined
from bot.customers.values import Merge
from bot.dossiers.service import Areas
from bot.dossiers.values import Preview

KINDS = ("accounts", "conversations", "bookings", "tickets")


class MergingService:
    """Moves what belongs to the merged record, and remembers exactly what."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas

    async def preview(self, survivor_id: str, other_id: str, choices: Choices | None = None) -> Preview:
        """Say what a merge would do, and do nothing. Raises UnknownCustomer, Erased."""
        areas = self._areas
        survivor, other = [await areas.customers.standing(one) for one in (survivor_id, other_id)]
        conversations = await areas.chats.of_customer(other.id)
        moving = {
            "accounts": len(await areas.customers.identities(other.id)),
            "conversations": len(conversations),
            "bookings": len(await areas.bookings.of_customer(other.id)),
            "tickets": len(await areas.tickets.of_customer(other.id)),
            "surveys": len(await areas.surveys.of_conversations([one.id for one in conversations])),
        }
        return Preview(survivor, other, moving, joined(survivor, other, choices or {}))

    async def merge(
        self,
        survivor_id: str,
        other_id: str,
        by: str,
        choices: Choices | None = None,
        versions: tuple[int | None, int | None] = (None, None),
    ) -> Merge:
        """Give the survivor everything of the other's. Raises SamePerson, UnknownCustomer, Erased, Stale."""
        survivor, other = await self._areas.merges.hold_both(survivor_id, other_id, versions)
        moved = await self._move(other.id, survivor.id)
        return await self._areas.merges.join(survivor, other, choices or {}, moved, by)

    async def undo(self, merge_id: str, by: str, survivor_id: str | None = None) -> Merge:
        """Give back what moved, as far as the survivor still has it; what came since stays with the survivor.

        Where a survivor is named, it is the one of this merge. Raises UnknownMerge, MergeUndone, MergedSince, Erased.
        """
        merge = await self._areas.merges.hold_merge(merge_id)
        if survivor_id not in (None, merge.survivor_id):
            raise UnknownMerge
        await self._move(merge.survivor_id, merge.merged_id, merge.moved)
        await self._areas.merges.part(merge, by)
        return merge

    async def _move(
        self, holder: str, to: str, only: Mapping[str, tuple[str, ...]] | None = None
    ) -> dict[str, tuple[str, ...]]:
        areas = self._areas
        wanted = {kind: None if only is None else only.get(kind, ()) for kind in KINDS}
        return {
            "accounts": await areas.customers.reassign(holder, to, wanted["accounts"]),
            "conversations": await areas.chats.reassign(holder, to, wanted["conversations"]),
            "bookings": await areas.bookings.reassign(holder, to, wanted["bookings"]),
            "tickets": await areas.tickets.reassign(holder, to, wanted["tickets"]),
        }
