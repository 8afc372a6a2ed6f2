"""Destinations and places in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.shapes import read, write
from bot.destinations.values import Destination, Place
from bot.records.destinations import DestinationRecord, PlaceRecord

_DOCUMENTS = (
    "documents",
    "etiquette",
    "embassy",
    "insurance",
    "emergency_numbers",
    "names",
    "country",
    "zone",
    "currency",
)


class DestinationsRepository:
    """Reads and writes destinations."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, destination_id: str) -> Destination | None:
        record = await self._session.get(DestinationRecord, destination_id)
        return None if record is None else _destination(record)

    async def list_all(self) -> tuple[Destination, ...]:
        records = await self._session.scalars(select(DestinationRecord).order_by(DestinationRecord.id))
        return tuple(map(_destination, records))

    async def save(self, destination: Destination) -> None:
        document = write(destination)
        safety = document.pop("safety")
        level, _ = safety.pop("level"), safety.pop("as_of")
        await self._session.merge(
            DestinationRecord(**document, safety=safety, safety_level=level, safety_as_of=destination.safety.as_of)
        )

    async def places(self, ids: Iterable[str]) -> tuple[Place, ...]:
        records = await self._session.scalars(select(PlaceRecord).where(PlaceRecord.id.in_(list(ids))))
        return tuple(map(_place, records))

    async def places_in(self, destination_id: str) -> tuple[Place, ...]:
        query = select(PlaceRecord).where(PlaceRecord.destination_id == destination_id).order_by(PlaceRecord.id)
        return tuple(map(_place, await self._session.scalars(query)))

    async def save_place(self, place: Place) -> None:
        values = asdict(place)
        await self._session.merge(PlaceRecord(destination_id=values.pop("destination"), **values))


def _destination(record: DestinationRecord) -> Destination:
    document = {name: getattr(record, name) for name in ("id", "seasons", *_DOCUMENTS)}
    document["safety"] = {**record.safety, "level": record.safety_level, "as_of": record.safety_as_of}
    return read(Destination, document, f"destination {record.id}")


def _place(record: PlaceRecord) -> Place:
    return Place(id=record.id, kind=record.kind, names=record.names, destination=record.destination_id)
