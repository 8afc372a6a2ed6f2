"""One search over messages, people, bookings, tickets and chats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.clock import Clock
from bot.search.index import Index
from bot.search.marking import holds, likeness, mark
from bot.search.names import Marks
from bot.search.query import Query, Term, Terms, read_query
from bot.search.repository import SearchRepository
from bot.search.sources import KINDS as THINGS
from bot.search.tokens import fold
from bot.search.values import (
    BOOKINGS,
    CHATS,
    KINDS,
    MESSAGES,
    MOST,
    PEOPLE,
    TICKETS,
    FoundMessage,
    FoundPerson,
    Hit,
    Place,
    Results,
    Viewer,
)

# Messages are ranked among the newest MOST that match; a page shows the best of those that were not shown yet.
PAGE, FEW = 20, 5
_HALF_AS_MUCH = 30  # days
_BATCH = 500


class SearchService:
    """Finds, and keeps the index whole."""

    def __init__(self, repository: SearchRepository, index: Index, marks: Marks, clock: Clock) -> None:
        self._repository = repository
        self._index = index
        self._marks = marks
        self._clock = clock

    async def find(self, text: str, viewer: Viewer, kind: str | None = None, place: Place | None = None) -> Results:
        """Give a page of what is found, of one kind or a few of each. Raises SearchTooLong, NothingToLookFor."""
        query, place = read_query(text), place or Place()
        hits, following, count = await self._messages(query, viewer, place)
        if place.before is not None:
            return Results(tuple(hits), next=following)
        named: dict[str, Sequence[Hit]] = {
            CHATS: await self._repository.chats(query.chat, viewer) if query.chat else (),
            BOOKINGS: await self._repository.bookings(self._named(query), query, viewer) if viewer.people else (),
            PEOPLE: await self._people(query, viewer) if viewer.people else (),
            TICKETS: await self._repository.tickets([query.terms], query, viewer) if viewer.tickets else (),
        }
        counts = {MESSAGES: count, **{name: len(found) for name, found in named.items()}}
        if kind not in (None, MESSAGES):
            hits, following = (), None
        return Results((*_ranked(named, kind), *hits), {name: counts[name] for name in KINDS}, following)

    async def fill(self, *, missing: bool = True, after: int = 0) -> tuple[int | None, int]:
        """Write the next messages into the index; give where to go on (None: nowhere), and how many they were."""
        texts = await self._index.texts(after, _BATCH, missing)
        await self._index.write_messages(texts)
        return max(texts, default=None), len(texts)

    async def fill_things(self, *, missing: bool = True) -> int:
        """Write people, bookings and tickets into the index; give their number."""
        count = 0
        for kind in THINGS:
            after = None
            while ids := await self._index.things(kind, after, _BATCH, missing):
                await self._index.write_things(kind, ids)
                after, count = ids[-1], count + len(ids)
        return count

    async def _messages(
        self, query: Query, viewer: Viewer, place: Place
    ) -> tuple[Sequence[FoundMessage], Place | None, int]:
        """Give the best of a window that are not shown yet, where the next are, and how many the window holds."""
        window = await self._repository.messages(query.terms, viewer, place.before, MOST)
        best = self._best(window, query)
        page = [replace(one, parts=mark(one.text, query)) for one in best[place.skip : place.skip + PAGE]]
        if len(best) > place.skip + PAGE:
            return page, Place(place.before or window[0].id + 1, place.skip + PAGE), len(best)
        return page, Place(window[-1].id) if len(window) == MOST else None, len(best)

    def _best(self, window: Iterable[FoundMessage], query: Query) -> list[FoundMessage]:
        """Order by likeness and age: what fits twice as well may be a month older."""
        now, scored = self._clock.now(), []
        for message in window:
            folded = fold(message.text)
            if holds(query, folded):
                days = max(0.0, (now - message.at).total_seconds() / 86_400)
                scored.append((likeness(query, folded) / (1 + days / _HALF_AS_MUCH), message.id, message))
        return [message for _, _, message in sorted(scored, key=lambda one: one[:2], reverse=True)]

    async def _people(self, query: Query, viewer: Viewer) -> tuple[FoundPerson, ...]:
        wanted = self._personal(query)
        found = (*await self._repository.customers(wanted, viewer), *await self._repository.accounts(wanted, viewer))
        told = [replace(one, exact=self._is_whole(one, query)) for one in found]
        return tuple(sorted(told, key=lambda one: not one.exact))

    def _personal(self, query: Query) -> list[Terms]:
        """Give what a person matches who is meant: all parts of a name, or a number, or an address."""
        contact = self._marks.sought_contact(query.text)
        names = [Term(mark) for mark in self._marks.sought_names(query.text)]
        return [names, [Term(contact)]] if contact else [names]

    def _named(self, query: Query) -> list[Terms]:
        """Give what a booking matches: its reference, or the name of one who travels."""
        return [query.terms, *self._personal(query)]

    def _is_whole(self, person: FoundPerson, query: Query) -> bool:
        names = {fold(name).text for name in (person.name, person.latin_name, person.contact) if name}
        return query.folded.strip() in names


def _ranked(named: dict[str, Sequence[Hit]], kind: str | None) -> list[Hit]:
    """Put what was named exactly first, then people, then the rest; all of one kind, or a few of each."""
    order = (BOOKINGS, TICKETS, CHATS, PEOPLE)
    if kind is not None:
        return list(named.get(kind, ()))
    few = [hit for name in order for hit in named[name][:FEW]]
    exact = [hit for hit in few if getattr(hit, "exact", False)]
    people = [hit for hit in few if isinstance(hit, FoundPerson) and hit not in exact]
    return [*exact, *people, *(hit for hit in few if hit not in exact and hit not in people)]
