"""A booking is shown to those who prove that it is theirs, and tells nobody else that it exists."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.bookings.errors import BookingLocked, BookingNotMatched
from bot.core.clock import FixedClock
from bot.core.errors import Refusal
from bot.services import Desk
from tests.conftest import NOW
from tests.facts import EMAIL, PHONE, REFERENCE, book, publish


@pytest.fixture
async def conversation(desk: Desk) -> str:
    async with desk.open_services() as services:
        await book(services, await publish(services))
        return (await services.conversations.open("widget", "anna")).id


async def other(desk: Desk, sender: str) -> str:
    async with desk.open_services() as services:
        return (await services.conversations.open("widget", sender)).id


async def verify(desk: Desk, conversation: str, reference: str = REFERENCE, factor: str = PHONE) -> str:
    async with desk.open_services() as services:
        return (await services.bookings.verify(conversation, reference, factor)).reference


async def refusal(desk: Desk, conversation: str, reference: str, factor: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await verify(desk, conversation, reference, factor)
    return caught.value


@pytest.mark.parametrize(
    ("reference", "factor"),
    [
        (REFERENCE, PHONE),
        ("td abc234", "0049 151 1234-5678"),
        ("ABC234", "0151 12345678"),
        ("ＴＤ－ＡＢＣ２３４", EMAIL.upper()),
    ],
)
async def test_reference_and_contact_prove_it_however_they_are_typed(
    desk: Desk, conversation: str, reference: str, factor: str
) -> None:
    assert await verify(desk, conversation, reference, factor) == REFERENCE


async def test_it_stays_proved_for_this_conversation_and_no_other(desk: Desk, conversation: str) -> None:
    ben = await other(desk, "ben")
    await verify(desk, conversation)
    await verify(desk, conversation)
    async with desk.open_services() as services:
        proved = await services.bookings.verified(conversation)
        assert [booking.reference for booking in proved] == [REFERENCE]
        assert await services.bookings.verified(ben) == ()
        await services.bookings.forget(conversation)
        assert await services.bookings.verified(conversation) == ()


@pytest.mark.parametrize("reference", [REFERENCE, "TD-ZZZ999", "", "😀", "x" * 500])
@pytest.mark.parametrize("factor", ["+4915199999999", "eve@example.com", "", "0", "x" * 500])
async def test_a_wrong_guess_is_refused_alike_whether_the_reference_exists(
    desk: Desk, conversation: str, reference: str, factor: str
) -> None:
    refused = await refusal(desk, conversation, reference, factor)
    assert (refused.key, refused.values) == ("utter_booking_not_matched", {"tries_left": 4})


async def test_the_fifth_wrong_try_locks_the_guesser_for_a_quarter_of_an_hour(
    desk: Desk, conversation: str, clock: FixedClock
) -> None:
    left = [(await refusal(desk, conversation, f"TD-ZZZ99{n}", "x@example.com")).values for n in range(2, 6)]
    assert [values["tries_left"] for values in left] == [4, 3, 2, 1]
    fifth = await refusal(desk, conversation, "TD-ZZZ999", "x@example.com")
    assert isinstance(fifth, BookingLocked)
    assert fifth.values == {"until": NOW + timedelta(minutes=15)}
    clock.advance(timedelta(minutes=14, seconds=59))
    assert isinstance(await refusal(desk, conversation, REFERENCE, PHONE), BookingLocked)
    clock.advance(timedelta(seconds=1))
    assert await verify(desk, conversation) == REFERENCE


@pytest.mark.parametrize("reference", [REFERENCE, "TD-ZZZ999"])
async def test_guesses_from_many_accounts_lock_the_reference_whether_it_exists(
    desk: Desk, conversation: str, reference: str
) -> None:
    keys = [(await refusal(desk, await other(desk, f"eve-{n}"), reference, "x@example.com")).key for n in range(5)]
    assert keys == ["utter_booking_not_matched"] * 4 + ["utter_booking_locked"]
    assert isinstance(await refusal(desk, conversation, reference, PHONE), BookingLocked)


async def test_many_guesses_at_once_are_all_counted(desk: Desk, conversation: str) -> None:
    guesses = (refusal(desk, conversation, f"TD-ZZZ9{n:02}", "x@example.com") for n in range(12))
    refused = await asyncio.gather(*guesses)
    assert len([one for one in refused if isinstance(one, BookingNotMatched)]) == 4
    assert isinstance(await refusal(desk, conversation, REFERENCE, PHONE), BookingLocked)


async def test_a_proof_does_not_wipe_the_guessers_slate(desk: Desk, conversation: str) -> None:
    for n in range(4):
        await refusal(desk, conversation, f"TD-ZZZ99{n + 2}", "x@example.com")
    await verify(desk, conversation)
    assert isinstance(await refusal(desk, conversation, "TD-ZZZ999", "x@example.com"), BookingLocked)


async def test_old_wrong_tries_are_forgotten(desk: Desk, conversation: str, clock: FixedClock) -> None:
    for n in range(4):
        await refusal(desk, conversation, f"TD-ZZZ99{n + 2}", "x@example.com")
    clock.advance(timedelta(minutes=16))
    refused = await refusal(desk, conversation, "TD-ZZZ999", "x@example.com")
    assert refused.values == {"tries_left": 4}
