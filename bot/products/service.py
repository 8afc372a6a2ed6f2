"""Tours, departures, prices, promotions and suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from bot.core.clock import Clock
from bot.core.money import Money
from bot.destinations.service import DestinationsService
from bot.products.errors import UnknownDeparture, UnknownTour
from bot.products.prices import price
from bot.products.repository import ProductsRepository
from bot.products.suggestions import suggest
from bot.products.values import Departure, Party, PriceQuote, Promotion, Suggestion, Tour, Wish


class Seats(Protocol):
    """Who knows how many seats are taken (the area of bookings)."""

    async def taken(self, departure_ids: Sequence[int], at: datetime) -> Mapping[int, int]:
        """Give the seats taken, by departure."""


class ProductsService:
    """Answers for what is on offer. Days default to today (UTC)."""

    def __init__(
        self, repository: ProductsRepository, seats: Seats, destinations: DestinationsService, clock: Clock
    ) -> None:
        self._repository = repository
        self._seats = seats
        self._destinations = destinations
        self._clock = clock

    async def list_tours(self, destination: str | None = None, theme: str | None = None) -> tuple[Tour, ...]:
        """Give the tours on sale, by id; only those that touch `destination`, or have `theme`."""
        tours = await self._repository.tours()
        there = (tour for tour in tours if destination in (None, tour.destination, *tour.also))
        return tuple(tour for tour in there if theme is None or theme in tour.themes)

    async def get_tour(self, tour_id: str) -> Tour:
        """Give a tour, also one no longer sold. Raises UnknownTour."""
        tour = await self._repository.tour(tour_id)
        if tour is None:
            raise UnknownTour(tour_id)
        return tour

    async def departures(
        self, tour_id: str, after: date | None = None, limit: int | None = None
    ) -> tuple[Departure, ...]:
        """Give the departures of a tour on `after` (today) or later, with the seats left, in order."""
        await self.get_tour(tour_id)
        found = await self._repository.departures([tour_id], after or self._clock.now().date())
        return await self._with_seats(found[:limit])

    async def departure(self, departure_id: int) -> Departure:
        """Give one departure. Raises UnknownDeparture."""
        found = await self._repository.departure(departure_id)
        if found is None:
            raise UnknownDeparture(str(departure_id))
        return (await self._with_seats([found]))[0]

    async def departure_on(self, tour_id: str, day: date) -> Departure:
        """Give a tour's departure of one day. Raises UnknownTour, UnknownDeparture."""
        await self.get_tour(tour_id)
        found = await self._repository.departure_on(tour_id, day)
        if found is None:
            raise UnknownDeparture(tour_id)
        return (await self._with_seats([found]))[0]

    async def quote(self, tour_id: str, party: Party, departure: Departure | date | None = None) -> PriceQuote:
        """Reckon a party's price for a departure (or its day), or out of season.

        Raises UnknownTour, UnknownDeparture, PartyNotAdmitted.
        """
        tour = await self.get_tour(tour_id)
        chosen = await self.departure_on(tour_id, departure) if isinstance(departure, date) else departure
        return price(tour, party, chosen)

    async def promotions(self, tour_id: str | None = None, on: date | None = None) -> tuple[Promotion, ...]:
        """Give the offers for bookings made on `on` (today); with a tour, those that hold for it."""
        found = await self._repository.promotions(on or self._clock.now().date())
        return tuple(one for one in found if tour_id is None or one.tours is None or tour_id in one.tours)

    async def promotion(self, code: str) -> Promotion | None:
        """Give the offer of a coupon code (or id), past ones too: ask `valid_on`."""
        return await self._repository.promotion(code.strip())

    async def suggest(
        self,
        destination: str | None = None,
        days: int | None = None,
        budget: Money | None = None,
        party: Party | None = None,
        themes: Sequence[str] = (),
        month: int | None = None,
        needs: Sequence[str] = (),
        limit: int = 3,
    ) -> tuple[Suggestion, ...]:
        """Give the tours that fit best, best first, each with its reasons. The budget is the whole party's."""
        wish = Wish(destination, days, budget, party, tuple(themes), month, tuple(needs))
        coming = await self._with_seats(await self._repository.departures(None, self._clock.now().date()))
        return suggest(wish, await self._repository.tours(), coming, await self._destinations.list_all(), limit)

    async def publish(self, tour: Tour) -> None:
        """Add a tour, or replace it."""
        await self._repository.save_tour(tour)

    async def publish_departure(self, departure: Departure) -> Departure:
        """Add a departure, or change the seats and surcharge of the tour's departure that day."""
        departure_id = await self._repository.save_departure(departure)
        return replace(departure, id=departure_id)

    async def publish_promotion(self, promotion: Promotion, currency: str) -> None:
        """Add an offer, or replace it."""
        await self._repository.save_promotion(promotion, currency)

    async def _with_seats(self, departures: Sequence[Departure]) -> tuple[Departure, ...]:
        taken = await self._seats.taken([one.id for one in departures], self._clock.now())
        return tuple(replace(one, seats_left=max(0, one.seats - taken.get(one.id, 0))) for one in departures)
