"""What is on offer, as it is published."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.products.errors import UnknownDeparture, UnknownTour
from bot.products.values import Departure, Party, Promotion
from bot.services import Desk
from tests.facts import LEAVES, TOUR, cny, publish


async def test_a_tour_comes_back_as_it_was_published(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
    async with desk.open_services(write=False) as services:
        assert await services.products.get_tour(TOUR.id) == TOUR
        assert await services.products.list_tours() == (TOUR,)
        assert await services.products.list_tours(destination="kyoto", theme="family") == (TOUR,)
        assert await services.products.list_tours(destination="rome") == ()


async def test_what_is_published_again_is_answered_at_once(desk: Desk) -> None:
    from dataclasses import replace

    async with desk.open_services() as services:
        await publish(services)
        await services.products.publish(replace(TOUR, components=TOUR.components[:1], active=False))
    async with desk.open_services(write=False) as services:
        assert (await services.products.get_tour(TOUR.id)).adult_price == cny("400.05")
        assert await services.products.list_tours() == ()


async def test_departures_come_in_order_from_a_day_on(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
        for weeks in (2, -8, 1):
            day = LEAVES + timedelta(weeks=weeks)
            await services.products.publish_departure(Departure(0, TOUR.id, day, 8, 8, Decimal(5)))
        days = [one.day for one in await services.products.departures(TOUR.id)]
        later = await services.products.departures(TOUR.id, LEAVES + timedelta(days=1), limit=1)
    assert days == [LEAVES + timedelta(weeks=weeks) for weeks in (0, 1, 2)]
    assert [(one.day, one.percent) for one in later] == [(LEAVES + timedelta(weeks=1), Decimal(5))]


async def test_a_quote_for_a_day_is_that_of_its_departure(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        by_day = await services.products.quote(TOUR.id, Party(2), LEAVES)
        assert by_day == await services.products.quote(TOUR.id, Party(2), departure)
        with pytest.raises(UnknownDeparture):
            await services.products.quote(TOUR.id, Party(2), LEAVES + timedelta(days=1))
        with pytest.raises(UnknownTour):
            await services.products.quote("atlantis", Party(2))


async def test_offers_hold_between_their_days_for_their_tours_and_old_codes_are_known(desk: Desk) -> None:
    student = Promotion(
        "student", "student", {"en": "Student"}, {"student_card": True, "people": 2, "min_total": cny("500")},
        date(2026, 1, 1), date(2026, 3, 10), percent=Decimal("7.5"), tours=(TOUR.id,),
    )  # fmt: skip
    old = Promotion(
        "old", "coupon", {"en": "Old"}, {}, date(2025, 1, 1), date(2025, 2, 1), amount=cny("50"), code="OLD50"
    )
    async with desk.open_services() as services:
        await publish(services)
        for one in (student, old):
            await services.products.publish_promotion(one, "CNY")
    async with desk.open_services(write=False) as services:
        assert await services.products.promotions(TOUR.id) == (student,)
        assert await services.products.promotions("other") == ()
        assert await services.products.promotions(None, date(2026, 3, 11)) == ()
        found = await services.products.promotion(" old50 ")
    assert found == old
    assert not found.valid_on(date(2026, 3, 10))
