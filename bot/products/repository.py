"""Tours, departures and promotions in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.products.mapping import departure_of, fill_promotion, fill_tour, promotion_of, tour_of
from bot.products.values import Departure, Promotion, Tour
from bot.records.products import DepartureRecord, PromotionRecord, TourRecord

_WHOLE = (selectinload(TourRecord.components), selectinload(TourRecord.seasons))


class ProductsRepository:
    """Reads and writes products; departures come without the seats already taken."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def tours(self, only_active: bool = True) -> tuple[Tour, ...]:
        query = select(TourRecord).options(*_WHOLE).order_by(TourRecord.id)
        query = query.where(TourRecord.active) if only_active else query
        return tuple(map(tour_of, await self._session.scalars(query)))

    async def tour(self, tour_id: str) -> Tour | None:
        record = await self._record(tour_id)
        return None if record is None else tour_of(record)

    async def save_tour(self, tour: Tour) -> None:
        record = await self._record(tour.id)
        if record is None:
            record = TourRecord(id=tour.id, components=[], seasons=[])
            self._session.add(record)
        record.components.clear()
        record.seasons.clear()
        fill_tour(record, tour)
        await self._session.flush()

    async def departures(self, tour_ids: Sequence[str] | None, after: date) -> tuple[Departure, ...]:
        query = select(DepartureRecord).where(DepartureRecord.day >= after).order_by(DepartureRecord.day)
        if tour_ids is not None:
            query = query.where(DepartureRecord.tour_id.in_(tour_ids))
        return tuple(map(departure_of, await self._session.scalars(query)))

    async def departure(self, departure_id: int) -> Departure | None:
        record = await self._session.get(DepartureRecord, departure_id)
        return None if record is None else departure_of(record)

    async def departure_on(self, tour_id: str, day: date) -> Departure | None:
        query = select(DepartureRecord).where(DepartureRecord.tour_id == tour_id, DepartureRecord.day == day)
        record = await self._session.scalar(query)
        return None if record is None else departure_of(record)

    async def save_departure(self, departure: Departure) -> int:
        """Add a departure, or change the one of that tour and day; give its id."""
        query = select(DepartureRecord).where(
            DepartureRecord.tour_id == departure.tour_id, DepartureRecord.day == departure.day
        )
        record = await self._session.scalar(query)
        if record is None:
            record = DepartureRecord(tour_id=departure.tour_id, day=departure.day)
            self._session.add(record)
        record.seats, record.percent = departure.seats, departure.percent
        await self._session.flush()
        return record.id

    async def promotions(self, on: date) -> tuple[Promotion, ...]:
        query = select(PromotionRecord).where(PromotionRecord.valid_from <= on, PromotionRecord.valid_to >= on)
        return tuple(map(promotion_of, await self._session.scalars(query.order_by(PromotionRecord.id))))

    async def promotion(self, code_or_id: str) -> Promotion | None:
        query = select(PromotionRecord).where(
            or_(PromotionRecord.code == code_or_id.upper(), PromotionRecord.id == code_or_id)
        )
        record = await self._session.scalar(query)
        return None if record is None else promotion_of(record)

    async def save_promotion(self, promotion: Promotion, currency: str) -> None:
        record = await self._session.get(PromotionRecord, promotion.id)
        if record is None:
            record = PromotionRecord(id=promotion.id)
            self._session.add(record)
        fill_promotion(record, promotion, currency)
        await self._session.flush()

    async def _record(self, tour_id: str) -> TourRecord | None:
        return await self._session.get(TourRecord, tour_id, options=_WHOLE)
