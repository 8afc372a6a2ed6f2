"""A quote says which clause of which version, what it costs now, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.bookings.values import CANCELLABLE, State
from bot.core.clock import FixedClock
from bot.policies.errors import NotCancellable
from bot.policies.values import Policy
from bot.services import Desk
from tests.facts import LEAVES, STANDARD, TOUR, VERSION, book, cny, publish

TOKYO = ZoneInfo("Asia/Tokyo")


async def test_a_quote_is_by_the_version_of_the_day_of_booking(desk: Desk) -> None:
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
        quote = await services.policies.quote_cancellation(booking.id)
    assert (quote.version, quote.clause, quote.days_left) == (1, "4.1(a)", 31)
    assert (quote.total, quote.paid, quote.fee, quote.refund) == (cny("2700"), cny("1000"), cny("135"), cny("865"))
    assert [line.kind for line in quote.lines] == ["paid", "fee", "refund"]
    assert (quote.lines[1].percent, quote.lines[1].base) == (Decimal(5), cny("2700"))
    assert quote.zone == "Asia/Tokyo"
    assert quote.next_cutoff is not None
    assert quote.next_cutoff.at.astimezone(TOKYO) == datetime(2026, 3, 12, tzinfo=TOKYO)
    assert (quote.next_cutoff.fee_percent, quote.next_cutoff.fee) == (Decimal(20), cny("540"))


async def test_a_fee_is_never_more_than_was_paid(desk: Desk, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
        clock.set(datetime(2026, 4, 9, tzinfo=UTC))
        quote = await services.policies.quote_cancellation(booking.id)
    assert (quote.fee_due, quote.fee, quote.refund) == (cny("2160"), cny("1000"), cny("0"))


async def test_a_booking_made_under_later_conditions_is_quoted_by_them(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        booking = await book(services, departure, booked_at=datetime(2026, 3, 2, tzinfo=UTC))
        quote = await services.policies.quote_cancellation(booking.id)
    assert (quote.version, quote.free) == (2, True)


async def test_a_day_of_booking_is_that_of_the_destination(desk: Desk) -> None:
    async with desk.open_services() as services:
        departure = await publish(services)
        evening = datetime(2026, 2, 28, 16, tzinfo=UTC)  # 1 March, 01:00 in Tokyo
        booking = await book(services, departure, booked_at=evening)
        assert (await services.policies.for_booking(booking.id)).number == 2


@pytest.mark.parametrize("state", sorted(set(State) - CANCELLABLE))
async def test_what_is_past_cancelling_is_refused(desk: Desk, state: State) -> None:
    async with desk.open_services() as services:
        booking = await book(services, await publish(services), state=state)
        with pytest.raises(NotCancellable) as refused:
            await services.policies.quote_cancellation(booking.id)
    assert refused.value.values["state"] == state


async def test_after_the_meeting_time_it_is_too_late(desk: Desk) -> None:
    meeting = datetime(LEAVES.year, LEAVES.month, LEAVES.day, 9, tzinfo=TOKYO)
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
        before = await services.policies.quote_cancellation(booking.id, meeting - timedelta(seconds=1))
        assert before.tier.days_before == 0
        with pytest.raises(NotCancellable) as refused:
            await services.policies.quote_cancellation(booking.id, meeting)
    assert refused.value.values["state"] == "departed"


async def test_a_tour_sold_today_is_sold_under_todays_version(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
        assert (await services.policies.for_tour(TOUR.id)).number == 2
        assert (await services.policies.for_tour(TOUR.id, datetime(2026, 1, 1, tzinfo=UTC))).number == 1


async def test_what_is_published_again_is_replaced_under_tours_and_bookings(desk: Desk) -> None:
    shorter = Policy("standard", STANDARD.names, (replace(VERSION, refund_days=3),))
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
        await services.policies.publish(shorter)
        assert (await services.policies.quote_cancellation(booking.id)).refund_days == 3
        (policy,) = await services.policies.list_all()
    assert policy == shorter
