"""What is owed is delivered at least once, in order, and never forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversations.values import Delivery, Reply
from bot.core.clock import FixedClock
from bot.services import Desk


@pytest.fixture
async def conversation(desk: Desk) -> str:
    async with desk.open_services() as services:
        opened = await services.conversations.open("telegram", "anna")
        for text in ("one", "two"):
            await services.conversations.announce(opened.id, Reply(text))
    return opened.id


async def claim(desk: Desk) -> tuple[Delivery, ...]:
    async with desk.open_services() as services:
        return await services.conversations.claim_deliveries("telegram")


async def test_the_second_waits_for_the_first(desk: Desk, conversation: str) -> None:
    (first,) = await claim(desk)
    assert await claim(desk) == ()
    async with desk.open_services() as services:
        await services.conversations.delivered(first.id)
    (second,) = await claim(desk)
    assert [first.message.text, second.message.text] == ["one", "two"]


async def test_a_claim_that_was_never_settled_comes_again(desk: Desk, conversation: str, clock: FixedClock) -> None:
    (first,) = await claim(desk)
    clock.advance(timedelta(minutes=2))
    (again,) = await claim(desk)
    assert (again.id, again.attempts) == (first.id, 2)


async def test_a_failure_is_tried_again_later_or_given_up(desk: Desk, conversation: str, clock: FixedClock) -> None:
    (first,) = await claim(desk)
    async with desk.open_services() as services:
        await services.conversations.delivery_failed(first.id, "flood", timedelta(minutes=10))
    clock.advance(timedelta(minutes=9))
    assert await claim(desk) == ()
    clock.advance(timedelta(minutes=2))
    (first,) = await claim(desk)
    async with desk.open_services() as services:
        await services.conversations.delivery_failed(first.id, "blocked", None)
    (second,) = await claim(desk)
    async with desk.open_services(write=False) as services:
        states = await services.conversations.deliveries(conversation)
    assert second.message.text == "two"
    assert states == {1: "failed", 2: "pending"}


async def test_a_page_that_has_read_settles_what_it_read(desk: Desk, conversation: str) -> None:
    async with desk.open_services() as services:
        await services.conversations.shown(conversation, "telegram", 1)
        states = await services.conversations.deliveries(conversation)
    assert states == {1: "sent", 2: "pending"}


async def test_other_channels_are_left_alone(desk: Desk, conversation: str) -> None:
    async with desk.open_services() as services:
        assert await services.conversations.claim_deliveries("widget") == ()
