"""Ratings on record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.surveys.errors import NothingToRate


@pytest.fixture
async def chat(desk: Desk) -> str:
    async with desk.open_services() as services:
        return (await services.conversations.open("widget", "anna")).id


async def test_a_conversation_is_asked_once_in_a_day(desk: Desk, chat: str, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        assert await services.surveys.ask(chat) is not None
        clock.advance(timedelta(hours=23, minutes=59))
        assert await services.surveys.ask(chat) is None
        clock.advance(timedelta(minutes=1))
        assert await services.surveys.ask(chat) is not None


async def test_a_score_is_changed_until_it_is_closed(desk: Desk, chat: str) -> None:
    async with desk.open_services() as services:
        await services.surveys.ask(chat)
        await services.surveys.rate(chat, 5)
        await services.surveys.rate(chat, 3)
        await services.surveys.comment(chat, "  a\x00 word ")
        with pytest.raises(NothingToRate):
            await services.surveys.rate(chat, 5)
        [survey] = await services.surveys.of_conversation(chat)
    assert (survey.score, survey.comment, survey.open) == (3, "a word", False)


@pytest.mark.parametrize("score", [0, 6, -1])
async def test_a_score_is_one_of_five(desk: Desk, chat: str, score: int) -> None:
    async with desk.open_services() as services:
        await services.surveys.ask(chat)
        with pytest.raises(NothingToRate):
            await services.surveys.rate(chat, score)


async def test_only_a_score_awaits_a_comment_and_not_for_long(desk: Desk, chat: str, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        assert not await services.surveys.awaits_comment(chat)
        await services.surveys.ask(chat)
        assert not await services.surveys.awaits_comment(chat)
        await services.surveys.rate(chat, 4)
        assert await services.surveys.awaits_comment(chat)
        clock.advance(timedelta(minutes=16))
        assert not await services.surveys.awaits_comment(chat)
