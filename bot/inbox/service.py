"""The lists that colleagues work from."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.conversations.values import QUEUE, Conversation, agent
from bot.inbox.errors import NoSuchPage
from bot.inbox.repository import InboxRepository
from bot.inbox.values import Counts, Line, Page, Told, Wanted
from bot.mentions.service import MOST_COUNTED, MentionsService


class InboxService:
    """Gives lists a page at a time."""

    def __init__(self, repository: InboxRepository, mentions: MentionsService) -> None:
        self._repository = repository
        self._mentions = mentions

    async def page(self, wanted: Wanted, after: str | None = None, limit: int = 50) -> Page:
        """Give a piece of a list, continuing where the piece with this `next` left off. Raises NoSuchPage."""
        last = _read(after)
        if last is not None and not self._repository.fits(wanted, last):
            raise NoSuchPage
        if wanted.view == "mentions":
            return await self._called(wanted, last, limit)
        rows = await self._repository.page(wanted, last, limit + 1)
        lines = await self._lines([conversation for conversation, _ in rows[:limit]])
        return Page(lines, _written(rows[limit - 1][1]) if len(rows) > limit else None)

    async def counts(self, wanted: Wanted) -> Counts:
        """Count the lists whose length says what there is to do."""
        plain = Wanted("mine", wanted.staff_id, wanted.teams)
        mine = await self._repository.count(plain, MOST_COUNTED)
        queue = await self._repository.count(replace(plain, view="queue", team=wanted.team), MOST_COUNTED)
        asleep = replace(plain, view="snoozed", holder=agent(wanted.staff_id))
        snoozed = await self._repository.count(asleep, MOST_COUNTED)
        return Counts(mine, queue, snoozed, await self._mentions.unread(wanted.staff_id))

    async def _called(self, wanted: Wanted, last: Sequence[Any] | None, limit: int) -> Page:
        rows = await self._repository.mentions(wanted, last[0] if last else None, limit + 1)
        calls = await self._repository.calls([number for _, number in rows])
        lines = await self._lines([conversation for conversation, _ in rows[:limit]], calls)
        return Page(lines, _written([rows[limit - 1][1]]) if len(rows) > limit else None)

    async def _lines(
        self, conversations: Sequence[Conversation], calls: Mapping[str, tuple[int, bool]] | None = None
    ) -> tuple[Line, ...]:
        told = await self._repository.told(conversations) if conversations else {}
        waiting = [one.id for one in conversations if one.owner == QUEUE]
        places = await self._repository.positions(waiting) if waiting else {}
        nothing = Told(None)
        return tuple(
            Line(one, told.get(one.id, nothing), places.get(one.id), *(calls or {}).get(one.id, (None, False)))
            for one in conversations
        )


def _written(values: Sequence[Any]) -> str:
    """Write a place in an order as one word; moments keep their microseconds."""
    plain = [{"at": one.isoformat()} if isinstance(one, datetime) else one for one in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(word: str | None) -> list[Any] | None:
    if not word:
        return None
    try:
        plain = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if not isinstance(plain, list):
            raise NoSuchPage
        return [datetime.fromisoformat(one["at"]) if isinstance(one, dict) else one for one in plain]
    except (ValueError, KeyError, TypeError) as error:
        raise NoSuchPage from error
