"""The demo company loads whole, once."""

from __future__ import annotations

from datetime import date

from bot import demo
from bot.core.money import Money
from bot.products.values import Party
from bot.services import Desk

TODAY = date(2026, 3, 10)


async def test_loads_once(desk: Desk) -> None:
    async with desk.open_services() as services:
        assert await demo.load(services, TODAY)
    async with desk.open_services() as services:
        assert not await demo.load(services, TODAY)


async def test_annas_booking_is_found_by_reference_and_phone(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        conversation = await services.conversations.open("widget", "anna")
        booking = await services.bookings.verify(conversation.id, "td 7k2m9p", "+49 151 1234 5678")
    assert booking.customer_name == "Anna Schneider"
    assert booking.departure == date(2026, 4, 3)
    assert (booking.party.adults, booking.party.children) == (2, 1)
    assert booking.paid == booking.total == Money.of("22896", "CNY")
    assert not booking.balance
    assert booking.balance_due is None


async def test_a_number_without_country_code_is_read_as_dialled_at_home(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        conversation = await services.conversations.open("widget", "wang")
        booking = await services.bookings.verify(conversation.id, "4HX8QW", "138 0013 8000")
    assert booking.balance == Money.of("13692", "CNY")
    assert booking.balance_due == date(2026, 3, 13)


async def test_the_sum_of_a_sold_tour_is_what_the_price_list_says(demo_desk: Desk) -> None:
    async with demo_desk.open_services(write=False) as services:
        quote = await services.products.quote("kyoto-gardens", Party(adults=2, children=1))
    assert quote.total == Money.of("22896", "CNY")


async def test_every_tour_can_be_quoted_suggested_and_cancelled_under_conditions(demo_desk: Desk) -> None:
    async with demo_desk.open_services(write=False) as services:
        tours = await services.products.list_tours()
        assert len(tours) >= 12
        for tour in tours:
            assert (await services.products.quote(tour.id, Party())).total == tour.adult_price
            assert (await services.policies.for_tour(tour.id)).number == 2
            places = await services.destinations.places(tour.places())
            assert set(places) == set(tour.places())


async def test_reset_brings_it_back_as_new(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        await services.conversations.receive("widget", "anna", "1", "hello")
    await demo.reset(demo_desk)
    async with demo_desk.open_services(write=False) as services:
        assert await services.conversations.find("widget", "anna") is None
        assert len(await services.products.list_tours()) >= 12
