"""What a booking says, and what it takes up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.bookings.errors import UnknownBooking
from bot.bookings.values import BookingEvent, Payment, State, Traveller
from bot.products.values import Party
from bot.services import Desk
from tests.conftest import NOW
from tests.facts import BOOKED, LEAVES, TOUR, book, cny, publish


async def test_a_booking_says_what_is_paid_and_what_is_owed(desk: Desk) -> None:
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
    assert (booking.paid, booking.balance, booking.balance_due) == (cny("1000"), cny("1700"), date(2026, 3, 27))
    assert (booking.departure, booking.ends) == (LEAVES, LEAVES + timedelta(days=4))
    assert booking.tour_names["zh"] == "京都庭园"
    assert (booking.customer_name, booking.travellers) == ("Anna Schneider", 3)
    assert booking.meeting == TOUR.meeting


async def test_pending_money_and_change_fees_do_not_pay_for_the_tour_and_refunds_go_back(desk: Desk) -> None:
    payments = (
        Payment("deposit", cny("800"), BOOKED, "received"),
        Payment("balance", cny("1900"), BOOKED, "pending"),
        Payment("fee", cny("200"), BOOKED, "received"),
        Payment("refund", cny("100"), BOOKED, "sent"),
    )
    async with desk.open_services() as services:
        booking = await book(services, await publish(services), payments=payments)
    assert booking.paid == cny("700")
    assert booking.balance == cny("2000")


async def test_a_cancelled_booking_owes_nothing_and_knows_its_refund(desk: Desk) -> None:
    event = BookingEvent("cancelled", "demo", NOW, {"refund": cny("860").to_json()})
    async with desk.open_services() as services:
        departure = await publish(services)
        booking = await book(services, departure, state=State.REFUND_PENDING, events=(event,))
    assert (booking.balance, booking.balance_due, booking.refund) == (cny("0"), None, cny("860"))
    assert [one.kind for one in booking.events] == ["entered", "cancelled"]


@pytest.mark.parametrize(
    ("state", "held_hours", "left"),
    [
        (State.CONFIRMED, None, 7),
        (State.HELD, 1, 7),
        (State.HELD, -1, 10),
        (State.EXPIRED, None, 10),
        (State.CANCELLED, None, 10),
        (State.REFUND_PENDING, None, 10),
        (State.NO_SHOW, None, 10),
    ],
)
async def test_seats_are_taken_while_a_booking_stands(
    desk: Desk, state: State, held_hours: int | None, left: int
) -> None:
    held = None if held_hours is None else NOW + timedelta(hours=held_hours)
    async with desk.open_services() as services:
        departure = await publish(services)
        await book(services, departure, state=state, held_until=held, party=Party(2, 1, infants=1))
        (found,) = await services.products.departures(TOUR.id)
    assert (found.seats, found.seats_left) == (10, left)


async def test_travellers_keep_their_order_and_their_passports(desk: Desk) -> None:
    people = (Traveller("adult", "王小明", "Wang Xiaoming", "EX3491065", "CN", 1990), Traveller("child", "王一"))
    async with desk.open_services() as services:
        booking = await book(services, await publish(services), travellers=people)
        assert await services.bookings.travellers(booking.id) == people


async def test_a_customers_bookings_are_listed(desk: Desk) -> None:
    async with desk.open_services() as services:
        booking = await book(services, await publish(services))
        assert await services.bookings.of_customer(booking.customer_id) == (booking,)
        with pytest.raises(UnknownBooking):
            await services.bookings.get("none")
