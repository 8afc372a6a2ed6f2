"""Facts about destinations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.destinations.errors import UnknownDestination
from bot.destinations.repository import DestinationsRepository
from bot.destinations.values import Destination, Place


class DestinationsService:
    """Answers what we know of where we go."""

    def __init__(self, repository: DestinationsRepository) -> None:
        self._repository = repository

    async def get(self, destination_id: str) -> Destination:
        """Give a destination. Raises UnknownDestination."""
        destination = await self._repository.get(destination_id)
        if destination is None:
            raise UnknownDestination(destination_id)
        return destination

    async def list_all(self) -> tuple[Destination, ...]:
        """Give every destination, by id."""
        return await self._repository.list_all()

    async def places(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Give the places by id; an unknown id is left out."""
        return {place.id: place for place in await self._repository.places(ids)}

    async def places_in(self, destination_id: str) -> tuple[Place, ...]:
        """Give every place of a destination."""
        return await self._repository.places_in(destination_id)

    async def publish(self, destination: Destination) -> None:
        """Add a destination, or replace its facts."""
        await self._repository.save(destination)

    async def publish_place(self, place: Place) -> None:
        """Add a place, or replace it."""
        await self._repository.save_place(place)
